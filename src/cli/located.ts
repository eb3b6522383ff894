/**
 * Where in a plan's file something is wrong. Who reads only our own plans needs no readers of others.
 * @module
 */
import { PlanError } from "../errors.ts";
import { readJson } from "../plan/readers/json_source.ts";

/** Names the file and, where a place in its JSON is known, the line. */
export function located({ message, hint, problems }: PlanError, path: string, text: string): PlanError {
  const place = /^(\w+(?:\.\w+|\[\d+\])*): /.exec(problems[0] ?? "")?.[1];
  const line = place === undefined ? undefined : lineOf(place, text);
  const name = `"${path}"${line === undefined ? "" : `, line ${line}`}`;
  return new PlanError(message.replace(/^Cannot read the plan:/, `Cannot read the plan ${name}:`), hint, problems);
}

/** The line of what stands at `phases[1].steps[2].id`, or of what should hold it. */
function lineOf(place: string, text: string): number | undefined {
  const { lines } = readJson({ path: "", text });
  for (
    let parts = place.replaceAll("[", ".").replaceAll("]", "").split(".");
    parts.length > 0;
    parts = parts.slice(0, -1)
  ) {
    const line = lines.get(`/${parts.join("/")}`);
    if (line !== undefined) return line;
  }
  return undefined;
}
