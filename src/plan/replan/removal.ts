import { shorten } from "../../text.ts";
import type { StepAnswer } from "../answers.ts";
import { isTestPath } from "../test_paths.ts";
import type { Commands, Deliverable, Step } from "../types.ts";
import type { Leftover } from "./effects.ts";
import { briefly, paths, quote } from "./wording.ts";

/** A step changes at most so many files; those that it only deletes do not count. */
const MOST_CHANGED = 7;

/** What the steps of a plan do to paths. */
export class Touched {
  readonly #steps = new Map<string, Set<Step>>();
  readonly #deleted = new Set<string>();

  constructor(steps: readonly Step[]) {
    for (const step of steps) {
      for (const { path, action } of step.deliverables) {
        if (action === "delete") this.#deleted.add(path);
        else this.#deleted.delete(path);
        // Who takes away needs nothing of it.
        if (step.type === "removal") continue;
        for (const around of [path, ...foldersOf(path)]) {
          const list = this.#steps.get(around);
          if (list === undefined) this.#steps.set(around, new Set([step]));
          else list.add(step);
        }
      }
    }
  }

  /** Whether a step other than these does something to a path, or to what lies below it. */
  byOthers(path: string, steps: ReadonlySet<Step>): boolean {
    const touching = this.#steps.get(path) ?? [];
    for (const step of touching) if (!steps.has(step)) return true;
    return false;
  }

  /** Whether a step takes the path away, and none behind it makes it again. */
  isDeleted(path: string): boolean {
    return this.#deleted.has(path);
  }
}

function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.indexOf("/"); at !== -1 && at < path.length - 1; at = path.indexOf("/", at + 1)) {
    folders.push(path.slice(0, at + 1));
  }
  return folders;
}

/**
 * The step that takes away what done steps made for requirements that stand no longer: files that served nothing else are
 * deleted, others changed. Absent where nothing is left of it.
 */
export function removalOf(
  { requirements, own, shared }: Leftover,
  touched: Touched,
  commands: Commands | undefined,
): StepAnswer | undefined {
  const makers = new Set(own.map(({ step }) => step));
  const made = new Set(
    [...makers].flatMap(({ deliverables }) => deliverables.filter(({ action }) => action === "create")).map((
      { path },
    ) => path),
  );
  const all = [...own, ...shared].flatMap(({ step }) => step.deliverables).filter(({ action }) => action !== "delete");
  const there = [...new Set(all.map(({ path }) => path))].filter((path) => !touched.isDeleted(path));
  const deleted = there.filter((path) => made.has(path) && !touched.byOthers(path, makers));
  const changed = there.filter((path) => !deleted.includes(path)).slice(0, MOST_CHANGED);
  if (deleted.length + changed.length === 0) return undefined;
  const ids = requirements.map(({ id }) => id);
  const what = requirements.map((requirement) => `"${briefly(requirement)}"`).slice(0, 3).join(", ");
  const rest = deleted.length > 0 ? "what calls these files, and what served only it" : "what served only it";
  const tests = deleted.filter(isTestPath);
  const deliverables: Deliverable[] = [
    ...deleted.map((path) => ({ path, action: "delete" as const })),
    ...changed.map((path) => ({ path, action: "modify" as const })),
  ];
  return {
    type: "removal",
    title: shorten(`Remove what served ${ids.join(", ")}: ${requirements.map((each) => briefly(each)).join("; ")}`, 90),
    why: "What nobody asks for any more still has to be tested, explained and kept.",
    do: [
      ...requirements.slice(0, 4).map((requirement) => `No longer asked for: ${quote(requirement, 200)}`),
      ...(deleted.length > 0
        ? [`Delete ${paths(deleted)}: nothing else needs ${deleted.length === 1 ? "it" : "them"}.`]
        : []),
      ...(changed.length > 0 ? [`Take out of ${paths(changed)} ${rest}; what others need stays as it is.`] : []),
      "Search the project for what it was called, in code, settings and texts, until nothing is found.",
    ],
    requirements: ids,
    dependsOn: [],
    deliverables,
    verify: [
      ...(commands === undefined ? [] : [{
        command: commands.test,
        expect: tests.length > 0 ? `passes without ${paths(tests, 3)}.` : `passes, and no case tries ${what}.`,
      }]),
      {
        expect: deleted.length > 0
          ? `${paths(deleted, 4)} ${deleted.length === 1 ? "is" : "are"} gone, and no line of the project refers to ${
            deleted.length === 1 ? "it" : "them"
          }.`
          : `No line of ${paths(changed, 4)} serves ${what}.`,
      },
    ],
    size: deliverables.length > 4 ? "M" : "S",
  };
}
