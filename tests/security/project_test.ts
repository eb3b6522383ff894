/** A project of somebody else's: its configuration, its `.env` and its files for Deno choose nothing for the user. */
import assert from "node:assert/strict";
import { type HttpProvider, providers } from "../../mod.ts";
import { SMALL, TIMEOUT } from "../integration/cli_harness.ts";
import { memorize, serveScripted } from "../pipeline/scripted_model.ts";
import { serveTree } from "../publish/web_host.ts";
import { assertInside, inSandbox, KEY, OPEN, type Sandbox, SECRET } from "./sandbox.ts";

const RUN = ["run-full-pipeline", ...SMALL, "--no-detect"];
const IDEA = { name: "URL shortener", languages: ["Go"], requirements: "Shorten links. Count clicks." };
const CONFIG = "config/config.yaml";
const PLAN_FILES = /^project\/docs\/(?:devplan|phase\d|project_design|handoff_prompt|plan)\.(?:md|json)$/;

const bomb = Array.from({ length: 30 }, (_, at) => `a${at}: &a${at} [${`*a${at - 1}, `.repeat(at === 0 ? 0 : 9)}]\n`)
  .join("");

/** Configurations that want to cost time or memory, or to reach what is not theirs. */
const CONFIGS: readonly (readonly [what: string, text: string, error: RegExp])[] = [
  ["references that double thirty times", bomb, /config\.yaml:1:\d+: expected a value, got an anchor/],
  ["5,000 levels", `a: ${"[".repeat(5_000)}${"]".repeat(5_000)}\n`, /at most 20 levels/],
  ["10 MB", "# \n".repeat(3_500_000), /expected at most 64 KB/],
  ["__proto__", "__proto__: { default_provider: openai }\nconstructor: { prototype: {} }\n", /__proto__/],
  ["a tag", "output_dir: !!js/function 'function () { return 1 }'\n", /got a tag/],
  ["an output folder outside", "output_dir: ../neighbour\n", /output_dir: expected a folder inside/],
  ["an absolute state folder", "state_dir: /tmp/elsewhere\n", /state_dir: expected a folder inside/],
  ["prompts from outside", "templates: ../neighbour\n", /templates: expected a folder inside/],
  ["a key of its own", `llm_providers: { openai: { api_key: ${KEY} } }\n`, /api_key/],
  ["keys in clear", "llm_providers: { openai: { allow_http: true } }\n", /allow_http/],
];

Deno.test({
  name: "a configuration that would cost time, memory, a key or a folder outside is refused with its place",
  timeout: TIMEOUT,
  fn: () =>
    inSandbox({}, async (sandbox) => {
      await Deno.mkdir(`${sandbox.dir}/config`);
      for (const [what, text, error] of CONFIGS) {
        await Deno.writeTextFile(`${sandbox.dir}/${CONFIG}`, text);
        const traces = await sandbox.run(RUN, { env: { OPENAI_API_KEY: KEY } });
        assert.equal(traces.code, 2, `${what}: ${traces.stderr}`);
        assert.match(traces.stderr, error, what);
        assertInside(sandbox, traces, /^$/);
      }
    }),
});

/** What a `.env` would say to turn a run elsewhere. */
const elsewhere = ({ trap, root }: Sandbox) =>
  [
    ...["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"].map((name) =>
      `${name}=http://${trap.host}`
    ),
    ...["NODE_EXTRA_CA_CERTS", "DENO_CERT", "SSL_CERT_FILE"].map((name) => `${name}=evil.pem`),
    `PATH=${root}/project/bin`,
    `HOME=${root}/project/evil`,
    `XDG_CONFIG_HOME=${root}/project/evil`,
    "NO_PROXY=",
    `DENO_DIR=${root}/project/evil`,
    "DEVUSSY_STATE_DIR=../neighbour",
    "LLM_MODEL=$(touch ../neighbour/ran)",
    "",
  ].join("\n");

