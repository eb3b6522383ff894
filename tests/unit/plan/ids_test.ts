import assert from "node:assert/strict";
import fc from "fast-check";
import { stepId } from "../../../src/plan/ids.ts";

Deno.test("stepId() gives the same id when the content is the same", () => {
  assert.equal(stepId("Login/Store users", new Set()), stepId("Login/Store users", new Set()));
  // Written down: an id must stay the same in every version of the program.
  assert.equal(stepId("", new Set()), "S" + (0x811c9dc5 % 36 ** 4).toString(36).padStart(4, "0"));
});

Deno.test("stepId() adds the id to those taken", () => {
  const taken = new Set<string>();
  const id = stepId("a", taken);
  assert.deepEqual([...taken], [id]);
});

Deno.test("stepId() gives another id when the first is taken", () => {
  const taken = new Set<string>();
  const ids = Array.from({ length: 50 }, () => stepId("the same", taken));
  assert.equal(new Set(ids).size, 50);
});

Deno.test("stepId() gives S and four letters or digits, each once, whatever the contents", () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: "binary" }), { maxLength: 60 }), (contents) => {
    const taken = new Set<string>();
    const ids = contents.map((content) => stepId(content, taken));
    assert.equal(new Set(ids).size, contents.length);
    for (const id of ids) assert.match(id, /^S[0-9a-z]{4}$/);
  }));
});
