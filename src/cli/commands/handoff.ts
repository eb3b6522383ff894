/**
 * The commands that tell others about a plan: whoever does a piece of it, and agents in general.
 * @module
 */
import type { Command } from "../command.ts";
import { PLAN_OPTIONS } from "./plan_options.ts";

/** `devussy handoff` */
export const handoff: Command = {
  usage: "[STEP | PHASE] [options]",
  options: {
    budget: { value: "TOKENS", help: "the most it may take, 200 to 1000000; the least important is left out first" },
    ...PLAN_OPTIONS,
  },
  examples: [
    "devussy handoff",
    "devussy handoff 2.3 --budget 1500",
    "devussy handoff phase 2 > phase2_prompt.md",
  ],
  words: 2,
  run: async (values, words, io) => await (await import("../handoff_pack.ts")).printHandoffPack(values, words, io),
};

/** `devussy agents` */
export const agents: Command = {
  usage: "[options]",
  options: {
    file: { value: "FILE", help: "the file that agents read (default: AGENTS.md)" },
    remove: { help: "take the block away again, and nothing else" },
    "dry-run": { help: "print the block, and write nothing" },
    ...PLAN_OPTIONS,
  },
  examples: ["devussy agents", "devussy agents --file CLAUDE.md --dry-run", "devussy agents --remove"],
  run: async (values, _words, io) => await (await import("../agents.ts")).markAgentsFile(values, io),
};
