/**
 * A program of its own that asks once by each protocol and says what came of it, as one line of JSON.
 * It stays until its standard input ends, so that its parent can look at the living process.
 *
 * Arguments: pairs of a provider's name and a base URL.
 * @module
 */
import { createLLMClient, LLMError } from "../../../mod.ts";

/** What came of one call. */
export interface ChildResult {
  text?: string;
  kind?: string;
  message?: string;
  hint?: string;
  attempts?: number;
  retryable?: boolean;
  ms: number;
}

async function askOnce(provider: string, baseUrl: string): Promise<ChildResult> {
  const start = performance.now();
  const apiKey = "sk-child-00000000000000000000";
  const retry = { maxAttempts: 2, baseDelayMs: 1, maxDelayMs: 2 };
  try {
    const client = createLLMClient(provider, { baseUrl, apiKey, model: "test-model", retry });
    const text = await client.generate([{ role: "user", content: "Say hello." }]);
    return { text, ms: performance.now() - start };
  } catch (error) {
    if (!(error instanceof LLMError)) throw error;
    const { kind, message, hint, attempts, retryable } = error;
    return { kind, message, hint, attempts, retryable, ms: performance.now() - start };
  }
}

if (import.meta.main) {
  const pairs = Deno.args;
  const results: ChildResult[] = [];
  for (let at = 0; at + 1 < pairs.length; at += 2) results.push(await askOnce(pairs[at] ?? "", pairs[at + 1] ?? ""));
  const line = new TextEncoder().encode(`${JSON.stringify(results)}\n`);
  for (let at = 0; at < line.length;) at += await Deno.stdout.write(line.subarray(at));
  await Deno.stdin.read(new Uint8Array(1));
}
