import { UsageError } from "../errors.ts";
import type { ProjectRequest } from "../pipeline/request.ts";
import { readBrief, readBriefStream } from "../store/brief.ts";
import type { Io, Values } from "./command.ts";

/** Collects the project idea: options, a brief from a file or standard input, or what a person says when asked. */
export async function readIdea(values: Values, io: Io): Promise<ProjectRequest> {
  const name = values.text("name");
  if (name === undefined) {
    throw new UsageError(
      "Cannot plan a project without a name: --name is missing",
      'Name it, for example --name "URL shortener".',
    );
  }
  const brief = values.text("brief");
  const requirements = values.text("requirements") ??
    (brief === undefined && io.interactive && !values.on("json") && !values.on("quiet")
      ? await ask(name, io)
      : undefined);
  return {
    name,
    languages: values.list("languages"),
    frameworks: values.list("frameworks"),
    apis: values.list("apis"),
    ...(requirements === undefined ? {} : { requirements }),
    ...(brief === undefined ? {} : {
      brief: brief === "-"
        ? await readBriefStream(io.stdin(), "standard input", io.signal)
        : await readBrief(brief, io.signal),
    }),
  };
}

/** Asks for the requirements; an empty answer means that the name says it all. */
async function ask(name: string, io: Io): Promise<string | undefined> {
  io.say(`What must "${name}" do? A few sentences on one line; empty: plan from the name alone.`);
  const reader = io.stdin().getReader();
  const stop = () => void reader.cancel().catch(() => {});
  io.signal.addEventListener("abort", stop);
  const decoder = new TextDecoder();
  let line = "";
  try {
    while (!line.includes("\n")) {
      const { done, value } = await reader.read();
      if (done) break;
      line += decoder.decode(value, { stream: true });
    }
    io.signal.throwIfAborted();
  } finally {
    io.signal.removeEventListener("abort", stop);
    reader.releaseLock();
  }
  const answer = line.split("\n")[0]?.trim() ?? "";
  return answer === "" ? undefined : answer;
}
