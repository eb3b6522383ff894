import assert from "node:assert/strict";
import fc from "fast-check";
import { joinCut } from "../../../src/pipeline/join.ts";

const PLAN = {
  phases: [
    {
      title: "Walking skeleton",
      goal: "It starts and says its version.",
      exitCriteria: ["`go run .` prints 0.1"],
      dependsOn: [],
    },
    {
      title: "Notes",
      goal: 'Notes can be added and found: "here".',
      exitCriteria: ["A note survives a restart"],
      dependsOn: [1],
    },
    {
      title: "Release",
      goal: "Anybody can install it.",
      exitCriteria: ["The archive runs on a fresh machine"],
      dependsOn: [1, 2],
    },
  ],
};
const COMPACT = JSON.stringify(PLAN);
const PRETTY = JSON.stringify(PLAN, null, 2);

Deno.test("joinCut() puts JSON together wherever it was cut, exactly continued or with an overlap", () => {
  for (const whole of [COMPACT, PRETTY]) {
    for (let at = 1; at < whole.length; at++) {
      assert.equal(joinCut(whole.slice(0, at), whole.slice(at)), whole, `cut at ${at}`);
      for (const overlap of [12, 30, 100]) {
        if (overlap > at) continue;
        const joined = joinCut(whole.slice(0, at), whole.slice(at - overlap));
        assert.deepEqual(
          JSON.parse(joined),
          PLAN,
          `cut at ${at}, overlap of ${overlap}: ${whole.slice(at - overlap, at)}`,
        );
      }
    }
  }
});

const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.integer(),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), tie("value"), { maxKeys: 5 }),
  ),
}));
const json = fc.tuple(fc.array(value.value, { minLength: 1, maxLength: 6 }), fc.constantFrom(0, 2)).map((
  [list, indent],
) => JSON.stringify({ list }, null, indent));

Deno.test("joinCut() gives any JSON back that is continued exactly", () => {
  fc.assert(
    fc.property(json, fc.double({ min: 0, max: 1, noNaN: true }), (whole, place) => {
      const at = Math.round(place * (whole.length - 2)) + 1;
      assert.equal(joinCut(whole.slice(0, at), whole.slice(at)), whole);
    }),
    { numRuns: 5000 },
  );
});

Deno.test("joinCut() gives any JSON back that is continued with an overlap", () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{2,10}$/), { minLength: 1, maxLength: 12 }).map((list) =>
    list.join(" ")
  );
  const plan = fc.uniqueArray(words, { minLength: 3, maxLength: 12 }).map((titles) =>
    JSON.stringify({ steps: titles.map((title, at) => ({ at, title, do: [`${title} ${at}`] })) })
  );
  fc.assert(
    fc.property(
      plan,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 12, max: 2000 }),
      (whole, place, overlap) => {
        const at = Math.round(place * (whole.length - 2)) + 1;
        const joined = joinCut(whole.slice(0, at), whole.slice(Math.max(0, at - overlap)));
        assert.equal(joined, whole);
      },
    ),
    { numRuns: 5000 },
  );
});

Deno.test("joinCut() drops what announces the continuation", () => {
  const cuts = [40, 100, PRETTY.indexOf("survives") + 3];
  for (const at of cuts) {
    const [head, rest] = [PRETTY.slice(0, at), PRETTY.slice(at)];
    for (
      const said of [
        "Continuing:\n",
        "Here is the rest:\n\n",
        "Sure, continuing from where I left off:\n\n",
        "Here's the remaining part of the JSON:\n",
        "(continued)\n",
      ]
    ) {
      assert.equal(joinCut(head, said + rest), PRETTY, said);
      assert.equal(joinCut(head, `${said}\`\`\`json\n${rest}\n\`\`\``), PRETTY, said);
    }
    assert.equal(joinCut(head, `\`\`\`json\n${rest}\n\`\`\``), PRETTY);
    assert.equal(joinCut(`\`\`\`json\n${head}`, `${rest}\n\`\`\``), `\`\`\`json\n${PRETTY}\n\`\`\``);
    assert.equal(joinCut(`\`\`\`json\n${head}`, `\`\`\`json\n${rest}\n\`\`\``), `\`\`\`json\n${PRETTY}\n\`\`\``);
  }
});

Deno.test("joinCut() takes the whole answer where it begins anew", () => {
  for (const at of [2, 30, 70, 200]) {
    assert.equal(joinCut(PRETTY.slice(0, at), PRETTY), PRETTY);
    assert.equal(joinCut(PRETTY.slice(0, at), COMPACT), COMPACT);
    assert.match(joinCut(PRETTY.slice(0, at), `Here is the whole answer:\n\`\`\`json\n${PRETTY}\n\`\`\``), /\{[^]*\}/);
  }
  // Cut again: it is still the whole answer that began anew.
  assert.equal(joinCut(PRETTY.slice(0, 200), PRETTY.slice(0, 400)), PRETTY.slice(0, 400));
});

Deno.test("joinCut() goes on where an answer is cut a second time", () => {
  const parts = [PRETTY.slice(0, 150), PRETTY.slice(150, 300), PRETTY.slice(280, 420), PRETTY.slice(420)];
  assert.equal(parts.reduce(joinCut), PRETTY);
});

Deno.test("joinCut() puts Markdown together", () => {
  const text =
    "## Phase 1: Setup\n\nThe program starts and says its version.\n\n## Phase 2: Notes\n\n- add notes\n- search in all of them\n";
  for (let at = 1; at < text.length; at++) {
    assert.equal(joinCut(text.slice(0, at), text.slice(at)), text);
    if (at >= 20) assert.equal(joinCut(text.slice(0, at), text.slice(at - 20)), text);
  }
  assert.equal(joinCut(text.slice(0, 50), `Continuing:\n\n${text.slice(50)}`), text);
  assert.equal(joinCut(text.slice(0, 80), text), text);
  assert.equal(joinCut("## Plan\n- one", "Here is the rest:\n\n- two\n"), "## Plan\n- one\n- two\n");
});

Deno.test("joinCut() throws at nothing, and ends on long texts", () => {
  const any = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom("{", "[", '"', "```json\n", "Continuing:", "\n", "aaaa", ",")).map((list) =>
      list.join("")
    ),
  );
  fc.assert(fc.property(any, any, (head, rest) => assert.equal(typeof joinCut(head, rest), "string")), {
    numRuns: 5000,
  });
  for (const piece of ["{", "[", '"', "a", " ", "```\n", "Continuing ", "ab", "\n"]) {
    const text = piece.repeat(Math.ceil(300_000 / piece.length));
    joinCut(text, text);
  }
});
