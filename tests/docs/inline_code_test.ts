import assert from "node:assert/strict";
import { COMMON } from "../../src/cli/command.ts";
import { commands } from "../../src/cli/commands/mod.ts";
import { PAGES, takeApart } from "./pages.ts";

/** Options of Deno, as pages name them. */
const DENO = /^--(?:allow-\w+|deny-\w+|no-prompt)$/;

const optionsOf = new Map(
  await Promise.all(
    Object.entries(commands).map(async ([name, entry]) =>
      [name, new Set(Object.keys({ ...(await entry.load()).options, ...COMMON }))] as const
    ),
  ),
);
const all = new Set([...optionsOf.values()].flatMap((options) => [...options]));

// Pages of the tests speak of their own programs; what was released in the past may be gone.
for (const page of PAGES.filter((page) => !page.startsWith("tests/") && page !== "CHANGELOG.md")) {
  Deno.test(`commands and options in the text of ${page} are there`, () => {
    for (const [place, code] of spansOf(page)) {
      const [, name] = /^devussy ([a-z][\w-]*)/.exec(code) ?? [];
      assert.ok(name === undefined || optionsOf.has(name), `${place}: devussy has no command "${name}"`);
      // A span that begins with a command or an option speaks of ours.
      const command = name ?? (optionsOf.has(code.split(" ")[0] ?? "") ? code.split(" ")[0] : undefined);
      if (command === undefined && !code.startsWith("--")) continue;
      const known = command === undefined ? all : optionsOf.get(command) ?? all;
      for (const [option] of code.matchAll(/(?<![\w-])--[a-z][\w-]*/g)) {
        assert.ok(
          known.has(option.slice(2)) || DENO.test(option),
          `${place}: ${option} is no option of ${command ?? "any command"}`,
        );
      }
    }
  });
}

function spansOf(page: string): [place: string, code: string][] {
  return takeApart(page).prose.split("\n").flatMap((line, at) =>
    [...line.matchAll(/(?<!`)`([^`]+)`(?!`)/g)].map(([, code = ""]): [string, string] => [`${page}:${at + 1}`, code])
  );
}
