import { LLMError } from "../errors.ts";
import type { EmbeddedProvider } from "../llm/provider.ts";
import type { GenerateOptions, Message } from "../llm/types.ts";

/**
 * The embedded planner as a provider: it needs no key and no network, and answers the same call with the same text.
 * It works from `task` of the call and does not read the messages.
 *
 * @example
 * ```ts
 * import { createLLMClient, LLMError } from "@devussy/devussy";
 * const client = createLLMClient("offline", {});
 * try {
 *   await client.generate([{ role: "user", content: "Hello" }]);
 * } catch (error) {
 *   if (!(error instanceof LLMError) || error.kind !== "bad_request") throw error;
 * }
 * ```
 */
export const offline: EmbeddedProvider = {
  name: "offline",
  defaultModel: "embedded",
  async answer(_messages: readonly Message[], options: GenerateOptions): Promise<string> {
    // Its tables are large: who only reads settings, or asks a model, need not wait for them.
    const { tasks } = await import("./tasks.ts");
    const name = options.task?.name ?? "";
    const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
    if (task === undefined) {
      throw new LLMError(
        `Cannot answer with the embedded planner: expected a task (${Object.keys(tasks).join(", ")}), got ${
          name === "" ? "none" : name
        }`,
        { kind: "bad_request", provider: "offline", model: "embedded", hint: "Ask a model for anything but plans." },
      );
    }
    return JSON.stringify(task(options.task?.input));
  },
};
