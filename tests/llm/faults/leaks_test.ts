/** Group H: servers that send the key back, and text that would take over a terminal. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createLLMClient, type StreamEvent } from "../../../mod.ts";
import { ask, assertGoodError, forWires, MESSAGES, optionsFor, textOf, withServer } from "./ask.ts";
import type { Reply } from "./fault_server.ts";
import { half, json, type Part, SETTLE, streamed, whole } from "./replies.ts";
import { type FaultCase, testFaults } from "./table.ts";
import { assertNoKey, assertNoPiece, KEY } from "./taint.ts";
import { answerEvents, frame, openai, type Wire } from "./wires.ts";

const REDACTED = /\[redacted\]/;

/** Ways to write the key. */
const FORMS: Readonly<Record<string, string>> = {
  "as it is": KEY,
  "with its scheme": `Bearer ${KEY}`,
  "URL-encoded": `https://example.test/?key=${encodeURIComponent(KEY)}&x=1`,
  "in base64": Buffer.from(KEY).toString("base64"),
  "in base64 with its scheme": Buffer.from(`Bearer ${KEY}`).toString("base64"),
  "in base64 as a password": Buffer.from(`user:${KEY}`).toString("base64"),
  "in base64url": Buffer.from(KEY).toString("base64url"),
  "in hex": Buffer.from(KEY).toString("hex"),
  "in capital hex": Buffer.from(KEY).toString("hex").toUpperCase(),
  "without its first letters": KEY.slice(9),
  "without its last letters": KEY.slice(0, -6),
  "its middle": KEY.slice(9, 27),
};

testFaults(
  Object.entries(FORMS).flatMap(([how, text]): FaultCase[] => [
    {
      name: `echo-key, ${how}`,
      reply: (wire) =>
        json(400, wire.failure({ type: "invalid_request_error", message: `Rejected: ${text} is not it.` })),
      fails: { kind: ["bad_request", "auth"], retried: "no", message: REDACTED },
    },
    {
      name: `echo-key-500, ${how}`,
      reply: (wire) => json(500, wire.failure({ type: "api_error", message: `Broke on ${text} here.` })),
      fails: { kind: "server", retried: "yes", message: REDACTED },
    },
  ]),
);

/** What stands between two halves of the key, and is nothing on a screen. */
const INVISIBLE: Readonly<Record<string, string>> = {
  "NUL": "\0",
  "a colour": "\x1b[31m",
  "a backspace": "\b",
  "zero width": "\u200b",
  "a soft hyphen": "\u00ad",
  "a BOM": "\ufeff",
};

testFaults([
  ...Object.entries(INVISIBLE).map(([name, letter]): FaultCase => ({
    name: `echo-key with ${name} inside`,
    // Taking that out after the key was looked for would put the key together again.
    reply: (wire) =>
      json(
        400,
        wire.failure({ type: "invalid_request_error", message: `No: ${KEY.slice(0, 20)}${letter}${KEY.slice(20)}` }),
      ),
    fails: { kind: ["bad_request", "auth"], retried: "no" },
  })),
  {
    name: "echo-key in a code",
    reply: () => json(400, JSON.stringify({ error: { message: "No", code: KEY, type: KEY, param: KEY } })),
    wires: [openai],
    fails: { kind: ["bad_request", "auth"], retried: "no" },
  },
  {
    name: "echo-key in plain text",
    reply: () => whole(400, `No: ${KEY}`, { "content-type": "text/plain" }),
    fails: { kind: ["bad_request", "auth"], retried: "no", message: REDACTED },
  },
  {
    name: "echo-key in a title",
    reply: () => whole(502, `<html><title>No: ${KEY}</title></html>`, { "content-type": "text/html" }),
    fails: { kind: "server", retried: "yes", message: REDACTED },
  },
  {
    name: "echo-key in the id of the request",
    reply: (wire) =>
      json(500, wire.failure({ type: "api_error", message: "No" }), { "x-request-id": KEY, "request-id": KEY }),
    fails: { kind: "server", retried: "yes" },
  },
  {
    name: "echo-key in a stream's error",
    reply: (wire) =>
      streamed([half(wire), SETTLE, frame([wire.failureEvent({ type: "api_error", message: `No: ${KEY}` })])]),
    fails: { kind: "server", retried: "yes", message: REDACTED, partial: /./ },
  },
  {
    name: "echo-key in a damaged event",
    reply: (wire) => streamed([half(wire), SETTLE, `data: {"${KEY}\n\n`]),
    fails: { kind: "bad_response", retried: "yes", partial: /./ },
  },
  {
    name: "echo-key in a refusal",
    reply: (wire) =>
      json(
        200,
        wire === openai
          ? JSON.stringify({
            choices: [{ index: 0, message: { content: null, refusal: `No ${KEY}` }, finish_reason: "stop" }],
          })
          : JSON.stringify({
            type: "message",
            content: [],
            stop_reason: "refusal",
            stop_details: { category: "x", explanation: `No ${KEY}` },
          }),
      ),
    fails: { kind: "content_filter", retried: "no" },
  },
  {
    name: "echo-key in a partial answer",
    reply: (wire) => streamed([frame([...wire.opening, wire.text(`You sent ${KEY} to`), wire.text(" me.")]), SETTLE]),
    fails: { kind: "incomplete_stream", retried: "yes", partial: /^You sent \[redacted\] to me\.$/ },
  },
  {
    name: "echo-key in an unfinished partial answer",
    reply: (wire) => streamed([frame([...wire.opening, wire.text(`You sent ${KEY.slice(0, 30)}`)]), SETTLE]),
    fails: { kind: "incomplete_stream", retried: "yes", partial: /^You sent / },
  },
]);

