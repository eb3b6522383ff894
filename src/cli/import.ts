import { UsageError } from "../errors.ts";
import { renderPlan } from "../output/mod.ts";
import { diffData, diffText } from "../output/reports/diff.ts";
import { jsonText } from "../output/reports/report.ts";
import { errorsIn } from "../plan/checks/errors_in.ts";
import { type ImportOptions, importPages, phaseNumberOf } from "../plan/pages/import_pages.ts";
import { problemLine } from "../plan/pages/problem.ts";
import type { Plan } from "../plan/types.ts";
import { digest } from "../store/digests.ts";
import { readPageFiles } from "../store/page_files.ts";
import type { WrittenFiles } from "../store/plan_files.ts";
import { counted } from "../text.ts";
import type { Io, Values } from "./command.ts";
import { changeWithPages, type Taken } from "./import_files.ts";
import { readOwnPlan } from "./own_plan.ts";
import { tellFiles } from "./report.ts";

/** Takes over what people changed in the pages; returns the exit code: 8 where the new plan does not pass its checks. */
export async function importFiles(values: Values, dir: string | undefined, io: Io): Promise<number> {
  const own = await readOwnPlan(values, io);
  if (own.path === "-") {
    throw new UsageError("Cannot take pages over into standard input", "Name a file with --plan.");
  }
  const { rules, minScore = 0 } = own.settings.lint;
  const from = dir ?? own.folder;
  const take = async (plan: Plan) => await takeOver(plan, from, { rules }, io);
  if (values.on("dry-run")) return report(await take(own.plan), { minScore, dry: true }, values, io);
  const { taken, files } = await changeWithPages(own.path, take, io);
  return report(taken, { minScore, files }, values, io);
}

async function takeOver(plan: Plan, folder: string, lint: NonNullable<ImportOptions["lint"]>, io: Io): Promise<Taken> {
  const isPage = (name: string) => name === "devplan.md" || phaseNumberOf(name) !== undefined;
  const rendered = renderPlan(plan);
  const pages = await readPageFiles(folder, isPage, io.signal);
  if (Object.keys(pages).length === 0) {
    throw new UsageError(
      `Cannot import from "${folder}": there is neither devplan.md nor a phase file`,
      "Name the folder that holds them: devussy import DIR",
    );
  }
  // A page that nobody has edited says nothing new, whatever became of plan.json since.
  for (const [name, text] of Object.entries(pages)) {
    if (rendered[name] !== undefined && await digest(text) === plan.provenance.files?.[name]) {
      pages[name] = rendered[name];
    }
  }
  const taken = importPages(plan, pages, { rendered, lint });
  const missing = plan.phases.map(({ number }) => `phase${number}.md`).filter((name) => pages[name] === undefined);
  const gone = missing.map((file) => ({
    file,
    text: "it is not there; its steps stay as they are",
    hint: "To be rid of steps, take them out of their page.",
  }));
  return { ...taken, problems: [...taken.problems, ...gone], pages, rendered };
}

function report(
  { plan, diff, problems }: Taken,
  { minScore, files, dry = false }: { minScore: number; files?: WrittenFiles; dry?: boolean },
  values: Values,
  io: Io,
): number {
  const { score = 0, findings = [] } = plan.checks ?? {};
  const errors = errorsIn(findings);
  const changed = !diff.same;
  const exitCode = changed && (errors > 0 || score < minScore) ? 8 : 0;
  if (values.on("json")) {
    io.out(jsonText({
      schemaVersion: 1,
      exitCode,
      dryRun: dry,
      revision: plan.revision,
      taken: diffData(diff),
      notTaken: problems,
      checks: { score, errors, warnings: findings.length - errors, findings },
      files: files?.written ?? [],
    }));
  } else {
    for (const line of changed ? diffText(diff) : ["nothing to take over: the pages say what plan.json says"]) {
      io.out(line);
    }
    if (problems.length > 0) io.out("");
    for (const problem of problems) {
      io.out(`not taken over: ${problemLine(problem)}`);
      io.out(`  ${problem.hint}`);
    }
    if ((files?.written.length ?? 0) > 0) io.out("");
    for (const path of files?.written ?? []) io.out(path);
  }
  if (files !== undefined) tellFiles(files, io);
  if (exitCode === 8) {
    for (
      const { rule, location, message, hint } of findings.filter(({ severity }) => severity === "error").slice(0, 20)
    ) {
      io.say(`finding: ${rule}, ${location}: ${message}. ${hint}`);
    }
    io.say(
      errors > 0 ? `${counted(errors, "error")}: devussy lint` : `the score is ${score}, expected at least ${minScore}`,
    );
  }
  if (dry && changed) io.say("nothing is written: --dry-run");
  return exitCode;
}
