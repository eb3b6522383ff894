import type { Rule } from "../rule.ts";

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
  demands: 'Nothing in the plan holds a placeholder such as TBD, TODO, ??? or "implement later".',
  why:
    "A plan says what to do, not that somebody should say it. What the owner wrote is no placeholder: a TODO app may say TODO.",
  needs: [],
  check({ owners, texts }) {
    const patterns = PLACEHOLDERS.filter(([, pattern]) => !pattern.test(owners));
    return texts.flatMap(({ text, location, pointer }) =>
      patterns.filter(([, pattern]) => pattern.test(text)).map(([name]) => ({
        message: `${location} holds a placeholder (${name})`,
        location,
        pointer,
        hint: "Say what is to be done, or ask it as a question of the plan.",
      }))
    );
  },
};
