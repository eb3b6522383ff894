/**
 * `devussy mcp` as a child process, spoken to by the SDK's own client.
 * @module
 */
import assert from "node:assert/strict";
import { renderPlan } from "../../src/output/mod.ts";
import type { Plan } from "../../src/plan/types.ts";
import { writePlanFiles } from "../../src/store/plan_files.ts";
import { type CallToolResult, Client, type JSONRPCMessage, type Transport } from "../mcp_client.ts";
import { assertHarmless, type Result, start } from "./cli_harness.ts";

/** Where the plan lies by default. */
export const DOCS = "docs";

/** The way to a server that is a child process. The SDK's own leaves a timer behind, and does not tell the exit code. */
class ChildTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: NonNullable<Transport["onmessage"]>;
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #stderr: Promise<string>;
  #stdout = "";
  #read: Promise<void> = Promise.resolve();

  constructor(child: Deno.ChildProcess) {
    this.#child = child;
    this.#stdin = child.stdin.getWriter();
    this.#stderr = new Response(child.stderr).text();
  }

  start(): Promise<void> {
    this.#read = this.#listen();
    return Promise.resolve();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#stdin.write(new TextEncoder().encode(`${JSON.stringify(message)}\n`));
  }

  async close(): Promise<void> {
    await this.#stdin.close().catch(() => {});
    await this.#read;
    this.onclose?.();
  }

  /** What the process said until its end. */
  async result(): Promise<Result> {
    const { code, signal } = await this.#child.status;
    return { code, signal, stdout: this.#stdout, stderr: await this.#stderr };
  }

  async #listen(): Promise<void> {
    let rest = "";
    for await (const piece of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
      this.#stdout += piece;
      const lines = (rest + piece).split("\n");
      rest = lines.pop() ?? "";
      // Anything but a message would throw here, and fail the test.
      for (const line of lines) this.onmessage?.(JSON.parse(line));
    }
    assert.equal(rest, "", "the last line has no end");
  }
}

/** What a test may ask of a server. */
export interface Session {
  client: Client;
  /** Calls a tool that must succeed; gives its text and its structured content, which has been checked against its schema. */
  call(name: string, input?: Record<string, unknown>): Promise<{ text: string; data: Record<string, unknown> }>;
  /** Calls a tool that must fail; gives its text. */
  fails(name: string, input?: Record<string, unknown>): Promise<string>;
}

/** How a server is started, where it differs from the usual way. */
export interface ServerSetup {
  args?: readonly string[];
  flags?: readonly string[];
  /** How the client finds out which protocol to speak. Default: as clients of 2025 do. */
  mode?: "legacy" | "auto";
}

/** Starts a server in a folder, lets a client talk to it, and sees it end well when the client goes. */
export async function withServer(
  dir: string,
  test: (session: Session) => Promise<void>,
  { args = [], flags = [`--allow-read=${dir}`], mode = "legacy" }: ServerSetup = {},
): Promise<Result> {
  const transport = new ChildTransport(start(dir, ["mcp", ...args], { flags }));
  const client = new Client({ name: "test", version: "1.0.0" }, { versionNegotiation: { mode } });
  const errors: Error[] = [];
  client.onerror = (error) => void errors.push(error);
  try {
    await client.connect(transport);
    // The client knows the schemas of results from here on.
    await client.listTools();
    await test({
      client,
      async call(name, input = {}) {
        const result = await client.callTool({ name, arguments: input });
        assert.notEqual(result.isError, true, textOf(result));
        return { text: textOf(result), data: Object(result.structuredContent) };
      },
      async fails(name, input = {}) {
        const result = await client.callTool({ name, arguments: input });
        assert.equal(result.isError, true, textOf(result));
        return textOf(result);
      },
    });
  } finally {
    await client.close();
  }
  const result = await transport.result();
  assert.deepEqual(errors, []);
  assert.equal(result.code, 0, result.stderr);
  assertHarmless({ ...result, stdout: "" });
  return result;
}

/** The text of a result, which is one piece without a stack trace. */
function textOf({ content }: CallToolResult): string {
  const [only, ...others] = content;
  assert.equal(others.length, 0);
  assert.ok(only?.type === "text");
  assert.doesNotMatch(only.text, /^\s*at .*:\d+:\d+/m);
  return only.text;
}

/** Writes a plan with its pages where the command looks for it. */
export async function writePlan(dir: string, plan: Plan): Promise<void> {
  await writePlanFiles(`${dir}/${DOCS}`, plan, renderPlan(plan));
}
