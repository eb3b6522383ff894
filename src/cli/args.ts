import { parseArgs } from "node:util";
import { UsageError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { shorten } from "../text.ts";
import { type Command, COMMON, Values } from "./command.ts";

/**
 * Parses the words behind a command's name by the command's own declaration.
 *
 * @throws {UsageError} On an unknown option, a missing or superfluous value, or too many words.
 */
export function parseCommand(name: string, command: Command, args: string[]): { values: Values; words: string[] } {
  const known = { ...command.options, ...COMMON };
  const { tokens } = parseArgs({
    args,
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(
      Object.entries(known).map((
        [option, { value }],
      ) => [option, {
        type: value === undefined ? "boolean" as const : "string" as const,
        ...(option === "help" ? { short: "h" } : {}),
      }]),
    ),
  });
  const help = `See: devussy ${name} --help`;
  const values = new Map<string, string[]>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") words.push(token.value);
    if (token.kind !== "option") continue;
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (option === undefined) {
      const near = nearest(token.name, Object.keys(known));
      throw new UsageError(
        `Cannot use option "${shorten(token.rawName, 60)}": "${name}" has no such option`,
        near === undefined ? help : `Did you mean "--${near}"? ${help}`,
      );
    }
    if (option.value === undefined && token.value !== undefined) {
      throw new UsageError(
        `Cannot use option "--${token.name}": expected no value, got "${shorten(token.value, 60)}"`,
        help,
      );
    }
    // `--name --json` forgot the name; `--name=--json` meant it.
    if (
      option.value !== undefined &&
      (token.value === undefined || (token.inlineValue === false && /^--[a-z]/.test(token.value)))
    ) {
      throw new UsageError(
        `Cannot use option "--${token.name}": expected ${option.value}, got nothing`,
        `Write --${token.name}=${option.value}. ${help}`,
      );
    }
    if (option.value !== undefined && option.many !== true && values.has(token.name)) {
      throw new UsageError(
        `Cannot use option "--${token.name}" twice: expected one ${option.value}`,
        `Keep one of them. ${help}`,
      );
    }
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ""]);
  }
  const most = command.words ?? 0;
  if (words.length > most && !values.has("help")) {
    throw new UsageError(
      `Cannot use "${shorten(words[most] ?? "", 60)}": "${name}" takes ${
        most === 0 ? "only options" : `at most ${most} word`
      }`,
      `Quote a value that has spaces. ${help}`,
    );
  }
  return { values: new Values(values), words };
}
