/** How a check ends; `skip`: it could not be made, or there was nothing to check. */
export type Status = "ok" | "warn" | "fail" | "skip";

/** What a check says. */
export interface Check {
  name: string;
  status: Status;
  message: string;
  /** What to do about it. */
  hint?: string;
  /** The exit code that a run would end with, where the check fails. */
  exitCode?: number;
}

/** A check that found nothing wrong. */
export function ok(name: string, message: string): Check {
  return { name, status: "ok", message };
}

/** A check that was not made. */
export function skip(name: string, message: string, hint?: string): Check {
  return { name, status: "skip", message, ...(hint === undefined ? {} : { hint }) };
}

/** A check that found what may be wrong. */
export function warn(name: string, message: string, hint: string): Check {
  return { name, status: "warn", message, hint };
}

/** A check that found what is wrong. */
export function fail(name: string, exitCode: number, message: string, hint: string): Check {
  return { name, status: "fail", message, hint, exitCode };
}

/** The exit code of all checks: that of the first which fails. */
export function exitCodeOf(checks: readonly Check[]): number {
  return checks.find(({ status }) => status === "fail")?.exitCode ?? 0;
}
