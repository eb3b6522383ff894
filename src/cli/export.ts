/**
 * `devussy export`: a plan in the format of another tool, printed or written.
 * @module
 */
import { UsageError } from "../errors.ts";
import { exportFormatOf, exportPlan, exports } from "../output/exports/mod.ts";
import { jsonText } from "../output/reports/report.ts";
import { counted } from "../text.ts";
import { writeExport } from "../store/export_files.ts";
import { readTextIfAny } from "../store/files.ts";
import { type Io, Values } from "./command.ts";
import { type OwnPlan, readOwnPlan, readPlanAt } from "./own_plan.ts";

/** Exports a plan; returns the exit code. */
export async function exportFiles(values: Values, io: Io): Promise<number> {
  const format = exportFormatOf(values.text("format") ?? missingFormat());
  const target = values.text("output-dir");
  if (target === "") throw new UsageError("Cannot write the export: --output-dir is empty", "Name a folder.");
  const { plan, folder } = await planToExport(values, target, io);
  const files = exportPlan(plan, format);
  const { notice, knownBy } = exports[format];
  const said = notice?.(files);
  if (said !== undefined) io.say(`notice: ${said}`);
  const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
  const [only, ...others] = texts;
  if (target === undefined && only !== undefined && others.length === 0) {
    if (values.on("json")) io.out(jsonText({ schemaVersion: 1, exitCode: 0, format, files: texts }));
    else io.out(only.text.replace(/\n$/, ""));
    return 0;
  }
  io.signal.throwIfAborted();
  // A folder that nobody named may be a link of the project's: as part of the paths, it is looked at.
  const below = target === undefined ? `export/${format}/` : "";
  const placed = Object.fromEntries(texts.map(({ path, text }) => [below + path, text]));
  const written = await writeExport(target ?? folder, placed, {
    force: values.on("force"),
    signal: io.signal,
    ...(knownBy === undefined ? {} : { knownBy }),
  });
  if (values.on("json")) io.out(jsonText({ schemaVersion: 1, exitCode: 0, format, files: written }));
  else for (const { path } of written) io.out(path);
  const fresh = written.filter(({ written }) => written).length;
  io.say(
    `${counted(fresh, "file")} written${fresh === written.length ? "" : `, ${written.length - fresh} as they were`}.`,
  );
  return 0;
}

function missingFormat(): never {
  throw new UsageError(
    `Cannot export: expected --format, one of ${Object.keys(exports).join(", ")}`,
    "For example: devussy export --format mermaid",
  );
}

/**
 * The plan that is meant: `--plan`; else the one in the folder that the export goes to; else the one in the configured
 * output directory, since here `--output-dir` only says where the export goes.
 */
async function planToExport(values: Values, target: string | undefined, io: Io): Promise<Omit<OwnPlan, "settings">> {
  const named = values.text("plan");
  if (named !== undefined) return await readPlanAt(named, io);
  const beside = `${target ?? ""}/plan.json`;
  if (target !== undefined && await readTextIfAny(beside) !== undefined) return await readPlanAt(beside, io);
  const given = new Map<string, string[]>();
  for (const name of ["config", "trust-project"]) if (values.on(name)) given.set(name, [values.text(name) ?? ""]);
  return await readOwnPlan(new Values(given), io);
}
