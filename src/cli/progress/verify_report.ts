import type { Step } from "../../plan/types.ts";
import { counted } from "../../text.ts";
import type { Io, Values } from "../command.ts";
import { printDocument, some, stepLine } from "./steps.ts";

/** What became of a finished step. */
export interface Checked {
  step: Step;
  /** `unseen`: nothing of it was looked at. */
  state: "holds" | "broken" | "unseen";
  /** Why it does not hold, or was not looked at. */
  wrong: string[];
  /** Whether somebody should look at what was not looked at. */
  refused: boolean;
  /** Whether its files are others than when it was marked. */
  changed: boolean;
  exitStatus?: number;
}

/** Tells what was checked; returns the exit code: 8 where something does not hold, or may not be checked. */
export function reportChecked(
  checked: readonly Checked[],
  skipped: readonly Step[],
  values: Values,
  io: Io,
): number {
  const exitCode = checked.some(({ state, refused }) => state === "broken" || refused) ? 8 : 0;
  if (values.on("json")) {
    return printDocument(io, {
      steps: checked.map(({ step: { number, id, title }, state, wrong, changed, exitStatus }) => ({
        number,
        id,
        title,
        state,
        wrong,
        changed,
        exitStatus,
      })),
      notChecked: skipped.map(({ number }) => number),
    }, exitCode);
  }
  for (const { step, state, wrong, changed } of checked) {
    io.out(`${state.padEnd(6)}  ${stepLine(step)}${changed ? ", files changed since" : ""}`);
    for (const line of wrong) io.out(`        ${line}`);
  }
  if (skipped.length > 0) {
    io.say(`not checked: ${some(skipped.map(({ number }) => number))}, marked without a check (--all checks them too)`);
  }
  io.say(summaryOf(checked, skipped.length));
  return exitCode;
}

function summaryOf(checked: readonly Checked[], skipped: number): string {
  const count = (test: (entry: Checked) => boolean) => checked.filter(test).length;
  const broken = count(({ state }) => state === "broken");
  const refused = count(({ refused }) => refused);
  const changed = count(({ changed }) => changed);
  const all = counted(checked.length, "step");
  const seen = count(({ state }) => state !== "unseen");
  if (broken > 0) {
    return `${broken} of ${all} ${broken === 1 ? "does" : "do"} not hold: mend them, or devussy undo STEP`;
  }
  if (refused > 0) {
    return `${refused} of ${all} ${
      refused === 1 ? "was" : "were"
    } not checked: run the commands yourself, or mend them`;
  }
  if (seen === 0) {
    return checked.length + skipped === 0 ? "nothing to check: no step is done yet" : "nothing was checked";
  }
  return `${counted(seen, "step")} checked, all hold${changed === 0 ? "" : `; the files of ${changed} changed since`}`;
}
