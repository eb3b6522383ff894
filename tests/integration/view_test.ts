import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { onTerminal, type Screen, testOnTerminal } from "../terminal.ts";
import { Terminal } from "../unit/cli/view/terminal.ts";
import { assertFailure, CLI, done, filesIn, inFolder, run, SMALL, TIMEOUT } from "./cli_harness.ts";

const CHILD = fileURLToPath(new URL("view_child.ts", import.meta.url));

/** What a command leaves on a terminal. */
interface Left {
  code: number;
  /** The bytes that came. */
  raw: string;
  /** What is to be seen. */
  terminal: Terminal;
}

/** Runs a command on a real terminal; sends it a Ctrl-C once `marker` has come up. */
async function runOnTerminal(
  args: readonly string[],
  { marker, ...screen }: Screen & { marker?: string },
): Promise<Left> {
  const talk = onTerminal([Deno.execPath(), ...args], screen);
  if (marker !== undefined) {
    await talk.until(marker);
    await talk.type("\x03");
  }
  const { code, screen: all } = await talk.end();
  // Deno writes these where it may show progress of its own: they move nothing.
  const raw = all.replaceAll("\x1b[0G\x1b[2K\x1b[J", "");
  const terminal = new Terminal(80, 24);
  terminal.write(raw);
  return { code, raw, terminal };
}

const CHILD_ARGS = ["run", "--no-prompt", CHILD];

testOnTerminal("on a real terminal a run is shown live, and leaves lines and the cursor", async (cwd) => {
  const { code, raw, terminal } = await runOnTerminal([...CHILD_ARGS, "whole"], { cwd });
  assert.equal(code, 0, raw);
  assert.ok(raw.includes("\x1b[?25l"), "the cursor was hidden");
  assert.equal(terminal.cursor, true);
  assert.equal(terminal.wraps, true);
  assert.match(terminal.lines.join("\n"), /^ {2}phase 1: Parse the header$/m);
  assert.match(terminal.lines.join("\n"), /^✓ \[1\/1\] Detailed devplan {2}openai\/gpt-5, 2 calls, 1,000 tokens/m);
  assert.deepEqual(terminal.lines.slice(-2), [
    "checks: score 100, 0 errors, 0 warnings",
    "calls: 1, tokens unknown, cost unknown",
  ]);
});

testOnTerminal("on a real terminal Ctrl-C and a failure give the cursor back", async (cwd) => {
  for (const [mode, marker, expected] of [["wait", "0 of 2 answered", 130], ["crash", undefined, 1]] as const) {
    const left = await runOnTerminal([...CHILD_ARGS, mode], {
      cwd,
      env: { NO_COLOR: "1" },
      ...(marker === undefined ? {} : { marker }),
    });
    assert.equal(left.code, expected, left.raw);
    assert.ok(left.raw.includes("\x1b[?25l"), "the cursor was hidden");
    assert.equal(left.terminal.cursor, true);
    assert.equal(left.terminal.wraps, true);
    assert.match(left.terminal.lines.join("\n"), /^✗ \[1\/1\] Detailed devplan/m);
    assert.doesNotMatch(left.terminal.lines.join("\n"), /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/);
  }
});

testOnTerminal(
  "on a real terminal a hostile title controls nothing, and NO_COLOR takes the colour only",
  async (cwd) => {
    const hostile = "\x1b[2J\x1b]52;c;cm0gLXJm\x07\x1b]8;;https://evil.example\x1b\\Parse\u202e\nthe header";
    const { code, raw, terminal } = await runOnTerminal([...CHILD_ARGS, "whole", hostile], {
      cwd,
      env: { NO_COLOR: "1" },
    });
    assert.equal(code, 0, raw);
    assert.ok(raw.includes("\x1b[?25l"), "it is live without colour");
    // deno-lint-ignore no-control-regex -- it is what must not be there
    assert.doesNotMatch(raw, /\x1b\[\d*m|\x1b\]|\x07|\u202e/);
    assert.ok(terminal.lines.includes("  phase 1: Parse the header"), terminal.lines.join("\n"));
  },
);

