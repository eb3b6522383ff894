/**
 * The streaming client beside its peers, in one run: all contenders take turns, and the best of several rounds counts.
 * Prints Markdown. `--rounds=5`, `--megabytes=32`, `--only=memory` (throughput, tokens, first, memory, start), `--skip=ai,xsai`.
 * @module
 */
import { type Answer, countOf, textOf } from "./answers.ts";
import { lines } from "./lines.ts";
import type { Outcome, Task } from "./worker.ts";

const HERE = new URL(".", import.meta.url).pathname;
const encoder = new TextEncoder();
const options = new Map(Deno.args.map((arg) => arg.replace(/^--/, "").split("=") as [string, string | undefined]));
const rounds = Number(options.get("rounds") ?? 5);
const megabytes = Number(options.get("megabytes") ?? 32);
const only = options.get("only");
const skip = options.get("skip")?.split(",") ?? [];

/** How long one contender is measured before the next has its turn. */
const TURN_MS = 800;

const CONTENDERS = {
  openai: ["body", "floor", "devussy", "openai", "ai", "xsai"].filter((file) => !skip.includes(file)),
  anthropic: ["floor_anthropic", "devussy_anthropic", "anthropic"].filter((file) => !skip.includes(file)),
};
const NAMES: Record<string, string> = {
  body: "(bytes only)",
  floor: "floor",
  floor_anthropic: "floor",
  devussy: "**devussy**",
  devussy_anthropic: "**devussy**",
  anthropic: "@anthropic-ai/sdk",
};
const nameOf = (file: string) => NAMES[file] ?? file;

/** What all of them may do: no more than a client needs. */
const MAY = ["--no-prompt", "--allow-net=127.0.0.1", "--allow-env", "--allow-read", "--allow-sys"];
const CONFIG = ["--config", `${HERE}deno.json`];

/** A process that answers each line with a line. */
class Helper implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #in: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #out: AsyncGenerator<string>;

  constructor(script: string, argument: string) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", ...CONFIG, ...MAY, `${HERE}${script}`, argument],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    this.#in = this.#child.stdin.getWriter();
    this.#out = lines(this.#child.stdout);
  }
  async line(): Promise<string> {
    const next = await this.#out.next();
    if (next.done === true) throw new Error("a process of the bench ended before its answer; its error is above");
    return next.value;
  }
  async ask(question: string): Promise<string> {
    await this.#in.write(encoder.encode(`${question}\n`));
    return await this.line();
  }
  async perform(task: Task): Promise<Outcome> {
    return JSON.parse(await this.ask(JSON.stringify(task)));
  }
  /** The most memory that it ever had, in MiB. Linux; Deno reads this file only with all permissions. */
  async peak(): Promise<number> {
    const { stdout } = await new Deno.Command("grep", { args: ["VmHWM", `/proc/${this.#child.pid}/status`] }).output();
    return Number(/\d+/.exec(new TextDecoder().decode(stdout))?.[0]) / 1024;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#in.close();
    await this.#out.return(undefined);
    await this.#child.status;
  }
}

function worker(file: string): Helper {
  return new Helper("worker.ts", new URL(`contenders/${file}.ts`, import.meta.url).href);
}

/** A server of its own for one answer. */
async function serve(answer: Answer): Promise<Helper & { baseUrl: string }> {
  const helper = new Helper("server.ts", JSON.stringify([answer]));
  const [port]: number[] = JSON.parse(await helper.line());
  return Object.assign(helper, { baseUrl: `http://127.0.0.1:${port}` });
}

/** Says what is going on, apart from the tables. */
function progress(text: string): void {
  Deno.stderr.writeSync(encoder.encode(`${text}\n`));
}

function print(text: string): void {
  Deno.stdout.writeSync(encoder.encode(`${text}\n`));
}

function table(heads: string[], rows: string[][]): void {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const rule = heads.map((_, at) => at === 0 ? "---" : "---:");
  print([line(heads), line(rule), ...rows.map(line)].join("\n"));
}

