import assert from "node:assert/strict";
import {
  assertFiles,
  done,
  type Failure,
  filesIn,
  inFolder,
  run,
  SMALL,
  testFailure,
  TIMEOUT,
  write,
} from "./cli_harness.ts";

const NAME = ["--name", "Taskify"];
const BRIEF = [...NAME, "--brief", "brief.md"];
const TEXT = "# Taskify\n\n- Users can create tasks.\n- Users can share a list.\n- Tasks are kept in a file.\n";
const MIT = `MIT License

Copyright (c) 2026 Somebody

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED.
`;

/** Bytes of a text with single bytes put in as they are. */
function bytes(...parts: (string | number)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => typeof part === "number" ? part : [...new TextEncoder().encode(part)]),
  );
}

/** A text as UTF-16 with its mark. */
function utf16(text: string, littleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * (text.length + 1)));
  for (const [at, unit] of [..."\ufeff" + text].entries()) view.setUint16(2 * at, unit.charCodeAt(0), littleEndian);
  return new Uint8Array(view.buffer);
}

/** A row about the project's name. */
const named = (when: string, name: string, cause: RegExp): Failure => ({
  when: `the name ${when}`,
  args: ["--name", name, "--requirements", "Shorten links."],
  code: 2,
  cause,
  hint: /--name/,
});

/** A row about a brief in a file. */
const briefed = (when: string, content: string | Uint8Array, cause: RegExp, hint: RegExp): Failure => ({
  when: `the brief ${when}`,
  args: BRIEF,
  code: 2,
  cause,
  hint,
  files: { "brief.md": content },
});

/** A row about the command line. */
const typed = (when: string, args: readonly string[], cause: RegExp, hint: RegExp): Failure => ({
  when,
  args,
  code: 2,
  cause,
  hint,
});

const GIVE = /file/;
const SAY = /--requirements|brief/;

const failures: readonly Failure[] = [
  typed("there is no --name", ["--requirements", "Shorten links."], /--name is missing/, /--name/),
  named("is empty", "", /got nothing/),
  named("is blank", " \u00a0 ", /got nothing/),
  named("is ..", "..", /letter or digit/),
  named("is only punctuation", "/./-", /letter or digit/),
  named("is only emoji", "🚀🎉", /letter or digit/),
  named("has a bell", "a\x07b", /control/),
  named("has an escape sequence", "\x1b[31mred\x1b[0m", /control/),
  named("has a C1 control", "a\x9b31mb", /control/),
  named("has a line feed", "one\ntwo", /control/),
  named("has a character that reverses text", "a\u202eb", /invisible/),
  named("has 10,000 characters", "n".repeat(10_000), /10000 characters/),

  typed("the brief is missing", BRIEF, /"brief\.md": there is no such file/, GIVE),
  typed("the brief's path is empty", [...NAME, "--brief", ""], /brief/, GIVE),
  typed("the brief is a folder", [...NAME, "--brief", "."], /folder/, GIVE),
  briefed("is binary", bytes("a text", 0, 1, 2), /binary/, GIVE),
  briefed("is empty", "", /empty/, GIVE),
  briefed("is only a byte order mark", bytes(0xef, 0xbb, 0xbf), /empty/, GIVE),
  briefed("is only whitespace", " \n\t\r\n \n", /empty/, GIVE),
  briefed("has 5 MB", "Users can add tasks. ".repeat(249_661), /5\.0 MB, expected at most 1 MB/, /Cut/),
  briefed("is not UTF-8", bytes("Users can ", 0xff, "add tasks."), /byte 10 is not UTF-8/, /UTF-8/),
  briefed("with a mark is not UTF-8", bytes(0xef, 0xbb, 0xbf, "abc", 0xe9, " d"), /byte 6 is not UTF-8/, /UTF-8/),
  briefed("shows U+FFFD before a bad byte", bytes("a\ufffdb", 0xff), /byte 5 is not UTF-8/, /UTF-8/),
  briefed("is half a UTF-16 text", utf16(TEXT, true).slice(0, -1), /UTF-16/, /UTF-8/),
  briefed("is only a heading", "# Taskify\n", /no requirement/, SAY),
  briefed("is only headings", "# Taskify\n\n## Features\n\n## License\n", /no requirement/, SAY),
  briefed("is only a licence section", "# Taskify\n\n## License\n\nMIT\n", /no requirement/, SAY),
  briefed("is only a licence", MIT, /no requirement/, SAY),
  {
    ...briefed("may not be read", TEXT, /"brief\.md".*permission/, /--allow-read/),
    code: 6,
    flags: (dir) => [`--allow-read=${dir}`, `--deny-read=${dir}/brief.md`, `--allow-write=${dir}`],
  },
  { ...typed("standard input is empty", [...NAME, "--brief", "-"], /standard input.*empty/, GIVE), stdin: "" },
  {
    ...typed("standard input is binary", [...NAME, "--brief", "-"], /standard input.*binary/, GIVE),
    stdin: bytes("a", 0),
  },
  {
    ...typed("standard input has 5 MB", [...NAME, "--brief", "-"], /standard input.*at most 1 MB/, /Cut/),
    stdin: "Users can add tasks. ".repeat(249_661),
  },

  typed("the provider is unknown", [...SMALL, "--provider", "skynet"], /"skynet".*\boffline\b/, /--provider/),
  typed("the provider is mistyped", [...SMALL, "--provider", "ofline"], /"ofline".*\boffline\b/, /mean "offline"/),
  typed("the provider controls the terminal", [...SMALL, "--provider", "a\x1b[2Jb"], /provider/, /./),
  {
    ...typed("it is mistyped", SMALL, /"run-full-pipelin"/, /Did you mean "run-full-pipeline"/),
    command: "run-full-pipelin",
  },
  { ...typed("it does not exist", [], /"deploy".*no such command/, /--help/), command: "deploy" },
  { ...typed("it is no own property", [], /"constructor".*no such command/, /--help/), command: "constructor" },
  { ...typed("it controls the terminal", [], /no such command/, /--help/), command: "\x1b[31mx" },
  { ...typed("it does not exist", ["nothing"], /"nothing".*no such command/, /--help/), command: "help" },
  typed("an option is mistyped", ["--name", "A", "--requirments", "x"], /"--requirments"/, /mean "--requirements"/),
  typed("an option is unknown", [...SMALL, "--zzz\x1b[31m"], /no such option/, /--help/),
  typed("a short option is unknown", [...SMALL, "-x"], /no such option/, /--help/),
  typed("a prototype's name is an option", [...SMALL, "--constructor"], /no such option/, /--help/),
  typed("an option has no value", ["--name"], /"--name".*got nothing/, /--name=/),
  typed("an option stands where a value belongs", ["--name", "--force"], /"--name".*got nothing/, /--name=/),
  ...["0", "-1", "x", "1e3", "99999", "", "1.5", "9e400"].map((value) =>
    typed(`--concurrency is ${value || "empty"}`, [...SMALL, "--concurrency", value], /from 1 to 64/, /./)
  ),
  typed("a word is superfluous", [...SMALL, "shortener"], /"shortener".*only options/, /[Qq]uote/),
  typed("a switch has a value", [...SMALL, "--json=yes"], /"--json".*no value.*"yes"/, /--help/),
];
for (const failure of failures) testFailure(failure);

