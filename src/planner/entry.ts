/**
 * The file that starts a program.
 * @module
 */
import { sourceFiles } from "./facts.ts";
import type { Stack } from "./stack.ts";

/** A stack whose files follow an entry file that the brief fixes: `query.py` at the root, `src/main.py` beside the named files. */
export function adaptStack(stack: Stack, entry: string): Stack {
  if (entry === stack.layout.entry) return stack;
  const folder = (path: string) => path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
  const old = folder(stack.layout.entry);
  const fresh = folder(entry);
  const ending = entry.slice(entry.lastIndexOf("."));
  return {
    ...stack,
    layout: {
      ...stack.layout,
      entry,
      unit: stack.layout.unit.startsWith(old) ? `${fresh}{name}${ending}` : stack.layout.unit,
    },
    scaffold: old === "" || old === "src/" ? stack.scaffold : stack.scaffold.filter((path) => !path.startsWith(old)),
    commands: fresh.startsWith("src/")
      ? stack.commands
      : { ...stack.commands, lint: stack.commands.lint.replace(/\bmypy src\b/, "mypy .") },
  };
}

/** The entry file that a brief asks for: the program it starts, or a main file beside the sources it names. */
export function entryFor(stack: Stack, brief: string, started: string | undefined): string {
  if (started !== undefined) return started;
  const ending = /^(?:py|js|rb|php)$/.exec(stack.layout.entry.split(".").at(-1) ?? "")?.[0];
  const named = ending === undefined
    ? []
    : sourceFiles(brief).filter((path) => path.endsWith(`.${ending}`) && path.includes("/"));
  const folder = named[0]?.slice(0, named[0].lastIndexOf("/"));
  if (
    folder === undefined || /^(?:tests?|docs?|results?)\b/.test(folder) ||
    stack.layout.entry.startsWith(`${folder}/main.`)
  ) return stack.layout.entry;
  const starting = named.find((path) => /(?:^|\/)(?:main|app|server|cli|__main__)\.\w{2,3}$/.test(path));
  if (starting !== undefined) return starting;
  return `${folder}/main.${ending}`;
}
