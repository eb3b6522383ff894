import assert from "node:assert/strict";
import { COLOURS } from "../../../../src/output/page/colours.ts";

type Name = keyof typeof COLOURS;

/** How bright a colour is, as WCAG 2.2 counts it. */
function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [brightness(a), brightness(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS: readonly Name[] = ["ground", "paper", "sunken"];
/** What is written on what. */
const TEXTS: readonly (readonly [Name, readonly Name[]])[] = [
  ["ink", [...GROUNDS, "accent-tint", "done-tint", "doing-tint"]],
  ["soft", [...GROUNDS, "accent-tint", "done-tint", "doing-tint"]],
  ["accent", [...GROUNDS, "accent-tint"]],
  ["done", [...GROUNDS, "done-tint", "accent-tint"]],
  ["doing", [...GROUNDS, "doing-tint", "accent-tint"]],
  ["bad", [...GROUNDS, "bad-tint"]],
  ["paper", ["accent"]],
];

for (const [side, at] of [["light", 0], ["dark", 1]] as const) {
  Deno.test(`texts can be read and edges be seen on ${side}`, () => {
    for (const [text, grounds] of TEXTS) {
      for (const ground of grounds) {
        const found = contrast(COLOURS[text][at], COLOURS[ground][at]);
        assert.ok(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}, expected 4.5`);
      }
    }
    for (const ground of ["ground", "paper"] as const) {
      const found = contrast(COLOURS.edge[at], COLOURS[ground][at]);
      assert.ok(found >= 3, `edge on ${ground}: ${found.toFixed(2)}, expected 3`);
    }
  });
}
