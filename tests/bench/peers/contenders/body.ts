/** Reads the bytes and looks at nothing: what the server and the socket allow. It has no text to count. */
import { type Contender, QUESTION } from "../contender.ts";

export const contender: Contender = {
  name: "(bytes only)",
  connect: (baseUrl) => async () => {
    let bytes = 0;
    const response = await fetch(`${baseUrl}/v1/chat/completions`, { method: "POST", body: QUESTION });
    if (response.body === null) throw new Error("expected a body");
    for await (const chunk of response.body) bytes += chunk.length;
    return bytes;
  },
};
