/** Group E: unusual but legal event streams, letters cut in two, and damaged events. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { ask, assertGoodError, forWires, optionsFor, textOf, withServer } from "./ask.ts";
import { HALF, half, type Part, PIECES, SETTLE, split, streamed, TEXT } from "./replies.ts";
import { type FaultCase, testFaults } from "./table.ts";
import { answerEvents, frame, openai, type SseEvent, type Wire } from "./wires.ts";

/** The good answer, its stream changed as a whole. */
function reshaped(change: (stream: string) => string | Part[]): FaultCase["reply"] {
  return (wire) => {
    const stream = change(frame(answerEvents(wire, PIECES)));
    return streamed(typeof stream === "string" ? [stream] : stream);
  };
}

/** The good answer with something before each event. */
function between(noise: string): FaultCase["reply"] {
  return reshaped((stream) => noise + stream.replaceAll("\n\n", `\n\n${noise}`));
}

function pretty(event: SseEvent): SseEvent {
  return event.data.startsWith("{") ? { ...event, data: JSON.stringify(JSON.parse(event.data), null, 2) } : event;
}

/** Each write ends between CR and LF. */
function crlfSplit(stream: string): Part[] {
  return stream.replaceAll("\n", "\r\n").split(/(?<=\r)/);
}

testFaults([
  { name: "crlf", reply: reshaped((stream) => stream.replaceAll("\n", "\r\n")), succeeds: {} },
  { name: "cr", reply: reshaped((stream) => stream.replaceAll("\n", "\r")), succeeds: {} },
  {
    name: "cr, and no blank line at the end",
    reply: reshaped((stream) => stream.replaceAll("\n", "\r").slice(0, -1)),
    succeeds: {},
  },
  { name: "crlf-split", reply: reshaped(crlfSplit), succeeds: {} },
  { name: "bom", reply: reshaped((stream) => `\ufeff${stream}`), succeeds: {} },
  {
    name: "bom-split",
    reply: reshaped((
      stream,
    ) => [new Uint8Array([0xef]), 10, new Uint8Array([0xbb]), 10, new Uint8Array([0xbf]), stream]),
    succeeds: {},
  },
  { name: "comments", reply: between(": OPENROUTER PROCESSING\n\n"), succeeds: {} },
  {
    name: "comments inside events",
    reply: reshaped((stream) => stream.replaceAll("data:", ":\n: x: y\ndata:")),
    succeeds: {},
  },
  {
    name: "no-space",
    reply: (wire) => streamed([frame(answerEvents(wire, PIECES), { space: false })]),
    succeeds: {},
  },
  {
    name: "multi-data",
    reply: (wire) => streamed([frame(answerEvents(wire, PIECES).map(pretty))]),
    succeeds: {},
  },
  {
    name: "extra-fields",
    reply: reshaped((stream) => stream.replaceAll("data:", "id: 7\nretry: 10\nx-field: 1\nfield\ndata:")),
    succeeds: {},
  },
  { name: "blank-events", reply: between("\n\n\n"), succeeds: {} },
  { name: "empty data", reply: between("data:\n\ndata: \n\n"), succeeds: {} },
  { name: "garbage-line", reply: between("not a field of anything\n{}\n"), succeeds: {} },
  {
    name: "done-trailing-space",
    reply: reshaped((stream) => stream.replace("data: [DONE]\n", "data: [DONE] \n")),
    wires: [openai],
    succeeds: {},
  },
  {
    name: "named events",
    reply: reshaped((stream) => stream.replaceAll("data:", "event: message\ndata:")),
    wires: [openai],
    succeeds: {},
  },
  {
    name: "no event names",
    // Gateways drop them; the type also stands in the data.
    reply: (wire) => streamed([frame(answerEvents(wire, PIECES).map(({ data }) => ({ data })))]),
    succeeds: {},
  },
  {
    name: "unknown events",
    reply: (wire) => {
      const unknown: SseEvent[] = wire === openai
        ? [{ data: '{"id":"c","object":"something.new","choices":[]}' }, { data: '{"choices":[{"index":0}]}' }]
        : [
          { event: "later", data: '{"type":"later","index":0,"delta":{"text":"not text"}}' },
          {
            event: "content_block_delta",
            data: '{"type":"content_block_delta","index":0,"delta":{"type":"later_delta","text":"not text"}}',
          },
        ];
      return streamed([
        frame([
          ...wire.opening,
          ...PIECES.flatMap((piece) => [...unknown, wire.text(piece)]),
          ...wire.closing("stop"),
          wire.done,
        ]),
      ]);
    },
    succeeds: {},
  },
  {
    name: "null-delta",
    reply: (wire) => {
      const nulls = ["null", '{"content":null}', '{"content":null,"role":null,"refusal":null,"reasoning":null}', "{}"];
      const empty = nulls.map((delta): SseEvent => ({
        data:
          `{"id":"c","object":"chat.completion.chunk","choices":[{"index":0,"delta":${delta},"finish_reason":null}]}`,
      }));
      return streamed([
        frame([...PIECES.flatMap((piece) => [...empty, wire.text(piece)]), ...wire.closing("stop"), wire.done]),
      ]);
    },
    wires: [openai],
    succeeds: {},
  },
]);

