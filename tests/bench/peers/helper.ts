/**
 * The processes of this bench: each answers a line with a line.
 * @module
 */
import type { Answer } from "./answers.ts";
import { lines } from "./lines.ts";
import type { Outcome, Task } from "./worker.ts";

const HERE = new URL(".", import.meta.url).pathname;
const encoder = new TextEncoder();

/** Where no peer takes part, nothing is fetched for them: Deno fetches whatever a lock names. */
const LOCK = Deno.args.includes("--alone") ? "--no-lock" : "--frozen";

/** How each process of the bench is started: no more permissions than a client needs. */
export const RUN: readonly string[] = [
  "run",
  "--config",
  `${HERE}deno.json`,
  LOCK,
  "--no-prompt",
  "--allow-net=127.0.0.1",
  "--allow-env",
  "--allow-read",
  "--allow-sys",
];

/** A process that answers each line with a line, until it is disposed of. */
export class Helper implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #in: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #out: AsyncGenerator<string>;

  /** Starts a script of this folder with one argument. */
  constructor(script: string, argument: string) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: [...RUN, `${HERE}${script}`, argument],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    this.#in = this.#child.stdin.getWriter();
    this.#out = lines(this.#child.stdout);
  }

  /**
   * The next line that it says.
   * @throws {Error} where it ended before.
   */
  async line(): Promise<string> {
    const next = await this.#out.next();
    if (next.done === true) throw new Error("A process of the bench ended before its answer; its error is above");
    return next.value;
  }

  /** Lets a worker do something. */
  async perform(task: Task): Promise<Outcome> {
    await this.#in.write(encoder.encode(`${JSON.stringify(task)}\n`));
    return JSON.parse(await this.line());
  }

  /** The most memory that it ever had, in MiB; NaN elsewhere than on Linux. Deno reads this file only with all permissions. */
  async peak(): Promise<number> {
    const { stdout } = await new Deno.Command("grep", {
      args: ["VmHWM", `/proc/${this.#child.pid}/status`],
      stderr: "null",
    }).output();
    return Number(/\d+/.exec(new TextDecoder().decode(stdout))?.[0] ?? NaN) / 1024;
  }

  /** Ends the process and waits for that. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#in.close();
    await this.#out.return(undefined);
    await this.#child.status;
  }
}

/** A process with one client in it. */
export function worker(file: string): Helper {
  return new Helper("worker.ts", new URL(`contenders/${file}.ts`, import.meta.url).href);
}

/** A server of its own for one answer. */
export async function serve(answer: Answer): Promise<Helper & { baseUrl: string }> {
  const helper = new Helper("server.ts", JSON.stringify(answer));
  return Object.assign(helper, { baseUrl: `http://127.0.0.1:${await helper.line()}` });
}
