import assert from "node:assert/strict";
import fc from "fast-check";
import { findPhrases, indexPhrases, mentions } from "../../../src/planner/match.ts";

const index = indexPhrases([
  ["ml", "ml"],
  ["REST", "rest"],
  ["rest api", "rest api"],
  ["login", "login"],
  ["database", "database"],
  ["search", "search"],
  ["full text search", "full text"],
  ["sign up", "sign up"],
  ["export", "export"],
  ["C#", "csharp"],
  ["C++", "cpp"],
  [".NET", "dotnet"],
]);

function found(text: string): string[] {
  return [...findPhrases(text, index).keys()].sort();
}

Deno.test("findPhrases() finds whole words only", () => {
  assert.deepEqual(found("Send an email with HTML"), []);
  assert.deepEqual(found("Restore the research"), []);
  assert.deepEqual(found("An ML model"), ["ml"]);
});

Deno.test("findPhrases() finds words whatever their endings and case", () => {
  for (const text of ["Exports notes", "EXPORTED notes", "exporting notes", "The export's file"]) {
    assert.deepEqual(found(text), ["export"], text);
  }
});

Deno.test("findPhrases() finds words whatever joins them", () => {
  for (const text of ["sign up here", "a sign-up form", "SIGN_UP"]) assert.deepEqual(found(text), ["sign up"], text);
});

Deno.test("findPhrases() finds names with signs", () => {
  assert.deepEqual(found("in C#, C++ or .NET"), ["cpp", "csharp", "dotnet"]);
});

Deno.test("findPhrases() counts the longest phrase when several begin at one word", () => {
  assert.deepEqual([...findPhrases("a full-text search", index)], [["full text", 3], ["search", 1]]);
  assert.deepEqual([...findPhrases("a REST API", index)], [["rest api", 2]]);
});

Deno.test("findPhrases() adds up the words of a value that stands several times", () => {
  assert.equal(findPhrases("login, then login again. Login!", index).get("login"), 3);
});

Deno.test("findPhrases() counts nothing when a clause denies it", () => {
  for (
    const text of [
      "no login",
      "There is no login",
      "without a database",
      "It must not export anything",
      "never search",
      "excluding search",
      "don't export",
      "It doesn't need a login",
      "neither login nor search",
      "everything except search",
    ]
  ) assert.deepEqual(found(text), [], text);
});

Deno.test("findPhrases() takes no word for a denial when it only begins like one", () => {
  for (const text of ["notes with search", "Users note what they search", "Notable search", "nothing but search"]) {
    assert.deepEqual(found(text), ["search"], text);
  }
});

Deno.test("findPhrases() ends a denial at the end of its clause", () => {
  assert.deepEqual(found("without a database, but with search"), ["search"]);
  assert.deepEqual(found("no login but search"), ["search"]);
  assert.deepEqual(found("No login. Search by title."), ["search"]);
  assert.deepEqual(found("no login; a database"), ["database"]);
  assert.deepEqual(found("No login\nSearch"), ["search"]);
  assert.deepEqual(found("search, no login"), ["search"]);
});

Deno.test("findPhrases() finds each phrase in a text that holds it alone", () => {
  const words = fc.stringMatching(/^[a-z]{3,9}$/);
  const denials = /^(?:no|not|nor|never|without|except|neither|cannot|exclud\w*|but)$/;
  fc.assert(fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), (parts) => {
    fc.pre(!parts.some((part) => denials.test(part)));
    const phrase = parts.join(" ");
    const own = indexPhrases([[phrase, true]]);
    assert.ok(findPhrases(`Please ${phrase.toUpperCase()} now.`, own).get(true) !== undefined, phrase);
    assert.ok(mentions(parts.join("-"), [phrase]));
  }));
});

Deno.test("findPhrases() never throws whatever the text", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    findPhrases(text, index);
  }));
});

Deno.test("indexPhrases() leaves phrases without words out", () => {
  assert.deepEqual(found("!!!"), []);
  assert.equal(indexPhrases([["", 1], ["--", 2]]).size, 0);
});

Deno.test("mentions() finds phrases, denied or not", () => {
  assert.equal(mentions("There is no login", ["login"]), true);
  assert.equal(mentions("A catalogue", ["login", "log"]), false);
  assert.equal(mentions("Anything", []), false);
  assert.equal(mentions("Anything", ["", "-"]), false);
});
