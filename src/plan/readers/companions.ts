import type { PlanFile } from "./types.ts";

const SPEC_KIT = ["spec.md", "plan.md"];
const KIRO = ["requirements.md", "design.md"];
const OPENSPEC = ["proposal.md", "design.md", "specs/*/spec.md"];

/**
 * The files that belong to a plan file, whether they are there or not: its demands and its design.
 *
 * @param path The plan file, as the user names it.
 * @returns Paths in the same form as `path`; in some, one segment is `*` and stands for any folder.
 */
export function companionsOf(path: string): string[] {
  const { folder, name } = splitPath(path);
  if (name.toLowerCase() !== "tasks.md") return [];
  const parts = folder.split("/");
  const change = parts.some((part, at) => part === "openspec" && parts[at + 1] === "changes");
  const feature = parts.length >= 3 && parts.at(-3) === "specs";
  const kiro = parts.length >= 4 && parts.at(-4) === ".kiro" && parts.at(-3) === "specs";
  const names = kiro ? KIRO : change ? OPENSPEC : feature ? SPEC_KIT : [...SPEC_KIT, ...OPENSPEC, "requirements.md"];
  return names.map((name) => folder + name);
}

/** The companion with a name right beside the plan file. */
export function beside(file: PlanFile, companions: readonly PlanFile[], name: string): PlanFile | undefined {
  const wanted = splitPath(file.path).folder + name;
  return companions.find(({ path }) => slashed(path) === wanted);
}

/** The specs below the plan file's own folder: `specs/login/spec.md`. */
export function specsBelow(file: PlanFile, companions: readonly PlanFile[]): PlanFile[] {
  const start = `${splitPath(file.path).folder}specs/`;
  return companions.filter(({ path }) => slashed(path).startsWith(start) && path.endsWith(".md"));
}

/** A path in two: its folder with the slash at its end (empty for none), and its last name. */
export function splitPath(path: string): { folder: string; name: string } {
  const own = slashed(path);
  const at = own.lastIndexOf("/") + 1;
  return { folder: own.slice(0, at), name: own.slice(at) };
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
