import { UsageError } from "../../errors.ts";
import { nearest } from "../../nearest.ts";
import type { Command } from "../command.ts";
import { renderCommandHelp, renderHelp } from "../help.ts";
import { commands } from "./mod.ts";

/** `devussy help [COMMAND]` */
export const help: Command = {
  summary: "help on a command",
  usage: "[COMMAND]",
  options: {},
  examples: ["devussy help run-full-pipeline"],
  words: 1,
  async run(_values, [name], io) {
    io.out(name === undefined ? renderHelp(commands) : renderCommandHelp(name, await loadCommand(name)));
    return 0;
  },
};

/** Loads a command by its name. Throws a {@linkcode UsageError} that says what was probably meant. */
export async function loadCommand(name: string): Promise<Command> {
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry !== undefined) return await entry.load();
  const near = nearest(name, Object.keys(commands));
  throw new UsageError(
    `Cannot run "${name.slice(0, 60)}": there is no such command`,
    near === undefined ? "See: devussy --help" : `Did you mean "${near}"? See: devussy --help`,
  );
}