testOnTerminal(
  "on a real terminal an offline run leaves a line a stage, and colour only where it is wanted",
  async (dir) => {
    const command = [
      "run",
      "--no-prompt",
      `--allow-read=${dir}`,
      `--allow-write=${dir}`,
      CLI,
      "run-full-pipeline",
      ...SMALL,
    ];
    for (const options of [[], ["--no-color"]]) {
      const { code, raw, terminal } = await runOnTerminal([...command, ...options], { cwd: dir });
      assert.equal(code, 0, raw);
      assert.ok(raw.includes("\x1b[?25l"), "it was live");
      assert.equal(raw.includes("\x1b[32m✓\x1b[0m"), options.length === 0);
      assert.equal(terminal.cursor, true);
      assert.equal(terminal.wraps, true);
      const shown = terminal.lines.join("\n");
      assert.match(shown, /^✓ \[1\/4\] Project design[^]*^✓ \[4\/4\] Handoff prompt.*\nchecks: score 100, 0 errors/m);
      assert.match(shown, /^docs\/plan\.json$/m);
      assert.doesNotMatch(shown, /^calls: |[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/m);
    }
  },
);

testOnTerminal("on a terminal that can only print, has no size, or is to be quiet, nothing is drawn", async (dir) => {
  const command = ["run", "--no-prompt", "--allow-env=TERM", `--allow-read=${dir}`, `--allow-write=${dir}`, CLI];
  const ways: [string[], Parameters<typeof runOnTerminal>[1]][] = [
    [[], { cwd: dir, env: { TERM: "dumb" } }],
    [[], { cwd: dir, columns: 0, rows: 0 }],
    [["--json"], { cwd: dir }],
    [["--quiet"], { cwd: dir }],
  ];
  for (const [options, way] of ways) {
    const { code, raw } = await runOnTerminal([...command, "run-full-pipeline", ...SMALL, ...options], way);
    assert.equal(code, 0, raw);
    assert.ok(!raw.includes("\x1b"), JSON.stringify(raw));
    assert.equal(/^\[4\/4\] Handoff prompt\r$/m.test(raw), !options.includes("--quiet"));
  }
});

Deno.test({
  name: "--log-file: an offline run adds its events, and one that cannot be opened ends it with exit code 6",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      for (const runs of [1, 2]) {
        await done(dir, ["run-full-pipeline", ...SMALL, "--log-file", "run.log", "--quiet"]);
        const entries = (await Deno.readTextFile(`${dir}/run.log`)).trimEnd().split("\n").map((line) =>
          JSON.parse(line)
        );
        assert.equal(entries.filter(({ type }) => type === "run-start").length, runs);
        assert.equal(entries.filter(({ type }) => type === "stage-start").length, runs * 4);
        assert.equal(entries.at(-1).type, "run-end");
        assert.ok(entries.every(({ time }) => !Number.isNaN(Date.parse(time))));
      }
      await Deno.remove(`${dir}/docs`, { recursive: true });
      const refused = await run(dir, ["run-full-pipeline", ...SMALL, "--log-file", "missing/run.log"]);
      assertFailure(refused, { code: 6, cause: /the log "missing\/run\.log": it is not there/, hint: /path/ }, false);
      assert.ok(!Object.keys(await filesIn(dir)).some((name) => name.startsWith("docs/") && name.endsWith(".md")));
    }),
});

Deno.test({
  name: "without a terminal an offline run has plain lines on stderr, no cost line and no escape sequence",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const { stdout, stderr } = await done(dir, ["run-full-pipeline", ...SMALL]);
      assert.match(
        stderr,
        /^\[1\/4\] Project design\n\[2\/4\] Basic devplan\n\[3\/4\] Detailed devplan \(\d+ calls\)$/m,
      );
      assert.match(stderr, /^checks: score 100, 0 errors, 0 warnings$/m);
      assert.doesNotMatch(stderr, /^calls: /m);
      assert.doesNotMatch(stdout, /\[1\/4\]|checks:/);
    }),
});
