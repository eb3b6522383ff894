/**
 * What shows that a step is done, and how it is written down.
 * @module
 */
import { UsageError } from "../../errors.ts";
import { findStep } from "../../plan/progress/find.ts";
import { finishStep } from "../../plan/progress/mark.ts";
import type { Plan, Step } from "../../plan/types.ts";
import { findFiles, type FoundFiles } from "../../store/project_files.ts";
import { oneLine } from "../../text.ts";
import { NotVerified } from "../failure.ts";
import { some } from "./steps.ts";

/** What proves a step done. */
export type Evidence = NonNullable<Step["evidence"]>;

/** The longest note, in characters. */
export const MAX_NOTE = 500;

/**
 * Looks whether the files of a step are there.
 *
 * @param hint What to do where they are not.
 * @throws {NotVerified} If they are not.
 */
export async function proveFiles({ number, deliverables }: Step, root: string, hint: string): Promise<Evidence> {
  const found = await findFiles(root, deliverables);
  if (found.wrong.length === 0) return evidenceOf(found);
  throw new NotVerified(`Cannot mark step ${number} done: ${some(found.wrong, 1, "; ")}`, hint, found.wrong);
}

/** What the files of a step prove. Where it names none, nothing was seen. */
export function evidenceOf({ files, wrong, sha256 }: FoundFiles): Evidence {
  return files.length > 0 && wrong.length === 0 ? { sha256, verified: true } : { verified: false };
}

/**
 * Marks a step as done now, unless that would only change the time. A note of before stays where there is no new one.
 *
 * @param mark `proof` is absent where nothing was looked at: what was proved before stays.
 */
export function markWith(
  plan: Plan,
  id: string,
  { force, note: given, proof: seen }: { force: boolean; note: string | undefined; proof: Evidence | undefined },
): Plan {
  const { status, evidence } = findStep(plan, id);
  const old = status === "done" && evidence !== undefined ? evidence : {};
  const note = given ?? old.note;
  const proof = seen ?? { verified: false, ...old };
  const same = old.note === note && old.sha256 === proof.sha256 && old.exitStatus === proof.exitStatus &&
    (old.verified ?? false) === proof.verified;
  if (status === "done" && same) return plan;
  const kept = { at: new Date().toISOString(), ...proof, ...(note === undefined ? {} : { note }) };
  return finishStep(plan, id, { force, evidence: kept });
}

/**
 * A note as it is kept: on one line.
 *
 * @throws {UsageError} If it says nothing, or too much.
 */
export function noteOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const note = oneLine(given);
  if (note !== "" && note.length <= MAX_NOTE) return note;
  throw new UsageError(
    `Cannot use the note: expected 1 to ${MAX_NOTE} characters that can be seen, got ${note.length}`,
    note === "" ? "Leave it out." : "Say it in fewer words.",
  );
}
