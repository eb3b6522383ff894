import { renderPlan } from "../../output/mod.ts";
import { type PageNews, type PagePlace, readNews } from "../../plan/pages/sync.ts";
import { finishStep } from "../../plan/progress/mark.ts";
import { waitingFor } from "../../plan/progress/next.ts";
import type { Plan, Step } from "../../plan/types.ts";
import { findFiles } from "../../store/project_files.ts";
import { changePlan } from "../change_plan.ts";
import type { Io, Values } from "../command.ts";
import { readEditedPages } from "../edited_pages.ts";
import { readOwnPlan } from "../own_plan.ts";
import { tellFiles } from "../report.ts";
import { rootOf } from "./checks.ts";
import { evidenceOf } from "./evidence.ts";
import { printDocument, sayNext, some, stepLine } from "./steps.ts";

/** A step that was ticked by hand, and what speaks against it. */
type Taken = { step: Step; doubts: string[] } & PagePlace;

/** Takes over what people ticked, and tells what disagrees; returns the exit code: 8 where something does. */
export async function syncPages(values: Values, io: Io): Promise<number> {
  const root = rootOf(values);
  const { path } = await readOwnPlan(values, io);
  let news: PageNews = { ticked: [], disagreements: [] };
  const taken: Taken[] = [];
  const { plan, files } = await changePlan(path, async (before, folder) => {
    const rendered = renderPlan(before);
    // Where somebody saves a page in this moment, all begins anew.
    taken.length = 0;
    news = readNews(before, await readEditedPages(folder, before, rendered), rendered);
    let after = before;
    const waits = waitingFor(before);
    const ticked = new Set(news.ticked.map(({ step }) => step.number));
    for (const place of news.ticked) {
      const found = await findFiles(root, place.step.deliverables);
      const open = waits(place.step).filter((number) => !ticked.has(number));
      after = finishStep(after, place.step.id, {
        force: true,
        evidence: { ...evidenceOf(found), at: new Date().toISOString(), note: "ticked by hand" },
      });
      taken.push({ ...place, doubts: [...(open.length > 0 ? [`it waits for ${some(open)}`] : []), ...found.wrong] });
    }
    return after;
  }, { command: "sync", io, pages: true });
  return report({ plan, taken, news, written: files.written }, values, io, () => tellFiles(files, io));
}

function report(
  { plan, taken, news, written }: { plan: Plan; taken: readonly Taken[]; news: PageNews; written: readonly string[] },
  values: Values,
  io: Io,
  tell: () => void,
): number {
  const { disagreements } = news;
  const exitCode = disagreements.length > 0 ? 8 : 0;
  if (values.on("json")) {
    return printDocument(io, {
      taken: taken.map(({ step: { number, id, title }, ...rest }) => ({ number, id, title, ...rest })),
      disagreements,
      files: written,
    }, exitCode);
  }
  for (const { step, doubts, file, line } of taken) {
    io.out(`taken over: ${stepLine(step)}, ticked in ${file}:${line}`);
    for (const doubt of doubts) io.out(`  not verified: ${doubt}`);
  }
  for (const { file, line, text, hint } of disagreements) {
    io.out(`disagrees: ${file}${line === undefined ? "" : `:${line}`}: ${text}`);
    io.out(`  ${hint}`);
  }
  for (const path of written) io.out(path);
  tell();
  if (taken.length + disagreements.length + written.length === 0) {
    io.out("The boxes and names of steps agree with plan.json.");
  }
  sayNext(plan, io);
  return exitCode;
}
