import assert from "node:assert/strict";
import { ask } from "../../../src/cli/ask.ts";
import type { Io } from "../../../src/cli/command.ts";

/** A terminal at which somebody types. */
function terminal(input: ReadableStream<Uint8Array>, signal = new AbortController().signal): Io & { said: string[] } {
  const said: string[] = [];
  return {
    said,
    out: () => {},
    say: (line) => void said.push(line),
    stdin: () => input,
    interactive: true,
    signal,
    env: () => undefined,
    mayRead: () => false,
    mayConnect: () => false,
    mayReadPath: () => false,
    mayWrite: () => false,
  };
}

/** Pieces as a terminal gives them. */
function typed(...pieces: string[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(pieces.map((piece) => new TextEncoder().encode(piece)));
}

Deno.test("ask() asks and reads one line, in whatever pieces it comes", async () => {
  const io = terminal(typed("y", "es \r", "\nnext"));
  assert.equal(await ask("Really?", io), "yes");
  assert.deepEqual(io.said, ["Really?"]);
  assert.equal(await ask("And?", io), "next");
  assert.equal(await ask("And?", io), "");
});

Deno.test("ask() leaves what was typed ahead to the next question", async () => {
  const io = terminal(typed("y\nShorten links.\n\nlast"));
  const answers = [];
  for (let at = 0; at < 4; at++) answers.push(await ask("?", io));
  assert.deepEqual(answers, ["y", "Shorten links.", "", "last"]);
});

Deno.test("ask() ends when the process is asked to stop", async () => {
  const controller = new AbortController();
  const io = terminal(new ReadableStream({}), controller.signal);
  const answer = ask("?", io);
  controller.abort(new Error("stopped"));
  await assert.rejects(answer, /stopped/);
});
