import { UsageError } from "../../errors.ts";
import { nearest } from "../../nearest.ts";
import { type Command, COMMON } from "../command.ts";
import { renderCommandHelp, renderHelp } from "../help.ts";
import { commands } from "./mod.ts";

/** `devussy help [COMMAND]` */
export const help: Command = {
  usage: "[COMMAND]",
  options: {},
  examples: ["devussy help run-full-pipeline", "devussy help --json"],
  words: 1,
  operands: Object.keys(commands),
  async run(values, [name], io) {
    if (values.on("json")) io.out(JSON.stringify({ schemaVersion: 1, ...await described(name) }, null, 2));
    else io.out(name === undefined ? renderHelp(commands) : renderCommandHelp(name, await loadCommand(name)));
    return 0;
  },
};

/** The same for programs: all commands, or one with its options. */
async function described(name?: string): Promise<Record<string, unknown>> {
  if (name === undefined) {
    return { commands: Object.entries(commands).map(([name, { group, summary }]) => ({ name, group, summary })) };
  }
  const { summary, usage, options, examples } = await loadCommand(name);
  const rows = Object.entries({ ...options, ...COMMON }).map(([name, option]) => ({ name, ...option }));
  return { command: { name, summary, usage, options: rows, examples } };
}

/**
 * Loads a command by its name.
 *
 * @throws {UsageError} If there is none; it says what was probably meant.
 */
export async function loadCommand(name: string): Promise<Command & { summary: string }> {
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry !== undefined) return { ...await entry.load(), summary: entry.summary };
  const near = nearest(name, Object.keys(commands));
  throw new UsageError(
    `Cannot run "${name.slice(0, 60)}": there is no such command`,
    near === undefined ? "See: devussy --help" : `Did you mean "${near}"? See: devussy --help`,
  );
}
