import { shownUrl } from "../../llm/url.ts";
import { providers } from "../../providers.ts";
import type { Command } from "../command.ts";
import { environmentOf } from "../environment.ts";
import { printTable } from "../table.ts";
import { readEnvFile } from "../dotenv.ts";

/** `devussy providers` */
export const providersCommand: Command = {
  usage: "",
  options: {},
  examples: ["devussy providers", "devussy providers --json"],
  async run(values, _words, io) {
    const dotenv = await readEnvFile(io);
    for (const warning of dotenv.warnings) io.say(`warning: ${warning}`);
    const env = (name: string) => io.env(name)?.trim() || dotenv.values.get(name);
    const rows = Object.values(providers).map((provider) => {
      const found = environmentOf(provider.name, { env, mayRead: io.mayRead });
      return {
        name: provider.name,
        key: found?.key ?? "not needed",
        ...(found === undefined ? {} : { keyVariable: found.keyVariable, baseUrlVariable: found.urlVariable }),
        ...(found?.baseUrl === undefined ? {} : { baseUrl: withoutSecrets(found.baseUrl) }),
        ...(provider.defaultModel === undefined ? {} : { defaultModel: provider.defaultModel }),
      };
    });
    if (values.on("json")) {
      io.out(JSON.stringify({ schemaVersion: 1, providers: rows }, null, 2));
      return 0;
    }
    printTable(io, [
      ["NAME", "KEY", "BASE URL", "DEFAULT MODEL"],
      ...rows.map(({ name, key, keyVariable = "", baseUrl, baseUrlVariable, defaultModel = "none: --model" }) => [
        name,
        key === "not needed" ? key : `${key} (${keyVariable})`,
        baseUrl ?? (baseUrlVariable === undefined ? "none: embedded" : `none: ${baseUrlVariable}`),
        defaultModel,
      ]),
    ]);
    if (rows.some(({ key }) => key === "unreadable")) {
      io.say("Deno may not read the environment: add --allow-env=NAME_* before the script.");
    }
    return 0;
  },
};

/** A base URL without a password or a query, either of which may hold a key. */
function withoutSecrets(text: string): string {
  const url = URL.parse(text);
  return url === null || url.origin === "null" ? "not a URL" : shownUrl(url).replace(/\/$/, "");
}
