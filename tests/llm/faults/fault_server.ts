/**
 * An HTTP/1.1 server over raw sockets that does exactly what it is told, however wrong, and remembers what it was asked.
 *
 * Raw, because a real HTTP server would repair most of the faults that the tests are about.
 * @module
 */
import { Buffer } from "node:buffer";
import { createServer, type Server, type Socket } from "node:net";

/** What the server does with one request. */
export type Reply = (exchange: Exchange) => Promise<void>;

/** Response headers. */
export type HeaderMap = Readonly<Record<string, string>>;

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  /** Names are in lower case. */
  readonly headers: HeaderMap;
  readonly body: string;
  /** When the whole request was there, on the clock of `performance.now()`. */
  readonly at: number;
}

/** A promise and its `resolve`, with a flag for code that can't wait. */
class Once {
  done = false;
  readonly promise: Promise<void>;
  #resolve: () => void = () => {};

  constructor() {
    this.promise = new Promise((resolve) => this.#resolve = resolve);
  }

  set(): void {
    this.done = true;
    this.#resolve();
  }
}

/** One request and the means to answer it, down to the single byte. */
export class Exchange {
  /** What was asked. */
  readonly request: Received;
  readonly #socket: Socket;
  /** The connection is of no use any more, whoever ended it. */
  readonly #over = new Once();
  readonly #clientLeft = new Once();
  #ended = false;

