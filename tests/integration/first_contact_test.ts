import assert from "node:assert/strict";
import { commands } from "../../src/cli/commands/mod.ts";
import { onTerminal, testOnTerminal } from "../terminal.ts";
import { CLI, done, inFolder, SMALL, TIMEOUT, write } from "./cli_harness.ts";

/** What a process left on a terminal; its lines end as a terminal wants it. */
interface Seen {
  code: number;
  text: string;
}

/** Runs `devussy` on a terminal of its own. Without `--no-prompt`, as most people start it. */
async function alone(
  dir: string,
  args: readonly string[] = [],
  { flags = [`--allow-read=${dir}`], env = {} }: { flags?: readonly string[]; env?: Record<string, string> } = {},
): Promise<Seen> {
  // What Deno downloads is none of our words.
  const words = [Deno.execPath(), "run", "--quiet", ...flags, CLI, ...args];
  const { code, screen } = await onTerminal(words, { cwd: dir, env }).end();
  return { code, text: screen.replaceAll("\r\n", "\n") };
}

/** The commands that a text shows, as words. */
function shown(text: string): string[][] {
  return [...text.matchAll(/^ {2}devussy (.+?) {2,}\S/gm)].map(([, words = ""]) => words.split(" "));
}

function testAlone(name: string, test: (dir: string) => Promise<void>): void {
  testOnTerminal(`devussy alone on a terminal ${name}`, test);
}

testAlone("says what it does and the three ways to begin, in a folder without a plan", async (dir) => {
  const { code, text } = await alone(dir);
  assert.equal(code, 0, text);
  assert.match(text, /^devussy \d+\.\d+\.\d+: .+\n\nBegin with:\n/);
  assert.deepEqual(shown(text).map(([name]) => name), ["interactive", "run-full-pipeline", "doctor"]);
  for (const [name = ""] of shown(text)) assert.ok(Object.hasOwn(commands, name), name);
  assert.match(text, /\n\nAll commands: devussy --help\n$/);
  // Plain text of common width: nothing there for NO_COLOR to take away.
  assert.match(text, /^(?:[\x20-\x7e]{0,80}\n)+$/);
  for (const args of [["--quiet"], ["--no-color"]]) assert.deepEqual(await alone(dir, args), { code, text });
  assert.deepEqual(await alone(dir, [], { env: { NO_COLOR: "1", TERM: "dumb" } }), { code, text });
});

testAlone("says how to go on with the plan that is there, with commands that work", async (dir) => {
  await done(dir, ["run-full-pipeline", ...SMALL]);
  const { code, text } = await alone(dir);
  assert.equal(code, 0, text);
  assert.match(text, /\n\nThe plan here is docs\/plan\.json\. Go on with:\n/);
  const ways = shown(text);
  assert.equal(ways.length, 3, text);
  for (const words of ways) assert.notEqual((await done(dir, words)).stdout, "");
});

testAlone("finds the plan where the configuration puts it", async (dir) => {
  await write(dir, { "config/config.yaml": "output_dir: ./plans/first\n", "plans/first/plan.json": "{}" });
  assert.match((await alone(dir)).text, /The plan here is plans\/first\/plan\.json\. Go on with:/);
  // A folder with that name is no plan.
  await Deno.remove(`${dir}/plans/first/plan.json`);
  await Deno.mkdir(`${dir}/plans/first/plan.json`);
  assert.match((await alone(dir)).text, /\nBegin with:\n/);
});

testAlone("helps whatever is wrong with the configuration", async (dir) => {
  const wrong = [
    "output_dir: [\x1b[31m7]\n",
    "output_dir: ../../etc\n",
    ": : {\n",
    "a".repeat(70_000),
    new Uint8Array([255]),
  ];
  for (const content of wrong) {
    await write(dir, { "config/config.yaml": content });
    const { code, text } = await alone(dir);
    assert.equal(code, 0, text);
    assert.match(text, /^devussy .+\n\nBegin with:\n/);
    assert.ok(!text.includes("\x1b"), text);
  }
});

testAlone("asks for no permission that it does not have", async (dir) => {
  await done(dir, ["run-full-pipeline", ...SMALL]);
  const { code, text } = await alone(dir, [], { flags: [] });
  assert.equal(code, 0, text);
  assert.match(text, /^devussy .+\n\nBegin with:\n/);
});

testAlone("prints the commands as a document when --json is given", async (dir) => {
  const document = JSON.parse((await alone(dir, ["--json"])).text);
  assert.deepEqual(document.commands.map(({ name }: { name: string }) => name), Object.keys(commands));
});

Deno.test({
  name: "devussy alone prints its whole help when no terminal shows it, also with switches that say how",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const { stdout, stderr } = await done(dir, ["--help"]);
      assert.equal(stderr, "");
      for (const args of [[], ["--quiet"], ["--no-color"]]) assert.equal((await done(dir, args)).stdout, stdout);
    }),
});

Deno.test("devussy --help lists every command once, under the heading of its group", () =>
  inFolder(async (dir) => {
    const { stdout } = await done(dir, ["--help"]);
    const listed = stdout.split(/^(?=\S.*:\n {2}[a-z-]+ {2,})/m).slice(1).flatMap((part) => {
      const [, group = ""] = /^(.+):\n/.exec(part) ?? [];
      return [...part.matchAll(/^ {2}([a-z-]+) {2,}(.+)$/gm)].map(([, name, summary]) => ({ name, group, summary }));
    });
    const declared = Object.entries(commands).map(([name, { group, summary }]) => ({ name, group, summary }));
    assert.deepEqual(listed, declared);
    assert.equal(stdout.match(/^[A-Z]\w+:$/gm)?.length, new Set(declared.map(({ group }) => group)).size);
    assert.deepEqual(JSON.parse((await done(dir, ["help", "--json"])).stdout), {
      schemaVersion: 1,
      commands: declared,
    });
  }));

Deno.test("help COMMAND --json gives what the command declares", () =>
  inFolder(async (dir) => {
    const { schemaVersion, command } = JSON.parse((await done(dir, ["help", "lint", "--json"])).stdout);
    assert.deepEqual([schemaVersion, command.name, command.usage], [1, "lint", "[FILE ... | -] [options]"]);
    const summary = commands["lint"]?.summary;
    assert.equal(command.summary, summary);
    assert.equal((await done(dir, ["lint", "--help"])).stdout.split("\n")[0], `devussy lint: ${summary}`);
    const format = command.options.find(({ name }: { name: string }) => name === "format");
    assert.deepEqual(format.values, ["text", "json", "sarif", "github"]);
    assert.ok(command.options.some(({ name }: { name: string }) => name === "json"));
  }));
