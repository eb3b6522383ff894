import type { Io } from "./command.ts";

/** What came behind the line that was read last: it belongs to the next question. */
const rests = new WeakMap<ReadableStream<Uint8Array>, string>();

/** Asks a question on a terminal and waits for one line; `""` where the input ends. */
export async function ask(question: string, io: Io): Promise<string> {
  io.say(question);
  return await readAnswer(io) ?? "";
}

/** Waits for one line; absent where the input ends without one. */
export async function readAnswer(io: Io): Promise<string | undefined> {
  const stream = io.stdin();
  const reader = stream.getReader();
  const stop = () => void reader.cancel().catch(() => {});
  io.signal.addEventListener("abort", stop);
  const decoder = new TextDecoder();
  let text = rests.get(stream) ?? "";
  let ended = false;
  try {
    while (!text.includes("\n")) {
      const { done, value } = await reader.read();
      ended = done;
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
    io.signal.throwIfAborted();
  } finally {
    io.signal.removeEventListener("abort", stop);
    reader.releaseLock();
  }
  const end = text.includes("\n") ? text.indexOf("\n") : text.length;
  rests.set(stream, text.slice(end + 1));
  return ended && text === "" ? undefined : text.slice(0, end).trim();
}

/** Whether somebody can be asked. */
export function canAsk(values: { on(name: string): boolean }, io: Io): boolean {
  return io.interactive && !values.on("json") && !values.on("quiet");
}
