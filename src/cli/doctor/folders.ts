import type { Settings } from "../../config/settings.ts";
import { StoreError } from "../../errors.ts";
import { probeFolder } from "../../store/probe.ts";
import type { Io } from "../command.ts";
import { type Check, fail, ok, skip } from "./check.ts";

/** Checks that the plan can be written, and where a model is asked, its answers. */
export function checkFolders(settings: Settings, models: boolean, io: Io): Check[] {
  return [
    checkFolder("output", settings.outputDir, "--output-dir", io),
    models
      ? checkFolder("state", settings.stateDir, "--state-dir", io)
      : skip("state", "the embedded planner stores no answers"),
  ];
}

function checkFolder(name: string, path: string, option: string, io: Io): Check {
  const may = (folder: string) => io.mayWrite(folder) && io.mayReadPath(folder);
  if (!may(path)) return skip(name, `${path}: not tried, Deno may not read and write it`);
  try {
    return ok(name, `${path} ${probeFolder(path, may, option) ? "can be written to" : "can be made"}`);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return fail(name, 6, error.message, error.hint);
  }
}
