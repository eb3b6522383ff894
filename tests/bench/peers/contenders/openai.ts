import { OpenAI } from "openai";
import { type Contender, KEY, QUESTION } from "../contender.ts";

export const contender: Contender = {
  connect: (baseUrl) => {
    const client = new OpenAI({ apiKey: KEY, baseURL: `${baseUrl}/v1` });
    return async (seen) => {
      let characters = 0;
      const stream = await client.chat.completions.create({
        model: "bench",
        stream: true,
        messages: [{ role: "user", content: QUESTION }],
      });
      for await (const chunk of stream) {
        const text = chunk.choices[0]?.delta.content ?? "";
        characters += text.length;
        seen?.(text);
      }
      return characters;
    };
  },
};
if (import.meta.main) contender.connect("http://127.0.0.1:8000");
