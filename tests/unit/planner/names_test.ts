import assert from "node:assert/strict";
import fc from "fast-check";
import { appWords, inStyle, unitWords } from "../../../src/planner/names.ts";
import type { NameStyle } from "../../../src/planner/types.ts";

const styles: NameStyle[] = ["snake", "kebab", "pascal", "camel", "flat"];

Deno.test("inStyle() writes words in each style", () => {
  assert.deepEqual(styles.map((style) => inStyle(["url", "store"], style)), [
    "url_store",
    "url-store",
    "UrlStore",
    "urlStore",
    "urlstore",
  ]);
});

Deno.test("appWords() makes a package's name of a project's name", () => {
  const cases: [string, string[]][] = [
    ["URL shortener", ["url", "shortener"]],
    ["MyTodoApp", ["my", "todo", "app"]],
    ["Café Größe", ["cafe", "groe"]],
    ["2048 Game", ["game", "n2048"]],
    ["笔记", ["app"]],
    ["Заметки 2", ["n2"]],
    ["test", ["test", "app"]],
    ["CON", ["con", "app"]],
    ["", ["app"]],
    ["../../etc", ["etc"]],
  ];
  for (const [name, words] of cases) assert.deepEqual(appWords(name), words, name);
});

Deno.test("appWords() gives a safe name of at most 32 characters whatever the name", () => {
  const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d|test|main|lib|index|package|class)$/;
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ maxLength: 60 })), (name) => {
      const words = appWords(name.toWellFormed());
      for (const style of styles) {
        const written = inStyle(words, style);
        assert.match(written, /^[A-Za-z][A-Za-z0-9_-]*$/, JSON.stringify(name));
        assert.ok(written.length <= 32 + 4, written);
        assert.doesNotMatch(written.toLowerCase(), reserved);
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("unitWords() takes the telling words of a title", () => {
  assert.deepEqual(unitWords("Search notes by their title", "core", "snake"), ["search", "notes", "title"]);
  assert.deepEqual(unitWords("Efficient Data Caching (`RedisCache`)", "core", "pascal"), ["RedisCache"]);
  assert.deepEqual(unitWords("LoginPage", "core", "kebab"), ["login", "page"]);
});

Deno.test("unitWords() takes the fallback when a title has no Latin letters", () => {
  for (const title of ["笔记搜索", "2048", "", "!!!", "Поиск"]) {
    assert.deepEqual(unitWords(title, "session store", "snake"), ["session", "store"], title);
  }
});

Deno.test("unitWords() avoids names that systems or languages keep for themselves", () => {
  for (const title of ["Tests", "Main", "Index", "Class", "Con", "Import", "New"]) {
    const words = unitWords(title, "core", "snake");
    assert.notEqual(words.join("_"), title.toLowerCase(), title);
  }
});

Deno.test("unitWords() gives letters and digits with a letter first whatever the title", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.constantFrom(...styles), (title, style) => {
      assert.match(inStyle(unitWords(title.toWellFormed(), "core", style), style), /^[A-Za-z][A-Za-z0-9_-]*$/);
    }),
    { numRuns: 500 },
  );
});
