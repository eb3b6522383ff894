import assert from "node:assert/strict";
import { assertFailure, assertFiles, done, filesIn, inFolder, run, SMALL, TIMEOUT, write } from "./cli_harness.ts";

const KEY = "sk-integration-0123456789abcdef";
const FILE = "config/config.yaml";
const RUN = ["run-full-pipeline", ...SMALL];

/** A folder with files, and a server that must not be asked. */
async function inProject(
  files: Record<string, string | Uint8Array>,
  test: (dir: string, host: string) => Promise<void>,
): Promise<void> {
  let requests = 0;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
    requests++;
    return new Response("", { status: 500 });
  });
  const host = `127.0.0.1:${server.addr.port}`;
  await inFolder(async (dir) => {
    await write(
      dir,
      Object.fromEntries(
        Object.entries(files).map((
          [path, content],
        ) => [path, typeof content === "string" ? content.replaceAll("HOST", host) : content]),
      ),
    );
    await test(dir, host);
  });
  assert.equal(requests, 0, "no request may leave");
}

/** All that a run could need, so that only the configuration can stop it. */
const flagsOf = (dir: string, host: string) => [
  `--allow-read=${dir}`,
  `--allow-write=${dir}`,
  "--allow-env",
  `--allow-net=${host}`,
];

/** A provider that would be asked at once. */
const OLLAMA = "default_provider: ollama\nllm_providers:\n  ollama:\n    base_url: http://HOST/v1\n";

const broken: readonly [when: string, content: string | Uint8Array, cause: RegExp][] = [
  ["is no YAML", `${OLLAMA}fallback: [offline\n`, /config\/config\.yaml:\d+:\d+: expected YAML/],
  ["holds two documents", `${OLLAMA}---\nconcurrency: 2\n`, /config\/config\.yaml:5:1: .*second/],
  ["is indented with a tab", `${OLLAMA}repair:\n\tmax_rounds: 1\n`, /config\/config\.yaml:6:1: .*tab/],
  [
    "has an unknown key",
    `${OLLAMA}    max_token: 5\n`,
    /config\.yaml:5:5 llm_providers\.ollama\.max_token: .*did you mean "max_tokens"/,
  ],
  [
    "has temperature 3",
    `${OLLAMA}    temperature: 3\n`,
    /config\.yaml:5:18 llm_providers\.ollama\.temperature: .*0\.0 to 2\.0, got 3/,
  ],
  ["has timeout -1", `${OLLAMA}    timeout: -1\n`, /llm_providers\.ollama\.timeout: .*1 to 86400, got -1/],
  ["has timeout 1e12", `${OLLAMA}    timeout: 1e12\n`, /llm_providers\.ollama\.timeout: .*got 1000000000000/],
  ["has a wrong type", `${OLLAMA}concurrency: [5]\n`, /config\.yaml:5:14 concurrency: .*got a list/],
  [
    "uses a variable",
    `${OLLAMA}    model: \${MODEL}\n`,
    /config\.yaml:5:12 llm_providers\.ollama\.model: .*\$\{MODEL\}/,
  ],
  ["has an empty value", `${OLLAMA}    model:\n`, /config\.yaml:5:5 llm_providers\.ollama\.model: .*got nothing/],
  ["is a bomb", `a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]\n`, /config\.yaml:1:4: .*anchor/],
  ["is 5,000 levels deep", `a: ${"[".repeat(5000)}\n`, /config\.yaml:1:\d+: .*at most 20 levels/],
  ["has 10 MB", `# ${"x".repeat(10_000_000)}\n`, /"config\/config\.yaml": expected at most 64 KB/],
  ["has __proto__", `${OLLAMA}__proto__: {concurrency: 1}\n`, /config\.yaml:5:1 __proto__: unknown key/],
  ["has a key twice", `${OLLAMA}concurrency: 1\nconcurrency: 2\n`, /config\.yaml:6:1 concurrency: .*twice/],
  [
    "has an unknown provider",
    "default_provider: olama\n",
    /config\.yaml:1:19 default_provider: .*did you mean "ollama"/,
  ],
  ["has a provider twice misspelled", "llm_providers: {opnai: {}}\n", /llm_providers\.opnai: .*did you mean "openai"/],
  [
    "has a base URL without a scheme",
    "llm_providers: {openai: {base_url: HOST/v1}}\n",
    /llm_providers\.openai\.base_url: expected .*https:/,
  ],
  [
    "has a file as base URL",
    "llm_providers: {openai: {base_url: 'file:///etc/passwd'}}\n",
    /base_url: expected .*https:/,
  ],
  [
    "has a user in a base URL",
    `llm_providers: {openai: {base_url: 'http://u:${KEY}@HOST'}}\n`,
    /base_url: expected no user name/,
  ],
  [
    "asks a metadata service",
    "llm_providers: {generic: {base_url: 'http://169.254.169.254/v1'}}\n",
    /base_url: expected a server/,
  ],
  [
    "holds a key",
    `llm_providers: {openai: {api_key: ${KEY}}}\n`,
    /llm_providers\.openai\.api_key: expected no key .*OPENAI_API_KEY/,
  ],
  [
    "names a rule that is not there",
    `${OLLAMA}lint: {rules: {vage: {severity: error}}}\n`,
    /config\.yaml:5:16 lint\.rules\.vage: .*did you mean "vague"/,
  ],
  [
    "turns a rule off without a reason",
    `${OLLAMA}lint: {rules: {vague: {off: true}}}\n`,
    /config\.yaml:5:29 lint\.rules\.vague\.off: expected a reason in words, on one line, got true/,
  ],
  [
    "leaves the project",
    `${OLLAMA}output_dir: ../elsewhere\n`,
    /config\.yaml:5:13 output_dir: .*inside the working directory/,
  ],
  [
    "keeps runs elsewhere",
    `${OLLAMA}state_dir: /tmp/elsewhere\n`,
    /config\.yaml:5:12 state_dir: .*inside the working directory/,
  ],
  ["is not UTF-8", Uint8Array.from([0x61, 0x3a, 0x20, 0x0a, 0xff]), /"config\/config\.yaml": line 2 is not UTF-8/],
  ["is binary", "a: \0\n", /config\.yaml:1:\d+: expected YAML/],
]; // deno-fmt-ignore

