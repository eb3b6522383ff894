/**
 * Whether what a process asked for lies within what its flags allow, and which of them it used.
 * @module
 */
import { resolve } from "node:path";
import type { Touch } from "./audit.ts";
import { isBelow } from "./sandbox.ts";

/** One thing that flags allow; without a value it is all of its kind. */
export interface Permission {
  kind: string;
  value: string | undefined;
}

/** The permissions of flags: `--allow-read=docs,config` gives two. Other flags give none. */
export function permissionsOf(flags: readonly string[]): Permission[] {
  return flags.flatMap((flag): Permission[] => {
    if (flag === "-A" || flag === "--allow-all") return [{ kind: "all", value: undefined }];
    const [, kind, values] = /^--allow-([a-z]+)(?:=(.*))?$/.exec(flag) ?? [];
    if (kind === undefined) return [];
    return values === undefined ? [{ kind, value: undefined }] : values.split(",").map((value) => ({ kind, value }));
  });
}

/** Whether a permission covers what was asked for; paths begin at `cwd`. */
export function covers({ kind, value }: Permission, touch: Touch, cwd: string): boolean {
  if (kind !== touch.permission) return false;
  if (value === undefined) return true;
  switch (kind) {
    case "read":
    case "write":
      return isBelow(resolve(cwd, touch.value), resolve(cwd, value));
    case "env":
      return value.endsWith("*") ? touch.value.startsWith(value.slice(0, -1)) : touch.value === value;
    case "net":
      return hostOf(touch.value) === value;
    default:
      return touch.value === value;
  }
}

/** Deno names whole addresses. */
function hostOf(address: string): string {
  const url = URL.parse(address);
  if (url === null || url.host === "") return address;
  return url.port === "" ? `${url.hostname}:${url.protocol === "https:" ? 443 : 80}` : url.host;
}
