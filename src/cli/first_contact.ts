import { ConfigError } from "../errors.ts";
import { VERSION } from "../version.ts";
import type { Io } from "./command.ts";
import { TAGLINE } from "./help.ts";
import { columns } from "./table.ts";

/** Where nobody has set it otherwise. */
const OUTPUT_DIR = "docs";
const CONFIG_FILE = "config/config.yaml";

/** What is likely wanted where there is no plan yet. */
const BEGIN: readonly (readonly [string, string])[] = [
  ["devussy interactive", "questions, then a plan"],
  ["devussy run-full-pipeline --name NAME --brief FILE", "plan a brief that you have"],
  ["devussy doctor", "check keys and permissions"],
];

/** What is likely wanted where there is one. */
const GO_ON: readonly (readonly [string, string])[] = [
  ["devussy next", "the steps that can start now"],
  ["devussy status", "how far the plan is"],
  ["devussy lint", "check it: what is missing, vague, unsafe"],
];

/**
 * What `devussy` alone says to a person: what it is, the three commands that are likely wanted here, where the rest is.
 * Looks at no file that may not be read without asking, and does not fail over what is wrong with a configuration.
 */
export async function firstContact(io: Io): Promise<string> {
  const plan = `${await outputDir(io)}/plan.json`;
  const there = isFile(plan, io);
  return [
    `devussy ${VERSION}: ${TAGLINE}`,
    "",
    there ? `The plan here is ${plan}. Go on with:` : "Begin with:",
    ...columns(there ? GO_ON : BEGIN),
    "",
    "All commands: devussy --help",
  ].join("\n");
}

/**
 * The folder of the plan, as the project's configuration names it. All settings together would take as long as the rest of
 * the program; what is wrong with them is left to `devussy doctor`.
 */
async function outputDir(io: Io): Promise<string> {
  if (!isFile(CONFIG_FILE, io)) return OUTPUT_DIR;
  const { readConfigFile } = await import("../config/read_file.ts");
  const { parseConfig } = await import("../config/parse.ts");
  try {
    const text = await readConfigFile(CONFIG_FILE, { chosen: false, mayRead: io.mayReadPath }) ?? "";
    const { layer } = await parseConfig({ path: CONFIG_FILE, text, project: true }, {});
    const set = layer.findLast(({ keys }) => keys.join() === "output_dir");
    return typeof set?.value === "string" ? set.value : OUTPUT_DIR;
  } catch (error) {
    if (error instanceof ConfigError) return OUTPUT_DIR;
    throw error;
  }
}

/** Whether a file is there, as far as one may know without asking. */
function isFile(path: string, { mayReadPath }: Io): boolean {
  try {
    return mayReadPath(path) && Deno.statSync(path).isFile;
  } catch {
    // Not there, or not to be seen: either way there is nothing to go on with.
    return false;
  }
}
