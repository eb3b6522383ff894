/** Finds files of secrets that a plan uses before git is told to ignore them. */
import { isSafePath } from "../../paths.ts";
import { isDenied } from "./denial.ts";
import type { Found } from "../rule.ts";
import { SECRET_FILE } from "./table.ts";
import type { PlacedStep, PlanView } from "../view.ts";

/** A file with the settings of one machine; examples of it are none. */
const ENV = /(?<![\w/*-])\.env(?:\.(?:local|prod(?:uction)?|staging))?(?![\w-]|\.\w|\*)/g;
/** What keeps a file out of git. */
const IGNORED =
  /\.gitignore|\bgit-?ignored?\b|\bout of (?:git|version control|source control|the repository)\b|\b(?:not|never) (?:be )?committed\b|\bnever commit\b/i;
/** To ignore something is of git only where git or such a file is named: settings and errors are ignored too. */
const IGNORES =
  /\bignor(?:e|es|ed|ing)\b(?! (?:an? |the )?(?:missing|absent))[^.;\n]{0,60}(?:\.env\b|\bsecrets\b|\bgit\b)|(?:\.env|\bsecrets|\bgit)\b[^.;\n]{0,60}\bignor(?:e|es|ed|ing)\b/i;
/** What `.gitignore` is said to hold. */
const HOLDS =
  /\.gitignore\S{0,3}\s{1,3}(?:lists?|covers?|covering|ignores?|ignoring|excludes?|excluding|contain(?:s|ing)|with|for|holds?|names?)\b/i;
/** Secrets in general, or a list that others wrote. */
const SECRETS =
  /\.env\b|\bsecrets?\b|\benvironment files?\b|\bcredentials\b|\btemplate\b|\bstandard\b|\bdefault\b|\busual\b|github\/gitignore/i;
const LOOKED_AT = 20_000;

/** One finding for the first step that makes or fills such a file too early. */
export function usedBeforeIgnored(view: PlanView): Found[] {
  if ([...view.files].some((path) => path.endsWith(".gitignore"))) return [];
  for (const placed of view.steps) {
    if (isIgnoring(placed)) return [];
    const use = useIn(placed);
    if (use === undefined) continue;
    return [{
      message: `Step ${placed.step.number} uses ${use.file}, but no step up to it lets git ignore the file`,
      location: placed.location,
      pointer: `${placed.pointer}/${use.at}`,
      hint: `Let this step or an earlier one list ${use.file} in .gitignore.`,
    }];
  }
  return [];
}

/** Whether a step shows that git ignores files of secrets. */
function isIgnoring({ step }: PlacedStep): boolean {
  const texts = [step.title, ...step.do, ...step.verify.map(({ expect, command = "" }) => `${command} ${expect}`)]
    .map((text) => text.slice(0, LOOKED_AT));
  const whole = texts.join("\n");
  if (/git check-ignore/.test(whole)) return true;
  if (IGNORED.test(whole) && texts.some((text) => IGNORED.test(text) && SECRETS.test(text))) return true;
  if (texts.some((text) => /ignor/i.test(text) && IGNORES.test(text) && SECRETS.test(text))) return true;
  const made = step.deliverables.some(({ path }) => /(?:^|\/)\.gitignore$/.test(path));
  // A list whose contents nobody tells is taken for a usual one.
  return made && !HOLDS.test(whole);
}

/** Where a step makes, fills or names such a file. */
function useIn({ step }: PlacedStep): { file: string; at: string } | undefined {
  const index = step.deliverables.findIndex(({ path, action }) => action !== "delete" && isSecret(path));
  const path = step.deliverables[index]?.path;
  if (path !== undefined) return { file: path, at: `deliverables/${index}/path` };
  for (const [index, given] of step.do.entries()) {
    const text = given.slice(0, LOOKED_AT);
    for (const { 0: file, index: at } of text.matchAll(ENV)) {
      if (!isDenied(text, at, at + file.length)) return { file, at: `do/${index}` };
    }
  }
  for (const [index, { command = "" }] of step.verify.entries()) {
    const file = command.slice(0, LOOKED_AT).match(ENV)?.[0];
    if (file !== undefined) return { file, at: `verify/${index}/command` };
  }
  return undefined;
}

/** Whether a path is a file of secrets and not made for tests or for a tool that keeps secrets elsewhere. */
function isSecret(path: string): boolean {
  // A path outside the project is another rule's matter.
  return SECRET_FILE.test(path) && isSafePath(path) &&
    !/(?:^|\/)(?:tests?|__tests__|spec|fixtures?|testdata|examples?|k8s|kubernetes|helm|charts?|templates?|deploy|manifests)\//i
      .test(path);
}
