import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { REDACTED, redactor } from "../../../src/llm/redact.ts";
import { KEY, leaksIn } from "../../llm/faults/taint.ts";

const redact = redactor([KEY]);

/** Keys of any printable letters but those that other rules of the redactor look for. */
const keys = fc.string({ unit: fc.constantFrom(..."abcXYZ0189/+=._~!*'()&%?"), minLength: 12, maxLength: 60 });

/** Fails if any 12 letters of a secret form stand in a text. */
function assertNoWindow(text: string, form: string): void {
  for (let at = 0; at + 12 <= form.length; at++) {
    assert.ok(!text.includes(form.slice(at, at + 12)), `"${form.slice(at, at + 12)}" stands in "${text}"`);
  }
}

Deno.test("redactor() takes out the whole key and leaves the words around it", () => {
  assert.equal(redact(`the key ${KEY} is wrong`), `the key ${REDACTED} is wrong`);
  assert.equal(redact(KEY + KEY), REDACTED + REDACTED);
  assert.equal(redact(""), "");
  assert.equal(redact("nothing secret"), "nothing secret");
});

Deno.test("redactor() takes out every piece of 12 letters and more", () => {
  for (let from = 0; from < KEY.length; from++) {
    for (let to = from + 12; to <= KEY.length; to++) {
      const clean = redact(`<${KEY.slice(from, to)}>`);
      assert.equal(clean, `<${REDACTED}>`);
    }
  }
});

Deno.test("redactor() leaves a piece of 11 letters: it says too little", () => {
  assert.equal(redact(`ends in ${KEY.slice(-4)}`), `ends in ${KEY.slice(-4)}`);
  assert.equal(redact(`<${KEY.slice(20, 31)}>`), `<${KEY.slice(20, 31)}>`);
});

Deno.test("redactor() takes out the key in every encoding, behind and before anything", () => {
  for (const before of ["", "x", "xy", "xyz", "user:"]) {
    for (const after of ["", "a", "ab", "abc"]) {
      const bytes = Buffer.from(before + KEY + after);
      const forms = [
        bytes.toString("base64"),
        bytes.toString("base64").replace(/=+$/, ""),
        bytes.toString("base64url"),
        bytes.toString("hex"),
        bytes.toString("hex").toUpperCase(),
        encodeURIComponent(before + KEY + after),
      ];
      for (const form of forms) assert.deepEqual(leaksIn(redact(`{"echo": "${form}"}`)), [], form);
    }
  }
});

Deno.test("redactor() leaves no 12 letters of any form of any key", () => {
  const around = fc.string({ unit: fc.constantFrom(..."mnop 123\n\"'"), maxLength: 10 });
  fc.assert(
    fc.property(keys, around, around, (key, before, after) => {
      const clean = redactor([key]);
      const bytes = Buffer.from(key);
      for (const form of [key, encodeURIComponent(key), bytes.toString("hex"), bytes.toString("hex").toUpperCase()]) {
        assertNoWindow(clean(before + form + after), form);
      }
      for (const shift of [0, 1, 2]) {
        const whole = Buffer.from("\0".repeat(shift) + key).toString("base64");
        // The first and the last letters depend on the neighbours too.
        const core = whole.slice(shift === 0 ? 0 : 4, -4);
        for (const form of [core, core.replaceAll("+", "-").replaceAll("/", "_")]) {
          assertNoWindow(clean(before + form + after), form);
        }
      }
    }),
    { numRuns: 200 },
  );
});

Deno.test("redactor() takes out a URL-encoded key in small letters: servers write %2f as well as %2F", () => {
  const key = "ab/cd+ef/gh+ij/kl+mn/";
  assert.equal(redactor([key])(`path ${encodeURIComponent(key).toLowerCase()}`), `path ${REDACTED}`);
});

Deno.test("redactor() takes out short keys as a whole, and leaves words that are no keys", () => {
  assert.equal(redactor(["lm/key+1"])("the key lm/key+1 is wrong"), `the key ${REDACTED} is wrong`);
  assert.equal(redactor(["abcdef"])("abcdef abcde"), `${REDACTED} abcde`);
  assert.equal(redactor(["none"])("there is none"), "there is none");
  assert.equal(redactor([""])("text"), "text");
});

Deno.test("redactor() takes out short keys in every encoding", () => {
  const key = "lm/key+1";
  const bytes = Buffer.from(key);
  for (const form of [encodeURIComponent(key), bytes.toString("hex"), bytes.toString("base64")]) {
    assert.ok(!redactor([key])(`echo ${form}`).includes(form.slice(0, -4)), form);
  }
});

Deno.test("redactor() takes out several secrets, the longest first", () => {
  const short = "abcdefgh";
  assert.equal(redactor([short, `${short}-more`])(`${short}-more ${short}`), `${REDACTED} ${REDACTED}`);
  const long = `${short}-${"m".repeat(20)}`;
  assert.equal(redactor([short, long])(long), REDACTED);
});

Deno.test("redactor() takes out what looks like a secret, whoever's it is", () => {
  const anonymous = redactor([]);
  const cases: [string, string][] = [
    ["Bearer abc.def-123", `Bearer ${REDACTED}`],
    ["authorization: basic dXNlcjpwYXNz", `authorization: basic ${REDACTED}`],
    ["x-api-key: abcdef123", `x-api-key: ${REDACTED}`],
    ['{"api-key":"abcdef123"}', `{"api-key":"${REDACTED}"}`],
    ["key sk-proj-abcdefghijkl0", `key ${REDACTED}`],
    ["gsk_abcdefghijkl0123", REDACTED],
    [`AIza${"x".repeat(35)}`, REDACTED],
    ["GET /v1?a=1&key=abc&b=2", `GET /v1?a=1&key=${REDACTED}&b=2`],
    ["https://h/?access_token=abc", `https://h/?access_token=${REDACTED}`],
  ];
  for (const [text, expected] of cases) assert.equal(anonymous(text), expected);
});

Deno.test("redactor() leaves words that only resemble secrets", () => {
  for (
    const text of [
      "the token limit is exceeded: 9001 > 8192",
      "a task-oriented plan-making disk-based risk-averse thing",
      "Invalid key: it must be a string",
      "Unsupported parameter: 'max_tokens' is not supported with this model.",
      "max_tokens: 64000 > 8192, which is the maximum",
    ]
  ) assert.equal(redact(text), text);
});

Deno.test("redactor() changes nothing when it is called again", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(KEY, KEY.slice(3, 30), "Bearer ", "?key=", "abc ", "\n")), (parts) => {
      const once = redact(parts.join(""));
      assert.equal(redact(once), once);
    }),
  );
});
