/** Which paths a plan makes, changes and takes away, and when. */
import { isMadeByTools, isUsual, letsToolsMake, MANIFESTS } from "./files.ts";
import type { PlacedStep, PlanView } from "../view.ts";

/** Where in the plan something happens to a path: the position of a step, and of a deliverable of it. */
export interface Happening {
  /** Counts all deliverables of the plan, so that a later one is greater. */
  at: number;
  placed: PlacedStep;
}

/** Longer paths are none. */
const LONGEST = 400;
/** What is to be taken out of a path; nearly all have nothing of it. */
const UNUSUAL = /^[\s/]|\s$|\/\/|(?:^|\/)\.(?:\/|$)/;

/** A path in one way of writing: "./a//b" is "a/b"; a folder ends in "/". */
export function normalPath(path: string): string {
  if (path.length <= LONGEST && !UNUSUAL.test(path)) return path;
  const parts = path.slice(0, LONGEST).trim().split("/");
  const folder = path.endsWith("/");
  const kept = parts.filter((part) => part !== "" && part !== ".");
  return kept.join("/") + (folder && kept.length > 0 ? "/" : "");
}

/** The paths of a plan. */
export class ProjectPaths {
  /** The first and the last time that a path is created. */
  readonly #first = new Map<string, Happening>();
  readonly #created = new Map<string, number[]>();
  readonly #deleted = new Map<string, number[]>();
  /** Paths that a step changes, which are there for later steps whoever made them. */
  readonly #changed = new Map<string, number>();
  /** Folders in which the plan or the project has something, since when. */
  readonly #folders = new Map<string, number>();
  readonly #names = new Map<string, string>();
  readonly #known = new Set<string>();
  /** From these moments on a tool may have made files that the plan does not list: any, or those that each project has. */
  readonly #scaffolded = { any: Infinity, usual: Infinity };
  /** Whether the plan changes a project of which nothing is known: it makes no manifest and mostly changes files. */
  readonly continues: boolean;

  constructor(view: PlanView) {
    for (const path of view.files) this.#know(normalPath(path), -1);
    for (const path of view.files) this.#known.add(normalPath(path));
    this.#scaffold(view.plan.commands?.setup ?? "", 0);
    let manifest = false;
    const changed = new Set<string>();
    let at = 0;
    for (const placed of view.steps) {
      const { step } = placed;
      for (const text of step.do) this.#scaffold(text, at);
      for (const { command = "" } of step.verify) this.#scaffold(command, at);
      for (const { path: given, action } of step.deliverables) {
        const path = normalPath(given);
        at++;
        if (action === "create") {
          manifest ||= MANIFESTS.has(nameOf(path).toLowerCase());
          if (!this.#first.has(bare(path))) this.#first.set(bare(path), { at, placed });
          append(this.#created, path, at);
          this.#know(path, at);
        } else if (action === "delete") append(this.#deleted, path, at);
        else {
          changed.add(path);
          if (!this.#changed.has(path)) this.#changed.set(path, at);
        }
      }
    }
    const foreign = [...changed].filter((path) => !this.#first.has(bare(path)) && !isMadeByTools(path)).length;
    this.continues = view.files.size === 0 && !manifest && foreign > 0 && foreign * 2 >= this.#created.size;
  }

  /** Whether the path is there just before the moment: created and not deleted since, itself or a folder around it. */
  isThere(given: string, moment: number): boolean {
    const path = normalPath(given);
    let made = this.#known.has(path) || this.#known.has(bare(path)) ? 0 : -1;
    let gone = -1;
    for (const around of [path, bare(path), `${bare(path)}/`, ...foldersOf(path)]) {
      if (this.#known.has(around) && around.endsWith("/")) made = Math.max(made, 0);
      made = Math.max(made, lastBefore(this.#created.get(around), moment));
      gone = Math.max(gone, lastBefore(this.#deleted.get(around), moment));
    }
    if (made < 0 && (this.#folders.get(bare(path)) ?? Infinity) < moment) made = 0;
    return made > gone || (made >= 0 && gone < 0);
  }

  /** The same, where a path that an earlier step changes is there too. */
  isUsable(path: string, moment: number): boolean {
    return this.isThere(path, moment) || (this.#changed.get(normalPath(path)) ?? Infinity) < moment;
  }

  /** Whether somebody takes the path away before the moment. */
  isDeleted(path: string, moment: number): boolean {
    return [normalPath(path), ...foldersOf(path)].some((around) => lastBefore(this.#deleted.get(around), moment) >= 0);
  }

  /** Whether a tool makes the path, or may have made it just before the moment. */
  mayBeThere(path: string, moment: number): boolean {
    const { any, usual } = this.#scaffolded;
    return isMadeByTools(path) || any < moment || (usual < moment && isUsual(nameOf(path)));
  }

  /** Where the path is first made. */
  firstMade(path: string): Happening | undefined {
    return this.#first.get(bare(normalPath(path)));
  }

  /** A path of the same name that the plan or the project has. */
  namesake(path: string): string | undefined {
    return this.#names.get(nameOf(path).toLowerCase());
  }

  /** Paths of the plan, for somebody who looks for a similar one. */
  made(limit: number): string[] {
    const found: string[] = [];
    for (const path of this.#created.keys()) {
      if (found.push(path) >= limit) break;
    }
    return found;
  }

  #scaffold(text: string, at: number): void {
    const { any, usual } = letsToolsMake(text);
    if (any) this.#scaffolded.any = Math.min(this.#scaffolded.any, at);
    if (usual) this.#scaffolded.usual = Math.min(this.#scaffolded.usual, at);
  }

  #know(path: string, at: number): void {
    const name = nameOf(path).toLowerCase();
    if (!this.#names.has(name)) this.#names.set(name, path);
    // Where a folder is known, so are those around it.
    for (const folder of foldersOf(path).reverse()) {
      const inside = bare(folder);
      if (this.#folders.has(inside)) break;
      this.#folders.set(inside, at);
    }
  }
}

const known = new WeakMap<PlanView, ProjectPaths>();

/** The paths of a plan, worked out once for each view of it. */
export function pathsOf(view: PlanView): ProjectPaths {
  let paths = known.get(view);
  if (paths === undefined) known.set(view, paths = new ProjectPaths(view));
  return paths;
}

/** The last part of a path. */
export function nameOf(path: string): string {
  const whole = bare(path);
  return whole.slice(whole.lastIndexOf("/") + 1);
}

/** The folders around a path, each ending in "/". */
function foldersOf(given: string): string[] {
  const path = bare(normalPath(given));
  const found: string[] = [];
  for (let end = path.indexOf("/"); end >= 0; end = path.indexOf("/", end + 1)) found.push(path.slice(0, end + 1));
  return found;
}

function bare(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

function append(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The last moment before another one; -1 where there is none. */
function lastBefore(moments: readonly number[] | undefined, moment: number): number {
  if (moments === undefined) return -1;
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return moments[low - 1] ?? -1;
}
