/**
 * A process that holds a folder until its input ends. It says whether it got it,
 * and if not, after how many milliseconds. Arguments: the folder;
 * `alone` to fail if another one holds it too.
 * @module
 */
import { LockError } from "../../../src/errors.ts";
import { lockFolder } from "../../../src/store/lock.ts";

const [folder = "", alone] = Deno.args;
const say = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
const started = performance.now();
try {
  const lock = await lockFolder(folder, { command: "run-full-pipeline" });
  if (alone !== undefined) Deno.openSync(`${folder}/inside`, { write: true, createNew: true }).close();
  say("held");
  for await (const _ of Deno.stdin.readable);
  if (alone !== undefined) Deno.removeSync(`${folder}/inside`);
  lock.release();
} catch (error) {
  if (!(error instanceof LockError)) throw error;
  say(`${Math.round(performance.now() - started)} ${error.message}`);
}
