import assert from "node:assert/strict";
import { assertNoKey, KEY } from "../llm/faults/taint.ts";
import { assertFiles, inFolder, run, type Setup, start, TIMEOUT, write } from "./cli_harness.ts";
import { list, modelServer, nobody, type Running, serving, silentServer } from "./model_servers.ts";

interface Told {
  name: string;
  status: "ok" | "warn" | "fail" | "skip";
  message: string;
  hint?: string;
}

/** What the doctor said, to a program and to a person. */
interface Visit {
  code: number;
  checks: Told[];
  /** The line for people of a check. */
  line(name: string): string;
  of(name: string): Told;
}

/** All that a run of models needs, but for the hosts. */
const ALLOWED = (dir: string) => [`--allow-read=${dir}`, `--allow-write=${dir}`, "--allow-env"];

/** No real server of this machine may disturb. */
async function quiet(): Promise<Record<string, string>> {
  const refused = `http://${await nobody()}/v1`;
  const none = Object.fromEntries(
    ["OPENAI", "ANTHROPIC", "REQUESTY", "GENERIC"].map((name) => [`${name}_API_KEY`, ""]),
  );
  return { ...none, OLLAMA_API_BASE_URL: refused, LMSTUDIO_API_BASE_URL: refused, LLAMACPP_API_BASE_URL: refused };
}

/** Sees the doctor twice, with and without `--json`; nothing may be left behind, and the key nowhere shown. */
async function visit(args: readonly string[], setup: Setup = {}, files: Record<string, string> = {}): Promise<Visit> {
  let seen: Visit | undefined;
  await inFolder(async (dir) => {
    await write(dir, files);
    const env = { ...await quiet(), ...setup.env };
    const flags = setup.flags?.map((flag) => flag.replaceAll("DIR", dir)) ?? [...ALLOWED(dir), "--allow-net=127.0.0.1"];
    const told = await run(dir, ["doctor", ...args], { env, flags });
    const json = await run(dir, ["doctor", ...args, "--json"], { env, flags });
    assertNoKey(told.stdout + told.stderr + json.stdout + json.stderr, "what the doctor says");
    assert.equal(told.code, json.code, told.stderr + json.stderr);
    const { schemaVersion, exitCode, checks } = JSON.parse(json.stdout) as Record<string, unknown> & { checks: Told[] };
    assert.deepEqual([schemaVersion, exitCode], [1, json.code]);
    const lines = told.stdout.trimEnd().split("\n");
    assert.equal(lines.length, checks.length, told.stdout);
    for (const [at, { status, name, hint }] of checks.entries()) {
      assert.match(lines[at]!, new RegExp(`^${status} +${name} +\\S`));
      if (status === "fail" || status === "warn") assert.ok(hint, `${name} says what to do`);
    }
    const at = (name: string) => {
      const found = checks.findIndex((check) => check.name === name);
      assert.notEqual(found, -1, `no check "${name}" in\n${told.stdout}`);
      return found;
    };
    await assertFiles(dir, files);
    const top = new Set(Object.keys(files).map((path) => path.split("/")[0]));
    assert.deepEqual([...Deno.readDirSync(dir)].map(({ name }) => name).sort(), [...top].sort(), "no folder is left");
    seen = { code: told.code!, checks, line: (name) => lines[at(name)]!, of: (name) => checks[at(name)]! };
  });
  return seen!;
}

function at(server: Pick<Running, "host">): Setup {
  return { env: { OPENAI_API_KEY: KEY, OPENAI_API_BASE_URL: `http://${server.host}/v1` } };
}

Deno.test({
  name: "doctor: a healthy provider passes every check, by GET /models alone",
  timeout: TIMEOUT,
  async fn() {
    await using server = modelServer("gpt-5.5", "gpt-5.5-mini");
    const { code, checks, line } = await visit([], at(server));
    assert.equal(code, 0);
    assert.deepEqual(checks.filter(({ status }) => status === "fail" || status === "warn"), []);
    assert.match(line("provider"), /^ok +provider +openai: OPENAI_API_KEY is set$/);
    assert.match(line("key"), /^ok +key +openai: OPENAI_API_KEY is set and not refused$/);
    assert.match(
      line("endpoint"),
      new RegExp(`^ok +endpoint +openai: http://${server.host}/v1 answers in [\\d.]+ m?s$`),
    );
    assert.match(line("model"), /^ok +model +openai: "gpt-5\.5" is listed$/);
    assert.match(line("permissions"), /^ok/);
    assert.match(line("output"), /^ok +output +.*docs can be made$/);
    assert.match(line("state"), /^ok +state +.*\.devussy can be made$/);
    assert.match(line("deno"), /^ok +deno +2\.\d+\.\d+$/);
    assert.match(line("devussy"), /^ok +devussy +\d+\.\d+\.\d+$/);
    assert.deepEqual(server.received.map(({ asked }) => asked), ["GET /v1/models", "GET /v1/models"]);
    for (const { headers } of server.received) assert.equal(headers.get("authorization"), `Bearer ${KEY}`);
  },
});

