/**
 * What an ecosystem tells of a project. To teach the scan another one: one file in `ecosystems/`, one line in its `mod.ts`.
 * @module
 */
import type { Existing } from "../types.ts";

/** Commands of a project, each absent where nothing tells it. */
export type Commands = Existing["commands"];

/** A file that declares dependencies and commands. */
export interface Manifest {
  /** From the project's root. */
  path: string;
  /** Its last name. */
  name: string;
  text: string;
}

/** What an ecosystem looks at. */
export interface Surroundings {
  /** Its manifests: those at the root, or the uppermost. */
  manifests: readonly Manifest[];
  /** All files of the project. */
  files: readonly string[];
  /** Where its code goes. */
  layout: Existing["layout"];
  /** Whether a file is there, by its path. */
  has(path: string): boolean;
  /** Whether a file is there whose path fits. */
  hasLike(pattern: RegExp): boolean;
}

/** What an ecosystem found. */
export interface Found {
  /** Names of what the project depends on, as its manifests write them. */
  dependencies: Iterable<string>;
  /** The file that others import or start it by, where a manifest names one. */
  entry?: string;
  /** Commands that the project gives names itself: scripts, tasks, targets. */
  own: Commands;
  /** The commands that are usual with the tools that it shows. */
  usual: Commands;
}

/** Languages with their manifests and tools. */
export interface Ecosystem {
  /** The languages that it builds; none: it runs the tasks of any. */
  languages: readonly string[];
  /** Names of its manifests. */
  manifest: RegExp;
  /** Whether the root's manifest only lists parts, whose manifests then count too. */
  inParts?: boolean;
  /** Dependencies that are frameworks in the words of our stacks, the weightier first. */
  frameworks: Readonly<Record<string, string>>;
  read(around: Surroundings): Found;
}

/** Whether a path or a template can stand in a command as it is: no shell makes anything else of it. */
export function isPlainWord(text: string): boolean {
  return /^[\p{L}\p{N}_{}][\p{L}\p{N}\p{M}_@+./{}-]{0,150}$/u.test(text);
}

/** What a test is called in its program, as a template: `{name}Test` for `src/test/java/{name}Test.java`. */
export function testClass({ layout: { unitTest } }: Surroundings): string | undefined {
  return unitTest?.slice(unitTest.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
}

/** Leaves out what is not there. */
export function present(commands: { [Name in keyof Commands]: string | undefined }): Commands {
  return Object.fromEntries(Object.entries(commands).filter(([, command]) => command !== undefined));
}

/** Several commands as one, each only if those before it passed; absent where there are none. */
export function inOrder(...commands: readonly (string | false)[]): string | undefined {
  return commands.filter((command) => command !== false).join(" && ") || undefined;
}
