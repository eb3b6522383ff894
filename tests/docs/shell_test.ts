import assert from "node:assert/strict";
import { parseWords, startedBy, syntaxOf, wordsOf } from "./shell.ts";

const TASKS = ["devussy", "ok"];

Deno.test("startedBy() finds our programs wherever the shell would start them, and runs nothing", async () => {
  const started = await startedBy(String.raw`
    export KEY=value
    devussy run-full-pipeline --name "URL shortener" \
      --requirements 'Say "hi"; wait.' > out.json
    cat brief.md | devussy lint - | head -3
    eval "$(devussy completions bash)"
    env A=1 timeout 5 devussy status
    alias devussy='deno run --allow-read=. cli.ts'
    if [ -f plan.json ]; then devussy next; fi # devussy nothing
    touch made.txt && devussy trace
  `);
  assert.deepEqual(started, [
    ["devussy", "run-full-pipeline", "--name", "URL shortener", "--requirements", 'Say "hi"; wait.'],
    ["devussy", "lint", "-"],
    ["devussy", "completions", "bash"],
    ["devussy", "status"],
    ["deno", "run", "--allow-read=.", "cli.ts", "help"],
    ["devussy", "trace"],
  ]);
});

Deno.test("wordsOf() knows the ways to start devussy", () => {
  const ways: [line: string, words: string | undefined][] = [
    ["devussy lint", "lint"],
    ["deno run --allow-read=. /path/to/cli.ts lint x", "lint x"],
    ["deno run --allow-read=. https://host.example/cli.ts lint", "lint"],
    ["deno run --allow-read jsr:@devussy/devussy@0.1.0/cli lint", "lint"],
    ["deno task devussy lint", "lint"],
    ["deno task ok", undefined],
    ["npx -y deno@2.9.5 task devussy lint", "lint"],
    ["npx devussy --allow-run=sh lint --json", "lint --json"],
    ["npx -y cowsay lint", undefined],
    ["deno fmt", undefined],
  ];
  for (const [line, words] of ways) assert.equal(wordsOf(line.split(" "), TASKS)?.join(" "), words, line);
  assert.throws(() => wordsOf(["deno", "task", "nothing"], TASKS), /deno\.json has no task "nothing"/);
});

Deno.test("parseWords() refuses what no command takes", async () => {
  const refused: [line: string, says: RegExp][] = [
    ["lnt", /devussy has no command "lnt"/],
    ["lint --jsn", /"lint" has no such option/],
    ["lint --min-score", /expected N, got nothing/],
    ["export --format word", /export --format takes no "word"/],
    ["status a b", /takes only options/],
  ];
  for (const [line, says] of refused) await assert.rejects(parseWords(line.split(" ")), says, line);
  assert.equal((await parseWords(["lint", "a", "--min-score", "90"]))?.values.text("min-score"), "90");
});

Deno.test("syntaxOf() tells what bash does not understand", async () => {
  assert.equal(await syntaxOf("if true; then echo; fi"), "");
  assert.match(await syntaxOf("if true; then echo"), /syntax error/);
});