const ANSWERS: readonly [string, () => Response, number, Record<string, [Told["status"], RegExp]>][] = [
  [
    "a key that is refused",
    () => Response.json({ error: { message: `Incorrect API key provided: ${KEY}` } }, { status: 401 }),
    3,
    { key: ["fail", /HTTP 401 \(the key is refused\)/], endpoint: ["ok", /answers in/], model: ["skip", /gpt-5\.5/] },
  ],
  [
    "an empty account",
    () => Response.json({ error: { code: "insufficient_quota", message: "pay" } }, { status: 429 }),
    3,
    { key: ["fail", /429/], endpoint: ["ok", /answers/], model: ["skip", /./] },
  ],
  [
    "no list of models",
    () => new Response("404 page not found", { status: 404 }),
    0,
    { key: ["ok", /is set$/], endpoint: ["warn", /no list of models \(HTTP 404\)/], model: ["skip", /./] },
  ],
  ["an empty list", () => list(), 0, { key: ["ok", /not refused/], model: ["skip", /lists no models/] }],
  ["a failing server", () => new Response("", { status: 503 }), 4, {
    key: ["ok", /is set$/],
    endpoint: ["fail", /503/],
  }],
  [
    "a web page",
    () => new Response("<html><title>Sign in</title>", { headers: { "content-type": "text/html" } }),
    3,
    { endpoint: ["fail", /web page \("Sign in"\)/] },
  ],
  [
    "a redirect",
    () => new Response("", { status: 302, headers: { location: "http://127.0.0.2:1/" } }),
    3,
    { endpoint: ["fail", /redirects to 127\.0\.0\.2/] },
  ],
  ["an unknown model", () => list("gpt-5.4", "gpt-5.6", "o9"), 3, {
    endpoint: ["ok", /./],
    model: ["fail", /not among the 3/],
  }],
];

for (const [name, answer, code, wanted] of ANSWERS) {
  Deno.test({
    name: `doctor: ${name} ends with exit code ${code}`,
    timeout: TIMEOUT,
    async fn() {
      await using server = serving(answer);
      const found = await visit([], at(server));
      assert.equal(found.code, code);
      for (const [check, [status, message]] of Object.entries(wanted)) {
        assert.equal(found.of(check).status, status, found.line(check));
        assert.match(found.of(check).message, message);
      }
    },
  });
}

Deno.test({
  name: "doctor: the nearest models are named, and a model of a date or a default tag is known",
  timeout: TIMEOUT,
  async fn() {
    await using server = modelServer("gpt-5.4", "gpt-5.6", "claude-opus-9-20260101");
    assert.equal(
      (await visit(["--provider", "openai/gpt5.4"], at(server))).of("model").hint,
      'Did you mean "gpt-5.4", "gpt-5.6"?',
    );
    assert.equal(
      (await visit(["--provider", "openai", "--model", "claude-opus-9"], at(server))).of("model").status,
      "ok",
    );
    assert.match(
      (await visit(["--provider", "openai", "--model", "zzzzzzzz"], at(server))).of("model").hint ?? "",
      /--model, such as "gpt-5\.4"/,
    );
  },
});

Deno.test({
  name: "doctor: a server that refuses or is silent is a failure for now, within limits",
  timeout: TIMEOUT,
  async fn() {
    const refused = await visit([], at({ host: await nobody() }));
    assert.equal(refused.code, 4);
    assert.match(refused.of("endpoint").message, /was refused/);
    await using silent = await silentServer();
    const waited = await visit(["--first-byte-timeout", "1"], at(silent));
    assert.equal(waited.code, 4);
    assert.match(waited.of("endpoint").message, /no answer within 1 s/);
  },
});

Deno.test({
  name: "doctor: Ctrl-C ends it at once",
  timeout: TIMEOUT,
  async fn() {
    const asked = Promise.withResolvers<void>();
    const late = Promise.withResolvers<Response>();
    await using server = serving(() => {
      asked.resolve();
      return late.promise;
    });
    await inFolder(async (dir) => {
      const env = { ...await quiet(), ...at(server).env };
      const child = start(dir, ["doctor"], { env, flags: [...ALLOWED(dir), "--allow-net=127.0.0.1"] });
      await asked.promise;
      child.kill("SIGINT");
      await child.stdin.close();
      const { code, stdout, stderr } = await child.output();
      late.resolve(list());
      assert.equal(code, 130);
      assert.equal(new TextDecoder().decode(stdout), "");
      assert.match(new TextDecoder().decode(stderr), /^error: Stopped by Ctrl-C/m);
    });
  },
});