testFaults([
  {
    name: "split-utf8",
    // Each letter of more than one byte is cut after its first.
    reply: reshaped((stream) => {
      const bytes = Buffer.from(stream);
      const starts = [...bytes.keys()].filter((at) => (bytes[at] ?? 0) >= 0xc0).map((at) => at + 1);
      return [0, ...starts].flatMap((at, index): Part[] => [bytes.subarray(at, starts[index] ?? bytes.length), 2]);
    }),
    succeeds: {},
  },
  { name: "every-byte", reply: reshaped((stream) => split(stream, 1)), succeeds: {} },
  { name: "one-write", reply: reshaped((stream) => stream), succeeds: {} },
  { name: "tiny-chunks", reply: reshaped((stream) => split(stream, 3)), succeeds: {} },
  {
    name: "leading white space",
    reply: (wire) => streamed(answerEvents(wire, ["\n\n", "  ", "Hi", "\n"]).map((event) => frame([event]))),
    succeeds: { text: "\n\n  Hi\n" },
  },
  {
    name: "a < that opens no thinking",
    reply: (wire) => streamed(answerEvents(wire, ["<", "th", "ree> is ", "less"]).map((event) => frame([event]))),
    succeeds: { text: "<three> is less", check: ({ reasoning }) => assert.equal(reasoning ?? "", "") },
  },
]);

/** A whole event whose JSON is cut. */
function damaged(wire: Wire): string {
  return frame([{ ...wire.text("lost"), data: wire.text("lost").data.slice(0, -4) }]);
}

testFaults([
  {
    name: "garbage-chunk",
    reply: (wire) =>
      streamed([half(wire), SETTLE, damaged(wire) + frame([wire.text("more"), ...wire.closing("stop"), wire.done])]),
    fails: { kind: "bad_response", retried: "yes", partial: HALF },
  },
  {
    name: "garbage-chunk first",
    reply: (wire) => streamed([damaged(wire) + frame(answerEvents(wire, PIECES))]),
    fails: { kind: "bad_response", retried: "yes" },
  },
  {
    name: "garbage-chunk of plain text",
    reply: (wire) => streamed([frame([{ data: "Internal error, sorry" }, ...answerEvents(wire, PIECES)])]),
    fails: { kind: "bad_response", retried: "yes", message: /Internal error, sorry/ },
  },
]);

Deno.test("invalid-utf8: is shown as U+FFFD with one warning, or tried again", () =>
  forWires((wire) => {
    const [before = "", after = ""] = frame(answerEvents(wire, ["left [HERE] and [HERE] right"])).split(
      "[HERE] and [HERE]",
    );
    const broken = new Uint8Array([0xff, 0xc3]);
    const reply = streamed([
      Buffer.concat([Buffer.from(before), broken, Buffer.from(" and "), broken, Buffer.from(after)]),
    ]);
    return withServer([reply], async (server) => {
      const { completion, error } = await ask(wire.name, optionsFor(server.origin));
      if (completion === undefined) {
        assert.ok(error?.retryable, error?.message);
        return;
      }
      assert.equal(completion.text, "left \ufffd\ufffd and \ufffd\ufffd right");
      assert.equal(completion.warnings.length, 1, completion.warnings.join("; "));
    });
  }));

Deno.test("think tags: what stands between them at the head is reasoning, however it is cut", () =>
  forWires(async (wire) => {
    const pieces = [..."\n<think>Let me see.</think>\n\n"];
    const reply = streamed(answerEvents(wire, [...pieces, ...PIECES]).map((event) => frame([event])));
    for (const door of ["complete", "stream"] as const) {
      await withServer([reply], async (server) => {
        const { completion, events } = await ask(wire.name, optionsFor(server.origin), { door });
        // Whether the line ends behind the tag are text is left open.
        assert.equal(completion?.text.trimStart(), TEXT);
        assert.equal(completion.reasoning?.trim(), "Let me see.");
        if (door === "stream") assert.equal(textOf(events), completion.text);
      });
    }
  }));

Deno.test("split-surrogates: halves of a letter in two events come together in one piece", () =>
  forWires(async (wire) => {
    const reply = streamed(answerEvents(wire, ["Hi \ud83d", "\udc4b", " ok"]).flatMap((event) => [frame([event]), 5]));
    for (const door of ["complete", "stream"] as const) {
      await withServer([reply], async (server) => {
        const { completion, events } = await ask(wire.name, optionsFor(server.origin), { door });
        assert.equal(completion?.text, "Hi 👋 ok");
        for (const event of events) assert.ok(event.type !== "text" || event.text.isWellFormed(), Deno.inspect(event));
      });
    }
  }));

Deno.test("damaged bytes: whatever is damaged, there is an answer or a good error", () =>
  forWires(async (wire) => {
    const bytes = new TextEncoder().encode(frame(answerEvents(wire, PIECES)));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 }),
        async (changes) => {
          const damagedBytes = bytes.slice();
          for (const [at, byte] of changes) damagedBytes[at] = byte;
          await withServer([streamed([damagedBytes])], async (server) => {
            const options = optionsFor(server.origin, { retry: { maxAttempts: 1 } });
            const { error } = await ask(wire.name, options);
            if (error !== undefined) assertGoodError(error, wire.name);
          });
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );
  }));
