import { jsonText } from "../reports/report.ts";
import type { Plan } from "../../plan/types.ts";
import { oneLine, shorten } from "../../text.ts";
import { code, list, page } from "../markdown.ts";
import { entry } from "./entry.ts";
import { isStanding, type Work, workOf } from "./work.ts";

/** GitHub takes no longer titles and bodies, in characters. */
const LONGEST_TITLE = 250;
const LONGEST_BODY = 60_000;

/** GitHub takes no longer name of a label. */
const LONGEST_LABEL = 50;

/**
 * The steps that are left as bodies of requests that make issues, one an entry of a JSON list: an issue is made open, and
 * what is done needs none. Each body has a mark with the step's id in it, by which a second run finds the issue that is there.
 */
export function github(plan: Plan): Record<string, string> {
  return {
    "issues.json": `${
      jsonText(workOf(plan).filter((work) => isStanding(work) && work.step.status !== "done").map(issueOf))
    }\n`,
  };
}

function issueOf(work: Work): { title: string; body: string; labels: string[] } {
  const { step, phase } = work;
  return {
    title: shorten(`${step.number} ${oneLine(step.title)}`, LONGEST_TITLE),
    body: bodyOf(work),
    labels: ["devussy", `phase ${phase.number}`, step.type, `size ${step.size}`, step.status]
      .map((label) => shorten(label, LONGEST_LABEL)),
  };
}

function bodyOf({ step, phase, waits }: Work): string {
  const body = page(
    step.why === undefined ? undefined : quiet(step.why),
    step.do.length === 0 ? undefined : `### Do\n\n${list(step.do.map(quiet))}`,
    step.deliverables.length === 0
      ? undefined
      : `### Files\n\n${list(step.deliverables.map(({ path, action }) => `${code(path)} (${action})`))}`,
    step.verify.length === 0 ? undefined : `### Done when\n\n${
      list(
        step.verify.map(({ command, expect }) => (command === undefined ? "" : `${code(command)}: `) + quiet(expect)),
        "- [ ]",
      )
    }`,
    list([
      `Phase ${phase.number}: ${quiet(phase.title)}`,
      ...(waits.length === 0
        ? []
        : [`After: ${waits.map(({ step }) => `${step.number} ${quiet(step.title)}`).join("; ")}`]),
      ...(step.requirements.length === 0 ? [] : [`Requirements: ${quiet(step.requirements.join(", "))}`]),
    ]),
  ).trimEnd();
  const cut = body.length <= LONGEST_BODY ? body : `${body.slice(0, LONGEST_BODY).toWellFormed()}…`;
  return `${githubMark(step.id)}\n${cut}\n`;
}

/** The mark of a step in the body of its issue: whatever its id is, the comment ends where it should. */
export function githubMark(id: string): string {
  const safe = id.toWellFormed().replace(
    /[^\w.]/gu,
    (sign) => encodeURIComponent(sign).replace(/[^\w%]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`),
  );
  return `<!-- devussy:${safe} -->`;
}

/** An entry in Markdown in which nobody is called by `@name`, and no other issue is told of this one by `#12`. */
function quiet(text: string): string {
  const parts = text.split(/(`[^`]+`)/);
  // A backtick without its twin would open code at the next one that is put in here.
  return entry(
    parts.map((part, at) => at % 2 === 1 ? part : part.replaceAll("`", "'").replace(CALL, "`$&`")).join(""),
  );
}

const CALL = /(?<![\w/.-])(?:[\w.-]{1,80}\/[\w.-]{1,80})?[@#]\w[\w/-]{0,80}|(?<!\w)GH-\d{1,9}/gi;
