/** The least that reading text from OpenAI's stream costs: no retries, no timers, no limits, no errors. */
import { createParser } from "eventsource-parser";
import { type Contender, QUESTION } from "../contender.ts";

interface Chunk {
  choices?: { delta?: { content?: string } }[];
}

export const contender: Contender = {
  connect: (baseUrl) => async (seen) => {
    let characters = 0;
    const decoder = new TextDecoder();
    const parser = createParser({
      onEvent({ data }) {
        if (data === "[DONE]") return;
        const chunk: Chunk = JSON.parse(data);
        const text = chunk.choices?.[0]?.delta?.content ?? "";
        characters += text.length;
        seen?.(text);
      },
    });
    const response = await fetch(`${baseUrl}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "bench", stream: true, messages: [{ role: "user", content: QUESTION }] }),
    });
    if (response.body === null) throw new Error("expected a body");
    for await (const bytes of response.body) parser.feed(decoder.decode(bytes, { stream: true }));
    return characters;
  },
};
if (import.meta.main) contender.connect("http://127.0.0.1:8000");
