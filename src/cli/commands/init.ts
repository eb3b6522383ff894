import templates from "../../config/templates.json" with { type: "json" };
import { isLinkOut } from "../../config/read_file.ts";
import { StoreError } from "../../errors.ts";
import { writeNewFiles } from "../../store/new_files.ts";
import type { Command } from "../command.ts";

/** The folder that the configuration goes into. */
const FOLDER = "config";

/** `devussy init` */
export const init: Command = {
  usage: "",
  options: {},
  examples: ["devussy init"],
  run(values, _words, io) {
    // A permission to write follows links: one that came with a project could lead anywhere.
    if (isLinkOut(FOLDER, io.mayReadPath)) {
      throw new StoreError(
        `Cannot write to "${FOLDER}": expected a folder inside the working directory, got a link that leads out of it`,
        FOLDER,
        "Remove the link, or run this in the folder that holds what it leads to.",
      );
    }
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
