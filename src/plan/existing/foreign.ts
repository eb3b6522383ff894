import type { Existing } from "../types.ts";
import { languagesOfFiles } from "./languages.ts";

/** Languages whose files lie side by side and are built by the same tools. */
const FAMILIES: readonly RegExp[] = [
  /^(?:typescript|javascript|node(?:\.?js)?|deno|bun|html.*|css.*|ts|js)$/,
  /^(?:java|kotlin|scala|groovy)$/,
  /^(?:c|c\+\+)$/,
  /^(?:go|golang)$/,
  /^(?:c#|f#|visual basic|\.net)$/,
];
const KNOWN: ReadonlySet<string> = new Set(languagesOfFiles.map((name) => name.toLowerCase()));

/** What languages have in common that go into the same files; absent for a name that is none of the known ones. */
export function familyOf(language: string): string | undefined {
  const name = language.trim().toLowerCase().replace(/\s+v?\d[\d.+x]*$/, "");
  return FAMILIES.find((family) => family.test(name))?.source ?? (KNOWN.has(name) ? name : undefined);
}

/** Whether a project has no file in any of some languages: its layout and its commands are of no use for them. */
export function isForeign({ languages }: Existing, asked: readonly string[]): boolean {
  const own = languages.map(familyOf);
  return asked.length > 0 && languages.length > 0 && asked.every((language) => {
    const family = familyOf(language);
    return family !== undefined && !own.includes(family);
  });
}
