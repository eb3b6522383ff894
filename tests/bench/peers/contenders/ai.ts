import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";
import { type Contender, KEY, QUESTION } from "../contender.ts";

export const contender: Contender = {
  connect: (baseUrl) => {
    const model = createOpenAICompatible({ name: "bench", apiKey: KEY, baseURL: `${baseUrl}/v1` }).chatModel("bench");
    return async (seen) => {
      let characters = 0;
      const { textStream } = streamText({ model, messages: [{ role: "user", content: QUESTION }] });
      for await (const text of textStream) {
        characters += text.length;
        seen?.(text);
      }
      return characters;
    };
  },
};
if (import.meta.main) contender.connect("http://127.0.0.1:8000");
