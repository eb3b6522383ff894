import { shorten } from "../../../text.ts";
import { placeholdersIn } from "../commands/placeholders.ts";
import { declaredEcosystems } from "../stack/declared.ts";
import { entryPointsOf, otherEntry } from "../paths/entry_points.ts";
import { type Program, programsOf } from "../commands/programs.ts";
import { pathsOf, type ProjectPaths } from "../paths/project_paths.ts";
import type { Found, Rule } from "../rule.ts";
import { scriptsIn } from "../commands/scripts.ts";
import { commandsOf } from "../commands/shell.ts";
import { ECOSYSTEMS, ecosystemsOf } from "../stack/tools.ts";
import type { PlanView } from "../view.ts";

/** A check that cannot run proves nothing. */
export const runnable: Rule = {
  id: "runnable",
  severity: "warning",
  demands:
    "The tool of a command belongs to the plan's stack, the command has no <placeholders>, and a script or test that it names is made by then.",
  why:
    "A check that cannot run proves nothing. A tool belongs to the stack where the stack, the owner's words or the plan's files show it. Tools " +
    "of everyday (git, curl, grep) and programs that nobody knows, such as the project's own, are always fine.",
  needs: ["steps", "verification"],
  check(view) {
    const declared = view.has("stack") ? declaredEcosystems(view) : undefined;
    const paths = view.has("deliverables") ? pathsOf(view) : undefined;
    const started = paths === undefined ? [] : entryPointsOf(view.plan.commands?.run ?? "", paths);
    const found: Found[] = inCommands(view, declared);
    let at = 0;
    for (const { step, location, pointer } of view.steps) {
      at += step.deliverables.length;
      for (const [index, { command = "" }] of step.verify.entries()) {
        const place = { location, pointer: `${pointer}/verify/${index}/command` };
        const programs = programsOf(commandsOf(command));
        found.push(...placeholders(command, `The check of step ${step.number}`).map((one) => ({ ...one, ...place })));
        if (declared !== undefined) {
          found.push(
            ...foreignTool(programs, declared, `The check of step ${step.number}`).map((one) => ({ ...one, ...place })),
          );
        }
        // A second entry point is told by create-before-use, where the plan says what happens to files.
        if (paths === undefined || (view.has("actions") && otherEntry(started, command, paths) !== undefined)) continue;
        for (const { path } of scriptsIn(programs)) {
          if (path === undefined || isThere(path, paths, at + 1)) continue;
          const later = paths.firstMade(path);
          const similar = paths.namesake(path);
          found.push({
            message: `The check of step ${step.number} runs ${shorten(path, 80)}, which ${
              later === undefined ? "no step makes" : `only step ${later.placed.step.number} makes`
            }`,
            ...place,
            hint: later !== undefined
              ? `Make it here, or move the check to step ${later.placed.step.number}.`
              : similar === undefined
              ? "Name a file that this step or an earlier one makes."
              : `Did you mean ${similar}?`,
          });
        }
      }
    }
    return found;
  },
};

function inCommands({ plan }: PlanView, declared: ReadonlySet<string> | undefined): Found[] {
  return Object.entries(plan.commands ?? {}).flatMap(([name, command]) => {
    const whose = `The plan's command "${name}"`;
    return [
      ...placeholders(command, whose),
      ...(declared === undefined ? [] : foreignTool(programsOf(commandsOf(command)), declared, whose)),
    ].map((one) => ({ ...one, location: "commands", pointer: `/commands/${name}` }));
  });
}

function placeholders(command: string, whose: string): Pick<Found, "message" | "hint">[] {
  const found = placeholdersIn(command);
  return found.length === 0 ? [] : [{
    message: `${whose} holds a placeholder: ${shorten(found.slice(0, 3).join(", "), 80)}`,
    hint: "Write a command that runs as it stands, with a real value.",
  }];
}

/** The first of a command's programs that belongs to another stack. */
function foreignTool(
  programs: readonly Program[],
  declared: ReadonlySet<string>,
  whose: string,
): Pick<Found, "message" | "hint">[] {
  const tool = programs.find((program) => {
    const homes = ecosystemsOf(program.name);
    return homes !== undefined && !homes.some((home) => declared.has(home)) && !isByTheWay(program);
  })?.name;
  if (tool === undefined) return [];
  const [home = ""] = ecosystemsOf(tool) ?? [];
  const name = ECOSYSTEMS[home] ?? home;
  return [{
    message: `${whose} runs ${shorten(tool, 40)}, but the plan has no ${name}`,
    hint: `Use a tool of the plan's stack, or add ${name} to it.`,
  }];
}

/** Interpreters that many machines have and people use in passing: to print JSON, to serve a folder, for one expression. */
function isByTheWay({ name, args, piped }: Program): boolean {
  if (/^python3?$/.test(name)) {
    return piped || args[0] === "-c" || (args[0] === "-m" && /^(?:json\.tool|http\.server)$/.test(args[1] ?? ""));
  }
  if (name === "docker") return args[0] === "--version";
  return /^(?:node|ruby)$/.test(name) && (piped || /^(?:-e|-p|--eval|--print)$/.test(args[0] ?? ""));
}

function isThere(path: string, paths: ProjectPaths, moment: number): boolean {
  return paths.isUsable(path, moment) || paths.mayBeThere(path, moment) || paths.continues;
}
