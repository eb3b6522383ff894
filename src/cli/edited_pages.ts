import type { Plan } from "../plan/types.ts";
import { refuseConflict } from "../store/conflict.ts";
import { digest } from "../store/digests.ts";
import { readTextIfAny } from "../store/files.ts";

/**
 * The pages of a plan that are there. One that nobody has edited says nothing new: it will be what the plan says.
 *
 * @throws {StoreError} If git has left a conflict in one.
 */
export async function readEditedPages(
  folder: string,
  { provenance }: Plan,
  rendered: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const pages: Record<string, string> = {};
  for (const [name, page] of Object.entries(rendered)) {
    const text = await readTextIfAny(`${folder}/${name}`);
    if (text === undefined) continue;
    refuseConflict(`${folder}/${name}`, text);
    pages[name] = await digest(text) === provenance.files?.[name] ? page : text;
  }
  return pages;
}
