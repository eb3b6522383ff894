/**
 * The streaming client beside its peers: a process of its own, as these come from npm by a configuration of their own.
 * @module
 */
import type { Setting, Table } from "./part.ts";
import { CLIENTS } from "./peers/contenders.ts";
import { ROOT, run } from "./processes.ts";

/** Runs `peers/main.ts`, which says what it measures. */
export function streaming({ rounds, quick, skip }: Setting): Promise<Table[]> {
  const alone = CLIENTS.every((client) => skip.includes(client));
  const may = ["--no-prompt", "--allow-net=127.0.0.1", "--allow-env", "--allow-read", "--allow-sys", "--allow-run"];
  const { stdout } = run({
    program: Deno.execPath(),
    args: [
      "run",
      "--config",
      `${ROOT}tests/bench/peers/deno.json`,
      alone ? "--no-lock" : "--frozen",
      ...may,
      `${ROOT}tests/bench/peers/main.ts`,
      `--rounds=${Math.ceil(rounds / 2)}`,
      ...(quick ? ["--megabytes=1", "--streams=1,2"] : ["--megabytes=32", "--streams=20,200"]),
      alone ? "--alone" : `--skip=${skip.join(",")}`,
    ],
    cwd: ROOT,
    progress: true,
  });
  return Promise.resolve(JSON.parse(stdout));
}
