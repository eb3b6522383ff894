import { openaiChat } from "../protocols/openai_chat.ts";
import type { HttpProvider } from "../provider.ts";

/** The Requesty router. A model is `provider/model`, or a policy's name; a spend cap answers with status 412. */
export const requesty: HttpProvider = {
  name: "requesty",
  title: "Requesty",
  protocol: openaiChat(),
  baseUrl: "https://router.requesty.ai/v1",
  headers: { "X-Title": "devussy" },
  billingStatuses: [412],
  checkModel: (model) =>
    model.includes("/")
      ? undefined
      : `"${model}" names no provider: Requesty's models are written provider/model, unless it is a policy`,
  setup: "Make a key at <https://app.requesty.ai/api-keys>; write models as `provider/model`.",
};
