import { nearest } from "../../../nearest.ts";
import { type EntryPoint, entryPointsOf, otherEntry } from "../paths/entry_points.ts";
import { normalPath, pathsOf, type ProjectPaths } from "../paths/project_paths.ts";
import type { Found, Rule } from "../rule.ts";
import type { PlacedStep, PlanView } from "../view.ts";

/** What a step changes must be there. */
export const createBeforeUse: Rule = {
  id: "create-before-use",
  severity: "error",
  demands:
    "A path that a step changes or deletes was made by an earlier step or exists already; the program has one entry point throughout.",
  why:
    "Whoever is told to change a file that is not there makes one, at another place than the next step expects. A folder that is made covers what is below it, " +
    "and what tools make (lock files, build output, the files of a generator such as `rails new`) needs no step. A plan that mostly changes files which nobody " +
    "makes continues a project: where its files are not known it gets one warning.",
  needs: ["steps", "deliverables", "actions"],
  check(view) {
    const paths = pathsOf(view);
    return [...usedTooEarly(view, paths), ...entryPoints(view, paths)];
  },
};

/** Similar names are looked for among so many paths, and for so many findings. */
const CANDIDATES = 400;
const HINTS = 40;

function usedTooEarly({ steps }: PlanView, paths: ProjectPaths): Found[] {
  const found: Found[] = [];
  const unknown: { path: string; placed: PlacedStep; pointer: string }[] = [];
  const made = new Map<string, string>();
  let at = 0;
  for (const placed of steps) {
    const { step, location, pointer: own } = placed;
    for (const [index, { path: given, action }] of step.deliverables.entries()) {
      at++;
      const path = normalPath(given);
      const place = { location, pointer: `${own}/deliverables/${index}/path` };
      if (path === "") continue;
      if (action === "create") {
        const before = made.get(path);
        if (before !== undefined && !paths.isDeleted(path, at)) {
          found.push({
            severity: "warning",
            message: `Step ${step.number} creates ${path}, which step ${before} creates already`,
            ...place,
            hint: "Let one of the steps modify it, or give the files different names.",
          });
        }
        made.set(path, step.number);
        continue;
      }
      if (paths.isThere(path, at) || paths.mayBeThere(path, at)) continue;
      const later = paths.firstMade(path);
      if (later === undefined && paths.continues && !paths.isDeleted(path, at)) {
        unknown.push({ path, placed, pointer: place.pointer });
        continue;
      }
      found.push({
        ...(action === "delete" ? { severity: "warning" as const } : {}),
        message: `Step ${step.number} ${action === "delete" ? "deletes" : "changes"} ${path}, which ${
          paths.isDeleted(path, at)
            ? "an earlier step deletes"
            : later === undefined
            ? "no step creates"
            : later.placed.step === step
            ? "it creates only afterwards"
            : `only step ${later.placed.step.number} creates`
        }`,
        ...place,
        hint: hintFor(path, paths, later?.placed.step.number, found.length < HINTS),
      });
    }
  }
  const [first] = unknown;
  if (first !== undefined) {
    found.push({
      severity: "warning",
      message: unknown.length === 1
        ? `The plan changes ${first.path}, which no step creates`
        : `The plan changes ${unknown.length} files that no step creates, such as ${first.path}`,
      location: first.placed.location,
      pointer: first.pointer,
      hint: "Check that the project has them already, or add a step that creates them.",
    });
  }
  return found;
}

function hintFor(path: string, paths: ProjectPaths, later: string | undefined, search: boolean): string {
  if (later !== undefined) return `Create it here, or move the work behind step ${later}.`;
  const similar = search ? paths.namesake(path) ?? nearest(path, paths.made(CANDIDATES)) : undefined;
  return similar === undefined || similar === path
    ? "Add a step before it that creates the path, or let this step create it."
    : `Did you mean ${similar}? Otherwise let an earlier step create it.`;
}

function entryPoints(view: PlanView, paths: ProjectPaths): Found[] {
  const run = view.plan.commands?.run ?? "";
  const started = entryPointsOf(run, paths);
  const end = Infinity;
  return [
    ...started.filter(({ path }) => !paths.isUsable(path, end) && !paths.mayBeThere(path, end) && !paths.continues).map(
      ({ path }): Found => ({
        message: `The command that starts the program runs ${path}, which no step creates`,
        location: "commands",
        pointer: "/commands/run",
        hint: hintFor(path, paths, undefined, true),
      }),
    ),
    ...otherStarts(view, paths, started),
  ];
}

/** One finding for each file that starts the program in a check though another one starts it elsewhere. */
function otherStarts({ steps }: PlanView, paths: ProjectPaths, started: readonly EntryPoint[]): Found[] {
  const found: Found[] = [];
  const told = new Set<string>();
  for (const { step, location, pointer } of steps) {
    for (const [index, { command = "" }] of step.verify.entries()) {
      const other = otherEntry(started, command, paths);
      if (other === undefined || told.has(other.given.path)) continue;
      told.add(other.given.path);
      found.push({
        severity: "warning",
        message:
          `A check of step ${step.number} starts the program by ${other.given.path}, but the plan's command by ${other.wanted.path}`,
        location,
        pointer: `${pointer}/verify/${index}/command`,
        hint: `Start it by ${other.wanted.path} throughout, or name both programs in the design.`,
      });
    }
  }
  return found;
}
