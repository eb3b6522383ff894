import assert from "node:assert/strict";
import fc from "fast-check";
import { mergeText } from "../../../src/store/merge_text.ts";

const BASE = "# Title\n\nold one\nkept\nold two\n\nend\n";
const OURS = BASE.replace("old one", "new one").replace("old two", "new two\nand more");

Deno.test("mergeText() puts changes in and keeps what people wrote elsewhere", () => {
  assert.equal(
    mergeText(BASE, BASE.replace("kept", "kept\n\nMy note."), OURS),
    OURS.replace("kept", "kept\n\nMy note."),
  );
  assert.equal(mergeText(BASE, `${BASE}My end.`, OURS), `${OURS}My end.`);
  assert.equal(
    mergeText(BASE, BASE.replace("# Title", "\ufeff# My title"), OURS),
    OURS.replace("# Title", "\ufeff# My title"),
  );
  assert.equal(mergeText(BASE, BASE.replace("end\n", ""), OURS), OURS.replace("end\n", ""));
});

Deno.test("mergeText() keeps both where both changed the same lines, the new ones first", () => {
  assert.equal(mergeText(BASE, BASE.replace("old one", "my one"), OURS), OURS.replace("new one", "new one\nmy one"));
  assert.equal(mergeText("log\nend", "log\nmy line\nend", "log 2\ntheir line\nend"), "log 2\ntheir line\nmy line\nend");
  assert.equal(mergeText("a\nb", "mine\na\nb", "A\nb"), "mine\nA\nb");
  // The same change twice is one.
  assert.equal(mergeText(BASE, BASE.replace("old one", "new one"), OURS), OURS);
});

Deno.test("mergeText() keeps the ends of lines as they are", () => {
  const crlf = BASE.replace("kept", "kept\nmine").replaceAll("\n", "\r\n");
  assert.equal(mergeText(BASE, crlf, OURS), OURS.replace("kept", "kept\nmine").replaceAll("\n", "\r\n"));
  assert.equal(mergeText(BASE, BASE.trimEnd(), OURS), OURS.trimEnd());
});

/** Texts with repeated lines, as pages have them. */
const lines = fc.array(fc.constantFrom("", "a", "b", "c", "- [ ] x", "- [x] x", "| r |"), {
  minLength: 1,
  maxLength: 14,
});

Deno.test("mergeText() loses no line that people added, and changes nothing where the rendering did not", () => {
  fc.assert(fc.property(lines, lines, fc.array(fc.nat(20), { maxLength: 4 }), (base, ours, places) => {
    const [old, fresh] = [base.join("\n"), ours.join("\n")];
    // People's lines are unlike any other.
    const theirs: string[] = [...base];
    places.forEach((place, at) => theirs.splice(Math.min(place, theirs.length), 0, `mine ${at}`));
    const mine = theirs.filter((line) => line.startsWith("mine"));
    const merged = mergeText(old, theirs.join("\n"), fresh);
    assert.deepEqual(merged.split("\n").filter((line) => line.startsWith("mine")), mine);
    assert.deepEqual(merged.split("\n").filter((line) => !line.startsWith("mine")).join("\n"), fresh);
    assert.equal(mergeText(old, theirs.join("\n"), old), theirs.join("\n"));
    assert.equal(mergeText(old, old, fresh), fresh);
  }));
});

Deno.test("mergeText() gives some text for any three, and takes long ones", () => {
  fc.assert(fc.property(lines, lines, lines, (a, b, c) => {
    const merged = mergeText(a.join("\n"), b.join("\n"), c.join("\n")).split("\n");
    for (const line of c) assert.ok(b.includes(line) || a.includes(line) || merged.includes(line));
  }));
  const long = Array.from({ length: 100_000 }, (_, at) => at % 3 === 0 ? "" : `line ${at}`).join("\n");
  const merged = mergeText(long, long.replace("line 70000", "mine"), long.replace("line 40000", "ours"));
  assert.equal(merged, long.replace("line 70000", "mine").replace("line 40000", "ours"));
});
