import type { Command } from "../command.ts";

/** A command's name with its summary and the way to load it: only the one that runs is loaded. */
export interface Entry {
  /** Under which heading help lists it; those of one group stand together. */
  group: "Plan" | "Work" | "Change" | "Check" | "Share" | "Runs" | "Setup";
  summary: string;
  load(): Promise<Command>;
}

/** The commands, in the order of help. Adding a command: one file, one line here. */
export const commands: Readonly<Record<string, Entry>> = {
  "run-full-pipeline": {
    group: "Plan",
    summary: "the whole way, from idea to handoff",
    load: async () => (await import("./pipeline.ts")).runFullPipeline,
  },
  interactive: {
    group: "Plan",
    summary: "an interview about your idea, which ends in the whole plan",
    load: async () => (await import("./interactive.ts")).interactive,
  },
  "generate-design": {
    group: "Plan",
    summary: "the project design alone",
    load: async () => (await import("./pipeline.ts")).generateDesign,
  },
  "generate-devplan": {
    group: "Plan",
    summary: "phases and steps for a design",
    load: async () => (await import("./pipeline.ts")).generateDevplan,
  },
  "generate-handoff": {
    group: "Plan",
    summary: "the handoff prompt for a plan",
    load: async () => (await import("./pipeline.ts")).generateHandoff,
  },
  status: {
    group: "Work",
    summary: "how far the plan is: phases, what is next, what waits",
    load: async () => (await import("./progress.ts")).status,
  },
  next: {
    group: "Work",
    summary: "the steps that can start now; waves for several workers",
    load: async () => (await import("./progress.ts")).next,
  },
  start: {
    group: "Work",
    summary: "mark a step as worked on",
    load: async () => (await import("./progress.ts")).start,
  },
  done: {
    group: "Work",
    summary: "mark a step as done, if its files are there and (--run) its checks pass",
    load: async () => (await import("./progress.ts")).done,
  },
  undo: {
    group: "Work",
    summary: "take a step back: it is to do again",
    load: async () => (await import("./progress.ts")).undo,
  },
  verify: {
    group: "Work",
    summary: "check that what is done still holds",
    load: async () => (await import("./progress.ts")).verify,
  },
  sync: {
    group: "Work",
    summary: "take over boxes that were ticked by hand, bring the pages up to date, tell what disagrees",
    load: async () => (await import("./progress.ts")).sync,
  },
  replan: {
    group: "Change",
    summary: "follow an edited brief, a new or a retired requirement; done steps stay as they are",
    load: async () => (await import("./replan.ts")).replan,
  },
  import: {
    group: "Change",
    summary: "take over what was edited by hand in devplan.md and the phase files",
    load: async () => (await import("./import.ts")).importCommand,
  },
  diff: {
    group: "Change",
    summary: "what changed between two plans, or two revisions of one",
    load: async () => (await import("./diff.ts")).diff,
  },
  lint: {
    group: "Check",
    summary: "check plans: what is missing, dangling, vague, unsafe",
    load: async () => (await import("./checks.ts")).lint,
  },
  trace: {
    group: "Check",
    summary: "which step and test answers which requirement, and what has none",
    load: async () => (await import("./checks.ts")).trace,
  },
  view: {
    group: "Share",
    summary: "the plan as one page for the browser: plan.html",
    load: async () => (await import("./view.ts")).view,
  },
  export: {
    group: "Share",
    summary: "the plan for other tools: Mermaid, CSV, GitHub issues, Task Master, Backlog.md, OpenSpec, spec-kit",
    load: async () => (await import("./exchange.ts")).exportCommand,
  },
  handoff: {
    group: "Share",
    summary: "a prompt for one step or phase: all that whoever does it needs to know",
    load: async () => (await import("./handoff.ts")).handoff,
  },
  agents: {
    group: "Share",
    summary: "tell agents of the plan: a marked block in AGENTS.md",
    load: async () => (await import("./handoff.ts")).agents,
  },
  mcp: {
    group: "Share",
    summary: "serve the plan to agents over MCP, on standard input and output",
    load: async () => (await import("./mcp.ts")).mcp,
  },
  "list-checkpoints": {
    group: "Runs",
    summary: "the stored runs, the newest first",
    load: async () => (await import("./checkpoints.ts")).listCheckpoints,
  },
  "show-checkpoint": {
    group: "Runs",
    summary: "one stored run: its calls, what they took",
    load: async () => (await import("./checkpoints.ts")).showCheckpoint,
  },
  "delete-checkpoint": {
    group: "Runs",
    summary: "removes one stored run",
    load: async () => (await import("./checkpoints.ts")).deleteCheckpoint,
  },
  "cleanup-checkpoints": {
    group: "Runs",
    summary: "removes all but the newest stored runs",
    load: async () => (await import("./checkpoints.ts")).cleanupCheckpoints,
  },
  providers: {
    group: "Setup",
    summary: "who can write the plan: keys, addresses, default models",
    load: async () => (await import("./providers.ts")).providersCommand,
  },
  doctor: {
    group: "Setup",
    summary: "what is wrong: keys, addresses, models, permissions, folders",
    load: async () => (await import("./doctor.ts")).doctor,
  },
  config: {
    group: "Setup",
    summary: "what is set, and where each value came from",
    load: async () => (await import("./config.ts")).configCommand,
  },
  init: {
    group: "Setup",
    summary: "write config/config.yaml and .env.example to begin with",
    load: async () => (await import("./init.ts")).init,
  },
  completions: {
    group: "Setup",
    summary: "a script that completes commands and options at TAB: bash, zsh, fish, powershell",
    load: async () => (await import("./completions.ts")).completions,
  },
  version: { group: "Setup", summary: "the version", load: async () => (await import("./version.ts")).version },
  help: { group: "Setup", summary: "help on a command", load: async () => (await import("./help.ts")).help },
};
