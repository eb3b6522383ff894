import { renderPlan } from "../output/mod.ts";
import { type ImportedPages, phaseNumberOf } from "../plan/pages/import_pages.ts";
import {
  rewriteDevplanBase,
  rewriteDevplanPage,
  rewritePhaseBase,
  rewritePhasePage,
} from "../plan/pages/rewrite_page.ts";
import type { Plan } from "../plan/types.ts";
import { readTextIfAny } from "../store/files.ts";
import type { WrittenFiles } from "../store/plan_files.ts";
import { holdPlan, NOTHING, type PageChange, writeChangedPlan } from "./change_plan.ts";
import type { Io } from "./command.ts";

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
  return await holdPlan(path, { command: "import", io }, async ({ folder, text, plan: before }) => {
    const taken = await take(before);
    const files = taken.plan === before ? NOTHING : await writeChangedPlan(path, {
      text,
      before,
      after: taken.plan,
      ...await pageChange(folder, before, taken),
    }, io);
    return { taken, files };
  });
}

async function pageChange(folder: string, before: Plan, taken: Taken): Promise<PageChange> {
  const fresh = renderPlan(taken.plan);
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
  return {
    bases,
    adapt: (name, { base, theirs, ours }) => {
      const adapt = (page: string) =>
        mine.has(name) ? adapted(name, page, { before, taken, fresh: fresh[name] ?? "" }) : page;
      return { base: adapt(base), theirs: adapt(theirs), ours };
    },
  };
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
