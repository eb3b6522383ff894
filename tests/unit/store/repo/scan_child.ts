// deno-lint-ignore-file no-console -- standard output is what this process is for
/** Scans a folder in a process of its own, with its permissions: prints what was found, or the error. */
import { scanRepo } from "../../../../src/store/repo/scan.ts";

const [folder = ""] = Deno.args;
try {
  console.log(JSON.stringify(await scanRepo(folder)));
} catch (error) {
  const { name, message, hint } = error as Error & { hint?: string };
  console.log(JSON.stringify({ name, message, hint }));
}
