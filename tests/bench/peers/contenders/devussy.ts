import { createLLMClient } from "../../../../mod.ts";
import { type Contender, KEY, QUESTION } from "../contender.ts";

export const contender: Contender = {
  name: "devussy",
  connect: (baseUrl) => {
    // The answers of this bench are far above what a model says; the limits stay on, so that they are measured.
    const limits = { wireBytes: 1e9, answerChars: 1e9 };
    const client = createLLMClient("generic", { apiKey: KEY, baseUrl, model: "bench", limits });
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
if (import.meta.main) contender.connect("http://127.0.0.1:8000");
