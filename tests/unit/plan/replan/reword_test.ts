import assert from "node:assert/strict";
import {
  reworded,
  speaksOnlyOf,
  withNewParts,
  withNewQuoted,
  withoutNamed,
  withoutParts,
  withoutQuoted,
} from "../../../../src/plan/replan/reword.ts";
import { requirement } from "../builders.ts";

const before = requirement("R2", "users can shorten links to a code of six letters.");
const after = requirement("R2", "users can shorten links to a word of their own.");
const changed = [{ before, after }];
const clicks = requirement("R3", "Users can count the clicks on each link.");
const passwords = requirement("R4", "Passwords are stored as hashes.");

const REWORDED: readonly (readonly [text: string, now: string, said: string])[] = [
  [
    "Users can shorten links to a code of six letters. (R2)",
    "Users can shorten links to a word of their own. (R2)",
    "R2",
  ],
  [
    "See: users can shorten links to a code of six letters",
    "See: users can shorten links to a word of their own",
    "R2",
  ],
  ["Users can shorten links to a code… (R2)", "Users can shorten links to a word of… (R2)", ""],
  ["Users can shorten links to a code of six lettersets.", "Users can shorten links to a code of six lettersets.", ""],
  ["Nothing of it.", "Nothing of it.", ""],
];

for (const [text, now, said] of REWORDED) {
  Deno.test(`old words give way to new ones: ${text}`, () => {
    const result = reworded(text, changed);
    assert.deepEqual([result.text, [...result.said].join()], [now, said]);
  });
}

Deno.test("a line speaks of what it names or quotes, and of that alone", () => {
  assert.ok(speaksOnlyOf("Show the totals (R3).", [clicks], [passwords]));
  assert.ok(speaksOnlyOf("users can count the clicks on each link", [clicks], [passwords]));
  assert.ok(!speaksOnlyOf("Show the totals (R3) and hashes (R4).", [clicks], [passwords]));
  assert.ok(!speaksOnlyOf("Show R33, R3a and XR3.", [clicks], []));
});

Deno.test("titles and quotations lose and change the parts that speak of something else now", () => {
  const gone = [clicks];
  assert.equal(withoutParts("Links: count the clicks, store passwords", gone, [passwords]), "Links: store passwords");
  assert.equal(withoutParts("Count the clicks", gone, []), "Count the clicks", "one part stays");
  assert.equal(withoutQuoted('cases for "count clicks", "hashes"', gone, [passwords]), 'cases for "hashes"');
  assert.equal(withoutQuoted('break "hashes" or "count clicks"', gone, [passwords]), 'break "hashes"');
  assert.equal(withoutNamed("Try the worst for: A (R4); B (R3).", gone, [passwords]), "Try the worst for: A (R4).");
  assert.equal(withoutNamed("Try the worst for: A (R3); B (R4).", gone, [passwords]), "Try the worst for: B (R4).");
  assert.equal(withNewParts("Codes: Users can shorten…", changed), "Codes: Users can shorten…", "still true");
  assert.equal(
    withNewQuoted('a case for "users can shorten"', changed),
    'a case for "users can shorten"',
    "still true",
  );
  assert.equal(
    withNewParts("Codes: Users can shorten links to a code…", changed),
    "Codes: Users can shorten links to a word of their…",
  );
  assert.equal(
    withNewQuoted('a case for "users can shorten links to a code"', changed),
    'a case for "Users can shorten links to a word of their…"',
  );
});

Deno.test("long and hostile texts cost no more than their length", () => {
  const text = `${"users can shorten links ".repeat(20_000)}"${"a".repeat(100_000)}`;
  assert.equal(reworded(text, changed).text, text);
  assert.equal(withoutParts(text, [clicks], []), text);
  assert.equal(withoutNamed(`${": ".repeat(50_000)}; `.repeat(2), [clicks], []).length > 0, true);
});
