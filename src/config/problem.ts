import { ConfigError } from "../errors.ts";

/** Something that cannot be used, and where it stands. */
export interface Problem {
  /** On a line of its own: `config/config.yaml:3:12 concurrency: expected ..., got ...`. */
  text: string;
  /** The whole message where it is the only problem. Default: `Cannot use the configuration: TEXT`. */
  alone?: string;
  /** What to do about it. */
  hint: string;
}

/** The most problems that are listed: a file of another kind has thousands. */
const MOST = 100;

/**
 * Throws all problems as one error, if there are any.
 *
 * @throws {ConfigError} Its message says how many there are and names the first, `problems` has each.
 */
export function throwProblems(problems: readonly Problem[]): void {
  const [first, ...rest] = problems;
  if (first === undefined) return;
  const texts = problems.slice(0, MOST).map(({ text }) => text);
  if (problems.length > MOST) texts.push(`and ${problems.length - MOST} more`);
  throw new ConfigError(
    rest.length === 0
      ? first.alone ?? `Cannot use the configuration: ${first.text}`
      : `Cannot use the configuration: ${problems.length} problems, the first: ${first.text}`,
    first.hint,
    texts,
  );
}
