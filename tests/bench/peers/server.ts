/**
 * The server, a process of its own: one port for the answer that it is told of as JSON in its argument; it says its port
 * as one line. All that it sends is built before it listens, so that it costs less than any client.
 * @module
 */
import { type Answer, eventsOf } from "./answers.ts";

const encoder = new TextEncoder();

const HEAD = encoder.encode(
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\n" +
    "transfer-encoding: chunked\r\n\r\n",
);
const END = encoder.encode("0\r\n\r\n");

/** What one answer sends, write by write. */
interface Writes {
  head: Uint8Array[];
  cycle: Uint8Array[];
  repeats: number;
  tail: Uint8Array[];
}

/** Puts a piece of the body into an HTTP chunk. */
function chunk(body: Uint8Array): Uint8Array {
  return concat([encoder.encode(`${body.length.toString(16)}\r\n`), body, encoder.encode("\r\n")]);
}

function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Cuts wherever the size says so, also inside an event, as a network does. */
function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(chunk(bytes.subarray(at, at + size)));
  return pieces;
}

function writesOf(answer: Answer): Writes {
  const { head, cycle, repeats, tail } = eventsOf(answer);
  const each = (events: string[]) => events.map((event) => chunk(encoder.encode(event)));
  // The last event and the end of the body travel together.
  const last = concat([...each(tail), END]);
  // The first event comes alone: it is what the time to the first token waits for.
  if (answer.write === 0) return { head: each(head), cycle: each(cycle), repeats, tail: [last] };
  // More than one cycle in one piece, so that the cuts fall on other places of the events.
  const together = Math.min(repeats, 8);
  return {
    head: each(head),
    cycle: cut(encoder.encode(cycle.join("").repeat(together)), answer.write),
    repeats: Math.floor(repeats / together),
    tail: [...cut(encoder.encode(cycle.join("").repeat(repeats % together)), answer.write), last],
  };
}

/** Reads one request to its end. False where the connection ended. */
async function request(connection: Deno.Conn, buffer: Uint8Array): Promise<boolean> {
  let text = "";
  const decoder = new TextDecoder("latin1");
  for (;;) {
    const size = await connection.read(buffer);
    if (size === null) return false;
    text += decoder.decode(buffer.subarray(0, size));
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) continue;
    const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
    if (text.length >= end + 4 + Number(length ?? 0)) return true;
  }
}

async function write(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(at === 0 ? bytes : bytes.subarray(at));
}

async function serve(connection: Deno.TcpConn, writes: Writes): Promise<void> {
  connection.setNoDelay(true);
  const buffer = new Uint8Array(65536);
  const [first, ...rest] = writes.head;
  try {
    while (await request(connection, buffer)) {
      await write(connection, first === undefined ? HEAD : concat([HEAD, first]));
      for (const bytes of rest) await write(connection, bytes);
      for (let round = 0; round < writes.repeats; round++) {
        for (const bytes of writes.cycle) await write(connection, bytes);
      }
      for (const bytes of writes.tail) await write(connection, bytes);
    }
  } catch {
    // A client may leave before the end.
  }
  connection.close();
}

const answer: Answer = JSON.parse(Deno.args[0] ?? "");
const writes = writesOf(answer);
const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
await Deno.stdout.write(encoder.encode(`${listener.addr.port}\n`));
const accepting = (async () => {
  for await (const connection of listener) serve(connection, writes);
})();

// The end of the input ends the process.
for await (const _ of Deno.stdin.readable);
listener.close();
await accepting;
Deno.exit();
