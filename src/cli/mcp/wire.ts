import { jsonText } from "../../output/reports/report.ts";
import { isJSONRPCRequest, type JSONRPCMessage, parseJSONRPCMessage, type Transport } from "../../packages/mcp.ts";
import { Lines } from "./lines.ts";

/** The longest message that is read, in bytes: calls of our tools are a line or two. */
const LONGEST = 4 * 1024 * 1024;

/** What JSON-RPC calls a text that is no JSON, and JSON that is no message. */
const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

/** A request that stays open for as long as the client likes. */
const OPEN_END = "subscriptions/listen";

/**
 * MCP's way over standard input and output: one JSON-RPC message a line. Unlike the SDK's own, it answers what is no message
 * instead of passing over it, survives a line without end, and ends only when all that was asked has been answered, so that
 * requests can be piped in.
 */
export class Wire implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: NonNullable<Transport["onmessage"]>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #write: (line: string) => void;
  readonly #unanswered = new Set<string | number>();
  readonly #end = Promise.withResolvers<void>();
  #inputEnded = false;
  #closed = false;

  /** @param write Writes one line; it may throw where nobody reads any more. */
  constructor(input: ReadableStream<Uint8Array>, write: (line: string) => void) {
    this.#reader = input.getReader();
    this.#write = write;
  }

  /** Resolves when the input has ended and all is answered; rejects where it cannot be read, or nobody reads the answers. */
  get ended(): Promise<void> {
    return this.#end.promise;
  }

  start(): Promise<void> {
    void this.#read();
    return Promise.resolve();
  }

  /** Reads no further; what was asked until now is still answered. */
  stop(): void {
    this.#reader.cancel().catch(() => {});
    this.#endInput();
  }

  send(message: JSONRPCMessage): Promise<void> {
    try {
      this.#writeMessage(message);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error);
    } finally {
      if (!("method" in message) && message.id !== undefined) this.#settle(message.id);
    }
  }

  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#unanswered.clear();
      this.stop();
      this.onclose?.();
    }
    return Promise.resolve();
  }

  async #read(): Promise<void> {
    const lines = new Lines(LONGEST);
    try {
      for (let next = await this.#reader.read(); !next.done; next = await this.#reader.read()) {
        for (const line of lines.push(next.value)) this.#receive(line);
      }
      for (const line of lines.end()) this.#receive(line);
      this.#endInput();
    } catch (error) {
      this.#end.reject(error);
    }
  }

  #receive(line: string | undefined): void {
    if (line === undefined) {
      this.#refuse(INVALID_REQUEST, `Cannot read a message of more than ${LONGEST} bytes`);
      return;
    }
    if (line.trim() === "") return;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      this.#refuse(PARSE_ERROR, "Cannot read a message: expected one JSON document on a line");
      return;
    }
    let message: JSONRPCMessage;
    try {
      message = parseJSONRPCMessage(value);
    } catch {
      this.#refuse(INVALID_REQUEST, "Cannot read a message: expected a JSON-RPC 2.0 request or notification", value);
      return;
    }
    if (isJSONRPCRequest(message)) {
      if (message.method !== OPEN_END) this.#unanswered.add(message.id);
    } else if ("method" in message && message.method === "notifications/cancelled") {
      // Nobody answers what was called off.
      const id = message.params?.requestId;
      if (typeof id === "string" || typeof id === "number") this.#settle(id);
    }
    this.onmessage?.(message);
  }

  /** Answers what is no message of the protocol, with its id where it has one. */
  #refuse(code: number, message: string, value?: unknown): void {
    const given = typeof value === "object" && value !== null && "id" in value ? value.id : null;
    const id = typeof given === "string" || typeof given === "number" ? given : null;
    this.#writeMessage({ jsonrpc: "2.0", id, error: { code, message } });
  }

  #writeMessage(message: object): void {
    try {
      // What could end a line or control a terminal stands in it as an escape; the only line feeds are those of the layout.
      this.#write(jsonText(message).replace(/\n */g, ""));
    } catch (error) {
      this.#end.reject(error);
      throw error;
    }
  }

  #settle(id: string | number): void {
    this.#unanswered.delete(id);
    if (this.#inputEnded) this.#endInput();
  }

  #endInput(): void {
    this.#inputEnded = true;
    if (this.#unanswered.size === 0) this.#end.resolve();
  }
}
