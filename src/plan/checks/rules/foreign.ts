import { oneLine, shorten } from "../../../text.ts";
import type { Phase, Plan, Step } from "../../types.ts";
import { asWritten, isDense, StemReader, tongueOf, Vocabulary } from "../../vocabulary.ts";
import { contentStems } from "../../words.ts";
import { ruleWith } from "../rule.ts";
import type { PlanView } from "../view.ts";

/** So many of the words that the project's texts have most of are looked for, if there are at least so many. */
const KEY_WORDS = 20;
const LEAST_KEY_WORDS = 8;
/** Where there are fewer, but so many, a plan is foreign if none of them stands in any step. */
const LEAST_OF_ALL = 3;
/** A phase with fewer telling words is not judged. */
const LEAST_OWN = 15;
/** What share of a phase's telling words the project has, each as often as it stands there: other projects' phases have less. */
const LEAST_SHARE = 0.1;
/** Another project's phase comes back to its own matter: one unknown word stands in so many of its steps, and so large a share. */
const LEAST_WITH_MATTER = 3;
const MATTER_SHARE = 0.5;
/** At most so many of its steps share a word, be it a common one, with a requirement that they cite. */
const TIED_SHARE = 0.5;

/** So many characters tell the language. */
const SAMPLE = 40_000;

/** A model that loses its way plans something else, and says so with the greatest confidence. */
export const foreign = ruleWith({
  id: "foreign",
  severity: "error",
  demands: "The plan speaks of this project, and so does each phase.",
  why:
    "A model that loses its way plans something else. Counted are the words that the requirements have most of and that tell " +
    "projects apart. A phase is judged by its steps for requirements alone, and is found only if it hardly has a word of the " +
    "project's, keeps coming back to a matter of its own, and its steps have little to do with what they cite: phases of tools, " +
    "tests and hardening speak of many matters. Nothing is said where the project's texts are short, or in another language.",
  limits: {
    min_percent: {
      value: 60,
      least: 0,
      most: 100,
      help: "how many of the requirements' key words must appear in the plan, in percent",
    },
  },
  needs: ["steps", "requirements", "details"],
  check(view, limits) {
    const about = demandsOf(view.plan);
    const tongue = tongueOf(about);
    if (tongue === undefined || tongue !== tongueOf(sampleOf(view))) return [];
    const reader = new StemReader();
    const keys = keyStems(about, reader);
    if (keys.length < LEAST_OF_ALL) return [];
    const missing = missingFrom(view, keys, reader);
    const few = keys.length < LEAST_KEY_WORDS;
    if (few && missing.fromSteps.length < keys.length) return [];
    const found = (stems: readonly string[]) => (keys.length - stems.length) * 100;
    // A design of this project's own does not make up for steps of another's: half of what is asked of the whole is asked of these.
    const short = few || found(missing.fromSteps) * 2 < limits.min_percent * keys.length;
    if (short || found(missing.fromAll) < limits.min_percent * keys.length) {
      const { length } = short ? missing.fromSteps : missing.fromAll;
      const shown = missing.fromSteps.slice(0, 3).map((stem) => `"${asWritten(stem, about)}"`).join(", ");
      return [{
        message: `The plan is not about this project: ${length} of ${keys.length} key words of the requirements ` +
          `appear ${short ? "in no step" : "nowhere"} (${shown})`,
        location: "plan",
        pointer: "/phases",
        hint: "Make the plan anew from these requirements, or use their words in its steps.",
      }];
    }
    const known = new Vocabulary(reader.read(about));
    for (const text of aroundSteps(view.plan)) for (const stem of reader.read(text)) known.add(stem);
    return view.plan.phases.flatMap((phase, index) => {
      const matter = matterOf(phase, { known, reader, requirements: view.requirements });
      return matter === undefined ? [] : [{
        message: `Phase ${phase.number} "${
          shorten(oneLine(phase.title), 60)
        }" is not about this project: it speaks of "${
          asWritten(matter, textsOfPhase(phase).join("\n"))
        }" throughout, and hardly has a word of the requirements`,
        location: `phase ${phase.number}`,
        pointer: `/phases/${index}`,
        hint: "Plan this phase anew for the requirements that it cites, or use their words in its steps.",
      }];
    });
  },
});

/** All that was said of the project and is to be worked on. */
function demandsOf({ project, requirements }: Plan): string {
  return [
    project.name,
    project.summary,
    ...requirements.filter(({ status, outOfScope }) => status === "active" && outOfScope === undefined)
      .flatMap(({ text, acceptance }) => [text, ...acceptance]),
  ].join("\n");
}

