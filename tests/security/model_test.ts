/** A model that wants harm: what it says becomes text in files of known names, or an error. */
import assert from "node:assert/strict";
import { type HttpProvider, providers } from "../../mod.ts";
import { TIMEOUT } from "../integration/cli_harness.ts";
import type { Reply } from "../pipeline/formats/reply.ts";
import {
  memorize,
  type Question,
  type ScriptedModel,
  serveScripted,
  type StepQuestion,
} from "../pipeline/scripted_model.ts";
import { noTerminal } from "../terminal.ts";
import { assertClean, assertCleanView, CODES } from "./harmless.ts";
import { runOnTerminal } from "./on_terminal.ts";
import { assertInside, inSandbox, KEY, type Sandbox } from "./sandbox.ts";

const ARGS = [
  "run-full-pipeline",
  "--name",
  "Links",
  "--languages",
  "Go",
  "--requirements",
  "Shorten links. Count clicks.",
];
const memory = await memorize({ name: "Links", languages: ["Go"], requirements: "Shorten links. Count clicks." });

/** The files that a run may make or change. */
const OURS = /^project\/(?:docs\/(?:devplan|phase\d|project_design|handoff_prompt|plan)\.(?:md|json)|\.devussy\/.+)$/;

/** Lets a model answer in a sandbox. */
async function against(
  answer: (question: Question, trap: string) => Reply | string,
  test: (sandbox: Sandbox, model: ScriptedModel, env: Record<string, string>) => Promise<void>,
  answerStep?: (question: StepQuestion) => string,
): Promise<void> {
  await inSandbox({}, async (sandbox) => {
    await using model = serveScripted(
      providers["openai"] as HttpProvider,
      memory,
      (question) => answer(question, `http://${sandbox.trap.host}`),
      answerStep,
    );
    await test(sandbox, model, { OPENAI_API_KEY: KEY, OPENAI_API_BASE_URL: model.origin });
  });
}

/** Changes every text of an answer, at any depth; where files lie is asked apart. */
function spoiled(value: unknown, spoil: (text: string) => string, path: (path: string) => string): unknown {
  return JSON.parse(
    JSON.stringify(value),
    (key, inner) =>
      key === "path"
        ? path(inner)
        : typeof inner === "string" && /\s/.test(inner) && key !== "command"
        ? spoil(inner)
        : inner,
  );
}

const PATHS: readonly string[] = [
  "../../neighbour/plan.json",
  "../../../../../../etc/passwd",
  "/etc/passwd",
  "C:\\Windows\\win.ini",
  "\\\\evil.example\\share",
  "~/.ssh/id_ed25519",
  "con",
  "aux.md",
  "docs/../../home/.bashrc",
  "file:///etc/passwd",
  "a\u0000b",
  `${CODES}x`,
];

