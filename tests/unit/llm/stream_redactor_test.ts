import assert from "node:assert/strict";
import fc from "fast-check";
import { REDACTED, StreamRedactor } from "../../../src/llm/redact.ts";
import { KEY } from "../../llm/faults/taint.ts";

/** Everything that was shown after each piece, and at the end. */
function shownFor(pieces: readonly string[], secrets: readonly string[] = [KEY]): { steps: string[]; found: boolean } {
  const redactor = new StreamRedactor(secrets);
  let shown = "";
  const steps = pieces.map((piece) => shown += redactor.push(piece));
  steps.push(shown + redactor.end());
  return { steps, found: redactor.found };
}

function split(text: string, at: readonly number[]): string[] {
  const cuts = [...new Set(at.map((cut) => cut % (text.length + 1)))].sort((a, b) => a - b);
  return [0, ...cuts].map((from, index) => text.slice(from, cuts[index] ?? text.length));
}

/** Fails if a text ends in the beginning of the key: the rest may follow. */
function assertNotBegun(shown: string): void {
  for (let length = 1; length <= KEY.length; length++) {
    assert.ok(!shown.endsWith(KEY.slice(0, length)), `"${shown}" ends in the beginning of the key`);
  }
}

Deno.test("StreamRedactor takes out the key at every split, and shows no beginning of it", () => {
  const text = `Use 😀${KEY}😀, not ${KEY.slice(0, 20)} or s`;
  const expected = text.replaceAll(KEY, REDACTED);
  for (let first = 0; first <= text.length; first++) {
    for (let second = first; second <= text.length; second++) {
      const { steps, found } = shownFor([text.slice(0, first), text.slice(first, second), text.slice(second)]);
      assert.equal(steps.at(-1), expected);
      assert.ok(found);
      for (const shown of steps.slice(0, -1)) assertNotBegun(shown);
    }
  }
});

Deno.test("StreamRedactor gives the same text in whatever pieces it comes", () => {
  const part = fc.constantFrom(
    KEY,
    KEY.slice(0, 15),
    KEY.slice(5),
    KEY.slice(0, -1),
    "s",
    "sk",
    "plain words ",
    "😀",
    "\n",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.array(fc.nat(400), { maxLength: 12 }), (parts, cuts) => {
      const text = parts.join("");
      const { steps, found } = shownFor(split(text, cuts));
      assert.equal(steps.at(-1), text.replaceAll(KEY, REDACTED));
      assert.equal(found, text.includes(KEY));
    }),
    { numRuns: 500 },
  );
});

Deno.test("StreamRedactor finds a key that repeats itself", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b"), minLength: 12, maxLength: 14 });
  const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 60 });
  fc.assert(
    fc.property(letters, text, fc.array(fc.nat(80), { maxLength: 10 }), (key, before, cuts) => {
      const whole = before + key + before;
      assert.equal(shownFor(split(whole, cuts), [key]).steps.at(-1), whole.replaceAll(key, REDACTED));
    }),
    { numRuns: 500 },
  );
});

Deno.test("StreamRedactor never shows half of a surrogate pair before the end", () => {
  const text = "a😀😀s😀k-😀";
  for (let at = 0; at <= text.length; at++) {
    const { steps } = shownFor([text.slice(0, at), text.slice(at)]);
    for (const shown of steps) assert.ok(shown.isWellFormed(), JSON.stringify(shown));
    assert.equal(steps.at(-1), text);
  }
});

Deno.test("StreamRedactor shows at once what cannot be the beginning of a key", () => {
  const redactor = new StreamRedactor([KEY]);
  assert.equal(redactor.push("Hello, world"), "Hello, world");
  assert.equal(redactor.push("!"), "!");
  assert.equal(redactor.push("this is"), "this i");
  assert.equal(redactor.push(" it"), "s it");
  assert.equal(redactor.end(), "");
  assert.equal(redactor.found, false);
});

Deno.test("StreamRedactor gives all back when there is no secret", () => {
  for (const secrets of [[], [""], ["short"]]) {
    const { steps, found } = shownFor(["short ", KEY, ""], secrets);
    assert.equal(steps.at(-1), `short ${KEY}`);
    assert.equal(found, false);
  }
});

Deno.test("StreamRedactor takes out the longer of two secrets when one begins the other", () => {
  const short = "abcdefghijkl";
  const long = `${short}-mnopqrstuvwxyz`;
  for (const secrets of [[long, short], [short, long]]) {
    assert.equal(shownFor([`<${long}> <${short}>`], secrets).steps.at(-1), `<${REDACTED}> <${REDACTED}>`);
  }
});
