import assert from "node:assert/strict";
import { done, inFolder, run, SMALL, TIMEOUT } from "./cli_harness.ts";
import { providers } from "../../src/providers.ts";

const KEY = "sk-integration-0123456789abcdef";

/** Asks the real command to let a loopback server write the plan. */
async function withServer(
  answer: () => Response,
  flags: (host: string) => readonly string[],
  test: (result: Awaited<ReturnType<typeof run>>, requests: number) => void,
): Promise<void> {
  let requests = 0;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
    requests++;
    return answer();
  });
  const host = `127.0.0.1:${server.addr.port}`;
  await inFolder(async (dir) => {
    const args = ["run-full-pipeline", ...SMALL, "--provider", "openai", "--base-url", `http://${host}`];
    const setup = {
      env: { OPENAI_API_KEY: KEY, OPENAI_API_BASE_URL: "" },
      flags: [
        `--allow-read=${dir}`,
        `--allow-write=${dir}/docs,${dir}/.devussy`,
        "--allow-env=OPENAI_*",
        ...flags(host),
      ],
    };
    test(await run(dir, args, setup), requests);
    const names = [...Deno.readDirSync(dir)].map(({ name }) => name).filter((name) => name !== ".devussy");
    assert.deepEqual(names, [], "nothing but the run was written");
  });
}

const REFUSALS: readonly [string, () => Response, number, RegExp][] = [
  ["a refused key", () => Response.json({ error: { message: `bad key ${KEY}` } }, { status: 401 }), 3, /key/],
  ["an empty account", () => Response.json({ error: { code: "insufficient_quota" } }, { status: 429 }), 3, /credit/],
  [
    "a redirect",
    () => new Response("", { status: 307, headers: { location: "http://127.0.0.2:1/" } }),
    3,
    /redirects to 127\.0\.0\.2/,
  ],
  ["a web page", () => new Response("<html><title>Sign in</title></html>"), 3, /web page \("Sign in"\)/],
  [
    "a wait of a day",
    () => Response.json({ error: { message: "later" } }, { status: 429, headers: { "retry-after": "86400" } }),
    4,
    /asks to wait 24 h/,
  ],
  ["an answer without text", () => Response.json({ choices: [{ message: { content: "" } }] }), 5, /no text/],
  ["prose", () => Response.json({ choices: [{ message: { content: "Sure!" } }] }), 5, /expected JSON/],
];

for (const [name, answer, code, said] of REFUSALS) {
  Deno.test({
    name: `run-full-pipeline --provider: ${name} ends with exit code ${code}, and the key is not shown`,
    timeout: TIMEOUT,
    async fn() {
      await withServer(answer, (host) => [`--allow-net=${host}`], (result, requests) => {
        assert.equal(result.code, code, result.stderr);
        assert.match(result.stderr, said);
        assert.match(result.stderr, /^error: /m);
        assert.ok(!(result.stderr + result.stdout).includes(KEY));
        assert.ok(requests >= 1 && requests <= 3);
      });
    },
  });
}

Deno.test("run-full-pipeline --provider: without the permission it names the flag to add, and sends nothing", async () => {
  await withServer(() => new Response(), () => [], (result, requests) => {
    assert.equal(result.code, 2);
    assert.match(result.stderr, /Deno may not connect to 127\.0\.0\.1:\d+/);
    assert.match(result.stderr, /Add --allow-net=127\.0\.0\.1:\d+\./);
    assert.equal(requests, 0);
  });
});

Deno.test("run-full-pipeline --provider: a missing or unreadable key is named by its variable", async () => {
  await inFolder(async (dir) => {
    const args = ["run-full-pipeline", ...SMALL, "--provider", "mistral"];
    const unreadable = await run(dir, args);
    assert.equal(unreadable.code, 2);
    assert.match(unreadable.stderr, /--allow-env=MISTRAL_\*/);
    const missing = await run(dir, args, {
      env: { MISTRAL_API_KEY: "" },
      flags: [`--allow-read=${dir}`, "--allow-env=MISTRAL_*"],
    });
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /needs a key, got none[^]*Set MISTRAL_API_KEY/);
  });
});

