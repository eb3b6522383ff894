import type { SettingRow } from "../../config/settings.ts";
import type { Command } from "../command.ts";
import { SETTINGS } from "../options.ts";
import { readSettings } from "../settings.ts";
import { printTable } from "../table.ts";

/** `devussy config` */
export const configCommand: Command = {
  usage: "[options]",
  options: SETTINGS,
  examples: ["devussy config", "devussy config --provider anthropic --json"],
  async run(values, _words, io) {
    const { settings, rows, warnings } = await readSettings(values, io, { show: true });
    for (const warning of warnings) io.say(`warning: ${warning}`);
    if (values.on("json")) {
      io.out(JSON.stringify({ schemaVersion: 1, settings: rows, warnings }, null, 2));
      return 0;
    }
    const people = [settings.provider, ...Object.values(settings.stages), ...settings.fallback];
    const used = new Set(people.map((who) => typeof who === "string" ? who : who.provider));
    const shown = rows.filter((row) => isOfInterest(row, used));
    printTable(io, [["SETTING", "VALUE", "FROM"], ...shown.map(({ path, value, from }) => [path, value, from])]);
    if (shown.length < rows.length) {
      io.say("What is in force for providers that are not asked is left out: --json shows all.");
    }
    return 0;
  },
};

/** Whether a row is more than what is in force for somebody who is not asked. */
function isOfInterest({ path, from }: SettingRow, used: ReadonlySet<string>): boolean {
  const [group, provider = ""] = path.split(".");
  return group !== "llm_providers" || !/^(?:default|flag)/.test(from) || used.has(provider);
}
