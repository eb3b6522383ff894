import assert from "node:assert/strict";
import { commands } from "../../../src/cli/commands/mod.ts";
import { render, SHELLS } from "../../../src/cli/completions/mod.ts";
import { surfaceOf, type TypedCommand } from "../../../src/cli/completions/surface.ts";

const SMALL: readonly TypedCommand[] = [
  {
    name: "make",
    summary: 'the "whole" way: it\'s $HOME [all] `of` it',
    options: [
      { name: "--plan", help: "the plan's file; it's [here]: $HOME", value: "FILE", takes: "file", many: false },
      { name: "--format", help: "text or json", value: "NAME", takes: ["text", "json"], many: false },
      { name: "--add", help: "may be given again", value: "A:B", takes: "text", many: true },
      { name: "--json", help: "print one JSON document", value: "", many: false },
    ],
    takes: "dir",
  },
  {
    name: "help",
    summary: "help",
    options: [{ name: "--json", help: "print one JSON document", value: "", many: false }],
    takes: ["make", "help"],
  },
];

for (const shell of SHELLS) {
  Deno.test(`render() writes the same script for ${shell} every time`, async (t) => {
    await t.assertSnapshot(render(shell, SMALL));
    assert.equal(render(shell, SMALL), render(shell, SMALL));
  });

  Deno.test(`render() names every command, option and known value in the script for ${shell}`, async () => {
    const surface = await surfaceOf(commands);
    const script = render(shell, surface);
    // Older shells of Windows read a file without a mark as something else than UTF-8.
    assert.match(script, /^[\n\x20-\x7e]+$/);
    const has = (word: string) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(script);
    for (const { name, options, takes } of surface) {
      assert.ok(has(name), name);
      for (const option of options) {
        // fish takes them without their dashes.
        assert.ok(has(shell === "fish" ? `-l ${option.name.slice(2)}` : option.name), `${name} ${option.name}`);
        for (const value of Array.isArray(option.takes) ? option.takes : []) assert.ok(has(value), value);
      }
      for (const word of Array.isArray(takes) ? takes : []) assert.ok(has(word), word);
    }
  });
}

Deno.test("surfaceOf() finds words that every shell takes as they are, and texts of one line", async () => {
  for (const { name, summary, options, takes } of await surfaceOf(commands)) {
    const words = [name, ...options.map((option) => option.name)];
    for (const list of [takes, ...options.map((option) => option.takes)]) {
      if (Array.isArray(list)) words.push(...list);
    }
    for (const word of words) assert.match(word, /^[a-z0-9-]+$/, `${name}: ${word}`);
    for (const text of [summary, ...options.map(({ help }) => help)]) assert.match(text, /^[^\n]+$/, name);
  }
});

Deno.test("surfaceOf() takes FILE for files, DIR for folders, a provider for one of those there are", async () => {
  const surface = await surfaceOf(commands);
  const optionOf = (command: string, option: string) =>
    surface.find(({ name }) => name === command)?.options.find(({ name }) => name === `--${option}`);
  assert.equal(optionOf("lint", "plan")?.takes, "file");
  assert.equal(optionOf("lint", "output-dir")?.takes, "dir");
  assert.equal(optionOf("lint", "fix")?.takes, undefined);
  assert.equal(optionOf("done", "note")?.takes, "text");
  const providers = optionOf("config", "provider")?.takes;
  assert.ok(Array.isArray(providers) && providers.includes("auto") && providers.includes("openai"));
});
