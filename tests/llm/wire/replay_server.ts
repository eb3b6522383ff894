/**
 * A real HTTP server on loopback that answers with bodies it is given, in pieces of an exact size.
 *
 * It is written on bare sockets: an HTTP library would merge pieces as it likes, and the sizes of the pieces are what is tested.
 * Each piece is one chunk of the chunked transfer encoding, so a client reads exactly these pieces however TCP cuts them,
 * and nothing waits between them.
 * @module
 */

/** How a body is cut: pieces of so many bytes, or all at once. */
export type PieceSize = number | "whole";

/** One answer. */
export interface Answer {
  /** The HTTP status; default: 200. */
  status?: number;
  /** Headers as recorded; those that describe the transport are left out, since the transport here is our own. */
  headers?: Record<string, string>;
  /** The body's bytes. */
  body: Uint8Array<ArrayBuffer> | string;
  /** How the body is cut; default: whole. */
  pieces?: PieceSize;
}

/** What a client sent. */
export interface ReceivedRequest {
  /** The HTTP method. */
  method: string;
  /** The path with its query. */
  path: string;
  /** The headers, names in lower case. */
  headers: Headers;
  /** The body as text. */
  body: string;
}

const HEAD_END = "\r\n\r\n";
const TRANSPORT_HEADERS = new Set([
  "transfer-encoding",
  "content-length",
  "content-encoding",
  "connection",
  "keep-alive",
]);
const encoder = new TextEncoder();

/** The server. It runs from its making to its disposal: `await using server = new ReplayServer()`. */
export class ReplayServer implements AsyncDisposable {
  /** What came, in order. */
  readonly requests: ReceivedRequest[] = [];
  /** What the next request gets. */
  answer: Answer = { status: 404, body: "" };
  readonly #listener: Deno.TcpListener = Deno.listen({ hostname: "127.0.0.1", port: 0, transport: "tcp" });
  readonly #open = new Set<Deno.TcpConn>();
  readonly #failures: unknown[] = [];
  readonly #running: Promise<void>;

  /** Listens at once, on a port that the system chooses. */
  constructor() {
    this.#running = this.#accept();
  }

  /** The origin, without a path and a slash at the end. */
  get origin(): string {
    return `http://127.0.0.1:${this.#listener.addr.port}`;
  }

  /** Stops listening, closes what is open and waits until nothing runs: the sanitizers look at what is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const connection of this.#open) close(connection);
    await this.#running;
    if (this.#failures.length > 0) throw new AggregateError(this.#failures, "the replay server failed");
  }

  async #accept(): Promise<void> {
    const handled: Promise<void>[] = [];
    try {
      for await (const connection of this.#listener) {
        this.#open.add(connection);
        handled.push(this.#serve(connection).finally(() => this.#open.delete(connection)));
      }
    } finally {
      await Promise.all(handled);
    }
  }

  async #serve(connection: Deno.TcpConn): Promise<void> {
    try {
      const request = await readRequest(connection);
      if (request === undefined) return;
      this.requests.push(request);
      await writeAll(connection, encodeAnswer(this.answer));
      await connection.closeWrite();
    } catch (error) {
      // A client that has seen the end mark may hang up before it has read everything; anything else is a bug of the test.
      if (!isHangUp(error)) this.#failures.push(error);
    } finally {
      close(connection);
    }
  }
}

/** The whole answer as it goes over the wire. */
export function encodeAnswer({ status = 200, headers = {}, body, pieces = "whole" }: Answer): Uint8Array<ArrayBuffer> {
  const bytes = typeof body === "string" ? encoder.encode(body) : body;
  const size = pieces === "whole" ? Math.max(1, bytes.length) : pieces;
  const lines = [`HTTP/1.1 ${status} Recorded`, "transfer-encoding: chunked", "connection: close"];
  for (const [name, value] of Object.entries(headers)) {
    if (!TRANSPORT_HEADERS.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  }
  const head = encoder.encode(lines.join("\r\n") + HEAD_END);
  const perPiece = size.toString(16).length + 4;
  const wire = new Uint8Array(head.length + bytes.length + Math.ceil(bytes.length / size) * perPiece + 5);
  wire.set(head);
  let at = head.length;
  const put = (text: string) => at += encoder.encodeInto(text, wire.subarray(at)).written;
  for (let from = 0; from < bytes.length; from += size) {
    const piece = bytes.subarray(from, from + size);
    put(`${piece.length.toString(16)}\r\n`);
    wire.set(piece, at);
    at += piece.length;
    put("\r\n");
  }
  put("0\r\n\r\n");
  return wire.slice(0, at);
}

/** Reads one request with its body; nothing if the client closed before it sent one. */
async function readRequest(connection: Deno.TcpConn): Promise<ReceivedRequest | undefined> {
  const decoder = new TextDecoder("latin1");
  const buffer = new Uint8Array(65_536);
  let received = "";
  const more = async () => {
    const count = await connection.read(buffer);
    if (count === null) return false;
    received += decoder.decode(buffer.subarray(0, count), { stream: true });
    return true;
  };
  while (!received.includes(HEAD_END)) if (!await more()) return undefined;
  const headEnd = received.indexOf(HEAD_END);
  const [requestLine = "", ...headerLines] = received.slice(0, headEnd).split("\r\n");
  const headers = new Headers();
  for (const line of headerLines) {
    const colon = line.indexOf(":");
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  if (headers.has("transfer-encoding")) throw new Error("the replay server reads only bodies with a content-length");
  const length = Number(headers.get("content-length") ?? 0);
  const bodyStart = headEnd + HEAD_END.length;
  while (received.length - bodyStart < length) if (!await more()) return undefined;
  const [method = "", path = ""] = requestLine.split(" ");
  const body = Uint8Array.from(received.slice(bodyStart), (character) => character.charCodeAt(0));
  return { method, path, headers, body: new TextDecoder().decode(body) };
}

async function writeAll(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

function isHangUp(error: unknown): boolean {
  return error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.ConnectionReset ||
    error instanceof Deno.errors.ConnectionAborted || error instanceof Deno.errors.NotConnected ||
    error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted;
}

function close(connection: Deno.TcpConn): void {
  try {
    connection.close();
  } catch (error) {
    // Closed already: by the disposal, or by the end of its own handling.
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
