import assert from "node:assert/strict";
import { mentionsIn } from "../../../src/plan/mentions.ts";

const ids = (text: string) => mentionsIn(text).map(({ id }) => id);

Deno.test("mentionsIn() finds steps, phases and requirements with their places", () => {
  const text = "Reuse step 2.3 and Phase 4 for R12.";
  assert.deepEqual(mentionsIn(text).map(({ what, id, at }) => [what, id, text.slice(at, at + id.length)]), [
    ["step", "2.3", "2.3"],
    ["phase", "4", "4"],
    ["requirement", "R12", "R12"],
  ]);
});

Deno.test("mentionsIn() follows lists and ranges when several are named", () => {
  assert.deepEqual(ids("After steps 2.1, 2.2 and 2.9, see phases 1-3."), ["2.1", "2.2", "2.9", "1", "3"]);
  assert.deepEqual(ids("steps 1.1, and 1.2 or 3.4 to 3.6"), ["1.1", "1.2", "3.4", "3.6"]);
  assert.deepEqual(ids("After step 2.1 and 3.5 ms, phase 2 and 10 users"), ["2.1", "2"]);
});

Deno.test("mentionsIn() knows the words of other languages", () => {
  assert.deepEqual(ids("Siehe Schritt 2.9 und Schritte 1.1 bis 1.3."), ["2.9", "1.1", "1.3"]);
  assert.deepEqual(ids("Voir l'étape 2.9, phases 1 et 2"), ["2.9", "1", "2"]);
  assert.deepEqual(ids("见步骤2.9。"), ["2.9"]);
});

Deno.test("mentionsIn() takes no version, measure or option for a step or phase", () => {
  for (
    const text of [
      "step 3.2.1",
      "Python 3.2",
      "a slider with step 0.5",
      "timestep 1.5",
      "--step 1.5",
      "step 2.5%",
      "step 12",
      "phase 180°",
      "phase 2.1",
      "R12.5",
      "R2-D2",
      "r9",
      "footsteps 2.1",
    ]
  ) assert.deepEqual(ids(text), [], text);
});

Deno.test("mentionsIn() finds phases and requirements as plans write them", () => {
  for (
    const [text, id] of [
      ["Hold to what R13 demands.", "R13"],
      ["R13 requires a lock", "R13"],
      ["Serves requirement R13 fully", "R13"],
      ["Notes (R13) are kept.", "R13"],
      ["R13: keep notes", "R13"],
      ["per R13", "R13"],
      ["Halte ein, was R13 verlangt.", "R13"],
      ["Cumple R13.", "R13"],
      ["Voldoet aan R13", "R13"],
      ["满足R13的要求", "R13"],
      ["This continues in Phase 9.", "9"],
      ["Phase 9 adds the page", "9"],
      ["see phase 9", "9"],
      ["until phase 9", "9"],
      ["depends on phase 9", "9"],
      ["phase 9's step", "9"],
      ["Phase 9 of the plan", "9"],
      ["Voir la phase 9", "9"],
      ["In der Phase 9", "9"],
      ["En la fase 9", "9"],
    ] as const
  ) assert.deepEqual(ids(text), [id], text);
  assert.deepEqual(ids("Meets R4, R5 and R99."), ["R4", "R5", "R99"]);
});

Deno.test("mentionsIn() takes names of parts, products and other things' phases for no references, unless all are wanted", () => {
  for (
    const text of [
      "Phase 3 of the motor",
      "Show phase 3 of the moon",
      "Read phase 3 current",
      "Phase 3 trials",
      "Rotate phase 3 by 90",
      "Use R4 random codes",
      "R2 bucket",
      "Upload to an R2 bucket",
      "Make keys for R2 bucket",
      "Store them in R2.",
      "Solder R4 and R5",
      "Replace resistor R4",
      "R4: 10 kOhm",
      "(R4 random codes)",
    ]
  ) {
    assert.deepEqual(ids(text), [], text);
    assert.notDeepEqual(mentionsIn(text, true), [], text);
  }
});

Deno.test("mentionsIn() ends on hostile texts", () => {
  for (const part of ["R1 ", "R1,", "phase 1 ", "Phase 1 of the ", "(", " ", "R1 and "]) {
    const start = performance.now();
    mentionsIn(part.repeat(Math.ceil(1_000_000 / part.length)));
    assert.ok(performance.now() - start < 5_000, part);
  }
});
