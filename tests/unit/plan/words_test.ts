import assert from "node:assert/strict";
import fc from "fast-check";
import { contentStems, isStopWord, stem, wordsOf } from "../../../src/plan/words.ts";

Deno.test("wordsOf() keeps names with dots, pluses and signs whole when a text holds them", () => {
  assert.deepEqual(wordsOf("Node.js, C++ and C# on .NET 2.x"), ["Node.js", "C++", "and", "C#", "on", ".NET", "2.x"]);
});

Deno.test("wordsOf() parts words at hyphens and underscores", () => {
  assert.deepEqual(wordsOf("full-text_search"), ["full", "text", "search"]);
});

Deno.test("stem() gives one stem when words differ in their endings only", () => {
  const families = [
    ["export", "exports", "exported", "exporting"],
    ["API", "APIs", "api"],
    ["story", "stories"],
    ["plan", "plans", "planned", "planning"],
    ["note", "notes", "noted", "noting"],
    ["match", "matches", "matched", "matching"],
    ["file", "files"],
    ["user", "users", "user's"],
    ["stop", "stops", "stopped", "stopping"],
  ];
  for (const family of families) {
    assert.equal(new Set(family.map(stem)).size, 1, `${family.join(", ")}: ${family.map(stem).join(", ")}`);
  }
});

Deno.test("stem() keeps a word when its ending is no plural", () => {
  for (const word of ["analysis", "status", "class", "access", "redis", "css", "js"]) assert.equal(stem(word), word);
});

Deno.test("stem() tells short words apart when they look like others' stems", () => {
  assert.notEqual(stem("email"), stem("ml"));
  assert.notEqual(stem("rest"), stem("restore"));
});

Deno.test("stem() never throws nor gives nothing when a word has letters", () => {
  fc.assert(fc.property(fc.stringMatching(/^[A-Za-z]{1,20}$/), (word) => {
    assert.notEqual(stem(word), "");
  }));
});

Deno.test("contentStems() leaves out words without meaning of their own", () => {
  assert.deepEqual(contentStems("The user should be able to export reports"), ["export", "report"]);
  assert.deepEqual(contentStems("must provide"), []);
});

Deno.test("contentStems() keeps words of other scripts and signs", () => {
  assert.deepEqual(contentStems("C# und 搜索"), ["c#", "und", "搜索"]);
});

Deno.test("isStopWord() tells words without meaning whatever their case", () => {
  assert.equal(isStopWord("The"), true);
  assert.equal(isStopWord("Login"), false);
});