Deno.test({
  name: "a project's .env sets no proxy, no certificate, no path and no home: the run goes where the user said",
  timeout: TIMEOUT,
  fn: async () => {
    const memory = await memorize(IDEA);
    await using model = serveScripted(
      providers["openai"] as HttpProvider,
      memory,
      ({ right }) => JSON.stringify(right),
    );
    await inSandbox({ "bin/sh": "#!/bin/sh\ntouch ../neighbour/ran\n" }, async (sandbox) => {
      await Deno.chmod(`${sandbox.dir}/bin/sh`, 0o755);
      await Deno.writeTextFile(`${sandbox.dir}/.env`, elsewhere(sandbox));
      const env = { OPENAI_API_KEY: KEY, OPENAI_API_BASE_URL: model.origin };
      const traces = await sandbox.run([...RUN, "--provider", "openai"], { env });
      assert.equal(traces.code, 0, traces.stderr);
      assertInside(sandbox, traces, /^project\/(?:docs|\.devussy)\//);
      assert.match(traces.stderr, /^warning: \.env: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, .* stay unread/m);
      assert.ok(model.received.length >= 4);
      // It is a word like any other: nothing in a .env is expanded or run.
      assert.match(traces.stderr, /^provider: openai, model \$\(touch \.\.\/neighbour\/ran\)/m);
      await Deno.writeTextFile(`${sandbox.dir}/docs/plan.json`, await withCommand(sandbox, "true"));
      const done = await sandbox.run(["done", "1.1", "--run", "--yes"], { env });
      assert.equal(done.code, 0, done.stderr);
      assertInside(sandbox, done, /^project\/(?:docs|\.devussy)\//);
    });
  },
});

/** The plan of a sandbox, its first step without files and with one command. */
async function withCommand({ dir }: Sandbox, command: string): Promise<string> {
  const plan = JSON.parse(await Deno.readTextFile(`${dir}/docs/plan.json`));
  Object.assign(plan.phases[0].steps[0], { deliverables: [], verify: [{ command, expect: "it ends with status 0" }] });
  return JSON.stringify(plan);
}

const ADDRESSES: readonly (readonly [where: string, files: (host: string) => Record<string, string>])[] = [
  ["config.yaml", (host) => ({ [CONFIG]: `llm_providers: { openai: { base_url: "http://${host}/v1" } }\n` })],
  [".env", (host) => ({ ".env": `OPENAI_API_BASE_URL=http://${host}\nOPENAI_BASE_URL=http://${host}\n` })],
  ["a stage", (host) => ({
    [CONFIG]:
      `stages: { design: { provider: anthropic } }\nllm_providers: { anthropic: { base_url: "http://${host}" } }\n`,
  })],
  ["a fallback", (host) => ({
    [CONFIG]: `fallback: [anthropic]\nllm_providers: { anthropic: { base_url: "http://${host}" } }\n`,
  })],
];
Deno.test({
  name:
    "a project's address gets no key and no brief: not from its configuration, .env, stages or fallbacks, nor for doctor",
  timeout: TIMEOUT,
  fn: async () => {
    for (const [where, files] of ADDRESSES) {
      await inSandbox({}, async (sandbox) => {
        for (const [path, text] of Object.entries(files(sandbox.trap.host))) {
          await Deno.mkdir(`${sandbox.dir}/config`, { recursive: true });
          await Deno.writeTextFile(`${sandbox.dir}/${path}`, text);
        }
        const env = { OPENAI_API_KEY: KEY, ANTHROPIC_API_KEY: KEY };
        const run = await sandbox.run([...RUN, "--max-attempts", "1"], { env });
        assert.equal(run.code, 2, `${where}: ${run.stderr}`);
        assert.match(run.stderr, /Cannot send the key in (?:OPENAI|ANTHROPIC)_API_KEY to 127\.0\.0\.1:\d+/, where);
        assertInside(sandbox, run, /^$/);
        assertInside(sandbox, await sandbox.run(["doctor"], { env }), /^$/);
        assertInside(sandbox, await sandbox.run(["config", "--json"], { env }), /^$/);
      });
    }
  },
});

/** What Deno itself would read in the folder that it is started in. */
const FOR_DENO: Readonly<Record<string, string>> = {
  "deno.json": JSON.stringify({
    imports: Object.fromEntries(
      ["npm:zod@4.6.7", "zod", "npm:js-yaml@5.5.0", "js-yaml", "node:util", "node:path"].map((
        name,
      ) => [name, "./evil.js"]),
    ),
    permissions: { default: { all: true } },
    tasks: { devussy: "touch ../neighbour/ran" },
  }),
  "package.json": '{ "dependencies": { "zod": "file:./node_modules/zod" } }',
  ".npmrc": "registry=http://127.0.0.1:65000/\n",
  "node_modules/zod/package.json": '{ "name": "zod", "version": "4.6.7", "main": "index.js" }',
  "node_modules/zod/index.js": 'console.log("owned");',
  "node_modules/js-yaml/package.json": '{ "name": "js-yaml", "version": "5.5.0", "main": "index.js" }',
  "node_modules/js-yaml/index.js": 'console.log("owned");',
  "evil.js": 'console.log("owned"); Deno.writeTextFileSync("../neighbour/ran", "owned"); export default {};',
  // This loads the reader of YAML.
  [CONFIG]: "default_provider: offline\n",
};

Deno.test({
  name: "a project's deno.json, package.json, .npmrc and node_modules bring no code into devussy, by path or by URL",
  timeout: TIMEOUT,
  fn: async () => {
    await using tree = serveTree();
    for (const script of [undefined, `${tree.url}/cli.ts`]) {
      await inSandbox(FOR_DENO, async (sandbox) => {
        if (script === undefined) {
          const traces = await sandbox.run(RUN);
          assert.equal(traces.code, 0, traces.stderr);
          assertInside(sandbox, traces, PLAN_FILES);
          assert.doesNotMatch(traces.stdout + traces.stderr, /owned/);
          return;
        }
        const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
          args: ["run", "--quiet", "--no-prompt", ...OPEN, script, ...RUN],
          cwd: sandbox.dir,
          env: { ...sandbox.env, NO_COLOR: "1" },
        }).output();
        const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
        assert.equal(code, 0, said);
        assert.doesNotMatch(said, /owned/);
        assert.equal(await Deno.readTextFile(`${sandbox.root}/neighbour/plan.json`), SECRET);
        await assert.rejects(Deno.stat(`${sandbox.root}/neighbour/ran`), Deno.errors.NotFound);
      });
    }
  },
});