  constructor(request: Received, socket: Socket, stopped: Promise<void>) {
    this.request = request;
    this.#socket = socket;
    socket.once("end", () => this.#leave());
    socket.once("close", () => this.#leave());
    stopped.then(() => this.#over.set());
  }

  #leave(): void {
    if (!this.#ended) this.#clientLeft.set();
    this.#over.set();
  }

  /** Whether nobody listens any more; endless replies end here. */
  get over(): boolean {
    return this.#over.done;
  }

  /** Whether the server has not closed the connection itself. */
  get open(): boolean {
    return !this.#ended;
  }

  /** Whether the client closed the connection first, within a time. */
  async clientLeft(withinMs: number): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<void>((resolve) => timer = setTimeout(resolve, withinMs));
    await Promise.race([this.#clientLeft.promise, late]);
    clearTimeout(timer);
    return this.#clientLeft.done;
  }

  /** Writes bytes; resolves when the system has taken them, so that endless replies cost no memory here. */
  async raw(data: string | Uint8Array): Promise<void> {
    if (this.over || this.#ended) return;
    const written = new Promise<void>((resolve) => {
      this.#socket.write(data, (error) => {
        // Only "close" would tell otherwise, and it may wait for ever behind a reply that never stops writing.
        if (error) this.#leave();
        resolve();
      });
    });
    await Promise.race([written, this.#over.promise]);
  }

  /** Writes a status line and headers; each connection serves one request unless `headers` say otherwise. */
  head(status: number, headers: HeaderMap): Promise<void> {
    const lines = Object.entries({ connection: "close", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return this.raw(`HTTP/1.1 ${status} Status\r\n${lines.join("")}\r\n`);
  }

  /** Sends a whole, well-formed response. */
  async send(status: number, headers: HeaderMap, body: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(body);
    await this.head(status, { "content-length": `${bytes.length}`, ...headers });
    if (bytes.length > 0) await this.raw(bytes);
    this.end();
  }

  /** Writes a chunk of a body in chunked encoding. */
  chunk(data: string | Uint8Array): Promise<void> {
    const bytes = Buffer.from(data);
    if (bytes.length === 0) return Promise.resolve();
    return this.raw(Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]));
  }

  /** Ends a body in chunked encoding the right way. */
  async finish(): Promise<void> {
    await this.raw("0\r\n\r\n");
    this.end();
  }

  /** Closes the connection in an orderly way. */
  end(): void {
    this.#ended = true;
    this.#socket.end();
  }

  /** Breaks the connection: the client gets a TCP reset. */
  reset(): void {
    this.#ended = true;
    this.#socket.resetAndDestroy();
  }

  /** Waits, but not longer than anybody listens. */
  async sleep(ms: number): Promise<void> {
    if (this.over) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const time = new Promise<void>((resolve) => timer = setTimeout(resolve, ms));
    await Promise.race([time, this.#over.promise]);
    clearTimeout(timer);
  }

  /** Leaves the connection as it is until the client goes. */
  hold(): Promise<void> {
    return this.#over.promise;
  }
}

/** A running server. */
export class FaultServer {
  /** All requests in the order of arrival. */
  readonly exchanges: Exchange[] = [];
  /** How many connections were opened, whether or not an HTTP request came. */
  connections = 0;
  readonly #replies: readonly Reply[];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #work = new Set<Promise<void>>();
  readonly #stopped = new Once();
  /** A reply that threw: a mistake in the tests, reported by `close()`. */
  #broken: unknown;

  private constructor(replies: readonly Reply[]) {
    this.#replies = replies;
    // Half-open, so that the client's FIN is seen and does not end our side by itself.
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.#serve(socket));
  }

  /** Starts a server. The n-th request gets the n-th reply, later ones the last. */
  static async start(...replies: readonly Reply[]): Promise<FaultServer> {
    const server = new FaultServer(replies);
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  /** The server's port on 127.0.0.1. */
  get port(): number {
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("expected the server to listen");
    return address.port;
  }

  /** `http://127.0.0.1:PORT` */
  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Stops listening, ends all connections and waits until nothing is left. */
  async close(): Promise<void> {
    this.#stopped.set();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    const gone = [...this.#sockets].map((socket) => new Promise((resolve) => socket.once("close", resolve)));
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all([closed, ...gone, ...this.#work]);
    if (this.#broken !== undefined) throw this.#broken;
  }

  #serve(socket: Socket): void {
    this.connections++;
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    // A reset by the client is an everyday event here; `close` follows.
    socket.on("error", () => {});
    let waiting = Buffer.alloc(0);
    let busy = false;
    const next = () => {
      if (busy) return;
      const parsed = parseRequest(waiting);
      if (parsed === undefined) return;
      waiting = parsed.rest;
      busy = true;
      const exchange = new Exchange(parsed.request, socket, this.#stopped.promise);
      const number = this.exchanges.push(exchange);
      const work = this.#answer(exchange, number).then(() => {
        this.#work.delete(work);
        busy = false;
        next();
      });
      this.#work.add(work);
    };
    socket.on("data", (data: Uint8Array) => {
      waiting = Buffer.concat([waiting, data]);
      // A TLS greeting never becomes a request: answer it as a plain server would.
      if (!busy && waiting[0] === 0x16) {
        socket.end("HTTP/1.1 400 Status\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
      } else {
        next();
      }
    });
    // A client that leaves between requests.
    socket.on("end", () => {
      if (!busy) socket.end();
    });
  }

  async #answer(exchange: Exchange, number: number): Promise<void> {
    const reply = this.#replies[Math.min(number, this.#replies.length) - 1];
    try {
      if (reply === undefined) throw new Error("expected a server with at least one reply");
      await reply(exchange);
    } catch (error) {
      this.#broken ??= error;
      if (exchange.open) exchange.end();
    }
  }
}

/** A loopback port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await FaultServer.start();
  const { port } = server;
  await server.close();
  return port;
}

/** Takes one request off the front of what has arrived; `undefined` if it is not complete yet. */
function parseRequest(bytes: Buffer<ArrayBuffer>): { request: Received; rest: Buffer<ArrayBuffer> } | undefined {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const [first = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\r\n");
  const [method = "", path = ""] = first.split(" ");
  const headers = Object.fromEntries(lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  }));
  const length = Number(headers["content-length"] ?? 0);
  const start = end + 4;
  if (bytes.length < start + length) return undefined;
  const body = bytes.subarray(start, start + length).toString("utf8");
  return { request: { method, path, headers, body, at: performance.now() }, rest: bytes.subarray(start + length) };
}
