import type { Command } from "../command.ts";
import { PLAN_OPTIONS } from "./plan_options.ts";

/** `devussy mcp`. `--json` changes nothing: all that it writes is JSON. */
export const mcp: Command = {
  usage: "[--write] [options]",
  options: {
    write: { help: "also let agents mark steps as done; without it, nothing can be changed" },
    root: { value: "DIR", help: "with --write: the project's root (default: the working directory)" },
    ...PLAN_OPTIONS,
  },
  examples: [
    "devussy mcp",
    "devussy mcp --write",
    "claude mcp add devussy -- deno run --no-prompt --allow-read=. /path/to/devussy/cli.ts mcp",
  ],
  run: async (values, _words, io) => await (await import("../mcp/server.ts")).serveMcp(values, io),
};
