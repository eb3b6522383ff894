/**
 * Commands in the documentation with their output: ```console blocks that begin with `$ devussy lint` or `trace` on files
 * of this repository, and the story, whose blocks go on from each other in one empty folder.
 * `deno run -A tests/tools/replay.ts` writes the output into them; `tests/examples_test.ts` compares.
 * @module
 */
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BRIEFS = fileURLToPath(new URL("../../../shared/briefs", import.meta.url));

/** The pages that hold such blocks. */
export const PAGES: readonly string[] = ["README.md", "docs/EXAMPLES.md"];
/** The page that holds the story. */
export const STORY = "docs/EXAMPLES.md";

const BLOCK = /^```console\n\$ devussy ((?:lint|trace) [^\n]*)\n([^]*?)^```$/gm;
const STORY_PART = /(?<=<!-- STORY_START -->\n)[^]*(?=<!-- STORY_END -->)/;

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

/** The page with the story as it goes now: each command with what it prints, and its exit code where that is not 0. */
export async function replayedStory(): Promise<string> {
  const text = await Deno.readTextFile(`${ROOT}${STORY}`);
  const story = STORY_PART.exec(text)?.[0] ?? "";
  const folder = await Deno.makeTempDir({ prefix: "devussy-story-" });
  try {
    const lines: string[] = [];
    let inBlock = false;
    for (const line of story.split("\n")) {
      const fence = line.startsWith("```");
      // What a block printed before is left out; all else is the story's own text.
      if (fence || !inBlock || line.startsWith("$ ")) lines.push(line);
      if (fence) inBlock = !inBlock;
      else if (inBlock && line.startsWith("$ ")) lines.push(...await said(line.slice(2), folder));
    }
    return text.replace(STORY_PART, () => lines.join("\n"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
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
  if (hasBriefs()) Deno.writeTextFileSync(`${ROOT}${STORY}`, await replayedStory());
}
