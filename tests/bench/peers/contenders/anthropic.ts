import { Anthropic } from "@anthropic-ai/sdk";
import { type Contender, KEY, QUESTION } from "../contender.ts";

export const contender: Contender = {
  connect: (baseUrl) => {
    const client = new Anthropic({ apiKey: KEY, baseURL: baseUrl });
    return async (seen) => {
      let characters = 0;
      const stream = await client.messages.create({
        model: "bench",
        max_tokens: 4096,
        stream: true,
        messages: [{ role: "user", content: QUESTION }],
      });
      for await (const event of stream) {
        if (event.type !== "content_block_delta" || event.delta.type !== "text_delta") continue;
        characters += event.delta.text.length;
        seen?.(event.delta.text);
      }
      return characters;
    };
  },
};
if (import.meta.main) contender.connect("http://127.0.0.1:8000");
