/**
 * A server that wants harm, met by the whole command. What the clients stand by themselves (redirects of all kinds,
 * endless and slow answers, bombs, echoes in every encoding) is in `tests/llm/faults`.
 */
import assert from "node:assert/strict";
import { type HttpProvider, providers } from "../../mod.ts";
import { filesIn, SMALL, TIMEOUT } from "../integration/cli_harness.ts";
import { serveModel } from "../llm/conformance/model_server.ts";
import { gzipBomb } from "../llm/faults/gzip.ts";
import { memorize, serveScripted } from "../pipeline/scripted_model.ts";
import { assertClean, CODES } from "./harmless.ts";
import { assertInside, inSandbox, KEY, type Sandbox } from "./sandbox.ts";

const RUN = ["run-full-pipeline", ...SMALL, "--provider", "openai", "--max-attempts", "1"];
const OPENAI = providers["openai"] as HttpProvider;

/** An answer that never ends, as fast as it is read. */
function endless(piece: Uint8Array, head: Uint8Array = new Uint8Array()): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(head),
    pull: (controller) => controller.enqueue(piece),
  }, { highWaterMark: 0 });
}

const text = (words: string) => new TextEncoder().encode(words);
const SSE = { "content-type": "text/event-stream" };

interface Case {
  what: string;
  reply: (trap: string) => Response;
  code: number;
  why: RegExp;
}

const CASES: readonly Case[] = [
  ...[301, 302, 303, 307, 308].map((status): Case => ({
    what: `redirects elsewhere with ${status}`,
    reply: (trap) => new Response(null, { status, headers: { location: `http://${trap}/v1/chat/completions` } }),
    code: 3,
    why: /redirects to 127\.0\.0\.1/,
  })),
  {
    what: "says the key and escape sequences in an error",
    reply: () => Response.json({ error: { message: `No: ${KEY} ${CODES}`, type: KEY, code: KEY } }, { status: 400 }),
    code: 3,
    why: /\[redacted\]/,
  },
  {
    what: "sends an error page that never ends",
    reply: () =>
      new Response(endless(text(`<p>${KEY}${CODES}`)), { status: 500, headers: { "content-type": "text/html" } }),
    code: 4,
    why: /HTTP 500/,
  },
  {
    what: "sends a line that never ends",
    reply: () => new Response(endless(text("x".repeat(60_000)), text("data: ")), { headers: SSE }),
    code: 5,
    why: /over the limit/,
  },
  {
    what: "sends comments that never end",
    reply: () => new Response(endless(text(": and on\n\n".repeat(5_000))), { headers: SSE }),
    code: 5,
    why: /over the limit/,
  },
  {
    what: "sends a few KB that unpack to gigabytes",
    reply: () => {
      const { head, block } = gzipBomb(": padding\n");
      return new Response(endless(block, head), { headers: { ...SSE, "content-encoding": "gzip" } });
    },
    code: 5,
    why: /over the limit/,
  },
];

Deno.test({
  name: "a server that redirects, shows the key, or never ends gets one request, and the run its exit code",
  timeout: TIMEOUT,
  fn: () =>
    inSandbox({}, async (sandbox) => {
      for (const { what, reply, code, why } of CASES) {
        await using model = serveModel(OPENAI, () => reply(sandbox.trap.host));
        const traces = await sandbox.run([...RUN, "--fresh"], setupOf(model));
        assert.equal(traces.code, code, `${what}: ${traces.stderr}`);
        assert.match(traces.stderr, why, `${what}: ${traces.stderr}`);
        assert.equal(model.received.length, 1, what);
        assertInside(sandbox, traces, /^project\/\.devussy\//);
        assertClean(traces.stderr);
      }
      await assertNoKey(sandbox);
    }),
});

Deno.test({
  name: "a model that says the key in every text gets it into no file, no record, no log and no page",
  timeout: TIMEOUT,
  fn: async () => {
    const memory = await memorize({
      name: "URL shortener",
      languages: ["Go"],
      requirements: "Shorten links. Count clicks.",
    });
    await using model = serveScripted(
      OPENAI,
      memory,
      ({ right }) =>
        JSON.stringify(
          right,
          (_, value) => typeof value === "string" && value.includes(" ") ? `${value} ${KEY}` : value,
        ),
    );
    await inSandbox({}, async (sandbox) => {
      const traces = await sandbox.run(
        [...RUN, "--streaming", "--verbose", "--log-file", "run.log"],
        setupOf(model),
      );
      assert.ok([0, 8].includes(traces.code), traces.stderr);
      assertInside(sandbox, traces, /^project\/(?:docs\/|\.devussy\/|run\.log$)/);
      assert.equal((await sandbox.run(["view"], setupOf(model))).code, 0);
      assert.match(await Deno.readTextFile(`${sandbox.dir}/docs/plan.json`), /\[redacted\]/);
      await assertNoKey(sandbox);
    });
  },
});

function setupOf({ origin }: { origin: string }): { env: Record<string, string> } {
  return { env: { OPENAI_API_KEY: KEY, OPENAI_API_BASE_URL: origin } };
}

/** Fails where the key stands in any byte of the sandbox. */
async function assertNoKey({ root }: Sandbox): Promise<void> {
  const forms = [KEY, encodeURIComponent(KEY), btoa(KEY).slice(0, -4), KEY.slice(4, 20)];
  for (const [path, bytes] of Object.entries(await filesIn(root))) {
    for (const form of forms) assert.ok(!bytes.includes(form), path);
  }
}
