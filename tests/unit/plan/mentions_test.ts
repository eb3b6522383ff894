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
