/**
 * The work itself: what to do, in which files, and how to see that it is done.
 * @module
 */
import { counted, shorten } from "../../text.ts";
import type { Deliverable, Step, Verification } from "../../plan/types.ts";
import { code, inline, list } from "../markdown.ts";
import { sentencesOf } from "../../plan/requirements/sentences.ts";
import type { PartsAt } from "./parts_at.ts";
import { listSection, type Piece, pieces, type Section } from "./piece.ts";
import type { Scope } from "./scope.ts";

const SIZES = { S: "under two hours", M: "half a day", L: "a day" } as const;
/** More names tell nothing more at the top. */
const MOST_NAMES = 5;
/** So much of a summary is a line. */
const SUMMARY = 300;

/** What it is, of what, and whether it can begin. */
export function headSection(scope: Scope): Section {
  const { plan, step, phase } = scope;
  const project = inline(shorten(plan.project.name, 80));
  const about = step === undefined
    ? `You work on this one phase of ${project}, step by step in this order. When it is finished, this holds: ${
      inline(phase.goal)
    }`
    : `You work on this one step of ${project}, in phase ${phase.number}, ${inline(phase.title)}. Size ${step.size}: ${
      SIZES[step.size]
    }.`;
  const tools = [...plan.project.languages, ...plan.project.frameworks].join(", ");
  return {
    heading: step === undefined
      ? `# Phase ${phase.number}: ${inline(phase.title)}`
      : `# Step ${step.number}: ${inline(step.title)}`,
    gap: "\n\n",
    pieces: [
      ...pieces("core", [about, ...readiness(scope)]),
      ...pieces("project", [
        `The project: ${inline(beginning(plan.project.summary))}${tools === "" ? "" : ` Built with ${inline(tools)}.`}`,
      ]),
    ],
  };
}

/** The first sentences, as many as make a line; never half of one. */
function beginning(text: string): string {
  const [first = text, ...rest] = sentencesOf(text);
  let line = first;
  for (const sentence of rest) {
    if (line.length + sentence.length >= SUMMARY) break;
    line += ` ${sentence}`;
  }
  return line;
}

function readiness({ steps, step, name, waitsFor }: Scope): string[] {
  if (step?.status === "done") return [`**Done already**${proofOf(step)}. Do it again only if you were told to.`];
  if (steps.every(({ status }) => status === "done")) return [`**Done already**: all steps of ${name} are finished.`];
  const begun = steps.filter(({ status }) => status === "doing").map(({ number }) => number);
  return [
    ...(waitsFor.length === 0 ? [] : [
      `**Not ready**: waits for ${named(waitsFor)}. Begin only when ${
        waitsFor.length === 1 ? "that is" : "those are"
      } finished.`,
    ]),
    ...(begun.length === 0 ? [] : [
      step === undefined
        ? `**In work already**: ${begun.join(", ")}.`
        : "**In work already**: somebody has started it; go on with what is there.",
    ]),
  ];
}

function named(steps: readonly Step[]): string {
  const names = steps.slice(0, MOST_NAMES).map(({ number, title }) => `${number} (${inline(title)})`).join(", ");
  return steps.length <= MOST_NAMES ? names : `${names} and ${counted(steps.length - MOST_NAMES, "other")}`;
}

/** What is known of how a step was finished: nothing, or a text to put behind "done". */
export function proofOf({ evidence: { exitStatus, verified, note } = {} }: Step): string {
  const facts = [
    ...(verified === false ? ["not verified"] : []),
    ...(exitStatus === undefined ? [] : [`its command ended with ${exitStatus}`]),
    ...(note === undefined ? [] : [`noted: ${inline(note).replace(/\.$/, "")}`]),
  ];
  return facts.length === 0 ? "" : `: ${facts.join("; ")}`;
}

/** The sections of a pack for one step, around what is between its files and its checks. */
export function stepSections({ why, do: instructions, deliverables, verify }: Step, partsAt: PartsAt): {
  work: Section[];
  checks: Section;
} {
  return {
    work: [
      {
        heading: "## What to do",
        gap: "\n\n",
        pieces: [...pieces("why", why === undefined ? [] : [`Why: ${inline(why)}`]), core(numbered(instructions))],
      },
      listSection("## Files", [
        ...deliverables.flatMap((file) => [
          core(`- ${fileLine(file)}`),
          ...pieces("parts", partsAt(file.path).map((text) => `  - ${text}`)),
        ]),
        core("- Any other file: leave it as it is, or say in your report why it had to change."),
      ]),
    ],
    checks: listSection("## Done when", pieces("core", checkLines(verify))),
  };
}

/** One step of a phase, under a heading of its own. */
export function stepInPhase(step: Step): Section {
  const facts = [
    `Size ${step.size}: ${SIZES[step.size]}.`,
    ...(step.dependsOn.length === 0 ? [] : [`After ${step.dependsOn.join(", ")}.`]),
    ...(step.requirements.length === 0 ? [] : [`Serves ${step.requirements.join(", ")}.`]),
  ];
  return {
    heading: `## Step ${step.number}: ${inline(step.title)}`,
    gap: "\n\n",
    pieces: [
      core(facts.join(" ")),
      ...pieces("why", step.why === undefined ? [] : [`Why: ${inline(step.why)}`]),
      { kind: "instructions", text: numbered(step.do) },
      core(`Files: ${step.deliverables.map(fileLine).join(", ") || "none"}.`),
      core(`Done when:\n\n${checkLines(step.verify).join("\n")}`),
    ],
  };
}

/** When to stop: as the plan says, or what holds for any work. */
export function stopSection({ plan: { handoff } }: Scope): Section {
  const stops = handoff === undefined || handoff.stopWhen.length === 0 ? STOPS : handoff.stopWhen;
  return listSection("## Stop and ask when", pieces("core", list(stops.map(inline)).split("\n")));
}

const STOPS = [
  "A check fails twice for a reason that you cannot name.",
  "A requirement contradicts another one, or the code that is there.",
  "The work would need a secret, a payment, an account or a choice that is not given here.",
];

function core(text: string): Piece {
  return { kind: "core", text };
}

function numbered(instructions: readonly string[]): string {
  if (instructions.length === 0) return "The plan gives no instructions: the title and the checks say what is wanted.";
  return instructions.map((text, at) => `${at + 1}. ${inline(text)}`).join("\n");
}

function fileLine({ path, action }: Deliverable): string {
  return `${action} ${code(path)}`;
}

function checkLines(verify: readonly Verification[]): string[] {
  if (verify.length === 0) return ["- [ ] The plan names no check: show what was done, and let somebody look at it."];
  return verify.map(({ command, expect }) =>
    `- [ ] ${command === undefined ? inline(expect) : `${code(command)} ${inline(expect)}`}`
  );
}
