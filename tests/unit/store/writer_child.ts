/**
 * A process that asks and answers until it has done what it was told to, or is ended. It names each answer only after
 * it was stored. Arguments: the state folder, the run's identity, the first letter of its keys, how many.
 * @module
 */
import { openRuns } from "../../../src/store/runs.ts";
import { answerOf, callOf, startOf } from "./folder.ts";

const [dir = "", identity = "", prefix = "", count = "0"] = Deno.args;
const runs = await openRuns(dir, { create: true });
const run = runs.begin(startOf(identity));
for (let number = 0; number < Number(count); number++) {
  const key = `${prefix}${number}`;
  run.asked(callOf(key));
  // Some of them take more than a page.
  run.answered(key, answerOf(key, { text: `${key} `.repeat(number % 5 === 0 ? 3000 : 3) }), 1);
  Deno.stdout.writeSync(new TextEncoder().encode(`${key}\n`));
}
run.end("done");
runs.close();