Deno.test({
  name: "a model that names files outside makes text of them: nothing is written or read there, the plan does not pass",
  timeout: TIMEOUT,
  fn: () => {
    let next = 0;
    const badly = ({ right }: { right: unknown }) =>
      JSON.stringify(spoiled(right, (text) => `../../${text}`, () => PATHS[next++ % PATHS.length]!));
    return against(
      badly,
      async (sandbox, _model, env) => {
        const traces = await sandbox.run(ARGS, { env });
        assert.equal(traces.code, 8, traces.stderr);
        assertInside(sandbox, traces, OURS);
        for (const command of [["done", "1.1"], ["handoff", "1.1"], ["view"], ["verify", "--all"]]) {
          const after = await sandbox.run(command, { env });
          assert.notEqual(after.code, 1, after.stderr);
          assertInside(sandbox, after);
        }
        const exported = await sandbox.run(["export", "--format", "openspec"], { env });
        assertInside(sandbox, exported, /^project\/docs\/export\/openspec\/openspec\/changes\/[a-z0-9-]+\//);
      },
      badly,
    );
  },
});

Deno.test({
  name: "a model's markup is text in plan.html: one script, which is ours, and nothing to be fetched",
  timeout: TIMEOUT,
  fn: () =>
    against(
      ({ right }, trap) =>
        JSON.stringify(spoiled(
          right,
          (text) =>
            `</script><script>fetch("${trap}/a")</script><img src=${trap}/b onerror=alert(1)> "' onload=alert(2) ` +
            `[${text}](javascript:alert(3)) ![x](${trap}/c) <style>@import "${trap}/d"</style>`,
          (path) => path,
        )),
      async (sandbox, _model, env) => {
        const traces = await sandbox.run(ARGS, { env });
        assert.ok([0, 8].includes(traces.code), traces.stderr);
        assertInside(sandbox, traces, OURS);
        const view = await sandbox.run(["view"], { env });
        assert.equal(view.code, 0, view.stderr);
        const page = await Deno.readTextFile(`${sandbox.dir}/docs/plan.html`);
        assert.ok(page.includes("&lt;script&gt;fetch("), "the text is there");
        assert.equal(page.match(/<script\b/g)?.length, 1);
        assert.match(page, /<meta http-equiv="Content-Security-Policy" content="default-src 'none';/);
        // Outside of text, nothing names an address or runs a word of it.
        const markup = page.replace(/<(script|style)\b[^>]*>[^]*?<\/\1>/g, "").match(/<[a-z][^>]*>/gi) ?? [];
        for (const tag of markup) {
          assert.doesNotMatch(tag, /^<(?:img|iframe|object|embed|base|form)\b/i, tag);
          assert.doesNotMatch(tag.replace(/"[^"]*"/g, '""'), /\son[a-z]+\s*=/i, tag);
          assert.doesNotMatch(tag, /\b(?:src|href)="(?!#|data:image\/svg\+xml,)/i, tag);
        }
      },
    ),
});

Deno.test({
  name: "a model's escape sequences reach no terminal: in a run as it is watched, and in what is shown of the plan",
  ignore: noTerminal !== "",
  timeout: TIMEOUT,
  fn: () =>
    against(
      ({ right }) => JSON.stringify(spoiled(right, (text) => `${CODES}${text}${CODES}`, (path) => path)),
      async ({ dir, env: home }, _model, key) => {
        const env = { ...home, ...key };
        const run = await runOnTerminal(dir, [...ARGS, "--streaming", "--verbose"], env);
        assert.ok([0, 8].includes(run.code), run.screen);
        assert.ok(run.screen.includes("\x1b[?25l"), "it was live");
        assertCleanView(run.screen);
        for (const command of [["next"], ["handoff", "1.1"], ["list-checkpoints"], ["trace"]]) {
          const { code, screen } = await runOnTerminal(dir, command, env);
          assert.equal(code, 0, screen);
          assertCleanView(screen);
        }
        for (const name of Deno.readDirSync(`${dir}/docs`)) {
          assertClean(await Deno.readTextFile(`${dir}/docs/${name.name}`));
        }
      },
    ),
});

const TOO_MUCH: readonly (readonly [what: string, reply: Reply, why: RegExp])[] = [
  [
    "is endless",
    { text: '{"summary":"and on and on and ', repeatTo: 200_000_000 },
    /Cannot use the answer|repeats|too (?:long|large)|MB/,
  ],
  ["has 6 MB", { text: Array.from({ length: 900_000 }, (_, at) => at.toString(36)).join(" ") }, /MB|large|long/],
  ["is deep", { text: "[".repeat(200_000) }, /./],
];
for (const [what, reply, why] of TOO_MUCH) {
  Deno.test({
    name: `an answer that ${what} ends the run with exit code 5, and no plan is written`,
    timeout: TIMEOUT,
    fn: () =>
      against(() => reply, async (sandbox, model, env) => {
        const traces = await sandbox.run([...ARGS, "--max-attempts", "1"], { env });
        assert.equal(traces.code, 5, traces.stderr);
        assert.match(traces.stderr, why);
        assertInside(sandbox, traces, /^project\/\.devussy\//);
        if (reply.repeatTo !== undefined) assert.ok(model.left > 0, "the client hears it to its end");
      }),
  });
}
