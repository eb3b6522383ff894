import { oneLine, shorten } from "../../../text.ts";
import { likenesses } from "../../shingles.ts";
import { isDense } from "../../vocabulary.ts";
import { type Found, ruleWith } from "../rule.ts";
import type { PlacedStep } from "../view.ts";

/** Fewer words than these say too little: the work is known by what it is for and what it leaves behind, too. */
const FEW_WORDS = 5;

/** The same work twice is done twice, or one of the two was meant to be something else. */
export const duplicate = ruleWith({
  id: "duplicate",
  severity: "warning",
  demands: "No two steps are alike.",
  why:
    "The same work twice is done twice, or one of the two was meant to be something else. Title and instructions are compared " +
    "by their runs of three words; steps of under five words are alike only where their requirements and files are the same too.",
  limits: {
    max_similarity_percent: {
      value: 85,
      least: 50,
      most: 99,
      help: "what two steps may share of the runs of three words that either has, in percent",
    },
  },
  needs: ["steps"],
  check({ steps }, limits) {
    const texts = steps.map(textOf);
    return likenesses(texts, limits.max_similarity_percent / 100).flatMap(({ later, earlier, share }): Found[] => {
      const [one, other] = [steps[later], steps[earlier]];
      if (one === undefined || other === undefined) return [];
      const name = `step ${other.step.number} "${shorten(oneLine(other.step.title), 60)}"`;
      return [{
        message: share === 1
          ? `Step ${one.step.number} says the same as ${name}`
          : `Step ${one.step.number} says nearly the same as ${name} (${Math.floor(share * 100)} %)`,
        location: one.location,
        pointer: one.pointer,
        hint: `Take it out or join the two; if it is other work, say what differs from step ${other.step.number}.`,
      }];
    });
  },
});

/** What is compared of a step. */
function textOf({ step, phase }: PlacedStep): string {
  const text = [step.title, ...step.do].join("\n");
  if (text.length > 200) return text;
  const words = isDense(text) ? text.length / 2 : text.split(/\s+/).length;
  if (words >= FEW_WORDS) return text;
  const about = [...step.requirements, ...step.deliverables.map(({ path }) => path)];
  return [text, ...(about.length > 0 ? about : [`phase ${phase.number}`])].join("\n");
}
