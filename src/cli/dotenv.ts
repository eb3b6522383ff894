import { isInIndex, parseEnvFile } from "../config/env_file.ts";
import { remote } from "../config/environment.ts";
import { readEnvText, readIndex } from "../config/read_file.ts";
import { variableOf } from "../llm/key.ts";
import { providers } from "../providers.ts";
import type { Io } from "./command.ts";

/** Where it is looked for: in the working directory. */
export const ENV_FILE = ".env";

/** The `.env` of the working directory. */
export async function readEnvFile(
  io: Pick<Io, "mayReadPath">,
): Promise<{ values: ReadonlyMap<string, string>; warnings: string[] }> {
  const file = await readEnvText(ENV_FILE, io.mayReadPath);
  if (file === undefined) return { values: new Map(), warnings: [] };
  const { values, warnings } = parseEnvFile(file.text, ENV_FILE, providers);
  if (file.warning !== undefined) warnings.push(file.warning);
  const keys = remote(providers).map(variableOf).filter((name) => values.has(name));
  if (keys.length > 0) {
    if (file.open) {
      warnings.push(`${ENV_FILE} holds ${keys.join(", ")} and others may read it; run: chmod 600 ${ENV_FILE}`);
    }
    if (isInIndex(await readIndex(io.mayReadPath), ENV_FILE)) {
      warnings.push(
        `${ENV_FILE} holds ${keys.join(", ")} and git tracks it; run: git rm --cached ${ENV_FILE}, and make new keys`,
      );
    }
  }
  return { values, warnings };
}
