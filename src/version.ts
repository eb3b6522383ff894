import manifest from "../deno.json" with { type: "json" };

/**
 * The version of this package, as in `deno.json`.
 *
 * @example
 * ```ts
 * import { VERSION } from "@devussy/devussy";
 * if (!/^\d+\.\d+\.\d+/.test(VERSION)) throw new Error("expected a version");
 * ```
 */
export const VERSION: string = manifest.version;
