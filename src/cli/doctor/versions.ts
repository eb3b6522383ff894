import { VERSION } from "../../version.ts";
import { type Check, ok, warn } from "./check.ts";

/** What devussy is tested with, at least. */
const LEAST: readonly [number, number] = [2, 9];

/** Says which devussy runs on which Deno. */
export function checkVersions(deno: string = Deno.version.deno): Check[] {
  const [major = 0, minor = 0] = deno.split(".").map(Number);
  const old = major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1]);
  const least = LEAST.join(".");
  return [
    ok("devussy", VERSION),
    old ? warn("deno", `${deno} is older than ${least}`, "Run: deno upgrade") : ok("deno", deno),
  ];
}
