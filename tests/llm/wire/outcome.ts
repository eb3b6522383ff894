import assert from "node:assert/strict";
import { type Completion, type LLMClient, LLMError, type Message } from "../../../mod.ts";

/** How a call ended, and what was seen on the way. */
export interface Outcome {
  /** All `text` events together; the text of the completion where the answer was awaited whole. */
  text: string;
  /** All `reasoning` events together; that of the completion where the answer was awaited whole. */
  reasoning: string;
  /** The answer, where there is one. */
  completion?: Completion;
  /** The failure, where there is one. */
  error?: LLMError;
}

/** What these tests ask; no server here looks at it. */
export const MESSAGES: Message[] = [{ role: "user", content: "Say something." }];

/** Asks by `stream`, and checks what holds for every stream: its parts are the whole, and `finish` is last. */
export async function streamed(client: LLMClient): Promise<Outcome> {
  const outcome: Outcome = { text: "", reasoning: "" };
  try {
    for await (const event of client.stream(MESSAGES)) {
      assert.equal(outcome.completion, undefined, "an event came after finish");
      if (event.type === "text" || event.type === "reasoning") {
        assert.notEqual(event.text, "", `a ${event.type} event without text`);
        assert.ok(event.text.isWellFormed(), `half a surrogate pair in a ${event.type} event`);
        outcome[event.type] += event.text;
        // White space alone may turn out to be no answer, and after a text event nothing may be tried again.
        assert.notEqual(outcome.text.trim() === "" && outcome.text !== "", true, "the first text event is white space");
      } else if (event.type === "finish") {
        outcome.completion = event.completion;
      } else {
        assert.fail("a client with one attempt tried again");
      }
    }
  } catch (error) {
    if (!(error instanceof LLMError)) throw error;
    return { ...outcome, error };
  }
  assert.ok(outcome.completion, "the stream ended without a finish event");
  assert.equal(outcome.completion.text, outcome.text, "the text events are not the text of the completion");
  assert.equal(outcome.completion.reasoning ?? "", outcome.reasoning, "the reasoning events are not the reasoning");
  return outcome;
}

/** Asks by `complete`. */
export async function completed(client: LLMClient): Promise<Outcome> {
  try {
    const completion = await client.complete(MESSAGES);
    return { text: completion.text, reasoning: completion.reasoning ?? "", completion };
  } catch (error) {
    if (!(error instanceof LLMError)) throw error;
    return { text: "", reasoning: "", error };
  }
}

/** What two calls with the same answer must agree on, as plain data; `what` is for the message of a test. */
export function essence({ text, reasoning, completion, error }: Outcome): Record<string, unknown> {
  if (error === undefined) return { text, reasoning, completion };
  const { message, kind, hint, status, code, requestId, retryable, partial, attempts } = error;
  return { error: { message, kind, hint, status, code, requestId, retryable, partial, attempts } };
}
