/**
 * What is known without asking: the options, a brief, a file of answers.
 * @module
 */
import { dirname, isAbsolute, relative, resolve } from "node:path";
import { isLinkOut } from "../../config/read_file.ts";
import type { Settings } from "../../config/settings.ts";
import { UsageError } from "../../errors.ts";
import { isSecret } from "../../store/repo/left_out.ts";
import { cleanText, excerpt, quote } from "../../text.ts";
import type { Io, Values } from "../command.ts";
import { heldKey } from "../held_key.ts";
import { readBrief } from "../idea.ts";
import { readAnswersFile } from "./answers_file.ts";
import type { Answer, Given } from "./types.ts";

/**
 * What the options say; they count before what a file of answers says.
 *
 * @throws {UsageError} If the brief cannot be read, or a file names one outside the working directory.
 */
export async function givenOf(values: Values, briefPath: string | undefined, io: Io): Promise<Given> {
  if (briefPath !== undefined && values.text("brief") === undefined) refuseUnnamed(briefPath, values, io);
  const name = values.text("name");
  const requirements = values.text("requirements");
  return {
    ...(name === undefined ? {} : { name }),
    ...(requirements === undefined ? {} : { requirements: cleanText(requirements) }),
    languages: values.list("languages"),
    frameworks: values.list("frameworks"),
    apis: values.list("apis"),
    ...(briefPath === undefined ? {} : { briefPath, brief: cleanText(await readBrief(briefPath, io)) }),
  };
}

/**
 * A file of answers, or an interview that is stored, may have come with a project: of files it chooses the project's alone,
 * which are those below the working directory, or beside where the user says that it lies; and none that holds keys.
 */
function refuseUnnamed(path: string, values: Values, io: Io): void {
  if (path === "-") return;
  const beside = [values.text("answers"), values.text("state-dir")].flatMap((named) =>
    named === undefined || named === "-" ? [] : dirname(named)
  );
  const way = wayInto(".", path);
  const inside = way === undefined ? beside.some((folder) => wayInto(folder, path)) : !isLinkOut(way, io.mayReadPath);
  if (inside && ![way ?? path, realPath(path, io)].some(isOfKeys)) return;
  throw new UsageError(
    `Cannot read the brief "${excerpt(path)}": a stored file names it, and it ${
      inside ? "is one where keys are kept" : "lies outside the project"
    }`,
    `Name it yourself, if it is the one: --brief ${quote(path)}`,
  );
}

/** Whether keys are kept in a file, or in a folder above it, by custom. */
function isOfKeys(path: string): boolean {
  const names = path.split(/[\\/]+/);
  return names.some((name, at) => name.toLowerCase() === ".git" || isSecret(name, at < names.length - 1));
}

/** Where links lead to. */
function realPath(path: string, { mayReadPath }: Io): string {
  try {
    return mayReadPath(".") && mayReadPath(path) ? relative(Deno.realPathSync("."), Deno.realPathSync(path)) : path;
  } catch {
    // Not there, which whoever reads it says.
    return path;
  }
}

/** The way from a folder to what lies below it; absent where that leads out. */
function wayInto(folder: string, path: string): string | undefined {
  const way = relative(resolve(folder), resolve(path));
  return isAbsolute(way) || /^(?:\.\.(?:[\\/]|$)|$)/.test(way) ? undefined : way;
}

/**
 * What a file of answers says, with what the options say.
 *
 * @throws {UsageError} If the file or its brief cannot be read, or nobody names the project.
 * @throws {ConfigError} If something in the file is wrong.
 */
export async function fromFile(path: string, values: Values, io: Io): Promise<{ given: Given; answers: Answer[] }> {
  const { answers, name, requirements, brief: named, ...lists } = await readAnswersFile(path, io);
  const brief = values.text("brief") ?? named;
  if (path === "-" && brief === "-") {
    throw new UsageError("Cannot read both the brief and the answers from standard input", "Write one into a file.");
  }
  const given = await givenOf(values, brief, io);
  const first = (mine: string[], other: string[]) => mine.length > 0 ? mine : other;
  const whole: Given = {
    ...(name === undefined ? {} : { name }),
    ...(requirements === undefined ? {} : { requirements }),
    ...given,
    languages: first(given.languages, lists.languages),
    frameworks: first(given.frameworks, lists.frameworks),
    apis: first(given.apis, lists.apis),
  };
  if (whole.name !== undefined) return { given: whole, answers };
  throw new UsageError(
    `Cannot plan a project without a name: "${path}" has none, and --name is missing`,
    'Write it there, for example name: "URL shortener".',
  );
}

/**
 * Makes sure that no key goes where texts go.
 *
 * @throws {UsageError} If one of the user's keys stands in what was given.
 */
export function refuseKey(given: unknown, { providers }: Settings, what: string): void {
  const name = heldKey([JSON.stringify(given)], providers);
  if (name === undefined) return;
  throw new UsageError(
    `Cannot use ${what}: it holds the key of provider "${name}"`,
    "Take it out: whatever stands there is sent to models and written into files.",
  );
}
