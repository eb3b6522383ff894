/**
 * `.env` in the working directory. It belongs to the project and may come from elsewhere: only names that are ours are
 * read from it, and it is never written.
 * @module
 */
import { parseEnv } from "node:util";
import { environmentNames } from "./environment.ts";
import type { Providers } from "./value.ts";

/** What a `.env` says. */
export interface EnvFile {
  /** Ours by name; what is empty is not there. */
  values: ReadonlyMap<string, string>;
  warnings: string[];
}

/** What would turn the process, the network or our own folders elsewhere: set by mistake, or by somebody with a plan. */
const FOREIGN =
  /^(?:(?:HTTP|HTTPS|ALL|NO)_PROXY|PATH|HOME|USERPROFILE|APPDATA|XDG_\w+|DENO_(?:CERT|TLS_CA_STORE|DIR|AUTH_TOKENS)|NODE_(?:EXTRA_CA_CERTS|OPTIONS|TLS_REJECT_UNAUTHORIZED)|SSL_CERT_(?:FILE|DIR)|LD_(?:PRELOAD|LIBRARY_PATH)|DEVUSSY_\w+)$/i;

/** Reads the text of a `.env`. Nothing in it is expanded. */
export function parseEnvFile(text: string, path: string, providers: Providers): EnvFile {
  const ours = new Set(environmentNames(providers));
  const values = new Map<string, string>();
  const foreign: string[] = [];
  for (const [name, value = ""] of Object.entries(parseEnv(text.replace(/^\ufeff/, "")))) {
    if (ours.has(name)) {
      if (value.trim() !== "") values.set(name, value.trim());
    } else if (FOREIGN.test(name)) foreign.push(name);
  }
  return {
    values,
    warnings: foreign.length === 0
      ? []
      : [`${path}: ${foreign.slice(0, 10).join(", ")} stay unread; set in your environment what you mean`],
  };
}

/** Whether git has the file: the index holds its path. Version 4 of the index leaves out what a path begins with. */
export function isInIndex(index: Uint8Array, path: string): boolean {
  const text = new TextDecoder("latin1").decode(index);
  if (!text.startsWith("DIRC")) return false;
  // Behind the flags, whose last byte is the length of a path as short as ours.
  const length = String.fromCharCode(path.length);
  const tails = [path, path.slice(1), path.slice(2)].map((tail) => `${tail}\0`);
  for (let at = text.indexOf(length); at !== -1; at = text.indexOf(length, at + 1)) {
    if (text.startsWith(`${path}\0`, at + 1)) return true;
    if (text.charCodeAt(7) === 4 && tails.some((tail) => text.startsWith(tail, at + 2))) return true;
  }
  return false;
}
