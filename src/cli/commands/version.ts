import { VERSION } from "../../version.ts";
import type { Command } from "../command.ts";

/** `devussy version` */
export const version: Command = {
  usage: "",
  options: {},
  examples: [],
  run(values, _words, io) {
    io.out(
      values.on("json")
        ? JSON.stringify({ schemaVersion: 1, name: "devussy", version: VERSION, deno: Deno.version.deno })
        : `devussy ${VERSION}`,
    );
    return 0;
  },
};
