/**
 * A changed plan written over the files of the one before, with all that people wrote into them.
 * @module
 */
import { withUnknownKeys } from "../plan/unknown_keys.ts";
import type { Plan } from "../plan/types.ts";
import { formatPlan } from "../plan/write.ts";
import { refuseConflict } from "./conflict.ts";
import { digest, isUntouched, PLAN_FILE, stamped } from "./digests.ts";
import { mergeText } from "./merge_text.ts";
import type { WrittenFiles } from "./plan_files.ts";
import { readExactlyIfAny } from "./read_exactly.ts";
import { type Change, changeFiles, refuseStale } from "./transaction.ts";

/** A plan and what is rendered from it, by file name. */
export interface Rendered {
  plan: Plan;
  pages: Readonly<Record<string, string>>;
}

/** A page that people have edited: its rendering before, what they made of it, and its rendering now. */
export interface Versions {
  base: string;
  theirs: string;
  ours: string;
}

/** Readies an edited page for the comparison of its versions. */
export type Adapt = (name: string, versions: Versions) => Versions;

/**
 * Writes a changed plan. A page that nobody has edited becomes the new rendering; one that was edited gets the changes between
 * both renderings, and keeps the rest. A page that somebody removed is made again only where `all` says so. The folder's lock
 * is held.
 *
 * @param text The text of the `plan.json` that was changed.
 * @param adapt Readies an edited page, and its rendering before, for the comparison: what the plan says of both.
 * @throws {StaleFile} If somebody has changed a file since it was read; then none has changed.
 * @throws {StoreError} If a file cannot be written, or a page is not UTF-8.
 */
export async function writeChangedFiles(
  folder: string,
  { text, before, after, all = false, adapt = (_name, versions) => versions }: {
    text: string;
    before: Rendered;
    after: Rendered;
    all?: boolean;
    adapt?: Adapt;
  },
  signal?: AbortSignal,
): Promise<WrittenFiles> {
  const { [PLAN_FILE]: _own, ...digests } = before.plan.provenance.files ?? {};
  const result: WrittenFiles = { written: [], kept: [], removed: [], stale: [], outdated: [] };
  const changes: Change[] = [];
  for (const [name, page] of Object.entries(after.pages)) {
    const path = `${folder}/${name}`;
    const there = readExactlyIfAny(path);
    const base = before.pages[name];
    if (there === undefined && base !== undefined && !all) continue;
    const ours = there === undefined || there === page || await digest(there) === digests[name];
    if (!ours && base === undefined) {
      // Somebody's file stands where a new page belongs.
      changes.push({ name: `${name}.new`, text: page, from: readExactlyIfAny(`${path}.new`) });
      result.kept.push(path);
      continue;
    }
    const next = ours || base === undefined ? page : merged(path, adapt(name, { base, theirs: there, ours: page }));
    // An edited page stays one that was edited.
    if (next === page) digests[name] = await digest(page);
    if (next === there) continue;
    changes.push({ name, text: next, from: there });
    result.written.push(path);
  }
  for (const name of Object.keys(before.pages).filter((name) => after.pages[name] === undefined)) {
    const there = readExactlyIfAny(`${folder}/${name}`);
    if (there !== undefined) {
      const ours = await digest(there) === digests[name];
      (ours ? result.removed : result.stale).push(`${folder}/${name}`);
      if (ours) changes.push({ name, from: there });
    }
    delete digests[name];
  }
  const path = `${folder}/${PLAN_FILE}`;
  refuseStale(path, text);
  const plan = await planText(text, before.plan, after.plan, digests);
  if (plan !== text) {
    changes.push({ name: PLAN_FILE, text: plan, from: readExactlyIfAny(path) });
    result.written.push(path);
  }
  await changeFiles(folder, changes, signal);
  return result;
}

function merged(path: string, { base, theirs, ours }: Versions): string {
  refuseConflict(path, theirs);
  return mergeText(base, theirs, ours);
}

/** The text of the new `plan.json`. One that somebody edited stays known as such, and keeps keys that are none of ours. */
async function planText(
  text: string,
  before: Plan,
  after: Plan,
  digests: Readonly<Record<string, string>>,
): Promise<string> {
  const pagesOnly = { ...after, provenance: { ...after.provenance, files: digests } };
  // A plan that was never written with pages names no digests.
  if (before.provenance.files === undefined && Object.keys(digests).length === 0) {
    return changedText(after, before, text);
  }
  const ours = await isUntouched(before, text);
  return changedText(ours ? await stamped(after, digests) : pagesOnly, before, text);
}

/** The text of a changed plan, with the keys of its file that are none of ours. */
export function changedText(plan: Plan, before: Plan, text: string): string {
  const formatted = formatPlan(plan);
  const known: Plan = JSON.parse(formatted);
  const data = withUnknownKeys(known, before, JSON.parse(text.replace(/^\ufeff/, "")));
  return data === known ? formatted : `${JSON.stringify(data, null, 2)}\n`;
}