Deno.test("echo-key: no piece of the key is left where a message is cut", () =>
  forWires(async (wire) => {
    const paddings = Array.from({ length: 14 }, (_, at) => 240 + at * 6);
    for (const padding of paddings) {
      const body = wire.failure({ type: "invalid_request_error", message: `${"x".repeat(padding)} ${KEY} is wrong` });
      await withServer([json(400, body)], async (server) => {
        const { error } = await ask(wire.name, optionsFor(server.origin));
        assert.ok(error !== undefined);
        assertGoodError(error, wire.name);
        assertNoPiece(error.message, `the message with ${padding} letters before the key`);
      });
    }
  }));

Deno.test("echo-key: no piece of the key is left where a long body is cut", () =>
  forWires(async (wire) => {
    for (const inside of [16, 24, 32]) {
      // White space shrinks, so what stands at the limit of 64 KB stands in the message too.
      const start = "Rejected:";
      const body = `${start}${" ".repeat(65_536 - start.length - inside)}${KEY}${"x".repeat(10_000)}`;
      await withServer([whole(400, body, { "content-type": "text/plain" })], async (server) => {
        const { error } = await ask(wire.name, optionsFor(server.origin));
        assert.ok(error !== undefined);
        assertNoKey(error, "the error");
        assertNoPiece(error.message, `the message with ${inside} letters of the key before the cut`);
      });
    }
  }));

/** An answer that holds the key, in writes of their own with time between them. */
function tellKey(wire: Wire, size: number): Reply {
  const text = `Your key is ${KEY}, keep it.`;
  const pieces = text.match(new RegExp(`.{1,${size}}`, "g")) ?? [];
  return streamed(answerEvents(wire, pieces).flatMap((event): Part[] => [frame([event]), 5]));
}

for (const size of [1, 7, 100]) {
  Deno.test(`echo-key-reply: the key in an answer in pieces of ${size} is replaced, with a warning`, () =>
    forWires(async (wire) => {
      for (const door of ["complete", "stream"] as const) {
        await withServer([tellKey(wire, size)], async (server) => {
          const { completion, error, events } = await ask(wire.name, optionsFor(server.origin), { door });
          assert.equal(completion?.text, "Your key is [redacted], keep it.", error?.message);
          if (door === "stream") assert.equal(textOf(events), completion.text);
          assert.ok(completion.warnings.length >= 1, "expected a warning");
          assertNoKey(completion, "the completion");
          assertNoKey(textOf(events), "the events");
        });
      }
    }));
}

Deno.test("echo-key-reply: an answer as JSON and thoughts are no way round", () =>
  forWires(async (wire) => {
    await withServer([json(200, wire.body(`Your key is ${KEY}.`))], async (server) => {
      const { completion } = await ask(wire.name, optionsFor(server.origin));
      assert.equal(completion?.text, "Your key is [redacted].");
      assertNoKey(completion, "the completion");
    });
    const thoughts = [...KEY].flatMap((letter) => wire.thinking(letter));
    const events = [...wire.opening, ...thoughts, wire.text("Done."), ...wire.closing("stop"), wire.done];
    await withServer([streamed([frame(events)])], async (server) => {
      const { completion, events } = await ask(wire.name, optionsFor(server.origin), { door: "stream" });
      assert.equal(completion?.text, "Done.");
      assertNoKey(completion, "the completion");
      const said = events.map((event) => event.type === "reasoning" ? event.text : "").join("");
      assertNoKey(said, "the events");
    });
  }));

