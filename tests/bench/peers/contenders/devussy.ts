import { createLLMClient } from "../../../../src/clients.ts";
import { type Contender, KEY, QUESTION } from "../contender.ts";

/** Ours, over the protocol of a provider. */
export function contenderOf(provider: "generic" | "anthropic"): Contender {
  return {
    connect: (baseUrl) => {
      // The answers of this bench are far above what a model says; the limits stay on, so that they are measured.
      const limits = { wireBytes: 1e9, answerChars: 1e9 };
      const client = createLLMClient(provider, { apiKey: KEY, baseUrl, model: "bench", limits });
      return async (seen) => {
        let characters = 0;
        for await (const text of client.generateStream([{ role: "user", content: QUESTION }])) {
          characters += text.length;
          seen?.(text);
        }
        return characters;
      };
    },
  };
}

export const contender: Contender = contenderOf("generic");
if (import.meta.main) contender.connect("http://127.0.0.1:8000");
