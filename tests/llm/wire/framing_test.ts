import assert from "node:assert/strict";
import { cut, frame, frameText } from "./framing.ts";
import { readLeniently, readStrictly } from "./naive_sse.ts";
import { absence, framingCases } from "./recordings.ts";

const SIZES = [1, 7, 64, "whole"] as const;
const encoder = new TextEncoder();
const cases = framingCases();

Deno.test({
  name: `SseFramer: ${cases.length} framing cases are all there${absence}`,
  ignore: absence !== "",
  fn: () => assert.equal(cases.length, 31),
});

for (const { name, bytes, events } of cases) {
  Deno.test(`SseFramer: ${name}: the events of a strict reader, whatever the pieces`, () => {
    const expected = events.map(({ event, data }) => ({ event, data }));
    // The second reader of these tests must itself be right.
    assert.deepEqual(readStrictly(new TextDecoder().decode(bytes)), expected);
    for (const size of SIZES) assert.deepEqual(frame(cut(bytes, size)).events, expected, `pieces of ${size}`);
  });
}

Deno.test("SseFramer: a line end of CR and LF cut between the two ends one line", () => {
  const { events, atEnd } = frameText(["data: A\r\n", "data: B\r", "\n", "data: C\r\n", "\r\n"]);
  assert.deepEqual([...events, ...atEnd], [{ event: "message", data: "A\nB\nC" }]);
});

Deno.test("SseFramer: a field name cut in two is one field name", () => {
  assert.deepEqual(frameText(["da", "ta: hel", "lo\n\n"]).events, [{ event: "message", data: "hello" }]);
});

Deno.test("SseFramer: an empty piece changes nothing, also between CR and LF", () => {
  const { events, atEnd } = frameText(["", "data: A\r", "", "\n", "", "data: B", "", "\n\n", ""]);
  assert.deepEqual([...events, ...atEnd], [{ event: "message", data: "A\nB" }]);
});

Deno.test("SseFramer: an event is given as soon as its blank line is there", () => {
  assert.deepEqual(frameText(["data: A\n\n"]).events, [{ event: "message", data: "A" }]);
  assert.deepEqual(frameText(["data: A\r\n\r\n"]).events, [{ event: "message", data: "A" }]);
});

for (
  const [what, stream] of [
    ["a last event without its blank line", "data: A\n\nevent: x\ndata: B\n"],
    ["a last line without its end", "data: A\n\ndata: [DONE]"],
    ["a last line of several without its end", "data: A\n\ndata: B\ndata: C"],
    ["a blank line of two CR", "data: A\r\r"],
    ["a last line that ends in CR", "data: A\r\rdata: B\r"],
    ["a blank line of CR, LF and CR", "data: A\r\n\r"],
  ] as const
) {
  Deno.test(`SseFramer.end: ${what} is given at the end of the stream`, () => {
    for (const size of SIZES) {
      const { events, atEnd } = frame(cut(encoder.encode(stream), size));
      assert.deepEqual([...events, ...atEnd], readLeniently(stream), `pieces of ${size}`);
    }
  });
}

for (
  const [what, stream] of [
    ["nothing is left", "data: A\n\n"],
    ["only a comment is left", "data: A\n\n: bye"],
    ["only a name is left", "data: A\n\nevent: x\n"],
    ["half a field name is left", "data: A\n\nda"],
    ["nothing ever came", ""],
  ] as const
) {
  Deno.test(`SseFramer.end: no event where ${what}`, () => {
    for (const size of SIZES) assert.deepEqual(frame(cut(encoder.encode(stream), size)).atEnd, [], `pieces of ${size}`);
  });
}

Deno.test("SseFramer.end: gives its event once", () => {
  for (const size of SIZES) {
    const { events, atEnd } = frame(cut(encoder.encode("data: A\r\n\r\n"), size));
    assert.deepEqual([...events, ...atEnd], [{ event: "message", data: "A" }], `pieces of ${size}`);
  }
});

Deno.test("SseFramer: a line in many pieces costs time in proportion to its length", () => {
  const measure = (pieces: number) => {
    const start = performance.now();
    const { events } = frameText(["data: ", ...Array<string>(pieces).fill("pieces "), "\n\n"]);
    assert.equal(events[0]?.data.length, 7 * pieces);
    return performance.now() - start;
  };
  measure(6000);
  const [short, long] = [measure(6000), measure(96_000)];
  // 16 times the text takes about 16 times as long; 256 times if each piece made the reader search the line from its start.
  assert.ok(long < 60 * Math.max(short, 5), `${short} ms for a sixteenth, ${long} ms for all`);
});