const least = (values: number[]) => Math.min(...values);
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Everyone must find the same text before anybody is measured. Gives the number of pieces it came in. */
async function check(file: string, helper: Helper, baseUrl: string, answer: Answer): Promise<number> {
  if (file === "body") return 0;
  const { hash, pieces } = await helper.perform({ what: "text", baseUrl, times: 1 });
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(textOf(answer)));
  if (hash !== new Uint8Array(digest).toHex()) throw new Error(`${file} did not get the text that the server sent`);
  return pieces;
}

/** Runs the contenders in turns, a round to warm up first. */
async function inTurns(
  files: string[],
  times: number,
  turn: (file: string) => Promise<void>,
  forget: () => void,
): Promise<void> {
  for (let round = 0; round <= times; round++) {
    // Nobody always runs after the same neighbour.
    for (let at = 0; at < files.length; at++) await turn(files[(at + round) % files.length] ?? "");
    if (round === 0) forget();
  }
}

/** Throughput of one answer for all who speak its shape. */
async function throughput(title: string, answer: Answer): Promise<void> {
  progress(title);
  const files = CONTENDERS[answer.shape].filter((file) => file !== "body" || answer.write > 0);
  await using server = await serve(answer);
  const helpers = new Map(files.map((file) => [file, worker(file)]));
  const results = new Map<string, { times: number[]; cpu: number[]; pieces: number }>();
  const characters = textOf(answer).length;
  const events = countOf(answer);
  for (const [file, helper] of helpers) {
    results.set(file, { times: [], cpu: [], pieces: await check(file, helper, server.baseUrl, answer) });
  }
  await inTurns(files, rounds, async (file) => {
    const helper = helpers.get(file);
    const result = results.get(file);
    if (helper === undefined || result === undefined) return;
    // A turn takes about as long for everyone: a fast one would else be measured on fewer moments of a busy machine.
    const times = Math.max(1, Math.min(5, Math.floor(TURN_MS / least(result.times))));
    const outcome = await helper.perform({ what: "stream", baseUrl: server.baseUrl, times });
    if (file !== "body" && outcome.characters !== characters) throw new Error(`${file} lost a part of the text`);
    result.times.push(...outcome.milliseconds);
    result.cpu.push(outcome.cpu / times);
  }, () => results.forEach((result) => (result.times = [], result.cpu = [])));
  for (const helper of helpers.values()) await helper[Symbol.asyncDispose]();

  const best = (file: string) => least(results.get(file)?.times ?? []);
  const floor = best(files.find((file) => file.startsWith("floor")) ?? "");
  const peer = least(files.filter((file) => !/^(?:body|floor|devussy)/.test(file)).map(best));
  print(`\n### ${title}\n`);
  table(
    ["", "MB/s", "k events/s", "µs CPU / event", "of the floor", "of the fastest peer", "pieces"],
    files.map((file) => [
      nameOf(file),
      (answer.bytes / 1000 / best(file)).toFixed(0),
      (events / best(file)).toFixed(0),
      (least(results.get(file)?.cpu ?? []) * 1000 / events).toFixed(2),
      (floor / best(file)).toFixed(2),
      (peer / best(file)).toFixed(2),
      String(results.get(file)?.pieces || "-"),
    ]),
  );
}

