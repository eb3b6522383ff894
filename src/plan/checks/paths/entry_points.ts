/** Which file of the project starts the program, and whether a command starts it by another one. */
import { normalPath, type ProjectPaths } from "./project_paths.ts";
import { type Script, scriptsOf } from "../commands/scripts.ts";

/** Names of files that start a program, by what they start: a program, its commands and its worker may live side by side. */
const ROLES: readonly (readonly [role: string, names: RegExp])[] = [
  ["program", /^(?:main|app|index|run|start|program|__main__|application|server|web|api|wsgi|asgi|bot|game)$/i],
  ["commands", /^(?:cli|console|cmd|command)$/i],
  ["management", /^(?:manage|artisan|admin)$/i],
  ["work", /^(?:worker|queue|scheduler|cron|jobs?)$/i],
];

/** A file that starts the program. */
export interface EntryPoint {
  path: string;
  by: string;
  /** What its name says that it starts; absent where the name tells nothing. */
  role?: string;
}

/** The files by which a command starts the program. A module that the plan does not make is somebody else's. */
export function entryPointsOf(command: string, paths: ProjectPaths): EntryPoint[] {
  return scriptsOf(command).flatMap((script): EntryPoint[] => {
    const path = script.test ? undefined : fileOf(script, paths);
    if (path === undefined) return [];
    const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.\w{1,4}$/, "");
    const role = ROLES.find(([, names]) => names.test(name))?.[0];
    return [{ path: normalPath(path), by: script.by, ...(role === undefined ? {} : { role }) }];
  });
}

/** The entry point by which a command starts what `started` starts in another way; absent where there is none. */
export function otherEntry(
  started: readonly EntryPoint[],
  command: string,
  paths: ProjectPaths,
): { given: EntryPoint; wanted: EntryPoint } | undefined {
  if (started.length === 0) return undefined;
  for (const given of entryPointsOf(command, paths)) {
    if (given.role === undefined || started.some(({ path }) => path === given.path)) continue;
    const wanted = started.find(({ by }) => by === given.by);
    if (wanted === undefined) continue;
    // Two files that the plan makes are two programs where their names or folders say so.
    const made = paths.firstMade(given.path) !== undefined;
    if (made && (wanted.role !== given.role || folderOf(wanted) !== folderOf(given))) continue;
    return { given, wanted };
  }
  return undefined;
}

function folderOf({ path }: EntryPoint): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

function fileOf({ path, module = "" }: Script, paths: ProjectPaths): string | undefined {
  if (path !== undefined) return path;
  const file = module.replaceAll(".", "/");
  return [`${file}/__main__.py`, `${file}.py`, `src/${file}/__main__.py`, `src/${file}.py`].find((path) =>
    paths.firstMade(path) !== undefined
  );
}
