import { UsageError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { oneLine, shorten } from "../text.ts";
import type { Values } from "./command.ts";

/**
 * The form in which a report is asked for: the first of those that there are, unless another is named. `--json` is
 * `--format json`.
 *
 * @throws {UsageError} If there is no such form, or two are named.
 */
export function formatOf<Name extends string>(values: Values, names: readonly [Name, ...Name[]]): Name {
  const given = values.text("format");
  const name = given ?? (values.on("json") ? "json" : names[0]);
  const found = names.find((known) => known === name);
  if (found === undefined) {
    const near = nearest(name, names);
    throw new UsageError(
      `Cannot use "--format ${shorten(oneLine(name), 40)}": expected one of ${names.join(", ")}`,
      near === undefined ? "Leave it out for the default." : `Did you mean "${near}"?`,
    );
  }
  if (values.on("json") && found !== "json") {
    throw new UsageError(
      `Cannot print JSON and "${found}": --json and --format say different things`,
      "Keep one of them.",
    );
  }
  return found;
}
