/**
 * Marks steps of the plan in a folder over and over, until it is killed: `deno run mark_child.ts FOLDER`.
 * @module
 */
import { command } from "./in_process.ts";

const [dir = ""] = Deno.args;
for (;;) {
  for (const act of [["undo", "1.1"], ["start", "1.1"], ["done", "1.1", "--force", "--note", "seen"]]) {
    const { code, stderr } = await command(dir, [...act, "--plan", `${dir}/docs/plan.json`]);
    if (code !== 0) throw new Error(stderr);
    // Only now, so that it is killed while it marks.
    Deno.stdout.writeSync(new TextEncoder().encode(`${act[0]}\n`));
  }
}
