import { UsageError } from "../../errors.ts";
import { oneLine, shorten } from "../../text.ts";
import type { Finding, Plan, UncheckedRule } from "../types.ts";
import { errorsIn } from "./errors_in.ts";
import { rules } from "./mod.ts";
import type { Part } from "./part.ts";
import type { Rule } from "./rule.ts";
import { withoutSecrets } from "./danger/secrets.ts";
import { PlanView } from "./view.ts";

/** What is set for one rule; what is left out stays as it is. */
export interface RuleSettings {
  /** What its findings count as. */
  severity?: Finding["severity"];
  /** Turns the rule off, and says why; the reason stands in every report. */
  off?: string;
  /** Numbers by name, such as `max_words`; `docs/RULES.md` lists them with their units. */
  limits?: Readonly<Record<string, number>>;
}

/** How a plan is checked. */
export interface LintOptions {
  /** Settings by rule id. */
  rules?: Readonly<Record<string, RuleSettings>>;
  /** The plan before this one: the ids of its steps and requirements must not have changed. */
  earlier?: Plan;
  /** Paths of files that are in the project already, relative to its root. Default: those that the plan names. */
  files?: readonly string[];
  /** What the plan's format cannot tell: rules that need it are reported as not checked. */
  absent?: readonly Part[];
}

/** What the checks say about a plan. */
export interface LintReport {
  /** 100 less 8 for each error and 2 for each warning, at least 0. */
  score: number;
  /** All that was found, by rule. */
  findings: Finding[];
  /** The rules that said nothing because they were not asked, with the reason. */
  unchecked: UncheckedRule[];
}

/** The longest message or hint. */
const MOST_CHARACTERS = 500;

/** For people: what a plan does not tell where a part is absent. */
const PARTS: Readonly<Record<Part, string>> = {
  project: "of the whole project",
  steps: "any steps",
  details: "more of a step than one line",
  sizes: "how much of a step is done in one sitting",
  requirements: "requirements",
  citations: "which requirements steps work on",
  dependencies: "what steps wait for",
  deliverables: "which file each step leaves behind",
  actions: "what happens to each file",
  verification: "how to see that steps are done",
  numbers: "numbers of steps",
  phases: "phases",
  stack: "languages or tools",
  types: "types of steps",
  risks: "risks",
};

/**
 * Checks a plan. The same plan always gets the same report; nothing is read, written or changed.
 *
 * @param plan The plan, complete or in part; without steps, rules about steps are reported as not checked.
 * @param options Severities, limits, rules that are off, and what is known besides the plan.
 * @returns The score, what was found, and what was not checked.
 * @throws {UsageError} If a setting names no rule or limit, or its value is out of range.
 *
 * @example
 * ```ts
 * import { createLLMClient, lintPlan, runPipeline, startPlan } from "@devussy/devussy";
 * const plan = await runPipeline(startPlan({ name: "Notes" }), { client: createLLMClient("offline", {}) });
 * plan.phases[0]?.steps[0]?.dependsOn.push("9.9");
 * const { findings, score } = lintPlan(plan, { rules: { vague: { off: "the team likes it short" } } });
 * if (findings[0]?.rule !== "dangling-reference" || score > 92) throw new Error("expected a step that is not there");
 * ```
 */
export function lintPlan(plan: Plan, options: LintOptions = {}): LintReport {
  checkLintOptions(options);
  const { absent = [], files = plan.existing?.files ?? [], earlier } = options;
  const view = new PlanView(plan, { absent, files, ...(earlier === undefined ? {} : { earlier }) });
  const findings: Finding[] = [];
  const unchecked: UncheckedRule[] = [];
  for (const rule of rules) {
    const { off, severity, limits = {} } = options.rules?.[rule.id] ?? {};
    const missing = view.missing(rule.needs);
    if (off !== undefined) unchecked.push({ rule: rule.id, off: true, reason: off });
    else if (missing.length > 0) {
      unchecked.push({
        rule: rule.id,
        off: false,
        reason: `the plan does not tell ${missing.map((part) => PARTS[part]).join(", ")}`,
      });
    } else {
      for (const { severity: own, ...found } of rule.check(view, { ...defaultsOf(rule), ...limits })) {
        findings.push({ rule: rule.id, severity: severity ?? own ?? rule.severity, ...bounded(found) });
      }
    }
  }
  return { score: scoreOf(findings), findings, unchecked };
}

/** 100 less 8 for each error and 2 for each warning, at least 0. */
function scoreOf(findings: readonly Finding[]): number {
  const errors = errorsIn(findings);
  return Math.max(0, 100 - 8 * errors - 2 * (findings.length - errors));
}

/** What a plan says goes into findings only as short lines, and secrets not at all: reports go to logs and servers. */
function bounded(
  { message, location, pointer, hint }: Omit<Finding, "rule" | "severity">,
): Omit<Finding, "rule" | "severity"> {
  const line = (text: string) =>
    shorten(withoutSecrets(oneLine(text.slice(0, 4 * MOST_CHARACTERS))), MOST_CHARACTERS) || "?";
  return { message: line(message), location: line(location), pointer, hint: line(hint) };
}

function defaultsOf({ limits = {} }: Rule): Record<string, number> {
  return Object.fromEntries(Object.entries(limits).map(([name, { value }]) => [name, value]));
}

/** What of a report stands in a plan. */
export function checksOf({ score, findings, unchecked }: LintReport): NonNullable<Plan["checks"]> {
  return { score, findings, ...(unchecked.length === 0 ? {} : { unchecked }) };
}

/**
 * Refuses settings that no rule has, before anything is done with them.
 *
 * @throws {UsageError} If a setting names no rule or limit, or its value is out of range.
 */
export function checkLintOptions({ rules: settings = {} }: LintOptions = {}): void {
  for (const [id, { limits = {}, off, severity }] of Object.entries(settings)) {
    const rule = rules.find((rule) => rule.id === id);
    if (rule === undefined) {
      throw new UsageError(
        `Cannot set the rule "${id}": expected one of ${rules.map(({ id }) => id).join(", ")}`,
        "Correct its name.",
      );
    }
    if (off?.trim() === "" || (severity !== undefined && severity !== "error" && severity !== "warning")) {
      throw new UsageError(
        `Cannot set the rule "${id}": expected ${off?.trim() === "" ? "a reason to turn it off" : "error or warning"}`,
        "See docs/RULES.md, or devussy lint --rules.",
      );
    }
    for (const [name, value] of Object.entries(limits)) {
      const limit = rule.limits !== undefined && Object.hasOwn(rule.limits, name) ? rule.limits[name] : undefined;
      if (limit !== undefined && value >= limit.least && value <= limit.most) continue;
      throw new UsageError(
        limit === undefined
          ? `Cannot set "${name}" of the rule "${id}": expected ${
            Object.keys(rule.limits ?? {}).join(", ") || "no limit"
          }`
          : `Cannot set "${name}" of the rule "${id}" to ${value}: expected ${limit.least} to ${limit.most}`,
        "See docs/RULES.md, or devussy lint --rules.",
      );
    }
  }
}
