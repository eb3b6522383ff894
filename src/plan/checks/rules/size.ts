import type { Phase, Plan } from "../../types.ts";
import { counted } from "../../../text.ts";
import { type Found, type Rule, ruleWith } from "../rule.ts";
import type { PlacedStep } from "../view.ts";
import { countWords } from "../words/word_count.ts";

/** What is too small says too little, what is too large is not done in one sitting. */
export const size: Rule = ruleWith({
  id: "size",
  severity: "warning",
  demands:
    "A step is of 15 to 150 words (its title and what to do), with at most 7 files and 10 instructions; a phase is of 3 to 15 steps.",
  why:
    "A step of a few words leaves the thinking to whoever does it, and a step of a page is no single piece of work. What is written without spaces counts by its letters, and files that a step only deletes do not count. Phases are judged once some steps are there; the only phase of features may be short, since it has no other to be joined with.",
  limits: {
    min_words: { value: 15, least: 0, most: 1000, help: "words of a step's title and instructions, at least" },
    max_words: { value: 150, least: 1, most: 100_000, help: "words of a step's title and instructions, at most" },
    max_deliverables: { value: 7, least: 1, most: 1000, help: "files that a step makes or changes, at most" },
    max_items: { value: 10, least: 1, most: 1000, help: "instructions of a step, at most" },
    min_steps: { value: 3, least: 0, most: 100, help: "steps of a phase, at least" },
    max_steps: { value: 15, least: 1, most: 1000, help: "steps of a phase, at most" },
  },
  needs: ["steps"],
  check(view, limits) {
    // Where a step is one line by its format, short lines and short lists of them are no fault.
    const fair = view.has("details") ? limits : { ...limits, min_words: 0, min_steps: 0 };
    const ofSteps = view.steps.flatMap((placed) =>
      stepFindings(placed, view.has("sizes") ? fair : { ...fair, max_words: Infinity, max_items: Infinity })
    );
    return view.has("phases") ? [...ofSteps, ...phaseFindings(view.plan, fair)] : ofSteps;
  },
});

type Limits = Readonly<
  Record<"min_words" | "max_words" | "max_deliverables" | "max_items" | "min_steps" | "max_steps", number>
>;

function stepFindings({ step, location, pointer }: PlacedStep, limits: Limits): Found[] {
  const { min_words, max_words, max_deliverables, max_items } = limits;
  const found: Found[] = [];
  const report = (message: string, at: string, hint: string) =>
    found.push({ message: `Step ${step.number} ${message}`, location, pointer: `${pointer}/${at}`, hint });

  const words = countWords([step.title, ...step.do].join("\n"));
  if (words < min_words) {
    const hint = "Say concretely what to do: names, inputs, limits and error cases.";
    report(`says what to do in ${counted(words, "word")}, fewer than ${min_words}`, "do", hint);
  } else if (words > max_words) {
    const hint = "Split it into steps that can each be seen to be done, or leave out what the design says already.";
    report(`has ${words} words, more than ${max_words}`, "do", hint);
  }
  if (step.do.length > max_items) {
    report(
      `lists ${step.do.length} instructions, more than ${max_items}`,
      "do",
      "Split the step where its topic ends.",
    );
  }
  const files = step.deliverables.filter(({ action }) => action !== "delete").length;
  if (files > max_deliverables) {
    const hint = "Split the step, or name the folder where its files are alike.";
    report(`makes or changes ${files} files, more than ${max_deliverables}`, "deliverables", hint);
  }
  return found;
}

function phaseFindings({ phases, existing }: Plan, { min_steps, max_steps }: Limits): Found[] {
  // In a project that is there, features are in the phase that looks at it first.
  const isOfFeatures = ({ kind }: Phase) => isFeature(kind) || existing !== undefined && kind === "skeleton";
  const featurePhases = phases.filter(isOfFeatures).length;
  return phases.flatMap((phase, index): Found[] => {
    const count = phase.steps.filter(({ status }) => status !== "retired").length;
    const report = (message: string, hint: string): Found[] => [
      {
        message: `Phase ${phase.number} ${message}`,
        location: `phase ${phase.number}`,
        pointer: `/phases/${index}/steps`,
        hint,
      },
    ];
    if (count > max_steps) {
      return report(
        `has ${count} steps, more than ${max_steps}`,
        "Split it into phases that each reach something usable.",
      );
    }
    // A phase whose steps are all retired is kept only for its number.
    const retired = count === 0 && phase.steps.length > 0;
    if (count >= min_steps || retired || (count > 0 && isOfFeatures(phase) && featurePhases === 1)) return [];
    return report(
      count === 0 ? "has no steps, though others have" : `has ${counted(count, "step")}, fewer than ${min_steps}`,
      count === 0 ? "Detail it, or take it out." : "Join it with the phase before or after it.",
    );
  });
}

/** Phases without a kind are taken for phases of features. */
function isFeature(kind: Phase["kind"]): boolean {
  return kind === undefined || kind === "feature";
}
