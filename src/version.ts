import manifest from "../deno.json" with { type: "json" };

/** The version of this package, as in `deno.json`. */
export const VERSION: string = manifest.version;