for (const name of ["a/b", "../../x", "C:\\x", "$(touch x) `touch y`"]) {
  Deno.test({
    name: `run-full-pipeline writes only to the output folder when the name is ${name}`,
    timeout: TIMEOUT,
    fn: () =>
      inFolder(async (dir) => {
        await write(dir, { "a/b/c/seen": "" });
        // The permission reaches as far up as the name would lead.
        const flags = [`--allow-read=${dir}`, `--allow-write=${dir}`];
        await done(`${dir}/a/b/c`, ["run-full-pipeline", "--name", name], { flags });
        const outside = Object.keys(await filesIn(dir)).filter((path) => !path.startsWith("a/b/c/docs/"));
        assert.deepEqual(outside, ["a/b/c/seen"]);
        assert.equal(JSON.parse(await Deno.readTextFile(`${dir}/a/b/c/docs/plan.json`)).project.name, name);
      }),
  });
}

for (
  const [what, content] of [
    ["has CRLF line ends", TEXT.replaceAll("\n", "\r\n")],
    ["has a UTF-8 mark", "\ufeff" + TEXT],
    ["is UTF-16LE with a mark", utf16(TEXT, true)],
    ["is UTF-16BE with a mark", utf16(TEXT, false)],
    ["holds escape sequences", TEXT.replaceAll("tasks", "\x1b[31mtasks\x1b[0m")],
  ] as const
) {
  for (const source of ["a file", "standard input"]) {
    Deno.test({
      name: `run-full-pipeline writes the same files when the brief in ${source} ${what}`,
      timeout: TIMEOUT,
      fn: () =>
        inFolder(async (dir) => {
          await write(dir, { "plain.md": TEXT, "brief.md": content });
          const from = source === "a file" ? "brief.md" : "-";
          await done(dir, ["run-full-pipeline", ...NAME, "--brief", "plain.md", "--output-dir", "plain"]);
          await done(dir, ["run-full-pipeline", ...NAME, "--brief", from], { stdin: content });
          await assertFiles(`${dir}/docs`, await filesIn(`${dir}/plain`));
        }),
    });
  }
}

Deno.test("a package that was never fetched, where there is no network, is no bug of ours", async () => {
  await inFolder(async (dir) => {
    const empty = { DENO_DIR: `${dir}/cache`, DENO_NO_UPDATE_CHECK: "1" };
    const flags = ["--cached-only", "--no-config", `--allow-read=${dir}`, `--allow-write=${dir}`];
    const { code, stderr } = await run(dir, ["run-full-pipeline", ...SMALL], { env: empty, flags });
    assert.equal(code, 4, stderr);
    assert.match(stderr, /^error: Cannot load a part of devussy: .*zod[^\n]*\n {2}Deno fetches each part once: /m);
    assert.doesNotMatch(stderr, /bug|\n {4}at /);
  });
});
