import { UsageError } from "../errors.ts";
import type { ProjectRequest } from "../pipeline/request.ts";
import { BRIEF, readInput, readInputStream } from "../store/input.ts";
import { ask, canAsk } from "./ask.ts";
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
    // An empty answer means that the name says it all.
    (brief === undefined && canAsk(values, io)
      ? await ask(`What must "${name}" do? A few sentences on one line; empty: plan from the name alone.`, io) ||
        undefined
      : undefined);
  return {
    name,
    languages: values.list("languages"),
    frameworks: values.list("frameworks"),
    apis: values.list("apis"),
    ...(requirements === undefined ? {} : { requirements }),
    ...(brief === undefined ? {} : { brief: await readBrief(brief, io) }),
  };
}

/** Reads a brief from a file, or from standard input. */
export async function readBrief(path: string, io: Io): Promise<string> {
  return path === "-"
    ? await readInputStream(io.stdin(), "standard input", BRIEF, io.signal)
    : await readInput(path, BRIEF, io.signal);
}