Deno.test("providers lists each with its key, base URL and default model, and shows no key", async () => {
  await inFolder(async (dir) => {
    const setup = {
      env: { OPENAI_API_KEY: KEY, GENERIC_API_BASE_URL: `https://user:${KEY}@llm.example/v1?key=${KEY}` },
      flags: ["--allow-env=OPENAI_API_KEY,GENERIC_API_KEY,GENERIC_API_BASE_URL"],
    };
    const { stdout, stderr } = await done(dir, ["providers"], setup);
    for (const name of Object.keys(providers)) assert.match(stdout, new RegExp(`^${name} `, "m"));
    assert.match(stdout, /^openai +found \(OPENAI_API_KEY\) +https:\/\/api\.openai\.com\/v1 +gpt/m);
    assert.match(stdout, /^generic +not needed +https:\/\/llm\.example\/v1 +none: --model/m);
    assert.match(stdout, /^groq +unreadable \(GROQ_API_KEY\)/m);
    assert.match(stdout, /^ollama +not needed +http:\/\/127\.0\.0\.1:11434\/v1/m);
    assert.match(stderr, /--allow-env/);
    const json = await done(dir, ["providers", "--json"], setup);
    const { schemaVersion, providers: rows } = JSON.parse(json.stdout);
    assert.deepEqual([schemaVersion, rows.length], [1, Object.keys(providers).length]);
    assert.ok(!(stdout + stderr + json.stdout + json.stderr).includes(KEY));
  });
});

Deno.test("run-full-pipeline --provider: an address that Deno may not read is not passed by", async () => {
  await inFolder(async (dir) => {
    const { code, stderr } = await run(dir, ["run-full-pipeline", ...SMALL, "--provider", "openai"], {
      env: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: "http://127.0.0.1:1/v1" },
      flags: [`--allow-read=${dir}`, "--allow-env=OPENAI_API_KEY,OPENAI_API_BASE_URL"],
    });
    assert.equal(code, 2);
    assert.match(stderr, /--allow-env=OPENAI_\*/);
  });
});

Deno.test("run-full-pipeline: options of a model are refused without one, and out of range", async () => {
  await inFolder(async (dir) => {
    const wrong: [string[], RegExp][] = [
      [["--model", "x"], /"--model" with provider "auto"/],
      [["--base-url", "http://127.0.0.1:1"], /"--base-url" with provider "auto"/],
      [["--temperature", "3"], /--temperature 3.*0\.0 to 2\.0/],
      [["--max-tokens", "0"], /--max-tokens 0/],
      [["--idle-timeout", "soon"], /--idle-timeout soon/],
      [["--max-attempts", "0"], /--max-attempts 0/],
    ];
    for (const [args, said] of wrong) {
      const { code, stderr } = await run(dir, ["run-full-pipeline", ...SMALL, ...args]);
      assert.equal(code, 2, stderr);
      assert.match(stderr, said);
    }
  });
});

Deno.test("run-full-pipeline --provider: retries and limits of time are told, and can be set", async () => {
  let requests = 0;
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
    requests++;
    if (requests === 1) return new Response("busy", { status: 503 });
    return new Response(new ReadableStream({ start: () => {} }), { headers: { "content-type": "text/event-stream" } });
  });
  const host = `127.0.0.1:${server.addr.port}`;
  await inFolder(async (dir) => {
    const args = ["run-full-pipeline", ...SMALL, "--provider", "ollama", "--base-url", `http://${host}`, "--json"];
    const { code, stdout, stderr } = await run(dir, [...args, "--first-byte-timeout", "1", "--max-attempts", "2"], {
      flags: [`--allow-read=${dir}`, `--allow-write=${dir}`, `--allow-net=${host}`],
    });
    assert.equal(code, 4, stderr);
    assert.equal(requests, 2);
    assert.match(stderr, /design: HTTP 503 \(unavailable\), "busy"; asking again \(2\) in \d+(?:\.\d)? m?s/);
    assert.match(stderr, /no answer within 1 s \(first-byte limit\)/);
    assert.deepEqual(JSON.parse(stdout).error.kind, "timeout");
  });
});
