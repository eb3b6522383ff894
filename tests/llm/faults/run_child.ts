/**
 * Starts `child.ts` with exactly the permissions of a test.
 * @module
 */
import { fileURLToPath } from "node:url";
import type { ChildResult } from "./child.ts";

const CHILD = fileURLToPath(new URL("./child.ts", import.meta.url));

/** After this a process counts as hung. */
const HANG = 60_000;

/** What a child said, and how much memory it ever took, where the system tells. */
export interface ChildReport {
  results: ChildResult[];
  stderr: string;
  peakMb: number | undefined;
}

/** A child's surroundings without proxies, and with nothing but what Deno needs to find its cache. */
function bareEnv(): Record<string, string> {
  const names = ["PATH", "HOME", "USERPROFILE", "LOCALAPPDATA", "SYSTEMROOT", "XDG_CACHE_HOME", "DENO_DIR", "TMPDIR"];
  return Object.fromEntries(names.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value]];
  }));
}

/** The most memory that a living process ever had, by the system's own count. */
async function peakOf(pid: number): Promise<number | undefined> {
  if (Deno.build.os !== "linux") return undefined;
  // By `cat`, because Deno itself opens files of /proc only with all permissions.
  const { stdout } = await new Deno.Command("cat", { args: [`/proc/${pid}/status`], stderr: "null" }).output();
  const kilobytes = new TextDecoder().decode(stdout).match(/^VmHWM:\s+(\d+) kB/m)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** Runs the child; `asks` are pairs of a provider's name and a base URL. */
export async function runChild(
  flags: readonly string[],
  asks: readonly (readonly [string, string])[],
): Promise<ChildReport> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--no-check", ...flags, CHILD, ...asks.flat()],
    clearEnv: true,
    env: { ...bareEnv(), NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stderr = new Response(child.stderr).text();
  const timer = setTimeout(() => child.kill("SIGKILL"), HANG);
  try {
    let line = "";
    const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    while (!line.includes("\n")) {
      const { done, value } = await reader.read();
      if (done) break;
      line += value;
    }
    const peakMb = await peakOf(child.pid);
    await child.stdin.close();
    await reader.cancel();
    await child.status;
    if (!line.includes("\n")) throw new Error(`The child said nothing usable: ${line}\n${await stderr}`);
    return { results: JSON.parse(line), stderr: await stderr, peakMb };
  } finally {
    clearTimeout(timer);
  }
}
