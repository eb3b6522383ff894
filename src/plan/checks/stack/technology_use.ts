/** What the words around a technology's name tell: whether it is built with, written to, or taken away. */
import type { Technology } from "./technologies.ts";
import { BESIDE, BETWEEN, OLD, USES } from "./wording.ts";

/** Before a name: it is taken away. */
const REMOVALS: ReadonlySet<string> = new Set(
  "remove removes removing removed delete deletes deleting uninstall retire retires retiring entferne entfernen supprimer eliminar"
    .split(" "),
);
const ALL: ReadonlySet<string> = new Set(
  "all any every remaining this that these those its existing unused".split(" "),
);

/** Whether the words before a name, the nearest first, take it away: "remove the old Perl code". */
export function isRemoved(before: readonly string[]): boolean {
  return REMOVALS.has(before.find((word) => !BETWEEN.has(word) && !OLD.has(word) && !ALL.has(word)) ?? "");
}

/** Directly behind a name: a part of what is built. */
const BUILT = /^(?:backend|frontend|database|db|server|service|app|application|api|datenbank)$/;

/** Whether the words around a name make it a part of what is built. */
export function isUsed(before: readonly string[], after: readonly string[]): boolean {
  const at = before.findIndex((word) => !BETWEEN.has(word) && !/^\d/.test(word));
  const next = after[0] ?? "";
  // "A C library that ..." says what is built.
  if (at < 0) {
    return /^(?:librar(?:y|ies)|program|script|tool|cli|package|game|bot|extension|plugin)$/.test(next) ||
      BUILT.test(next);
  }
  if (USES.has(before[at] ?? "") && !BESIDE.has(before[at + 1] ?? "")) return true;
  return BUILT.test(next);
}

/** What is done with a database that is named behind "to" or "into". */
const WRITING =
  /^(?:writ(?:e|es|ing|ten)|sav(?:e|es|ed|ing)|stor(?:e|es|ed|ing)|send(?:s|ing)?|insert(?:s|ed|ing)?|persist(?:s|ed|ing)?|append(?:s|ed|ing)?|connect(?:s|ed|ing|ions?)?|talks?|talking|speaks?|flush(?:es|ed)?|put|puts|add|adds|post|posts|commit|commits|log|logs)$/;

/** "Write the records to MySQL": not with languages or formats, to which much is turned. */
export function isWrittenTo({ group }: Technology, before: readonly string[]): boolean {
  if (group !== "database" && group !== "cache") return false;
  const at = before.findIndex((word) => !BETWEEN.has(word));
  return (before[at] === "to" || before[at] === "into") && before.slice(at + 1).some((word) => WRITING.test(word));
}
