import assert from "node:assert/strict";
import fc from "fast-check";
import { readJson } from "../../../src/pipeline/read_json.ts";

const VALUE = { phases: [{ title: "It's done: {a} [b]", steps: 2 }, { title: 'He said "go"', steps: 1 }] };
const JSON_TEXT = JSON.stringify(VALUE);
const PRETTY = JSON.stringify(VALUE, null, 2);

/** Whether a value is the kind that a stage asked for. */
function fits(value: unknown): boolean {
  const phases = typeof value === "object" && value !== null && "phases" in value ? value.phases : undefined;
  return Array.isArray(phases) && phases.length > 0 && phases.every((phase) => typeof phase?.title === "string");
}

const FORMS: Readonly<Record<string, string>> = {
  "bare": JSON_TEXT,
  "pretty, with white space around": `\n\n  ${PRETTY}\n`,
  "with a byte order mark": `\ufeff${JSON_TEXT}`,
  "in a fence": "```json\n" + PRETTY + "\n```",
  "in a fence without a language": "```\n" + JSON_TEXT + "\n```\n",
  "in a fence of tildes, indented": "  ~~~json\n" + PRETTY + "\n  ~~~",
  "in a fence with prose around": "Sure! Here is the plan:\n\n```json\n" + PRETTY + "\n```\n\nLet me know.",
  "in a fence that is never closed": "```json\n" + PRETTY,
  "within prose": `Here you are: ${JSON_TEXT} I hope it helps.`,
  "after prose with braces": `I use {curly} and [square] words, and { an open one. ${JSON_TEXT}`,
  "after a thought": `<think>Should it be {"phases": []}? No.</think>\n${JSON_TEXT}`,
  "after a draft in another fence": '```json\n{"draft": true}\n```\nBetter:\n```json\n' + PRETTY + "\n```",
  "wrapped in a name": `{"basic_devplan": ${JSON_TEXT}}`,
  "as the list alone": JSON.stringify(VALUE.phases),
  "as the list alone, wrapped": `{"plan": ${JSON.stringify(VALUE.phases)}}`,
  "with trailing commas": PRETTY.replace(/\n(\s*)([}\]])/g, ",\n$1$2"),
  "with comments": PRETTY.replace("{\n", "{ // the phases\n").replace('"steps"', '/* how many */ "steps"'),
  "with names without quotes": PRETTY.replace(/"(phases|title|steps)":/g, "$1:"),
  "with single quotes": "{'phases': [{'title': 'One', 'steps': 2}]}",
  "with Python's words": '{"phases": [{"title": "One", "done": True, "why": None}]}',
  "with a carriage return in line ends": PRETTY.replaceAll("\n", "\r\n"),
};

for (const [form, text] of Object.entries(FORMS)) {
  Deno.test(`readJson() reads an answer ${form}`, async () => {
    const value = await readJson(text, fits);
    assert.ok(fits(value), JSON.stringify(value));
    if (!/single|Python/.test(form)) assert.deepEqual(value, VALUE);
  });
}

Deno.test("readJson() completes nothing that is cut off", async () => {
  for (const whole of [JSON_TEXT, PRETTY, "```json\n" + PRETTY + "\n```"]) {
    const end = whole.lastIndexOf("}");
    for (let at = 1; at <= end; at += 3) {
      assert.ok(!fits(await readJson(whole.slice(0, at), fits)), whole.slice(0, at));
    }
  }
});

Deno.test("readJson() gives what it can read where nothing fits, for the error to name", async () => {
  assert.deepEqual(await readJson('{"title": 1}', fits), { title: 1 });
  assert.deepEqual(await readJson("No: {'title': 1}", fits), { title: 1 });
  for (const text of ["", " ", "I cannot do that.", "{", "[1, 2", "### 1. Phase"]) {
    assert.equal(await readJson(text, fits), undefined, text);
  }
});

Deno.test("readJson() cleans the texts and pollutes nothing", async () => {
  const value = await readJson('{"phases": [{"title": "a\\u001b[31mb\\u202e"}], "__proto__": {"polluted": 1}}', fits);
  assert.deepEqual((value as typeof VALUE).phases, [{ title: "ab" }]);
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
});

Deno.test("readJson() ends on hostile texts, and throws at none", async () => {
  const size = 300_000;
  for (const piece of ["{", "[", '{"a":', "}", "'", '"', "```x\n", "<think>", "{'", "\\", "{}", "[{]}"]) {
    await readJson(piece.repeat(size / piece.length), fits);
  }
  await readJson("[".repeat(5000) + "]".repeat(5000), fits);
  await fc.assert(fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (text) => {
    await readJson(text, fits);
  }));
});

Deno.test("readJson() finds any object in any prose", async () => {
  await fc.assert(fc.asyncProperty(fc.json(), fc.string(), fc.string(), async (json, before, after) => {
    const value = { phases: [{ title: "One", any: JSON.parse(json) }] };
    // Prose that opens a brace or a text of its own may hide what follows.
    const prose = (text: string) => text.replace(/["'{}[\]`~]/g, "");
    const found = await readJson(`${prose(before)}\n${JSON.stringify(value)}\n${prose(after)}`, fits);
    assert.ok(fits(found));
  }));
});
