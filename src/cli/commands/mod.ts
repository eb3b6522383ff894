import type { Command } from "../command.ts";

/** A command's name with its summary and the way to load it: only the one that runs is loaded. */
export interface Entry {
  summary: string;
  load(): Promise<Command>;
}

/** The commands, in the order of help. Adding a command: one file, one line here. */
export const commands: Readonly<Record<string, Entry>> = {
  "run-full-pipeline": {
    summary: "the whole way, from idea to handoff",
    load: async () => (await import("./pipeline.ts")).runFullPipeline,
  },
  "generate-design": {
    summary: "the project design alone",
    load: async () => (await import("./pipeline.ts")).generateDesign,
  },
  "generate-devplan": {
    summary: "phases and steps for a design",
    load: async () => (await import("./pipeline.ts")).generateDevplan,
  },
  "generate-handoff": {
    summary: "the handoff prompt for a plan",
    load: async () => (await import("./pipeline.ts")).generateHandoff,
  },
  providers: {
    summary: "who can write the plan: keys, addresses, default models",
    load: async () => (await import("./providers.ts")).providersCommand,
  },
  version: { summary: "the version", load: async () => (await import("./version.ts")).version },
  help: { summary: "help on a command", load: async () => (await import("./help.ts")).help },
};
