import { type Found, ownersWords, proseOf, type Rule, stepsOf } from "./rule.ts";

/** Whether a path names a place inside the project. */
export function isSafePath(path: string): boolean {
  return path.trim() !== "" && path.length <= 240 && !/^[/\\~]|^[a-zA-Z]:|\\|[\p{Cc}<>"|?*]|:\/\//u.test(path) &&
    !path.split("/").some((part) => part === ".." || part === "." || /[. ]$/.test(part) && part !== "");
}

/** A step leaves something behind. */
export const deliverable: Rule = {
  id: "deliverable",
  severity: "error",
  demands: "A step names at least one file or folder, by a relative path inside the project.",
  check(plan) {
    return stepsOf(plan).flatMap(({ step, location, pointer }): Found[] => {
      if (step.status === "retired") return [];
      if (step.deliverables.length === 0) {
        return [{
          message: `Step ${step.number} leaves nothing behind`,
          location,
          pointer: `${pointer}/deliverables`,
          hint: "Name the file that it makes or changes.",
        }];
      }
      return step.deliverables.flatMap(({ path }, index) =>
        isSafePath(path) ? [] : [{
          message: `The path "${path}" does not stay inside the project`,
          location,
          pointer: `${pointer}/deliverables/${index}/path`,
          hint: 'Use a path relative to the project\'s root, with slashes and without "..".',
        }]
      );
    });
  },
};

/** Phrases that name no observation. Matched against the whole expectation. */
const EMPTY_CHECK =
  /^(?:please )?(?:check|verify|make sure|ensure|confirm|test|see)?(?: that)?\s*(?:it|this|that|all|everything|the (?:step|code|feature|app|program|system|implementation))?\s*(?:all )?(?:works?|runs?|is|are|functions?|behaves?|done|ok|okay|good|fine|correct|complete|tested)(?: (?:done|ok|okay|fine|good|correct|correctly|working|well|as (?:expected|intended|required|desired)|properly|complete|implemented|tested))*[.!]?$/i;

/** Done must be something that can be seen. */
export const verificationRule: Rule = {
  id: "verification",
  severity: "error",
  demands: "A step says how to see that it is done: a command with its result, or something observable.",
  check(plan) {
    return stepsOf(plan).flatMap(({ step, location, pointer }): Found[] => {
      if (step.status === "retired") return [];
      const useful = step.verify.some(({ command, expect }) =>
        (command ?? "").trim() !== "" || (expect.trim() !== "" && !EMPTY_CHECK.test(expect.trim()))
      );
      return useful ? [] : [{
        message: step.verify.length === 0
          ? `Step ${step.number} does not say how to see that it is done`
          : `The check of step ${step.number} names nothing to see: "${step.verify[0]?.expect ?? ""}"`,
        location,
        pointer: `${pointer}/verify`,
        hint: "Give a command with its expected result, or say what is then seen.",
      }];
    });
  },
};

const PLACEHOLDERS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["TBD", /\bTB[DCA]\b/],
  ["TODO", /\b(?:TODO|FIXME|XXX)\b/],
  ["???", /\?{3,}/],
  ["lorem ipsum", /\blorem ipsum\b/i],
  [
    "implement later",
    /\b(?:implement(?:ed)?|fill(?:ed)? in|add(?:ed)?|defin(?:e|ed)|decide[d]?|complet(?:e|ed)) (?:it |this |them )?later\b/i,
  ],
  ["to be defined", /\bto be (?:defined|determined|decided|done|added|completed|specified)\b/i],
  ["similar to step", /\b(?:similar to|same as|like|as in) (?:the )?(?:step \d|previous step|above step|step above)/i],
  [
    "placeholder",
    /<(?:your|insert|placeholder|name|path|value|todo)[^<>]{0,40}>|\[(?:insert|your|placeholder|todo)\b[^\]]{0,40}\]|\bplaceholder text\b/i,
  ],
];

/** A plan says what to do, not that somebody should say it. */
export const placeholder: Rule = {
  id: "placeholder",
  severity: "error",
  demands: 'No step holds a placeholder such as TBD, TODO, ??? or "implement later".',
  check(plan) {
    // What the owner wrote is no placeholder: a "TODO app" has TODO in every other step.
    const owners = ownersWords(plan);
    const patterns = PLACEHOLDERS.filter(([, pattern]) => !pattern.test(owners));
    const found: Found[] = [];
    for (const { step, location, pointer } of stepsOf(plan)) {
      for (const { text, at } of proseOf(step)) {
        for (const [name, pattern] of patterns) {
          if (!pattern.test(text)) continue;
          found.push({
            message: `Step ${step.number} holds a placeholder (${name})`,
            location,
            pointer: `${pointer}/${at}`,
            hint: "Say what is to be done, or ask it as a question of the plan.",
          });
        }
      }
    }
    return found;
  },
};
