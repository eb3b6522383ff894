import type { Finding } from "../types.ts";
import type { Part } from "./part.ts";
import type { PlanView } from "./view.ts";

/** What a rule finds; the checker adds the rule's id, and its severity where the finding has none of its own. */
export type Found = Omit<Finding, "rule" | "severity"> & {
  /** Where one rule has findings of both kinds. */
  severity?: Finding["severity"];
};

/** A number of a rule that the configuration may change. */
export interface Limit {
  /** What holds where nothing is set. */
  value: number;
  least: number;
  most: number;
  /** What it limits, with its unit. */
  help: string;
}

/** A check: a pure function over a plan, linear in its size, with its documentation. */
export interface Rule {
  /** Its name in findings. */
  id: string;
  severity: Finding["severity"];
  /** What it demands of a plan, one sentence. */
  demands: string;
  /** Why it is there, and what it leaves alone, for `docs/RULES.md`. */
  why: string;
  /** The numbers that may be set, by the name that they have in the configuration. */
  limits?: Readonly<Record<string, Limit>>;
  /** What a plan must tell for the check to mean anything. */
  needs: readonly Part[];
  check(view: PlanView, limits: Readonly<Record<string, number>>): Found[];
}

/** A rule whose check knows its limits by name. */
export function ruleWith<Name extends string>(
  rule: Omit<Rule, "limits" | "check"> & {
    limits: Readonly<Record<Name, Limit>>;
    check(view: PlanView, limits: Readonly<Record<Name, number>>): Found[];
  },
): Rule {
  return rule;
}
