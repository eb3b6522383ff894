import { counted } from "../text.ts";
import { errorsIn } from "../plan/checks/errors_in.ts";
import type { Plan } from "../plan/types.ts";
import type { WrittenFiles } from "../store/plan_files.ts";
import type { Io } from "./command.ts";

/** Prints the paths, or one JSON document, with `more` in it; returns the exit code: 8 where the plan does not pass its checks. */
export function reportWritten(
  plan: Plan,
  files: WrittenFiles,
  { json, minScore, more = {} }: { json: boolean; minScore: number; more?: Readonly<Record<string, unknown>> },
  io: Io,
): number {
  const { score = 0, findings = [], unchecked = [] } = plan.checks ?? {};
  const errors = errorsIn(findings);
  const exitCode = plan.phases.length > 0 && (errors > 0 || score < minScore) ? 8 : 0;
  // What is retired keeps its id, and counts nowhere.
  const steps = plan.phases.flatMap((phase) => phase.steps).filter(({ status }) => status !== "retired");
  const requirements = plan.requirements.filter(({ status }) => status === "active");
  if (json) {
    io.out(JSON.stringify(
      {
        schemaVersion: 1,
        exitCode,
        project: plan.project.name,
        revision: plan.revision,
        files: files.written,
        kept: files.kept.map((path) => ({ path, new: `${path}.new` })),
        removed: files.removed,
        stale: files.stale,
        outdated: files.outdated,
        requirements: requirements.length,
        phases: plan.phases.length,
        steps: steps.length,
        questions: plan.questions.length,
        checks: {
          score,
          errors,
          warnings: findings.length - errors,
          findings,
          unchecked,
        },
        runs: plan.provenance.runs,
        ...more,
      },
      null,
      2,
    ));
  } else for (const path of files.written) io.out(path);
  tellFiles(files, io);
  if (exitCode === 8) {
    const bad = errors > 0 ? findings.filter(({ severity }) => severity === "error") : findings;
    for (const { rule, location, message, hint } of bad.slice(0, 20)) {
      io.say(`finding: ${rule}, ${location}: ${message}. ${hint}`);
    }
    if (bad.length > 20) io.say(`${bad.length - 20} more: devussy lint`);
    if (errors === 0) io.say(`the score is ${score}, expected at least ${minScore}`);
  } else if (plan.phases.length > 0 && steps.length > 0 && plan.handoff !== undefined) {
    io.say(
      `${counted(requirements.length, "requirement")}, ${counted(plan.phases.length, "phase")}, ${
        counted(steps.length, "step")
      }, ${counted(plan.questions.length, "open question")}; begin with ${
        files.written.concat(files.kept).find((path) => path.endsWith("devplan.md")) ?? "devplan.md"
      }`,
    );
  }
  return exitCode;
}

/** Tells what became of files besides those that were written. */
export function tellFiles(files: WrittenFiles, io: Io): void {
  for (const path of files.kept) {
    io.say(
      `notice: "${path}" is left alone, since it or its plan was edited since the last run; the new one is "${path}.new" (--force overwrites)`,
    );
  }
  const { worked = 0 } = files;
  if (worked > 0) {
    io.say(
      files.kept.some((path) => path.endsWith("plan.json"))
        ? `notice: ${counted(worked, "step")} of the plan that is there ${
          worked === 1 ? "is" : "are"
        } started or done: devussy replan keeps that, --force gives it up`
        : `notice: ${counted(worked, "step")} of the plan before ${
          worked === 1 ? "was" : "were"
        } started or done; that is given up`,
    );
  }
  for (const path of files.removed) io.say(`removed: ${path}`);
  if (files.outdated.length > 0) {
    io.say(
      `notice: ${
        files.outdated.join(", ")
      } still show the plan before; generate-devplan and generate-handoff write them anew`,
    );
  }
  for (const path of files.stale) {
    io.say(`notice: "${path}" belongs to no phase any more and was edited since the last run; it is left alone`);
  }
}
