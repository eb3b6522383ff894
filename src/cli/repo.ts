/**
 * `--repo`: the project that the work goes into.
 * @module
 */
import { relative, resolve } from "node:path";
import type { Existing } from "../plan/types.ts";
import { folderOf } from "../store/folder_of.ts";
import { counted, oneLine, shorten } from "../text.ts";
import type { Io, Option, Values } from "./command.ts";

/** The option, for commands that plan or check. */
export const REPO: Readonly<Record<string, Option>> = {
  repo: { value: "DIR", help: "the root of an existing project: its files, layout and commands are used" },
};

/** What we write ourselves is no part of what is there. */
const OWN =
  /^(?:project_design|devplan|phase\d+|handoff_prompt|brief(?:-\d+)?)\.md(?:\.new)?$|^plan\.(?:json(?:\.new)?|html)$/;

/**
 * The project that `--repo` names, and a line of what was found in it.
 *
 * @returns `{}` where the option is not given.
 * @throws {UsageError} If it is no folder.
 * @throws {StoreError} If it may not be read.
 */
export async function readRepo(values: Values, outputDir: string, io: Io): Promise<{ existing?: Existing }> {
  const folder = values.text("repo");
  if (folder === undefined) return {};
  const [{ scanRepo }, { readExisting }] = await Promise.all([
    import("../store/repo/scan.ts"),
    import("../plan/existing/mod.ts"),
  ]);
  const scanned = await scanRepo(folder, { signal: io.signal });
  for (const note of scanned.notes) io.say(`note: ${note}`);
  const output = relative(resolve(folder), resolve(outputDir)).replaceAll("\\", "/");
  // Plans of earlier runs, wherever they lie, count for nothing as well.
  const planned = new Set(scanned.files.filter((path) => /(?:^|\/)devplan\.md$/.test(path)).map(folderOf));
  const folders = new Set([
    output,
    ...scanned.files.filter((path) => /(?:^|\/)plan\.json$/.test(path)).map(folderOf).filter((at) => planned.has(at)),
  ]);
  const isOwn = (path: string) => folders.has(folderOf(path)) && OWN.test(path.slice(path.lastIndexOf("/") + 1));
  const existing = readExisting({ ...scanned, files: scanned.files.filter((path) => !isOwn(path)) });
  io.say(`project: ${toldOf(existing)}`);
  return { existing };
}

/** The files of the project that `--repo` names; absent where it is not given. */
export async function filesOfRepo(values: Values, io: Io): Promise<string[] | undefined> {
  const folder = values.text("repo");
  if (folder === undefined) return undefined;
  const { scanRepo } = await import("../store/repo/scan.ts");
  return (await scanRepo(folder, { signal: io.signal })).files;
}

/** What was found, so that somebody sees at once what was taken for what. */
function toldOf(
  { files, omitted = 0, languages, frameworks, commands: { testOne: _one, ...commands } }: Existing,
): string {
  const tools = [...languages.slice(0, 4), ...frameworks.slice(0, 6)].join(", ");
  const told = Object.entries(commands).map(([name, command]) => `${name} "${command}"`);
  return shorten(
    oneLine([
      counted(files.length + omitted, "file"),
      ...(tools === "" ? ["no code that is known here: planned as a new project"] : [tools]),
      ...(told.length === 0 ? [] : [told.join(", ")]),
    ].join("; ")),
    300,
  );
}
