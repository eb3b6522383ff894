/**
 * What is measured of each client.
 * @module
 */
import { inRounds, type Timing } from "../rounds.ts";
import { type Answer, textOf } from "./answers.ts";
import { type Helper, RUN, serve, worker } from "./helper.ts";

const HERE = new URL(".", import.meta.url).pathname;

/** How long one client is measured before the next has its turn. */
const TURN_MS = 800;

/** How many calls of a turn wait for their first text. */
const CALLS = 50;

/** Everyone must find the text that the server sent before anybody is measured. */
async function check(file: string, helper: Helper, baseUrl: string, answer: Answer): Promise<void> {
  const { hash } = await helper.perform({ what: "text", baseUrl, times: 1 });
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(textOf(answer)));
  const expected = new Uint8Array(digest).toHex();
  if (hash !== expected) {
    throw new Error(`Cannot measure ${file}: expected a text with SHA-256 ${expected}, got ${hash}`);
  }
}

/** MB of events a second, the best of all turns. */
export async function throughput(files: readonly string[], answer: Answer, rounds: number): Promise<number[]> {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await serve(answer));
  const helpers = files.map((file) => stack.use(worker(file)));
  for (const [at, file] of files.entries()) await check(file, helpers[at] as Helper, server.baseUrl, answer);
  const characters = textOf(answer).length;
  const timings = await inRounds(
    helpers.map((helper, at) => {
      let fastest = Infinity;
      return async () => {
        // A turn takes about as long for everyone: a fast one would else be measured on fewer moments of a busy machine.
        const times = Math.max(1, Math.min(5, Math.floor(TURN_MS / fastest)));
        const outcome = await helper.perform({ what: "stream", baseUrl: server.baseUrl, times });
        if (outcome.characters !== characters) throw new Error(`${files[at]} lost a part of the text`);
        fastest = Math.min(fastest, ...outcome.milliseconds);
        return outcome.milliseconds;
      };
    }),
    rounds,
  );
  return timings.map(({ best }) => answer.bytes / 1000 / best);
}

/** Milliseconds from the call to the first text, over a connection that is open already. */
export async function firstText(files: readonly string[], answer: Answer, rounds: number): Promise<Timing[]> {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await serve(answer));
  const helpers = files.map((file) => stack.use(worker(file)));
  return await inRounds(
    helpers.map((helper) => async () =>
      (await helper.perform({ what: "first", baseUrl: server.baseUrl, times: CALLS })).milliseconds
    ),
    rounds,
  );
}

/** The most memory, in MiB, of a fresh process that reads one stream. */
export async function memory(files: readonly string[], answer: Answer): Promise<number[]> {
  await using server = await serve(answer);
  const peaks: number[] = [];
  for (const file of files) {
    await using helper = worker(file);
    await helper.perform({ what: "stream", baseUrl: server.baseUrl, times: 1 });
    peaks.push(await helper.peak());
  }
  return peaks;
}

/** How many times an empty script's start it takes to import the client, make it, and ask nothing. */
export async function start(files: readonly string[], rounds: number): Promise<number[]> {
  const scripts = [`${HERE}../empty.ts`, ...files.map((file) => `${HERE}contenders/${file}.ts`)];
  const [empty, ...timings] = await inRounds(
    scripts.map((script) => () => {
      const begin = performance.now();
      // Waits without the event loop, which would wake up late.
      const { code, stderr } = new Deno.Command(Deno.execPath(), { args: [...RUN, script], stdout: "null" })
        .outputSync();
      if (code !== 0) throw new Error(`Cannot measure the start of ${script}: ${new TextDecoder().decode(stderr)}`);
      return [performance.now() - begin];
    }),
    rounds,
  );
  return timings.map(({ best }) => best / (empty?.best ?? NaN));
}