/** The stems that the project's texts have most of. Pairs of letters must stand there twice: else they may be parts of two words. */
function keyStems(about: string, reader: StemReader): string[] {
  const counts = new Map<string, number>();
  for (const stem of reader.read(about)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return [...counts].filter(([stem, count]) => count > 1 || !isDense(stem)).sort((a, b) => b[1] - a[1])
    .slice(0, KEY_WORDS).map(([stem]) => stem);
}

/** The stems that stand in no phase, and nowhere in the plan; the search ends when all are found. */
function missingFrom({ plan, all }: PlanView, keys: readonly string[], reader: StemReader) {
  let fromSteps = [...keys];
  const without = (stems: readonly string[], texts: readonly string[]) => {
    const words = new Vocabulary(texts.flatMap((text) => reader.read(text)));
    return stems.filter((stem) => !words.has(stem));
  };
  for (const { title, goal, exitCriteria } of plan.phases) {
    if (fromSteps.length > 0) fromSteps = without(fromSteps, [title, goal, ...exitCriteria]);
  }
  for (const { step } of all) if (fromSteps.length > 0) fromSteps = without(fromSteps, textsOfStep(step));
  return { fromSteps, fromAll: fromSteps.length === 0 ? [] : without(fromSteps, aroundSteps(plan)) };
}

/** What a phase of another project is about: a stem that the project does not know. Undefined if it may well be this one's. */
function matterOf(
  phase: Phase,
  { known, reader, requirements }: { known: Vocabulary; reader: StemReader; requirements: PlanView["requirements"] },
): string | undefined {
  const steps = phase.steps.filter(({ type, status, requirements }) =>
    (type === "feature" || type === "test") && status !== "retired" && requirements.length > 0
  );
  if (steps.length < LEAST_WITH_MATTER) return undefined;
  const read = steps.map((step) => textsOfStep(step).flatMap((text) => reader.read(text)));
  const own = [...reader.read(phase.title), ...reader.read(phase.goal), ...read.flat()];
  if (isDense(own.join(" ")) || own.filter((stem) => known.has(stem)).length >= own.length * LEAST_SHARE) {
    return undefined;
  }
  if (new Set(own).size < LEAST_OWN) return undefined;
  const tied = steps.filter((step) => {
    const words = new Set(contentStems(textsOfStep(step).join("\n")));
    return step.requirements.some((id) =>
      contentStems(requirements.get(id)?.text ?? "").some((stem) => words.has(stem))
    );
  });
  if (tied.length > steps.length * TIED_SHARE) return undefined;
  const inSteps = new Map<string, number>();
  for (const stem of read.flatMap((stems) => [...new Set(stems)])) {
    if (!known.has(stem)) inSteps.set(stem, (inSteps.get(stem) ?? 0) + 1);
  }
  const [matter] = [...inSteps].sort((a, b) => b[1] - a[1]);
  return matter !== undefined && matter[1] >= Math.max(LEAST_WITH_MATTER, steps.length * MATTER_SHARE)
    ? matter[0]
    : undefined;
}

function textsOfStep({ title, why, do: instructions, verify, deliverables }: Step): string[] {
  return [
    title,
    why ?? "",
    ...instructions,
    ...verify.map(({ expect }) => expect),
    ...deliverables.map(({ path }) => path),
  ];
}

function textsOfPhase({ title, goal, steps }: Phase): string[] {
  return [title, goal, ...steps.flatMap(textsOfStep)];
}

/** What the plan says of the whole. */
function aroundSteps({ design, risks, assumptions }: Plan): string[] {
  const { objectives = [], architecture = "", components = [], techStack = [], dependencies = [], decisions = [] } =
    design ?? {};
  return [
    ...objectives,
    architecture,
    ...components.flatMap(({ name, purpose }) => [name, purpose]),
    ...[...techStack, ...dependencies].map(({ name }) => name),
    ...decisions.flatMap(({ choice, alternatives, why }) => [choice, ...alternatives, why]),
    ...risks.flatMap(({ text, mitigation }) => [text, mitigation]),
    ...assumptions.map(({ text }) => text),
  ];
}

/** Enough of the plan's steps to see what language they are in. */
function sampleOf({ all }: PlanView): string {
  const texts: string[] = [];
  let length = 0;
  for (const { step } of all) {
    if (length > SAMPLE) break;
    const text = [step.title, ...step.do].join("\n");
    texts.push(text);
    length += text.length;
  }
  return texts.join("\n");
}