/** Time from the call to the first text, over a connection that is open already. */
async function first(answer: Answer): Promise<void> {
  const title = `Time to the first text, warm connection, ${answer.shape} events`;
  progress(title);
  const files = CONTENDERS[answer.shape].filter((file) => file !== "body");
  const times = new Map<string, number[]>(files.map((file) => [file, []]));
  const connections = new Map<string, number>();
  const helpers = new Map<string, { helper: Helper; server: Helper & { baseUrl: string } }>();
  // A server for each, so that it can count their connections.
  for (const file of files) helpers.set(file, { helper: worker(file), server: await serve(answer) });
  const each = 100;
  await inTurns(files, rounds, async (file) => {
    const found = helpers.get(file);
    if (found === undefined) return;
    const outcome = await found.helper.perform({ what: "first", baseUrl: found.server.baseUrl, times: each });
    times.get(file)?.push(...outcome.milliseconds);
  }, () => times.forEach((list) => list.length = 0));
  for (const [file, { helper, server }] of helpers) {
    connections.set(file, Number(await server.ask("connections")));
    await helper[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  }
  print(`\n### ${title}\n`);
  table(
    ["", "median ms", "best ms", `connections for ${each * (rounds + 1)} calls`],
    files.map((file) => [
      nameOf(file),
      median(times.get(file) ?? []).toFixed(2),
      least(times.get(file) ?? []).toFixed(2),
      String(connections.get(file)),
    ]),
  );
}

/** The most memory of a fresh process that reads one small and one large stream. */
async function memory(small: Answer, large: Answer): Promise<void> {
  const title = `Peak memory (RSS) of a process that reads one stream, ${small.shape} events`;
  progress(title);
  await using few = await serve(small);
  await using many = await serve(large);
  const rows: string[][] = [];
  for (const file of CONTENDERS[small.shape]) {
    const peaks: number[] = [];
    for (const { baseUrl } of [few, many]) {
      await using helper = worker(file);
      await helper.perform({ what: "stream", baseUrl, times: 1 });
      peaks.push(await helper.peak());
    }
    const [before = NaN, after = NaN] = peaks;
    rows.push([nameOf(file), before.toFixed(0), after.toFixed(0), (after / before).toFixed(2)]);
  }
  print(`\n### ${title}\n`);
  table(["", `MiB at ${small.bytes / 1e6} MB`, `MiB at ${large.bytes / 1e6} MB`, "ratio"], rows);
}

/** What it costs to start a script that makes the client and asks nothing. */
async function start(): Promise<void> {
  const title = "Start of a script that imports the client and makes it";
  progress(title);
  const empty = `${HERE}../empty.ts`;
  const files = ["empty", ...CONTENDERS.openai.filter((file) => file !== "body"), ...CONTENDERS.anthropic];
  const times = new Map<string, number[]>(files.map((file) => [file, []]));
  await inTurns(files, rounds * 3, (file) => {
    const begin = performance.now();
    // Waits without the event loop, which would wake up late.
    const { code, stderr } = new Deno.Command(Deno.execPath(), {
      args: ["run", ...CONFIG, ...MAY, file === "empty" ? empty : `${HERE}contenders/${file}.ts`],
      stdout: "null",
    }).outputSync();
    if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
    times.get(file)?.push(performance.now() - begin);
    return Promise.resolve();
  }, () => times.forEach((list) => list.length = 0));
  const nothing = least(times.get("empty") ?? []);
  print(`\n### ${title}\n`);
  table(
    ["", "best ms", "median ms", "times the empty script"],
    files.map((file) => {
      const best = least(times.get(file) ?? []);
      const name = file === "empty"
        ? "(empty script)"
        : nameOf(file) + (file.endsWith("_anthropic") ? ", anthropic" : "");
      return [name, best.toFixed(1), median(times.get(file) ?? []).toFixed(1), (best / nothing).toFixed(2)];
    }),
  );
}

const bytes = megabytes * 1e6;
const SECTIONS: Record<string, () => Promise<void>> = {
  async throughput() {
    const write = 65536;
    await throughput(`Throughput, OpenAI events, writes of 64 KiB, ${megabytes} MB`, { shape: "openai", bytes, write });
    await throughput(`The same, text with other letters than ASCII`, { shape: "openai", bytes, write, wide: true });
    await throughput(`Throughput, Anthropic events, writes of 64 KiB, ${megabytes} MB`, {
      shape: "anthropic",
      bytes,
      write,
    });
  },
  async tokens() {
    for (const shape of ["openai", "anthropic"] as const) {
      await throughput(`One ${shape} event a write`, { shape, bytes: bytes / 8, write: 0 });
    }
  },
  async first() {
    for (const shape of ["openai", "anthropic"] as const) await first({ shape, bytes: 4000, write: 65536 });
  },
  async memory() {
    for (const shape of ["openai", "anthropic"] as const) {
      await memory({ shape, bytes: 20e6, write: 65536 }, { shape, bytes: 200e6, write: 65536 });
    }
  },
  start,
};

print(
  `Deno ${Deno.version.deno}, ${navigator.hardwareConcurrency} cores, load before: ${Deno.loadavg()[0]?.toFixed(2)}`,
);
for (const [name, section] of Object.entries(SECTIONS)) if (only === undefined || only === name) await section();
print(`\nLoad after: ${Deno.loadavg()[0]?.toFixed(2)}`);
