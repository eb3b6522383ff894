/**
 * Writes `src/config/defaults.json` from `config/config.yaml`: the program reads nothing from disk beside its code, so
 * that it runs from a URL and without permissions. Run it with `deno task defaults`.
 */
import { load } from "npm:js-yaml@5.5.0";

/** The defaults as the code imports them. */
export function defaultsJson(yaml: string): string {
  return `${JSON.stringify(load(yaml), null, 2)}\n`;
}

if (import.meta.main) {
  const yaml = Deno.readTextFileSync(new URL("../../config/config.yaml", import.meta.url));
  Deno.writeTextFileSync(new URL("../../src/config/defaults.json", import.meta.url), defaultsJson(yaml));
}
