import { withoutSecrets } from "../../plan/checks/danger/secrets.ts";
import type { PlanDiff } from "../../plan/diff.ts";
import type { Phase } from "../../plan/types.ts";
import { oneLine, shorten } from "../../text.ts";
import { inline, list, page } from "../markdown.ts";
import { type Detail, type Difference, sectionsOf } from "./diff_words.ts";
import { jsonText, plainLine } from "./report.ts";

/** More of a text is not shown to people. */
const LONGEST = 160;
/** So much of what two texts share is shown before where they differ. */
const BEFORE = 30;
/** At most so many differences of a section are shown on a terminal. */
const MOST = 200;

const NO_DIFFERENCE = "no difference: both plans say the same";
const SIGNS = { came: "+", went: "-", changed: "~", order: "~" } as const;
const WORDS = { came: "added", went: "removed", changed: "changed", order: "changed" } as const;

/** What lies between two plans, as lines for terminals: `+` came, `-` went, `~` changed. */
export function diffText(diff: PlanDiff): string[] {
  if (diff.same) return [NO_DIFFERENCE, ...headOf(diff)];
  const text = (words: string) => plainLine(withoutSecrets(oneLine(words)), LONGEST);
  const lines = ({ what, name, text: said, details }: Difference) => [
    `  ${SIGNS[what]} ${text(`${name} ${said}`)}`,
    ...details.map((detail) => `      ${SIGNS[detail.what]} ${text(labelled(detail.field, inView(detail)))}`),
  ];
  return [
    ...headOf(diff),
    ...sectionsOf(diff).flatMap(({ title, counts, differences, notes }) => [
      "",
      `${title}${counts === "" ? "" : `: ${counts}`}`,
      ...differences.slice(0, MOST).flatMap(lines),
      ...(differences.length > MOST ? [`  and ${differences.length - MOST} more: --format json tells all`] : []),
      ...notes.map((note) => `  ${text(note)}`),
    ]),
  ];
}

/** A text from where it differs, if that would not be seen otherwise. */
function inView({ text, from }: Detail): string {
  const start = text.lastIndexOf(" ", from - 1 - BEFORE) + 1;
  return text.length <= LONGEST || from < LONGEST / 2 || start === 0 ? text : `… ${text.slice(start)}`;
}

function labelled(field: string, text: string): string {
  return field === "" || field === "text" ? text : `${field}: ${text}`;
}

/** The same as a Markdown page. */
export function diffMarkdown(diff: PlanDiff): string {
  const text = (words: string) => inline(shorten(withoutSecrets(oneLine(words)), 4 * LONGEST));
  const entry = ({ what, name, text: said, details }: Difference) =>
    [
      `${WORDS[what]} **${text(name)}** ${text(said)}`.trimEnd(),
      ...details.map(({ field, what, text: said }) =>
        `  - ${field === "" || field === "text" ? "" : `${text(field)}, `}${WORDS[what]}: ${text(said)}`
      ),
    ].join("\n");
  return page(
    "# What changed in the plan",
    list((diff.same ? [NO_DIFFERENCE, ...headOf(diff)] : headOf(diff)).map(inline)),
    ...sectionsOf(diff).flatMap(({ title, counts, differences, notes }) => [
      `## ${title}${counts === "" ? "" : `: ${counts}`}`,
      list([...differences.map(entry), ...notes.map(text)]),
    ]),
  );
}

/** The same for programs, as a JSON document. */
export function diffJson(diff: PlanDiff): string {
  return jsonText({ schemaVersion: 1, exitCode: 0, ...diffData(diff) });
}

/** The same as data: whole where something came or went, the fields alone where it changed. */
export function diffData({ phases, steps, ...diff }: PlanDiff): Record<string, unknown> {
  const phaseOf = ({ steps, ...phase }: Phase) => ({ ...phase, steps: steps.map(({ id }) => id) });
  return {
    ...diff,
    phases: {
      added: phases.added.map(phaseOf),
      removed: phases.removed.map(phaseOf),
      changed: phases.changed.map(({ after: { number, title }, fields }) => ({ number, title, fields })),
    },
    steps: {
      ...steps,
      changed: steps.changed.map(({ after: { id, number, title }, fields }) => ({ id, number, title, fields })),
    },
  };
}

function headOf({ revision, score }: PlanDiff): string[] {
  const told = (value: number | undefined) => value === undefined ? "not checked" : String(value);
  const moved = ({ before, after }: { before?: number; after?: number }) =>
    before === after ? told(after) : `${told(before)} -> ${told(after)}`;
  return [`revision ${moved(revision)}, score ${moved(score)}`];
}
