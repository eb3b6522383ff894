import type { Command } from "../command.ts";
import { exitCodeOf, type Status } from "../doctor/check.ts";
import { examine } from "../doctor/examine.ts";
import { SETTINGS } from "../options.ts";

/** `devussy doctor` */
export const doctor: Command = {
  usage: "[options]",
  options: SETTINGS,
  examples: ["devussy doctor", "devussy doctor --provider openai --model gpt-5.5", "devussy doctor --json"],
  async run(values, _words, io) {
    const checks = await examine(values, { ...io, interactive: false });
    const exitCode = exitCodeOf(checks);
    if (values.on("json")) {
      const told = checks.map(({ name, status, message, hint }) => ({
        name,
        status,
        message,
        ...(hint === undefined ? {} : { hint }),
      }));
      io.out(JSON.stringify({ schemaVersion: 1, exitCode, checks: told }, null, 2));
      return exitCode;
    }
    const width = Math.max(...checks.map(({ name }) => name.length));
    for (const { name, status, message, hint } of checks) {
      io.out(`${status.padEnd(4)}  ${name.padEnd(width)}  ${message}${hint === undefined ? "" : `. ${hint}`}`);
    }
    const count = (wanted: Status) => checks.filter(({ status }) => status === wanted).length;
    io.say(`${checks.length} checks: ${count("fail")} failed, ${count("warn")} with a warning`);
    return exitCode;
  },
};
