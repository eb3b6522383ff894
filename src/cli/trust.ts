/**
 * Asks, once, whether a project's own files may choose where a key of the user's goes.
 * @module
 */
import type { Problem } from "../config/problem.ts";
import type { Merged } from "../config/resolve.ts";
import { type Doubt, doubtsOf, hashOf } from "../config/trust.ts";
import { providers } from "../providers.ts";
import { readTrusted, writeTrusted } from "../store/trusted.ts";
import { ask, canAsk } from "./ask.ts";
import type { Io, Values } from "./command.ts";

/** What came of the doubts. */
export interface Settled {
  /** The providers whose keys must not be sent. */
  withhold: ReadonlySet<string>;
  warnings: string[];
}

/**
 * Settles each doubt: allowed by an option, allowed before, allowed now, or a problem. A provider that this run does
 * not ask is no problem, but gets no key either.
 */
export async function settleTrust(
  merged: Merged,
  used: readonly string[],
  values: Values,
  io: Io,
  { show, problems }: { show: boolean; problems: Problem[] },
): Promise<Settled> {
  const settled = { withhold: new Set<string>(), warnings: [] as string[] };
  const doubts = values.on("trust-project") ? [] : doubtsOf(merged, providers);
  if (doubts.length === 0) return settled;
  const path = trustFile(io);
  const trusted = new Set(path === undefined || !io.mayReadPath(path) ? [] : await readTrusted(path));
  for (const doubt of doubts) {
    const hash = await hashOf(doubt);
    if (hash !== undefined && trusted.has(hash)) continue;
    if (show || !used.includes(doubt.provider)) {
      settled.withhold.add(doubt.provider);
      if (show) settled.warnings.push(`${toldOf(doubt)}; a run asks first, or fails (--trust-project allows it)`);
    } else if (problems.length === 0 && canAsk(values, io)) {
      const keeps = hash !== undefined && path !== undefined && io.mayWrite(folderOf(path));
      if (await agrees(doubt, keeps ? path : undefined, io)) {
        if (!keeps) continue;
        trusted.add(hash);
        if (!await writeTrusted(path, trusted)) settled.warnings.push(`Cannot write ${path}: you will be asked again`);
      } else problems.push(refusal(doubt));
    } else problems.push(refusal(doubt));
  }
  return settled;
}

async function agrees(doubt: Doubt, kept: string | undefined, io: Io): Promise<boolean> {
  const keeping = kept === undefined
    ? "the answer cannot be kept: this process may not write to your configuration directory"
    : `the answer is kept in ${kept}`;
  const answer = await ask(`${toldOf(doubt)}. Send it there? y/N (${keeping})`, io);
  return /^(?:y|yes)$/i.test(answer);
}

function toldOf({ host, ownHost, variable, from }: Doubt): string {
  return `${from} sends the key in ${variable} to ${host}${ownHost === undefined ? "" : `, not to ${ownHost}`}`;
}

function refusal(doubt: Doubt): Problem {
  const { host, ownHost, variable, from } = doubt;
  const said = `expected ${
    ownHost === undefined ? "an address from your environment" : `the host ${ownHost}`
  } for the key in ${variable}, got ${host}`;
  return {
    text: `${from}: ${said}`,
    alone:
      `Cannot send the key in ${variable} to ${host}: ${from} says so, and a project must not choose where your key goes`,
    hint: `If you trust that host, allow it with --trust-project, or set ${
      variable.replace("_API_KEY", "_API_BASE_URL")
    } in your environment.`,
  };
}

/** Where allowed hosts are remembered. A path that is not absolute would be the project's own. */
function trustFile(io: Io): string | undefined {
  const windows = Deno.build.os === "windows";
  const home = io.env("HOME");
  const folder = windows
    ? io.env("APPDATA")
    : io.env("XDG_CONFIG_HOME") || (home === undefined ? undefined : `${home}/.config`);
  if (folder === undefined || !(windows ? /^[A-Za-z]:[/\\]/ : /^\//).test(folder)) return undefined;
  return windows ? `${folder}\\devussy\\trusted.json` : `${folder}/devussy/trusted.json`;
}

function folderOf(path: string): string {
  return path.replace(/[/\\][^/\\]*$/, "");
}