for (const [when, content, cause] of broken) {
  Deno.test({
    name: `run-full-pipeline exits 2 before any request when the configuration ${when}`,
    timeout: TIMEOUT,
    fn: () =>
      inProject({ [FILE]: content }, async (dir, host) => {
        const before = await filesIn(dir);
        const result = await run(dir, RUN, { env: { OPENAI_API_KEY: KEY }, flags: flagsOf(dir, host) });
        assertFailure(result, { code: 2, cause, hint: /./ }, false);
        assert.ok(!(result.stdout + result.stderr).includes(KEY));
        await assertFiles(dir, before);
      }),
  });
}

Deno.test({
  name: "run-full-pipeline reports all problems of options, environment and file at once",
  timeout: TIMEOUT,
  fn: () =>
    inProject(
      { [FILE]: "concurrency: 0\nrepair: {max_round: 1}\n", ".env": "LLM_MODEL=${MODEL}\n" },
      async (dir, host) => {
        const args = [...RUN, "--temperature", "3", "--fallback", "skynet"];
        const { code, stderr } = await run(dir, args, { env: { LLM_PROVIDER: "opnai" }, flags: flagsOf(dir, host) });
        assert.equal(code, 2);
        assert.match(stderr, /^error: Cannot use the configuration: 6 problems, the first: --temperature: /m);
        for (
          const said of [
            /--temperature: expected a number from 0\.0 to 2\.0, got "3"/,
            /--fallback: expected .*"skynet"/,
            /LLM_PROVIDER: expected .*"opnai"/,
            /\.env LLM_MODEL: .*\$\{MODEL\}/,
            /config\/config\.yaml:1:14 concurrency: /,
            /config\/config\.yaml:2:10 repair\.max_round: .*did you mean "max_rounds"/,
          ]
        ) assert.match(stderr, said);
      },
    ),
});

