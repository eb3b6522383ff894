/**
 * Commands in the documentation with their output: ```console blocks that begin with `$ devussy lint` or `trace` on files
 * of this repository. `deno run -A tests/tools/replay.ts` writes the output into them; `tests/examples_test.ts` compares.
 * @module
 */
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The pages that hold such blocks. */
export const PAGES: readonly string[] = ["README.md", "docs/EXAMPLES.md"];

const BLOCK = /^```console\n\$ devussy ((?:lint|trace) [^\n]*)\n([^]*?)^```$/gm;

/** A page whose blocks hold what the commands print now. */
export async function replayed(page: string): Promise<string> {
  const text = await Deno.readTextFile(`${ROOT}${page}`);
  const outputs = await Promise.all([...text.matchAll(BLOCK)].map(([, command = ""]) => outputOf(command)));
  return text.replace(
    BLOCK,
    (_, command: string) => `\`\`\`console\n$ devussy ${command}\n${outputs.shift() ?? ""}\`\`\``,
  );
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

if (import.meta.main) {
  for (const page of PAGES) Deno.writeTextFileSync(`${ROOT}${page}`, await replayed(page));
}
