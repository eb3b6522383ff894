/**
 * The same small plan for all tools: made by ours, handed to the others in their own formats.
 * @module
 */
import type { Peer } from "./npm_peers.ts";
import { devussy, IDEA, run } from "./processes.ts";

/** What a tool is asked, with its words for it. */
export interface Call {
  /** What the user wants: the same of all tools. */
  what: string;
  /** The words, without the name of the command. */
  args: readonly string[];
}

/** Ours. */
export const OWN_CALLS: readonly Call[] = [
  { what: "its version", args: ["version"] },
  { what: "its help", args: ["--help"] },
  { what: "a project of 10 steps", args: ["status"] },
  { what: "checks of it", args: ["lint"] },
];

/** Theirs. */
export const PEER_CALLS: Readonly<Record<string, readonly Call[]>> = {
  "task-master-ai": [
    { what: "its version", args: ["--version"] },
    { what: "its help", args: ["--help"] },
    { what: "a project of 10 steps", args: ["list"] },
    { what: "checks of it", args: ["validate-dependencies"] },
  ],
  "@fission-ai/openspec": [
    { what: "its version", args: ["--version"] },
    { what: "its help", args: ["--help"] },
    { what: "a project of 10 steps", args: ["list"] },
    { what: "checks of it", args: ["validate", "url-shortener"] },
  ],
  "backlog.md": [
    { what: "its version", args: ["--version"] },
    { what: "its help", args: ["--help"] },
    { what: "a project of 10 steps", args: ["task", "list", "--plain"] },
    { what: "checks of it", args: ["doctor"] },
  ],
};

/** Makes the plan in a folder. */
export function makeProject(folder: string): void {
  run(devussy(folder, "run-full-pipeline", ...IDEA));
}

/** How a tool takes a project over: what makes it ready, the format that we export, and where its files belong. */
const HANDOVER: Readonly<Record<string, { init: readonly string[]; format: string; inside: string }>> = {
  "task-master-ai": { init: [], format: "taskmaster", inside: ".taskmaster/tasks" },
  "@fission-ai/openspec": { init: ["init", "--tools", "none"], format: "openspec", inside: "." },
  "backlog.md": {
    init: ["init", "URL shortener", "--defaults", "--no-git", "--integration-mode", "none"],
    format: "backlog",
    inside: ".",
  },
};

/** Hands the plan of a folder to one tool; gives the folder to call it in. */
export function projectFor(peer: Peer, folder: string): string {
  const { init = [], format = "", inside = "" } = HANDOVER[peer.name] ?? {};
  const place = `docs/peers/${format}`;
  Deno.mkdirSync(`${folder}/${place}`, { recursive: true });
  if (init.length > 0) run(peer.command(`${folder}/${place}`, ...init));
  run(devussy(folder, "export", "--format", format, "--output-dir", `${place}/${inside}`));
  return `${folder}/${place}`;
}
