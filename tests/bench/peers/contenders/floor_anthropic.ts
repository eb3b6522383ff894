/** The least that reading text from Anthropic's stream costs: no retries, no timers, no limits, no errors. */
import { createParser } from "eventsource-parser";
import { type Contender, QUESTION } from "../contender.ts";

interface Event {
  type: string;
  delta?: { text?: string };
}

export const contender: Contender = {
  connect: (baseUrl) => async (seen) => {
    let characters = 0;
    const decoder = new TextDecoder();
    const parser = createParser({
      onEvent({ data }) {
        const event: Event = JSON.parse(data);
        if (event.type !== "content_block_delta") return;
        const text = event.delta?.text ?? "";
        characters += text.length;
        seen?.(text);
      },
    });
    const response = await fetch(`${baseUrl}/v1/messages`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        model: "bench",
        max_tokens: 4096,
        stream: true,
        messages: [{ role: "user", content: QUESTION }],
      }),
    });
    if (response.body === null) throw new Error("expected a body");
    for await (const bytes of response.body) parser.feed(decoder.decode(bytes, { stream: true }));
    return characters;
  },
};
if (import.meta.main) contender.connect("http://127.0.0.1:8000");