const unreadable: readonly [
  when: string,
  files: Record<string, string>,
  args: string[],
  cause: RegExp,
  hint: RegExp,
][] = [
  ["--config is not there", {}, ["--config", "own.yaml"], /"own\.yaml": there is no such file/, /--config/],
  ["--config is a folder", { "own/a": "" }, ["--config", "own"], /"own": expected a file, got a folder/, /YAML/],
  ["the configuration is a folder", { [`${FILE}/a`]: "" }, [], /config\.yaml": expected a file, got a folder/, /YAML/],
  ["--config is empty", {}, ["--config="], /"": /, /./],
];
for (const [when, files, args, cause, hint] of unreadable) {
  Deno.test({
    name: `config exits 2 when ${when}`,
    timeout: TIMEOUT,
    fn: () =>
      inFolder(async (dir) => {
        await write(dir, files);
        for (const json of [false, true]) {
          assertFailure(
            await run(dir, ["config", ...args, ...(json ? ["--json"] : [])]),
            { code: 2, cause, hint },
            json,
          );
        }
      }),
  });
}

Deno.test(
  { name: "config names the permission when --config may not be read", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await write(dir, { "own.yaml": "concurrency: 3\n" });
      const result = await run(dir, ["config", "--config", "own.yaml"], { flags: [] });
      assertFailure(result, { code: 2, cause: /Deno may not read it/, hint: /--allow-read=own\.yaml/ }, false);
    }),
);

Deno.test(
  { name: "run-full-pipeline goes on without a configuration that it may not look at", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await write(dir, { [FILE]: "output_dir: other\n", ".env": "LLM_PROVIDER=skynet\n" });
      await done(dir, RUN, { flags: ["--allow-read=docs", "--allow-write=docs"] });
      assert.ok("docs/plan.json" in await filesIn(dir));
    }),
);

Deno.test(
  { name: "run-full-pipeline obeys the configuration, and options win over it", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await write(dir, { [FILE]: "default_provider: offline\noutput_dir: ./plan\n", "own.yaml": "output_dir: own\n" });
      await done(dir, RUN);
      await done(dir, [...RUN, "--output-dir", "option"]);
      await done(dir, [...RUN, "--config", "own.yaml"]);
      const folders = Object.keys(await filesIn(dir)).filter((path) => path.endsWith("/plan.json")).sort();
      assert.deepEqual(folders, ["option/plan.json", "own/plan.json", "plan/plan.json"]);
    }),
);

Deno.test(
  { name: "config shows each value with its origin, in the order of precedence", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await write(dir, {
        [FILE]: `default_provider: openai
llm_providers:
  openai: { model: file, temperature: 0.1, timeout: 30, base_url: "https://api.openai.com//v1/v1/?a=1" }
concurrency: 2
`,
        ".env": `LLM_MODEL=dotenv\nOPENAI_API_KEY=${KEY}\nGROQ_API_KEY=short\n`,
      });
      await Deno.chmod(`${dir}/.env`, 0o600);
      const setup = {
        env: { LLM_MODEL: "environment", LLM_PROVIDER: "" },
        flags: [`--allow-read=${dir}`, "--allow-env"],
      };
      const shown = async (...args: string[]) => {
        const { stdout, stderr } = await done(dir, ["config", "--json", ...args], setup);
        assert.ok(!(stdout + stderr).includes(KEY) && !stdout.includes("short"));
        const { schemaVersion, settings, warnings } = JSON.parse(stdout);
        assert.deepEqual([schemaVersion, warnings], [1, []]);
        return (path: string) => {
          const row = settings.find((row: { path: string }) => row.path === path);
          return `${row?.value} | ${row?.from}`;
        };
      };
      const row = await shown("--idle-timeout", "7");
      assert.equal(row("default_provider"), "openai | config/config.yaml:1:19");
      assert.equal(row("llm_providers.openai.model"), "environment | environment LLM_MODEL");
      assert.equal(row("llm_providers.openai.temperature"), "0.1 | config/config.yaml:3:39");
      assert.equal(row("llm_providers.openai.timeout.first_byte"), "30 | config/config.yaml:3:53");
      assert.equal(row("llm_providers.openai.timeout.idle"), "7 | flag --idle-timeout");
      assert.match(
        row("llm_providers.openai.base_url"),
        /^https:\/\/api\.openai\.com\/v1\/chat\/completions \| config/,
      );
      assert.equal(row("llm_providers.openai.api_key"), "set, ends in cdef | .env OPENAI_API_KEY");
      assert.equal(row("llm_providers.groq.api_key"), "set | .env GROQ_API_KEY");
      assert.equal(row("concurrency"), "2 | config/config.yaml:4:14");
      assert.equal(row("output_dir"), "docs | default");
      const flag = await shown("--model", "option", "--base-url", "http://127.0.0.1:1//v1");
      assert.equal(flag("llm_providers.openai.model"), "option | flag --model");
      assert.equal(flag("llm_providers.openai.base_url"), "http://127.0.0.1:1/v1/chat/completions | flag --base-url");
      const other = await shown("--provider", "groq/own");
      assert.equal(other("default_provider"), "groq | flag --provider");
      assert.equal(other("llm_providers.groq.model"), "own | flag --provider");
      assert.equal(other("llm_providers.openai.model"), "environment | environment LLM_MODEL");
      const table = await done(dir, ["config"], setup);
      assert.match(table.stdout, /^SETTING +VALUE +FROM$/m);
      assert.match(table.stdout, /^llm_providers\.openai\.api_key +set, ends in cdef +\.env OPENAI_API_KEY$/m);
      assert.ok(!(table.stdout + table.stderr).includes(KEY));
    }),
);

