/**
 * The command lines that the documentation shows, with the permissions that they give: `deno run` lines in blocks and in
 * running text, aliases, configurations of MCP clients, tasks, and the table of `docs/SECURITY.md`.
 * @module
 */
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A line that starts devussy. */
export interface DocumentedLine {
  /** `docs/MCP.md` */
  page: string;
  /** Deno's flags: `--allow-read=.` */
  flags: string[];
  /** What devussy is told; empty where the line is an alias, or a table says it otherwise. */
  args: string[];
}

/** A row of the table of permissions. */
export interface PermissionRow {
  commands: string[][];
  flags: string[];
}

/** The pages and files that show command lines. */
export function pages(): string[] {
  const docs = [...Deno.readDirSync(`${ROOT}docs`)].map(({ name }) => `docs/${name}`).filter((name) =>
    /\.md$/.test(name)
  );
  return ["README.md", "AGENTS.md", "CHANGELOG.md", ...docs.sort(), "deno.json"];
}

/** The text of a page. */
export function textOf(page: string): string {
  return Deno.readTextFileSync(`${ROOT}${page}`);
}

/** Every line that runs `cli.ts`. */
export function documentedLines(): DocumentedLine[] {
  return pages().flatMap((page) => {
    const text = textOf(page).replace(/\\\n\s*/g, " ");
    const shell = [...text.matchAll(/deno run ([^\n`]*?cli\.ts(?: [^\n`"]*)?)/g)].map(([, line = ""]) => wordsOf(line));
    const listed = [...text.matchAll(/"args": (\[[^\]]*\])/g)].map(([, list = ""]): string[] =>
      JSON.parse(list).slice(1)
    );
    return [...shell, ...listed].map((words) => lineOf(page, words));
  });
}

function lineOf(page: string, words: readonly string[]): DocumentedLine {
  const at = words.findIndex((word) => /(?:^|\/)cli\.ts$/.test(word));
  const flags = words.slice(0, at).filter((word) => word.startsWith("--"));
  return { page, flags, args: words.slice(at + 1) };
}

/** The rows of the table of permissions. */
export function permissionRows(): PermissionRow[] {
  const table = /<!-- PERMISSIONS_START -->([^]*?)<!-- PERMISSIONS_END -->/.exec(textOf("docs/SECURITY.md"))?.[1] ?? "";
  const rows = table.split("\n").filter((line) => line.startsWith("|")).slice(2);
  return rows.map((row) => {
    const [, commands = "", permissions = ""] = row.split("|");
    const code = [...commands.matchAll(/`([^`]+)`/g)].map(([, command = ""]) => wordsOf(command));
    const flags = [...permissions.matchAll(/`([^`]+)`/g)].flatMap(([, flags = ""]) => wordsOf(flags));
    return { commands: code, flags };
  });
}

/** The words of a shell line, quotes taken away; a quote that an alias opened before ends it. */
function wordsOf(line: string): string[] {
  const words = line.matchAll(/(?:"([^"]*)"|'([^']*)'|[^\s"']|\\.)+/g);
  return Array.from(words, ([word]) => word.replace(/^(["'])([^]*)\1$/, "$2"));
}
