import { streamText } from "@xsai/stream-text";
import { type Contender, KEY, QUESTION } from "../contender.ts";

export const contender: Contender = {
  connect: (baseUrl) => async (seen) => {
    let characters = 0;
    const { textStream } = streamText({
      apiKey: KEY,
      baseURL: `${baseUrl}/v1/`,
      model: "bench",
      messages: [{ role: "user", content: QUESTION }],
    });
    for await (const text of textStream) {
      characters += text.length;
      seen?.(text);
    }
    return characters;
  },
};
if (import.meta.main) contender.connect("http://127.0.0.1:8000");
