import { InitFailure, type InitFiles, writeInitFiles } from "../../config/init_files.ts";
import { asStoreError } from "../../store/files.ts";
import type { Command } from "../command.ts";

/** `devussy init` */
export const init: Command = {
  summary: "write config/config.yaml and .env.example to begin with",
  usage: "",
  options: {},
  examples: ["devussy init"],
  async run(values, _words, io) {
    const { written, kept } = await write();
    if (values.on("json")) io.out(JSON.stringify({ schemaVersion: 1, written, kept }, null, 2));
    else for (const path of written) io.out(path);
    for (const path of kept) io.say(`notice: "${path}" is there already and left alone`);
    io.say(
      written.length === 0
        ? "Nothing was written."
        : "Every key stands in config/config.yaml with its default; keys belong into the environment or a .env.",
    );
    return 0;
  },
};

async function write(): Promise<InitFiles> {
  try {
    return await writeInitFiles();
  } catch (error) {
    throw error instanceof InitFailure ? asStoreError(error.cause, error.path, "write") : error;
  }
}
