import type { Phase, Plan, Step } from "../types.ts";
import { ticksOf } from "./ticks.ts";
import { unformatted } from "./unformatted.ts";

/** A place in a page. */
export interface PagePlace {
  file: string;
  /** From 1; absent where all of the page is meant. */
  line?: number;
}

/** What the pages say of the plan's steps. */
export interface PageNews {
  /** Open steps whose box is ticked. */
  ticked: ({ step: Step } & PagePlace)[];
  /** Where a page and the plan say different things. */
  disagreements: ({ text: string; hint: string } & PagePlace)[];
}

/**
 * Reads what people ticked in the pages of the phases, and where else the pages and the plan differ.
 *
 * @param plan The plan.
 * @param pages The texts of the pages by file name; those that are not there are left out.
 * @param rendered What the plan says they hold.
 */
export function readNews(
  plan: Plan,
  pages: Readonly<Record<string, string>>,
  rendered: Readonly<Record<string, string>>,
): PageNews {
  const news: PageNews = { ticked: [], disagreements: [] };
  for (const phase of plan.phases) {
    const file = `phase${phase.number}.md`;
    const page = pages[file];
    if (page !== undefined && page !== rendered[file]) addNews(news, file, phase, page, rendered[file] ?? "");
  }
  return news;
}

function addNews(news: PageNews, file: string, phase: Phase, page: string, rendered: string): void {
  const own = new Map(ticksOf(rendered, phase).map(({ step, text }) => [step, text]));
  const seen = new Set<Step>();
  for (const { step, ticked, line, text } of ticksOf(page, phase)) {
    const place = { file, line };
    const again = seen.has(step);
    seen.add(step);
    if (again) {
      news.disagreements.push({
        ...place,
        text: `step ${step.number} stands there twice`,
        hint: "Remove one of them.",
      });
      continue;
    }
    if (ticked && (step.status === "todo" || step.status === "doing")) news.ticked.push({ step, ...place });
    if (!ticked && step.status === "done") {
      news.disagreements.push({
        ...place,
        text: `step ${step.number} is not ticked, but done in plan.json`,
        hint: `Tick it, or take it back: devussy undo ${step.number}`,
      });
    }
    if (unformatted(text) !== unformatted(own.get(step) ?? "")) {
      news.disagreements.push({
        ...place,
        text: `step ${step.number} reads differently in plan.json`,
        hint: "devussy import takes over what you wrote.",
      });
    }
  }
  for (const { number } of [...own.keys()].filter((step) => !seen.has(step))) {
    news.disagreements.push({
      file,
      text: `step ${number} is not there`,
      hint: "devussy import takes it out of the plan.",
    });
  }
}
