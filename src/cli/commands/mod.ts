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
  status: {
    summary: "how far the plan is: phases, what is next, what waits",
    load: async () => (await import("./progress.ts")).status,
  },
  next: {
    summary: "the steps that can start now; waves for several workers",
    load: async () => (await import("./progress.ts")).next,
  },
  start: { summary: "mark a step as worked on", load: async () => (await import("./progress.ts")).start },
  done: {
    summary: "mark a step as done, once its files are there and its checks pass",
    load: async () => (await import("./progress.ts")).done,
  },
  undo: {
    summary: "take a step back: it is to do again",
    load: async () => (await import("./progress.ts")).undo,
  },
  verify: {
    summary: "check that what is done still holds",
    load: async () => (await import("./progress.ts")).verify,
  },
  sync: {
    summary: "take over boxes that were ticked by hand, and tell what disagrees",
    load: async () => (await import("./progress.ts")).sync,
  },
  replan: {
    summary: "follow an edited brief, a new or a retired requirement; done steps stay as they are",
    load: async () => (await import("./replan.ts")).replan,
  },
  import: {
    summary: "take over what was edited by hand in devplan.md and the phase files",
    load: async () => (await import("./import.ts")).importCommand,
  },
  diff: {
    summary: "what changed between two plans, or two revisions of one",
    load: async () => (await import("./diff.ts")).diff,
  },
  handoff: {
    summary: "a prompt for one step or phase: all that whoever does it needs to know",
    load: async () => (await import("./handoff.ts")).handoff,
  },
  agents: {
    summary: "tell agents of the plan: a marked block in AGENTS.md",
    load: async () => (await import("./handoff.ts")).agents,
  },
  lint: {
    summary: "check plans: what is missing, dangling, vague, unsafe",
    load: async () => (await import("./checks.ts")).lint,
  },
  trace: {
    summary: "which step and test answers which requirement, and what has none",
    load: async () => (await import("./checks.ts")).trace,
  },
  view: {
    summary: "the plan as one page for the browser: plan.html",
    load: async () => (await import("./view.ts")).view,
  },
  export: {
    summary: "the plan for other tools: Mermaid, CSV, GitHub issues, Task Master, Backlog.md, OpenSpec, spec-kit",
    load: async () => (await import("./exchange.ts")).exportCommand,
  },
  mcp: {
    summary: "serve the plan to agents over MCP, on standard input and output",
    load: async () => (await import("./mcp.ts")).mcp,
  },
  "list-checkpoints": {
    summary: "the stored runs, the newest first",
    load: async () => (await import("./checkpoints.ts")).listCheckpoints,
  },
  "show-checkpoint": {
    summary: "one stored run: its calls, what they took",
    load: async () => (await import("./checkpoints.ts")).showCheckpoint,
  },
  "delete-checkpoint": {
    summary: "removes one stored run",
    load: async () => (await import("./checkpoints.ts")).deleteCheckpoint,
  },
  "cleanup-checkpoints": {
    summary: "removes all but the newest stored runs",
    load: async () => (await import("./checkpoints.ts")).cleanupCheckpoints,
  },
  providers: {
    summary: "who can write the plan: keys, addresses, default models",
    load: async () => (await import("./providers.ts")).providersCommand,
  },
  doctor: {
    summary: "what is wrong: keys, addresses, models, permissions, folders",
    load: async () => (await import("./doctor.ts")).doctor,
  },
  config: {
    summary: "what is set, and where each value came from",
    load: async () => (await import("./config.ts")).configCommand,
  },
  init: {
    summary: "write config/config.yaml and .env.example to begin with",
    load: async () => (await import("./init.ts")).init,
  },
  version: { summary: "the version", load: async () => (await import("./version.ts")).version },
  help: { summary: "help on a command", load: async () => (await import("./help.ts")).help },
};
