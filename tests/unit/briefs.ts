/** The shared briefs, where they are there: tests that need them are skipped where they are not. */
const folder = new URL("../../../shared/briefs/", import.meta.url);

/** The names of the briefs; empty where the folder is absent. */
export const briefNames: readonly string[] = namesIn(folder);

/** The text of a brief. */
export function readBrief(name: string): string {
  return Deno.readTextFileSync(new URL(name, folder));
}

/** A test that needs the briefs; its name says why it is skipped. */
export function briefTest(name: string, fn: () => void | Promise<void>): void {
  const absent = briefNames.length === 0;
  Deno.test({ name: absent ? `${name} (skipped: the folder ../shared/briefs is absent)` : name, ignore: absent, fn });
}

function namesIn(url: URL): string[] {
  try {
    return [...Deno.readDirSync(url)].map((entry) => entry.name)
      .filter((name) => /\.(?:md|txt)$/.test(name) && name !== "SOURCES.md").sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
