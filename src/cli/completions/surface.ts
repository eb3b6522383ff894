/**
 * What can be typed behind `devussy`: the declarations of all commands, as the scripts for shells need them.
 * @module
 */
import { providers } from "../../providers.ts";
import { type Command, COMMON, type Operands, type Option } from "../command.ts";

/** What may stand in a place: paths, some words, or a "text" that nobody knows. */
export type Takes = Operands | "text";

/** An option; `takes` is absent where it has no value. */
export interface TypedOption {
  /** With its dashes. */
  name: string;
  help: string;
  /** What its value stands for in help. */
  value: string;
  takes?: Takes;
  /** May be given more than once. */
  many: boolean;
}

/** A command with all that may stand behind its name. */
export interface TypedCommand {
  name: string;
  summary: string;
  options: readonly TypedOption[];
  /** What its words are; absent where it takes none. */
  takes?: Takes;
}

/** Loads all commands. No other command does: it takes as long as all of them together. */
export function surfaceOf(
  entries: Readonly<Record<string, { summary: string; load(): Promise<Command> }>>,
): Promise<TypedCommand[]> {
  return Promise.all(
    Object.entries(entries).map(async ([name, { summary, load }]) => {
      const { options, words = 0, operands = "text" } = await load();
      return {
        name,
        summary,
        options: Object.entries({ ...options, ...COMMON }).map(([option, declared]) => typed(option, declared)),
        ...(words === 0 ? {} : { takes: operands }),
      };
    }),
  );
}

function typed(name: string, { value, help, many = false, values }: Option): TypedOption {
  const takes = value === undefined ? undefined : values ?? takesOf(value, many);
  return { name: `--${name}`, help, value: value ?? "", many, ...(takes === undefined ? {} : { takes }) };
}

/** What a value may be, by what it stands for in help. */
function takesOf(value: string, many: boolean): Takes {
  if (value === "FILE") return "file";
  if (value === "DIR") return "dir";
  if (!value.startsWith("NAME[/MODEL]")) return "text";
  // A fallback is somebody; who writes the plan may also be found.
  return many ? Object.keys(providers) : ["auto", ...Object.keys(providers)];
}

/** The words, or in their place the name of what no list holds. */
export function wordsOf(takes: Takes): string {
  return typeof takes === "string" ? takes.toUpperCase() : takes.join(" ");
}
