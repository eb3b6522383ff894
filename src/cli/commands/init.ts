import templates from "../../config/templates.json" with { type: "json" };
import { writeNewFiles } from "../../store/new_files.ts";
import type { Command } from "../command.ts";

/** `devussy init` */
export const init: Command = {
  summary: "write config/config.yaml and .env.example to begin with",
  usage: "",
  options: {},
  examples: ["devussy init"],
  run(values, _words, io) {
    const { written, kept } = writeNewFiles(templates);
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
