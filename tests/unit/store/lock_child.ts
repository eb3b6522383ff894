/**
 * A process that holds a folder until its input ends. It says whether it got it, and if not, after how many
 * milliseconds. With a number behind the folder it takes hold and lets go so often instead, and fails if another one
 * holds the folder meanwhile; it says how often it got it.
 * @module
 */
import { LockError } from "../../../src/errors.ts";
import { type FolderLock, lockFolder } from "../../../src/store/lock.ts";

const [folder = "", times] = Deno.args;
const say = (text: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));

/** The lock, or why there is none. */
async function take(): Promise<FolderLock | string> {
  try {
    return await lockFolder(folder, { command: "run-full-pipeline" });
  } catch (error) {
    if (!(error instanceof LockError)) throw error;
    return error.message;
  }
}

if (times === undefined) {
  const started = performance.now();
  const lock = await take();
  say(typeof lock === "string" ? `${Math.round(performance.now() - started)} ${lock}` : "held");
  if (typeof lock !== "string") {
    for await (const _ of Deno.stdin.readable);
    lock.release();
  }
} else {
  let got = 0;
  for (let number = 0; number < Number(times); number++) {
    const lock = await take();
    if (typeof lock === "string") continue;
    got++;
    Deno.openSync(`${folder}/inside`, { write: true, createNew: true }).close();
    await new Promise((resolve) => setTimeout(resolve, 1));
    Deno.removeSync(`${folder}/inside`);
    lock.release();
  }
  say(String(got));
}
