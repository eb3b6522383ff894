import { oneLine, shorten } from "../../../text.ts";
import { type Mention, mentionsIn, STALE } from "../../mentions.ts";
import { stepNames } from "../../step_names.ts";
import { ownMentions } from "../references/own_mentions.ts";
import type { Found, Rule } from "../rule.ts";
import type { PlacedText, PlanView } from "../view.ts";

/** Requirements are counted: a far higher number is the name of something else, as in "Dell R740". */
const MOST_REQUIREMENT = 199;
/** What is put off is no phase of this plan. */
const PUT_OFF = /\b(?:future|later|roadmap|out of scope|not part|beyond|follow-up|subsequent)\b/i;

/** A reference must lead somewhere. */
export const danglingReference: Rule = {
  id: "dangling-reference",
  severity: "error",
  demands: "Every id in dependsOn, requirements, risks and prose exists.",
  why:
    "A reference that leads nowhere sends whoever follows it astray. What the owner or the stack's names hold is no reference, " +
    "as Cloudflare R2 is none; nor are versions, and phases that a text puts off. Retired steps and requirements exist.",
  needs: [],
  check(view) {
    return [...listed(view), ...inProse(view)];
  },
};

/** What the fields for references hold. */
function listed({ plan, all, requirements }: PlanView): Found[] {
  const found: Found[] = [];
  const steps = new Set(all.map(({ step }) => step.number));
  const phases = new Set(plan.phases.map(({ number }) => number));
  let names: ReturnType<typeof stepNames> | undefined;

  const report = (what: string, id: string, place: Place, hint?: string) => found.push(missing(what, id, place, hint));
  const cites = (ids: readonly string[] | undefined, { location, pointer }: Place) =>
    ids?.forEach((id, at) => {
      if (!requirements.has(id)) report("requirement", id, { location, pointer: `${pointer}/requirements/${at}` });
    });
  const waits = (numbers: readonly string[], field: string, { location, pointer }: Place) =>
    numbers.forEach((number, at) => {
      if (steps.has(number)) return;
      names ??= stepNames(plan);
      const meant = names(number);
      const hint = meant === undefined ? undefined : `Name steps by their numbers: this one is ${meant.number}.`;
      report("step", number, { location, pointer: `${pointer}/${field}/${at}` }, hint);
    });

  plan.phases.forEach((phase, index) => {
    const place = { location: `phase ${phase.number}`, pointer: `/phases/${index}` };
    cites(phase.requirements, place);
    phase.dependsOn?.forEach((number, at) => {
      if (!phases.has(number)) {
        report("phase", String(number), { ...place, pointer: `${place.pointer}/dependsOn/${at}` });
      }
    });
  });
  for (const { step, location, pointer } of all) {
    cites(step.requirements, { location, pointer });
    waits(step.dependsOn, "dependsOn", { location, pointer });
  }
  plan.risks.forEach((risk, index) => {
    const place = { location: `risk ${risk.id}`, pointer: `/risks/${index}` };
    waits(risk.steps, "steps", place);
    cites(risk.requirements, place);
  });
  plan.design?.components.forEach(({ name, requirements }, index) =>
    cites(requirements, {
      location: `component "${shorten(oneLine(name), 60)}"`,
      pointer: `/design/components/${index}`,
    })
  );
  return found;
}

type Place = Pick<PlacedText, "location" | "pointer">;

function missing(what: string, id: string, { location, pointer }: Place, hint?: string): Found {
  return {
    message: `There is no ${what} ${shorten(oneLine(id), 80)}`,
    location,
    pointer,
    hint: hint ?? `Name a ${what} that exists, or take the reference out.`,
  };
}

/** What the plan's texts speak of. */
function inProse(view: PlanView): Found[] {
  const { plan, all, requirements } = view;
  const steps = new Set(all.map(({ step }) => step.number));
  const lastPhase = plan.phases.reduce((last, { number }) => Math.max(last, number), plan.phases.length);
  const owners = ownMentions(view);
  const exists: Record<Mention["what"], (id: string) => boolean> = {
    step: (id) => !view.has("numbers") || !view.has("steps") || steps.has(id),
    phase: (id) => !view.has("numbers") || !view.has("phases") || lastPhase === 0 || Number(id) <= lastPhase,
    requirement: (id) =>
      !view.has("numbers") || !view.has("requirements") || requirements.has(id) ||
      Number(id.slice(1)) > Math.max(MOST_REQUIREMENT, requirements.size * 2),
  };
  return view.texts.flatMap(({ text, location, pointer }) => {
    const reported = new Set<string>();
    return mentionsIn(text).flatMap(({ what, id, at, whole }) => {
      const stale = what !== "requirement" && text.startsWith(STALE, at + id.length);
      if (reported.has(what + id) || (exists[what](id) && !stale) || owners.has(whole.toLowerCase())) return [];
      if (what === "phase" && !stale && PUT_OFF.test(text.slice(Math.max(0, at - 80), at + 80))) return [];
      reported.add(what + id);
      return [missing(what, id, { location, pointer })];
    });
  });
}
