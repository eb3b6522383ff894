/**
 * The pages of the documentation, taken apart as far as their tests need it.
 * @module
 */
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const ROOT: string = fileURLToPath(new URL("../../", import.meta.url));

/** A fenced block of a page. */
export interface Block {
  page: string;
  /** The line of its opening fence, from 1. */
  line: number;
  /** What stands behind the opening fence: the language, and whatever else. */
  info: string;
  text: string;
}

/** All pages, as paths from the root: those at the top, of `docs`, and what folders of the tests say of themselves. */
export const PAGES: readonly string[] = [
  ...markdownIn("", false),
  ...markdownIn("docs/", true),
  ...markdownIn("tests/", true),
];

function markdownIn(folder: string, deep: boolean): string[] {
  return [...Deno.readDirSync(ROOT + folder)].flatMap(({ name, isDirectory }) => {
    const path = folder + name;
    if (!isDirectory) return name.endsWith(".md") ? [path] : [];
    // Fixtures are other people's pages.
    return deep && name !== "fixtures" && name !== "node_modules" ? markdownIn(`${path}/`, true) : [];
  }).sort();
}

/** The text of a page. */
export function textOf(page: string): string {
  return Deno.readTextFileSync(ROOT + page);
}

/** The fenced blocks of a page, and the page without them: their lines are empty, so that all others keep their number. */
export function takeApart(page: string): { blocks: Block[]; prose: string } {
  const blocks: Block[] = [];
  const prose: string[] = [];
  let open: { fence: string; indent: string; block: Block } | undefined;
  for (const [at, line] of textOf(page).split("\n").entries()) {
    const [, indent = "", fence, info = ""] = /^( *)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    prose.push(open === undefined && fence === undefined ? line : "");
    if (open !== undefined) {
      if (fence?.startsWith(open.fence) === true && info === "") open = undefined;
      else open.block.text += `${line.startsWith(open.indent) ? line.slice(open.indent.length) : line}\n`;
    } else if (fence !== undefined) {
      open = { fence, indent, block: { page, line: at + 1, info: info.trim(), text: "" } };
      blocks.push(open.block);
    }
  }
  if (open !== undefined) throw new Error(`${page}:${open.block.line}: this block does not end`);
  return { blocks, prose: prose.join("\n") };
}

/** The anchors of a page, as GitHub makes them of headings. */
export function anchorsOf(page: string): Set<string> {
  const found = new Set<string>();
  for (const [, heading = ""] of takeApart(page).prose.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const shown = heading.replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, "");
    const slug = shown.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, "").replaceAll(" ", "-");
    let anchor = slug;
    for (let again = 1; found.has(anchor); again++) anchor = `${slug}-${again}`;
    found.add(anchor);
  }
  return found;
}