Deno.test(
  { name: "config shows what is set for the checks of plans", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      assert.match((await done(dir, ["config"])).stdout, /^lint\.min_score +0 +default$/m);
      await write(dir, {
        [FILE]: `lint:
  min_score: 80
  rules:
    vague: { severity: error }
    no-invention: { off: "this plan has no brief" }
`,
      });
      const { stdout } = await done(dir, ["config"]);
      assert.deepEqual(stdout.match(/^lint\..*/gm)?.map((line) => line.split(/ {2,}/)), [
        ["lint.min_score", "80", "config/config.yaml:2:14"],
        ["lint.rules.vague.severity", "error", "config/config.yaml:4:24"],
        ["lint.rules.no-invention.off", "this plan has no brief", "config/config.yaml:5:26"],
      ]);
    }),
);

Deno.test(
  { name: "--provider offline asks nobody, whatever the configuration says", timeout: TIMEOUT },
  () =>
    inProject(
      { [FILE]: `${OLLAMA}stages: {design: {provider: ollama}, handoff: {provider: ollama}}\nfallback: [ollama]\n` },
      async (dir, host) => {
        await done(dir, [...RUN, "--provider", "offline", "--fallback", "ollama/m"], { flags: flagsOf(dir, host) });
      },
    ),
);

Deno.test({ name: "config says which key it may not look for", timeout: TIMEOUT }, () =>
  inFolder(async (dir) => {
    const { stdout } = await done(dir, ["config", "--provider", "groq"]);
    assert.match(stdout, /^llm_providers\.groq\.api_key +unknown: Deno may not read GROQ_API_KEY +default$/m);
  }));

Deno.test(
  { name: "a key of one provider is never another's, nor its address", timeout: TIMEOUT },
  () =>
    inProject(
      { [FILE]: "default_provider: mistral\nllm_providers: {openai: {base_url: 'http://HOST'}}\n" },
      async (dir, host) => {
        const result = await run(dir, RUN, {
          env: { OPENAI_API_KEY: KEY, MISTRAL_API_KEY: "" },
          flags: flagsOf(dir, host),
        });
        assertFailure(
          result,
          { code: 2, cause: /"mistral": it needs a key, got none/, hint: /MISTRAL_API_KEY/ },
          false,
        );
      },
    ),
);

Deno.test(
  { name: "run-full-pipeline refuses plain http to another machine unless it is allowed", timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      const setup = {
        env: { OPENAI_API_KEY: KEY },
        flags: [`--allow-read=${dir}`, `--allow-write=${dir}`, "--allow-env"],
      };
      const args = [...RUN, "--provider", "openai", "--base-url", "http://gateway.example/v1"];
      assertFailure(
        await run(dir, args, setup),
        { code: 2, cause: /expected https, got http/, hint: /--allow-http/ },
        false,
      );
      const allowed = await run(dir, [...args, "--allow-http"], setup);
      assert.match(allowed.stderr, /Deno may not connect to gateway\.example/);
    }),
);