Deno.test({
  name: "doctor: with no permission at all it says what to add, and asks nobody",
  timeout: TIMEOUT,
  async fn() {
    await using server = modelServer("gpt-5.5");
    const { code, checks } = await visit([], { ...at(server), flags: [] });
    assert.equal(code, 2);
    const told = checks.map(({ hint = "" }) => hint).join("\n");
    for (const flag of ["--allow-read=docs", "--allow-write=docs", "--allow-env=", "--allow-net=127.0.0.1:"]) {
      assert.ok(told.includes(flag), `expected ${flag} in\n${told}`);
    }
    assert.equal(server.received.length, 0);
  },
});

Deno.test({
  name: "doctor: each permission that is missing is named with its flag",
  timeout: TIMEOUT,
  async fn() {
    await using server = modelServer("gpt-5.5");
    const { env } = at(server);
    const missing: [string[], RegExp][] = [
      [["--allow-read=DIR", "--allow-write=DIR", "--allow-env"], new RegExp(`^Add --allow-net=${server.host}\\.$`)],
      [["--allow-read=DIR", "--allow-env", "--allow-net=127.0.0.1"], /^Add --allow-write=docs,\.devussy\.$/],
      [["--allow-read=DIR", "--allow-write=DIR/docs", "--allow-env", "--allow-net"], /^Add --allow-write=\.devussy\.$/],
    ];
    for (const [flags, hint] of missing) {
      const { code, checks } = await visit(["--no-detect"], { env: env!, flags });
      assert.equal(code, 2);
      const failures = checks.filter(({ status }) => status === "fail");
      assert.deepEqual(failures.map(({ name }) => name), ["permissions"]);
      assert.match(failures[0]?.hint ?? "", hint);
    }
    assert.ok(server.received.length > 0, "what was allowed was tried");
  },
});

Deno.test({
  name: "doctor: a key that is missing, unreadable or none is told, and not shown",
  timeout: TIMEOUT,
  async fn() {
    const missing = await visit(["--provider", "mistral"], { env: { MISTRAL_API_KEY: "" } });
    assert.equal(missing.code, 2);
    assert.equal(missing.of("key").message, "mistral: MISTRAL_API_KEY is not set");
    assert.match(missing.of("key").hint ?? "", /console\.mistral\.ai/);
    assert.equal(missing.of("endpoint").status, "skip");
    const unread = await visit(["--provider", "mistral"], {
      env: { MISTRAL_API_KEY: KEY },
      flags: ["--allow-read=DIR", "--allow-write=DIR"],
    });
    assert.equal(unread.code, 2);
    assert.equal(unread.of("key").hint, "Add --allow-env=MISTRAL_*.");
    const broken = await visit(["--provider", "mistral"], { env: { MISTRAL_API_KEY: `${KEY}\n${KEY}` } });
    assert.equal(broken.code, 2);
  },
});

Deno.test({
  name: "doctor: all that is wrong with the configuration is listed, and the rest is checked all the same",
  timeout: TIMEOUT,
  async fn() {
    const files = { "config/config.yaml": "default_provider: opnai\nconcurrency: 900\n" };
    const { code, checks, of } = await visit([], {}, files);
    assert.equal(code, 2);
    const problems = checks.filter(({ name, status }) => name === "configuration" && status === "fail");
    assert.deepEqual(problems.map(({ message }) => /^config\/config\.yaml:\d/.test(message)), [true, true]);
    for (const name of ["provider", "key", "endpoint", "model"]) assert.equal(of(name).status, "skip");
    assert.equal(of("output").status, "ok");
    const unread = await visit(["--config", "own.yaml"], { flags: ["--allow-read=docs", "--allow-env"] });
    assert.equal(unread.of("configuration").hint, "Add --allow-read=own.yaml.");
  },
});

