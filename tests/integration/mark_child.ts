/**
 * Marks steps of the plan in a folder over and over, until it is killed: `deno run mark_child.ts FOLDER`.
 * @module
 */
import { command } from "./in_process.ts";

const [dir = ""] = Deno.args;
// It may have been killed at any place before.
await command(dir, ["undo", "1.1", "--plan", `${dir}/docs/plan.json`]);
for (;;) {
  for (const act of [["start", "1.1", "--force"], ["done", "1.1", "--force", "--note", "seen"], ["undo", "1.1"]]) {
    const { code, stderr } = await command(dir, [...act, "--plan", `${dir}/docs/plan.json`]);
    if (code !== 0) throw new Error(stderr);
    // Only now, so that it is killed while it marks.
    Deno.stdout.writeSync(new TextEncoder().encode(`${act[0]}\n`));
  }
}
