import { Fault } from "./fault.ts";
import type { Watch } from "./watch.ts";

/**
 * The decoded text of a body, piece by piece as it comes. One decoder for the whole: a character may be split over
 * pieces. Reading stops when the reader does, and so bounds memory; leaving the loop closes the connection.
 */
export async function* readText(response: Response, watch: Watch, mostBytes: number): AsyncGenerator<string> {
  if (response.body === null) return;
  const reader = response.body.getReader();
  // A cancelled body may still fail; nobody is interested any more.
  const cancel = () => void reader.cancel().catch(() => {});
  watch.onStop(cancel);
  // Deno's decoder drops a U+FEFF at the start of any piece, not only of the first; whoever reads drops the first.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let bytes = 0;
  try {
    for (;;) {
      watch.wait();
      const { done, value } = await reader.read().catch((error) => {
        throw watch.fault ?? broken(error);
      });
      watch.arrived(value?.length ?? 0);
      if (watch.fault !== undefined) throw watch.fault;
      if (done || watch.over) break;
      bytes += value.length;
      if (bytes > mostBytes) throw tooLarge(`the answer is larger than ${mostBytes / 1_000_000} MB`);
      const text = decoder.decode(value, { stream: true });
      if (text !== "") yield text;
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } finally {
    cancel();
  }
}

/** The first characters of a body, however it ends: for errors, whose body may be anything. */
export async function readStart(response: Response, watch: Watch, mostBytes: number): Promise<string> {
  let text = "";
  try {
    for await (const piece of readText(response, watch, Infinity)) {
      text += piece;
      if (text.length >= mostBytes) break;
    }
  } catch {
    // What came before is what there is to say.
  }
  return text.slice(0, mostBytes);
}

function broken(error: unknown): Fault {
  return new Fault({
    kind: "incomplete_stream",
    what: `the connection broke within the answer: ${error instanceof Error ? error.message : String(error)}`,
    hint: "Try again.",
    retry: "always",
  });
}

/** Something goes over a limit of ours. */
export function tooLarge(what: string): Fault {
  return new Fault({
    kind: "bad_response",
    what: `${what}: over the limit`,
    hint: "Is this the right server? If it is, raise limits.",
    code: "too_large",
  });
}