Deno.test("echo-key-reply: ids, the model's name and headers of an answer are no way round", () =>
  forWires(async (wire) => {
    const body = JSON.parse(wire.body("Done."));
    const reply = json(200, JSON.stringify({ ...body, id: KEY, model: `m-${KEY}` }));
    const withHeaders = json(200, wire.body("Done."), { "x-request-id": KEY, "request-id": KEY });
    for (const one of [reply, withHeaders]) {
      await withServer([one], async (server) => {
        const { completion, events } = await ask(wire.name, optionsFor(server.origin), { door: "stream" });
        assert.equal(completion?.text, "Done.");
        assertNoKey(completion, "the completion");
        assertNoKey(events, "the events");
      });
    }
  }));

Deno.test("echo-key-reply: text that only begins like the key arrives whole", () =>
  forWires(async (wire) => {
    const text = `Keys begin with ${KEY.slice(0, 9)} or ${KEY.slice(0, 4)}, and here ends one: s`;
    for (const door of ["complete", "stream"] as const) {
      const reply = streamed(answerEvents(wire, [...text]).map((event) => frame([event])));
      await withServer([reply], async (server) => {
        const { completion, events } = await ask(wire.name, optionsFor(server.origin), { door });
        assert.equal(completion?.text, text);
        if (door === "stream") assert.equal(textOf(events), text);
        assert.deepEqual(completion?.warnings, []);
      });
    }
  }));

Deno.test("echo-key-reply: generate and generateStream hide it too", () =>
  forWires(async (wire) => {
    await withServer([tellKey(wire, 3)], async (server) => {
      const client = createLLMClient(wire.name, optionsFor(server.origin));
      assert.equal(await client.generate(MESSAGES), "Your key is [redacted], keep it.");
      let text = "";
      for await (const piece of client.generateStream(MESSAGES)) text += piece;
      assert.equal(text, "Your key is [redacted], keep it.");
    });
  }));

const ANSI = "\x1b[31mred\x1b[0m \x1b]52;c;ZXZpbA==\x07 \x9b2J \u202eesrever\u202c a\u200bb line\r\nbreak \x00\x08 end";

testFaults([
  {
    name: "error-ansi",
    reply: (wire) => json(400, wire.failure({ type: "invalid_request_error", message: ANSI })),
    fails: { kind: "bad_request", retried: "no", message: /red.*end/ },
  },
  {
    name: "error-ansi in a code",
    reply: () => json(400, JSON.stringify({ error: { message: "No", code: ANSI, type: ANSI } })),
    wires: [openai],
    fails: { kind: "bad_request", retried: "no" },
  },
  {
    name: "error-ansi as plain text",
    reply: () => whole(500, ANSI, { "content-type": "text/plain" }),
    fails: { kind: "server", retried: "yes", message: /red.*end/ },
  },
  {
    name: "error-ansi in a title",
    reply: () => whole(502, `<html><title>${ANSI}</title></html>`, { "content-type": "text/html" }),
    fails: { kind: "server", retried: "yes" },
  },
  {
    name: "error-ansi in a stream",
    reply: (wire) => streamed([frame([wire.failureEvent({ type: "overloaded_error", message: ANSI })])]),
    fails: { kind: "overloaded", retried: "yes" },
  },
  {
    name: "error-ansi in a damaged event",
    reply: (wire) => streamed([half(wire), SETTLE, 'data: {"\x1b[31m\x9b2J\u202e\n\n']),
    fails: { kind: "bad_response", retried: "yes", partial: /./ },
  },
]);

Deno.test("createLLMClient(): the key can't be seen in a client, nor in its retry events", () =>
  forWires(async (wire) => {
    const fault = json(503, wire.failure({ type: "api_error", message: `Broke: ${KEY}` }));
    await withServer([fault], async (server) => {
      const client = createLLMClient(wire.name, optionsFor(server.origin));
      assertNoKey(client, "the client");
      const events: StreamEvent[] = [];
      await assert.rejects(async () => {
        for await (const event of client.stream(MESSAGES)) events.push(event);
      });
      assert.equal(events.length, 2);
      assertNoKey(events, "the events");
    });
  }));
