import { UsageError } from "../errors.ts";
import type { Source } from "../plan/requirements/candidate.ts";
import { extractRequirements } from "../plan/requirements/extract.ts";
import { summaryOf } from "../plan/requirements/summary.ts";
import { cleanText, oneLine, shorten } from "../text.ts";
import type { Existing, Plan } from "../plan/types.ts";
import { VERSION } from "../version.ts";

/** Where the JSON Schema of plans will be published with the package. */
const PLAN_SCHEMA = `https://jsr.io/@devussy/devussy/${VERSION}/config/plan.schema.json`;
/** The longest name, in characters. */
const MAX_NAME = 200;
/** The longest brief, in characters. */
export const MAX_BRIEF = 1_000_000;
/** The most requirements that one plan may answer. */
export const MAX_REQUIREMENTS = 5_000;

/** A project idea. */
export interface ProjectRequest {
  /** What the project is called. */
  name: string;
  /** Programming languages to use. */
  languages?: string[];
  /** Frameworks and libraries to use. */
  frameworks?: string[];
  /** Services and interfaces that it talks to. */
  apis?: string[];
  /** What it must do, in a few sentences. */
  requirements?: string;
  /** A whole brief, as Markdown or plain text. */
  brief?: string;
  /** The project that it goes into, as it was found; absent for a new one. */
  existing?: Existing;
}

/**
 * Begins a plan: checks the idea and finds its requirements. With neither requirements nor a brief the name is the brief.
 *
 * @param request The idea.
 * @returns A plan with requirements, and without design and phases.
 * @throws {UsageError} If the name is empty, too long or holds no letter, or the texts demand nothing.
 *
 * @example
 * ```ts
 * import { startPlan } from "@devussy/devussy";
 * const plan = startPlan({ name: "URL shortener", languages: ["Go"] });
 * if (plan.requirements.length !== 1) throw new Error("expected the name to be the brief");
 * ```
 */
export function startPlan(request: ProjectRequest): Plan {
  const name = checkName(request.name);
  const texts = textsOf({ ...request, name });
  const requirements = extractRequirements(texts);
  if (requirements.length === 0) {
    throw new UsageError(
      `Cannot plan "${name}": found no requirement in the ${
        texts.some(({ from }) => from === "brief") ? "brief" : "text"
      }, expected at least one sentence or list entry`,
      "Say in --requirements or the brief what it must do.",
    );
  }
  if (requirements.length > MAX_REQUIREMENTS) {
    throw new UsageError(
      `Cannot plan "${name}": the text has ${requirements.length} requirements, expected at most ${MAX_REQUIREMENTS}`,
      "Plan it in parts, one brief each.",
    );
  }
  return {
    $schema: PLAN_SCHEMA,
    schemaVersion: 1,
    revision: 1,
    project: {
      name,
      summary: summaryOf(request.brief ?? "") ?? shorten(requirements[0]?.text ?? name, 240),
      languages: names(request.languages),
      frameworks: names(request.frameworks),
      apis: names(request.apis),
    },
    ...(request.existing === undefined ? {} : { existing: request.existing }),
    requirements,
    assumptions: [],
    questions: [],
    risks: [],
    definitionOfDone: [],
    phases: [],
    provenance: { tool: `devussy ${VERSION}`, runs: [] },
  };
}

/** The texts that requirements come from, in order: what was said on the command line, then the brief, else the name. */
function textsOf(request: ProjectRequest): { from: Source; text: string }[] {
  const texts: { from: Source; text: string }[] = [];
  if ((request.requirements ?? "").trim() !== "") texts.push({ from: "flag", text: request.requirements ?? "" });
  if ((request.brief ?? "").trim() !== "") texts.push({ from: "brief", text: request.brief ?? "" });
  for (const { text } of texts) {
    if (text.length <= MAX_BRIEF) continue;
    throw new UsageError(
      `Cannot plan "${request.name}": the text has ${text.length} characters, expected at most ${MAX_BRIEF}`,
      "Cut it to the parts that say what to build.",
    );
  }
  return texts.length > 0 ? texts : [{ from: "flag", text: `Build ${request.name}.` }];
}

function checkName(given: string): string {
  const fail = (got: string): never => {
    throw new UsageError(
      `Cannot plan a project: expected a name with at least one letter or digit, got ${got}`,
      'Name it, for example --name "URL shortener".',
    );
  };
  if (given.length > MAX_NAME) fail(`${given.length} characters, at most ${MAX_NAME} are allowed`);
  if (cleanText(given) !== given || given.includes("\n") || given.includes("\t")) {
    fail("control or invisible characters");
  }
  const name = oneLine(given);
  if (name === "") fail("nothing");
  if (!/[\p{L}\p{N}]/u.test(name)) fail(`"${name}"`);
  return name;
}

function names(list: readonly string[] | undefined): string[] {
  return [...new Set((list ?? []).map(oneLine).filter((name) => name !== ""))];
}