Deno.test({
  name: "doctor: whoever a run may ask is checked, each provider once",
  timeout: TIMEOUT,
  async fn() {
    await using first = modelServer("gpt-5.5", "gpt-5.5-mini");
    await using second = modelServer("claude-sonnet-5-5");
    const files = { "config/config.yaml": "stages:\n  design: { provider: openai, model: gpt-5.5-mini }\n" };
    const { env } = at(first);
    const args = ["--provider", "openai", "--fallback", "anthropic/claude-x,groq"];
    const setup = {
      env: { ...env, ANTHROPIC_API_KEY: KEY, ANTHROPIC_API_BASE_URL: `http://${second.host}`, GROQ_API_KEY: "" },
    };
    const { code, checks } = await visit(args, setup, files);
    const told = (check: string) =>
      checks.filter(({ name }) => name === check).map(({ status, message }) => `${status} ${message.split(":")[0]}`);
    assert.deepEqual(told("key"), ["ok openai", "ok anthropic", "fail groq"]);
    assert.deepEqual(told("endpoint"), ["ok openai", "ok anthropic", "skip groq"]);
    assert.deepEqual(told("model"), ["ok openai", "ok openai", "fail anthropic", "skip groq"]);
    assert.equal(code, 3);
    assert.equal(first.received.length, 2, "once a visit");
    for (const { headers } of second.received) assert.equal(headers.get("x-api-key"), KEY);
  },
});

Deno.test({
  name: "doctor: a key that the project would send elsewhere is kept back, and nobody is asked about it",
  timeout: TIMEOUT,
  async fn() {
    await using server = modelServer("gpt-5.5");
    const url = `http://${server.host}/v1`;
    const files = { "config/config.yaml": `llm_providers:\n  openai: { base_url: "https://llm.example/v1" }\n` };
    const env = { OPENAI_API_KEY: KEY, OPENAI_API_BASE_URL: "" };
    const { code, of } = await visit(["--provider", "openai"], { env }, files);
    assert.equal(code, 2);
    assert.match(of("configuration").message, /llm\.example/);
    assert.match(of("configuration").hint ?? "", /--trust-project/);
    assert.match(of("key").message, /OPENAI_API_KEY is kept back/);
    assert.equal(of("endpoint").status, "skip");
    const own = { "config/config.yaml": files["config/config.yaml"].replace("https://llm.example/v1", url) };
    const trusted = await visit(["--provider", "openai", "--trust-project"], { env }, own);
    assert.equal(trusted.code, 0);
    assert.equal(trusted.of("endpoint").status, "ok");
  },
});

Deno.test({
  name: "doctor: a stage's provider is checked too where the embedded planner makes the rest",
  timeout: TIMEOUT,
  async fn() {
    await using server = modelServer("gpt-5.5-mini");
    const files = {
      "config/config.yaml":
        "default_provider: offline\nstages: { detail: { provider: openai, model: gpt-5.5-mini } }\n",
    };
    const { code, line } = await visit([], at(server), files);
    assert.equal(code, 0);
    assert.match(line("provider"), /^ok +provider +offline: named by config\/config\.yaml:1:19$/);
    assert.match(line("model"), /^ok +model +openai: "gpt-5\.5-mini" is listed$/);
    assert.match(line("state"), /^ok/);
  },
});

Deno.test({
  name: "doctor: local servers are found, and the first of them is chosen",
  timeout: TIMEOUT,
  async fn() {
    await using ollama = modelServer("nomic-embed-text", "qwen3:latest");
    await using page = serving(() => new Response("<html>"));
    const env = { OLLAMA_API_BASE_URL: `http://${ollama.host}`, LLAMACPP_API_BASE_URL: `http://${page.host}/v1` };
    const found = await visit([], { env });
    assert.equal(found.code, 0);
    assert.equal(found.of("provider").message, `ollama: Ollama answers at ${ollama.host}`);
    assert.equal(found.of("key").message, "ollama: needs none there");
    assert.equal(found.of("model").status, "ok");
    assert.equal(found.of("local").status, "ok");
    assert.match(
      found.of("local").message,
      new RegExp(`^Ollama at ${ollama.host} \\(2 models\\), no model server at ${page.host}`),
    );
    const before = ollama.received.length;
    const off = await visit(["--no-detect"], { env });
    assert.equal(off.code, 0);
    assert.match(off.of("provider").message, /^offline: no key is set and no local server was looked for/);
    assert.equal(off.of("local").status, "skip");
    assert.equal(ollama.received.length, before);
  },
});

Deno.test({
  name: "doctor: folders that cannot be made or written are failures of the disk",
  timeout: TIMEOUT,
  async fn() {
    await using server = modelServer("gpt-5.5");
    const files = { docs: "a file", state: "a file" };
    const output = await visit([], at(server), files);
    assert.equal(output.code, 6);
    assert.match(output.of("output").message, /a file stands where a folder is needed/);
    assert.match(output.of("output").hint ?? "", /--output-dir/);
    const state = await visit(["--output-dir", "a/b/c", "--state-dir", "state/x"], at(server), files);
    assert.equal(state.code, 6);
    assert.equal(state.of("output").message, "a/b/c can be made");
    assert.match(state.of("state").hint ?? "", /--state-dir/);
  },
});
