import { renderPlan } from "../output/mod.ts";
import { type ImportedPages, phaseNumberOf } from "../plan/pages/import_pages.ts";
import {
  rewriteDevplanBase,
  rewriteDevplanPage,
  rewritePhaseBase,
  rewritePhasePage,
} from "../plan/pages/rewrite_page.ts";
import type { Plan } from "../plan/types.ts";
import { changedText, writeChangedFiles } from "../store/changed_files.ts";
import { PLAN_FILE } from "../store/digests.ts";
import { readTextIfAny, refuseAllBut, stageText } from "../store/files.ts";
import { lockFolder } from "../store/lock.ts";
import type { WrittenFiles } from "../store/plan_files.ts";
import { recoverFiles } from "../store/transaction.ts";
import type { Io } from "./command.ts";
import { readPlanAt } from "./own_plan.ts";

/** How long to wait for another process that changes the same plan, in milliseconds. */
const PATIENCE_MS = 15_000;

/** What was taken over, with the pages that it came from and the rendering that they were compared with. */
export interface Taken extends ImportedPages {
  pages: Readonly<Record<string, string>>;
  rendered: Readonly<Record<string, string>>;
}

/**
 * Changes a plan by its pages, and the pages with it: like `changePlan`, but what was taken over of a page is as the plan
 * renders it now. What else people wrote there stays.
 *
 * @throws {LockError} If another process holds the folder for long.
 */
export async function changeWithPages(
  path: string,
  take: (plan: Plan) => Promise<Taken>,
  io: Io,
): Promise<{ taken: Taken; files: WrittenFiles }> {
  const { folder } = await readPlanAt(path, io);
  const lock = await lockFolder(folder, { command: "import", waitMs: PATIENCE_MS });
  try {
    await recoverFiles(folder);
    const { text, plan: before } = await readPlanAt(path, io);
    const taken = await take(before);
    const files = taken.plan === before ? NOTHING : await write({ path, folder, text, before, taken }, io);
    return { taken, files };
  } finally {
    lock.release();
  }
}

const NOTHING: WrittenFiles = { written: [], kept: [], removed: [], stale: [], outdated: [] };

async function write(
  { path, folder, text, before, taken }: { path: string; folder: string; text: string; before: Plan; taken: Taken },
  io: Io,
): Promise<WrittenFiles> {
  const after = taken.plan;
  if (path.slice(path.lastIndexOf("/") + 1) !== PLAN_FILE) {
    // Pages belong to a plan under its own name only.
    refuseAllBut("file", path);
    (await stageText(path, changedText(after, before, text))).commit();
    return { ...NOTHING, written: [path] };
  }
  const fresh = before.provenance.files === undefined ? {} : renderPlan(after);
  const bases = { ...taken.rendered };
  for (const [name, number] of taken.phases) {
    // The page of a new phase is compared with nothing but its own rendering.
    const base = number === undefined ? fresh[name] : taken.rendered[`phase${number}.md`];
    if (base !== undefined) bases[name] = base;
  }
  const mine = new Set<string>();
  for (const [name, page] of Object.entries(taken.pages)) {
    // Pages may come from another folder than the plan's.
    if (await readTextIfAny(`${folder}/${name}`) === page) mine.add(name);
  }
  const adapt = (name: string, page: string) =>
    mine.has(name) ? adapted(name, page, { before, taken, fresh: fresh[name] ?? "" }) : page;
  return await writeChangedFiles(folder, {
    text,
    before: { plan: before, pages: before.provenance.files === undefined ? {} : bases },
    after: { plan: after, pages: fresh },
    adapt,
  }, io.signal);
}

/** A page, or its rendering before, with what was taken over as the plan renders it now. */
function adapted(
  name: string,
  text: string,
  { before, taken, fresh }: { before: Plan; taken: Taken; fresh: string },
): string {
  const isPage = text === taken.pages[name];
  if (name === "devplan.md") return (isPage ? rewriteDevplanPage : rewriteDevplanBase)(text, fresh);
  const page = { text: taken.pages[name] ?? "", ids: taken.steps.get(name) ?? [] };
  const after = { text: fresh, ids: idsOf(taken.plan, phaseNumberOf(name)) };
  const number = taken.phases.get(name);
  const base = { text: taken.rendered[`phase${number ?? 0}.md`] ?? "", ids: idsOf(before, number) };
  if (isPage) return rewritePhasePage(page, base, after);
  return number === undefined ? text : rewritePhaseBase(base, after);
}

function idsOf({ phases }: Plan, number: number | undefined): string[] {
  return phases.find((phase) => phase.number === number)?.steps.map(({ id }) => id) ?? [];
}