Deno.test(
  { name: "a .env gives keys to a run, and what is not ours in it is not read", timeout: TIMEOUT },
  async () => {
    let keys: (string | null)[] = [];
    await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => {
      keys = [...keys, request.headers.get("authorization")];
      return Response.json({ error: { message: "no" } }, { status: 401 });
    });
    const host = `127.0.0.1:${server.addr.port}`;
    await inFolder(async (dir) => {
      await write(dir, {
        ".env": `OPENAI_API_KEY=${KEY}
OPENAI_API_BASE_URL=http://${host}/v1
LLM_PROVIDER=openai
HTTP_PROXY=http://127.0.0.1:1
ALL_PROXY=http://127.0.0.1:1
DENO_CERT=/nowhere.pem
PATH=/nowhere
HOME=/nowhere
DEVUSSY_STATE_DIR=/nowhere
`,
      });
      await Deno.chmod(`${dir}/.env`, 0o600);
      const before = (await filesIn(dir))[".env"];
      const { code, stdout, stderr } = await run(dir, RUN, { flags: flagsOf(dir, host) });
      assert.equal(code, 3, stderr);
      assert.deepEqual([...new Set(keys)], [`Bearer ${KEY}`]);
      assert.equal(stderr.match(/^warning: .*$/gm)?.length, 1, stderr);
      for (const name of ["HTTP_PROXY", "ALL_PROXY", "DENO_CERT", "PATH", "HOME", "DEVUSSY_STATE_DIR"]) {
        assert.match(stderr, new RegExp(`^warning: \\.env: .*${name}`, "m"));
      }
      assert.ok(!(stdout + stderr).includes(KEY));
      assert.equal((await filesIn(dir))[".env"], before, "never written");
    });
  },
);

Deno.test({
  name: "config warns of a .env that others may read, or that git tracks",
  ignore: Deno.build.os === "windows",
  timeout: TIMEOUT,
}, () =>
  inFolder(async (dir) => {
    await write(dir, { ".env": `OPENAI_API_KEY=${KEY}\n` });
    const warnings = async () => JSON.parse((await done(dir, ["config", "--json"])).stdout).warnings;
    await Deno.chmod(`${dir}/.env`, 0o600);
    assert.deepEqual(await warnings(), []);
    await Deno.chmod(`${dir}/.env`, 0o644);
    assert.match(
      (await warnings()).join("\n"),
      /^\.env holds OPENAI_API_KEY and others may read it; run: chmod 600 \.env$/,
    );
    await Deno.chmod(`${dir}/.env`, 0o600);
    for (const args of [["init", "-q"], ["add", ".env"]]) {
      assert.ok((await new Deno.Command("git", { args, cwd: dir }).output()).success);
    }
    assert.match((await warnings()).join("\n"), /^\.env holds OPENAI_API_KEY and git tracks it/);
    // Without a key in it, it is nobody's business.
    await Deno.writeTextFile(`${dir}/.env`, "LLM_MODEL=m\n");
    await Deno.chmod(`${dir}/.env`, 0o644);
    assert.deepEqual(await warnings(), []);
  }));

Deno.test({ name: "providers sees keys and addresses of a .env", timeout: TIMEOUT }, () =>
  inFolder(async (dir) => {
    await write(dir, { ".env": `GROQ_API_KEY=${KEY}\nGENERIC_BASE_URL=https://llm.example/v1\n` });
    const { stdout } = await done(dir, ["providers"], {
      env: { GROQ_API_KEY: "" },
      flags: [`--allow-read=${dir}`, "--allow-env=GROQ_*,GENERIC_*"],
    });
    assert.match(stdout, /^groq +found \(GROQ_API_KEY\)/m);
    assert.match(stdout, /^generic +not needed +https:\/\/llm\.example\/v1/m);
    assert.ok(!stdout.includes(KEY));
  }));
