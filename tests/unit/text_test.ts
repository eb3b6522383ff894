import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanText, counted, excerpt, oneLine, quote, shellWord, shorten } from "../../src/text.ts";

const ESC = "\x1b";

Deno.test("cleanText() removes terminal control sequences when a text holds them", () => {
  const cases: [string, string][] = [
    [`a${ESC}[31mred${ESC}[0mb`, "aredb"],
    [`a${ESC}[2J${ESC}[1;1Hb`, "ab"],
    [`a${ESC}[?25lb`, "ab"],
    ["a\x9b31mb", "ab"],
    [`a${ESC}]8;;https://evil.example${ESC}\\link${ESC}]8;;${ESC}\\b`, "alinkb"],
    [`a${ESC}]8;;https://evil.example\x07link${ESC}]8;;\x07b`, "alinkb"],
    [`a${ESC}]52;c;cm0gLXJm\x07b`, "ab"],
    ["a\x9d52;c;cm0gLXJm\x9cb", "ab"],
    [`a${ESC}Pq#0;2;0;0;0${ESC}\\b`, "ab"],
    [`a${ESC}_private${ESC}\\b`, "ab"],
    [`a${ESC}^private${ESC}\\b`, "ab"],
    [`a${ESC}cb`, "ab"],
    [`a${ESC}`, "a"],
  ];
  for (const [given, expected] of cases) assert.equal(cleanText(given), expected, JSON.stringify(given));
});

Deno.test("cleanText() keeps the next line when a sequence is unfinished", () => {
  assert.equal(cleanText(`a${ESC}]52;c;abc\nnext`), "a\nnext");
  assert.equal(cleanText(`a${ESC}[31\nnext`).endsWith("\nnext"), true);
});

Deno.test("cleanText() makes line feeds of all line ends when a text has CRLF, CR, NEL or separators", () => {
  assert.equal(cleanText("a\r\nb\rc\u0085d\u2028e\u2029f"), "a\nb\nc\nd\ne\nf");
});

Deno.test("cleanText() removes what hides or reorders text when a text holds it", () => {
  assert.equal(cleanText("\ufeffa\u202eb\u2066c\u200bd\u200ee\u{e0041}f"), "abcdef");
  assert.equal(cleanText("a\x00b\x07c\x08d\x0be\x7ff"), "abcdef");
});

Deno.test("cleanText() keeps tabs, line feeds, joiners and emoji when a text holds them", () => {
  assert.equal(cleanText("a\tb\nc"), "a\tb\nc");
  assert.equal(cleanText("👩\u200d💻 می\u200cخواهم"), "👩\u200d💻 می\u200cخواهم");
});

Deno.test("cleanText() replaces lone surrogates when a text is not well formed", () => {
  assert.equal(cleanText("a\ud800b\udc00c"), "a\ufffdb\ufffdc");
});

Deno.test("cleanText() never leaves control or bidirectional characters whatever the text", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      ESC,
      `${ESC}[`,
      `${ESC}]`,
      `${ESC}${ESC}[[31m31m`,
      "\x9b",
      "\x9d",
      "\x07",
      "\x9c",
      "\r",
      "\n",
      "\t",
      "\x00",
      "\u202e",
      "\ud800",
      "0;31m",
      "\\",
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const clean = cleanText(pieces.join(""));
      // deno-lint-ignore no-control-regex -- control characters are what this test is about
      assert.doesNotMatch(clean, /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]/);
      assert.equal(clean.isWellFormed(), true);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("cleanText() changes nothing when a text was cleaned before", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const clean = cleanText(text);
    assert.equal(cleanText(clean), clean);
  }));
});

Deno.test("oneLine() leaves one line with single spaces when a text has several", () => {
  assert.equal(oneLine("  a \r\n\t b\u00a0 c\n"), "a b c");
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const line = oneLine(text);
    assert.doesNotMatch(line, /[\n\t]| {2}|^ | $/);
  }));
});

Deno.test("shorten() keeps a text when it is short enough", () => {
  assert.equal(shorten("abc def", 7), "abc def");
});

Deno.test("shorten() cuts at a word's end and shows the cut when a text is too long", () => {
  assert.equal(shorten("one two three four", 12), "one two…");
  assert.equal(shorten("one two, three", 12), "one two…");
});

Deno.test("shorten() never exceeds the limit nor parts a character whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), fc.integer({ min: 2, max: 60 }), (text, limit) => {
      const cut = shorten(text.toWellFormed(), limit);
      assert.ok(cut.length <= limit, `${JSON.stringify(cut)} has ${cut.length} characters, limit ${limit}`);
      assert.equal(cut.isWellFormed(), true);
    }),
  );
});

Deno.test("excerpt() gives the beginning of any text on one line, and counted() a number with its word", () => {
  assert.equal(excerpt("a\n\x1b[31mb", 10), "a b");
  assert.equal(excerpt("word ".repeat(1e6), 12), "word word…");
  assert.deepEqual([0, 1, 2].map((number) => counted(number, "error")), ["0 errors", "1 error", "2 errors"]);
});

Deno.test("shellWord() is one word for a shell, in quotes only where they are needed", async () => {
  const words = [
    "docs/plan.json",
    "--max-usd=1.5",
    "a b",
    "it's",
    "$(touch x)",
    "`x`",
    "",
    "*",
    "~",
    "a\nb",
    "!!",
    "é",
  ];
  const line = `printf '%s|' ${words.map(shellWord).join(" ")}`;
  const { stdout } = await new Deno.Command("sh", { args: ["-c", line] }).output();
  assert.equal(new TextDecoder().decode(stdout), words.map((word) => `${word}|`).join(""));
  assert.deepEqual(words.filter((word) => shellWord(word) === word), ["docs/plan.json", "--max-usd=1.5"]);
  assert.equal(quote("docs"), "'docs'");
});
