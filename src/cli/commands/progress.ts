/**
 * The commands that work from a plan: what is next, what is done.
 * @module
 */
import type { Command, Option } from "../command.ts";
import { SETTINGS } from "../options.ts";
import { PLAN_OPTIONS } from "./plan_options.ts";

const FORCE = "also where the order of the plan speaks against it";

/** What checks need to know of the project. */
const CHECKS: Readonly<Record<string, Option>> = {
  root: { value: "DIR", help: "the project's root (default: the working directory)" },
  run: { help: "also run the verify commands of the step, shown first and asked for" },
  yes: { help: "with --run: do not ask" },
  timeout: { value: "SECONDS", help: "with --run: how long a command may take, 1 to 86400 (default: 600)" },
  "state-dir": SETTINGS["state-dir"] ?? { help: "" },
};

/** `devussy status` */
export const status: Command = {
  usage: "[options]",
  options: PLAN_OPTIONS,
  examples: ["devussy status", "devussy status --json"],
  run: async (values, _words, io) => await (await import("../progress/status.ts")).showStatus(values, io),
};

/** `devussy next` */
export const next: Command = {
  usage: "[options]",
  options: {
    agents: { value: "N", help: "deal all that is left into waves for so many workers, 1 to 1000" },
    ...PLAN_OPTIONS,
  },
  examples: ["devussy next", "devussy next --agents 3", "devussy next --json"],
  run: async (values, _words, io) => await (await import("../progress/next.ts")).showNext(values, io),
};

/** `devussy start` */
export const start: Command = {
  usage: "STEP [options]",
  options: { force: { help: FORCE }, ...PLAN_OPTIONS },
  examples: ["devussy start 1.2", "devussy start S1a2b"],
  words: 1,
  run: async (values, words, io) => await (await import("../progress/mark.ts")).markStarted(values, words[0], io),
};

/** `devussy done` */
export const done: Command = {
  usage: "STEP [--note TEXT] [options]",
  options: {
    note: { value: "TEXT", help: "what was done or seen, at most 500 characters" },
    ...CHECKS,
    force: { help: "mark it without any check, recorded as not verified; what was proved before stays so" },
    ...PLAN_OPTIONS,
  },
  examples: [
    "devussy done 1.2",
    'devussy done 1.2 --run --note "index on (user, day) made it fast"',
    "devussy done 1.2 --run --yes",
  ],
  words: 1,
  run: async (values, words, io) => await (await import("../progress/done.ts")).markDone(values, words[0], io),
};

/** `devussy undo` */
export const undo: Command = {
  usage: "STEP [options]",
  options: { force: { help: FORCE }, ...PLAN_OPTIONS },
  examples: ["devussy undo 1.2"],
  words: 1,
  run: async (values, words, io) => await (await import("../progress/mark.ts")).markUndone(values, words[0], io),
};

/** `devussy verify` */
export const verify: Command = {
  usage: "[STEP ...] [--all] [options]",
  options: { all: { help: "also the steps that were marked without a check" }, ...CHECKS, ...PLAN_OPTIONS },
  examples: ["devussy verify", "devussy verify --all --run --yes", "devussy verify 1.2 1.3"],
  words: 1000,
  run: async (values, words, io) => await (await import("../progress/verify.ts")).verifyDone(values, words, io),
};

/** `devussy sync` */
export const sync: Command = {
  usage: "[options]",
  options: { root: { value: "DIR", help: "the project's root (default: the working directory)" }, ...PLAN_OPTIONS },
  examples: ["devussy sync", "devussy sync --json"],
  run: async (values, _words, io) => await (await import("../progress/sync.ts")).syncPages(values, io),
};
