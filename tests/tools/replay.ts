/**
 * Commands in the documentation with their output: ```console blocks that begin with `$ devussy lint` or `trace` on files
 * of this repository, and stories, whose blocks go on from each other in one empty folder.
 * `deno task replay` writes the output into them; `tests/examples_test.ts` compares.
 * @module
 */
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BRIEFS = fileURLToPath(new URL("../../../shared/briefs", import.meta.url));

/** The pages that hold blocks on files of this repository. */
export const PAGES: readonly string[] = ["docs/EXAMPLES.md", "docs/GUIDE.md"];
/** The pages that tell a story, between marks, in one part or several, with at least so many commands of ours. */
export const STORIES: readonly { page: string; needsBriefs: boolean; commands: number }[] = [
  { page: "README.md", needsBriefs: false, commands: 5 },
  { page: "docs/GUIDE.md", needsBriefs: false, commands: 1 },
  { page: "docs/EXAMPLES.md", needsBriefs: true, commands: 30 },
];

const BLOCK = /^```console\n\$ devussy ((?:lint|trace) [^\n]*)\n([^]*?)^```$/gm;
const STORY_PART = /(?<=<!-- STORY_START -->\n)[^]*?(?=<!-- STORY_END -->)/g;

/** What the reader's `devussy` is: the least permissions for all that the story does. */
const DEVUSSY = `devussy() { "$DENO" run --no-prompt --allow-read=. --allow-write=. --allow-run=sh "$CLI" "$@"; }`;

/** A page whose blocks hold what the commands print now. */
export async function replayed(page: string): Promise<string> {
  const text = await Deno.readTextFile(`${ROOT}${page}`);
  const alone = text.replace(STORY_PART, (story) => story.replaceAll("$ devussy", "$ DEVUSSY"));
  const outputs = await Promise.all([...alone.matchAll(BLOCK)].map(([, command = ""]) => outputOf(command)));
  return alone.replace(
    BLOCK,
    (_, command: string) => `\`\`\`console\n$ devussy ${command}\n${outputs.shift() ?? ""}\`\`\``,
  ).replaceAll("$ DEVUSSY", "$ devussy");
}

/** Whether the output of a console block of a page is written and compared here. */
export function isReplayed(page: string, block: string): boolean {
  const parts = [...Deno.readTextFileSync(`${ROOT}${page}`).matchAll(STORY_PART)];
  if (STORIES.some((story) => story.page === page) && parts.some(([part]) => part.includes(block))) return true;
  return PAGES.includes(page) && [...`\`\`\`console\n${block}\`\`\``.matchAll(BLOCK)].length === 1;
}

async function outputOf(command: string): Promise<string> {
  const { stdout, stderr, code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-read", "cli.ts", ...command.split(" ")],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
  }).output();
  if (code !== 0 && code !== 8) throw new Error(`${command}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

/** Whether the brief of the story is there: it is not ours to copy. */
export function hasBriefs(): boolean {
  try {
    return Deno.statSync(BRIEFS).isDirectory;
  } catch {
    return false;
  }
}

/** A page with its story as it goes now: each command with what it prints, and its exit code where that is not 0. */
export async function replayedStory(page: string): Promise<string> {
  const text = await Deno.readTextFile(`${ROOT}${page}`);
  const folder = await Deno.makeTempDir({ prefix: "devussy-story-" });
  try {
    const parts: string[] = [];
    for (const [part] of text.matchAll(STORY_PART)) parts.push(await replayedPart(part, folder));
    return text.replace(STORY_PART, () => parts.shift() ?? "");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function replayedPart(part: string, folder: string): Promise<string> {
  const lines: string[] = [];
  let inBlock = false;
  let command = "";
  for (const line of part.split("\n")) {
    const fence = line.startsWith("```");
    const ofCommand = command !== "" || (inBlock && line.startsWith("$ "));
    // What a block printed before is left out; all else is the story's own text.
    if (fence || !inBlock || ofCommand) lines.push(line);
    if (fence) inBlock = !inBlock;
    if (!ofCommand) continue;
    command += command === "" ? line.slice(2) : `\n${line}`;
    if (line.endsWith("\\")) continue;
    lines.push(...await said(command, folder));
    command = "";
  }
  return lines.join("\n");
}

async function said(command: string, cwd: string): Promise<string[]> {
  const { stdout, code } = await new Deno.Command("sh", {
    args: ["-c", `exec 2>&1\n${DEVUSSY}\n${command}`],
    cwd,
    env: { NO_COLOR: "1", DENO: Deno.execPath(), CLI: `${ROOT}cli.ts`, BRIEFS },
  }).output();
  const printed = new TextDecoder().decode(stdout).trimEnd();
  return [...(printed === "" ? [] : printed.split("\n")), ...(code === 0 ? [] : [`[exit code ${code}]`])];
}

if (import.meta.main) {
  for (const page of PAGES) Deno.writeTextFileSync(`${ROOT}${page}`, await replayed(page));
  for (const { page, needsBriefs } of STORIES) {
    if (!needsBriefs || hasBriefs()) Deno.writeTextFileSync(`${ROOT}${page}`, await replayedStory(page));
  }
}
