/**
 * What agents are told of a plan wherever they look first: a block for AGENTS.md.
 * @module
 */
import { namedCommands } from "./commands.ts";
import type { Plan } from "../plan/types.ts";
import { oneLine, shorten } from "../text.ts";
import { code, inline } from "./markdown.ts";
import { ownCommand } from "./own_command.ts";

/** Where the plan lies, as seen from the file that holds the block. */
export interface AgentsBlockOptions {
  /** The folder of the plan's files, relative to the file's: `docs`; empty where it is the same. */
  folder: string;
  /** The plan's file, where our commands must be told. Default: they find it themselves. */
  planFile?: string;
  /** Whether the file was made for the block. */
  ownsFile?: boolean;
}

/** The first line of a block whose file was made for it: without the block, and empty, the file goes too. */
export const OWNS_FILE = note("made this file for this block; it");
const OWNS_BLOCK = note("wrote this block, and");

function note(what: string): string {
  return `<!-- devussy agents ${what} updates and removes it: what is written in here is lost, all else stays -->`;
}

/** Entries of one list; more stand in the plan. */
const MOST_CONSTRAINTS = 12;
const MOST_DONE = 8;
const MOST_STOPS = 6;
/** Characters of an entry: the block is read before every piece of work. */
const LONGEST = 200;

/**
 * Renders the lines between the markers, at most 58,
 * the first a note on who wrote them: where the plan is, how to work from it, commands, constraints, when
 * something is done, when to stop. No text of a plan can end the block.
 */
export function renderAgentsBlock(plan: Plan, { folder, planFile, ownsFile = false }: AgentsBlockOptions): string[] {
  const { project, commands, handoff, definitionOfDone } = plan;
  const limits = plan.requirements.filter(({ kind, status }) => kind === "constraint" && status === "active")
    .map(({ id, text }) => `**${id}** ${short(text)}`);
  const at = (file: string) => code(folder === "" ? file : `${folder}/${file}`);
  const own = (words: string) => code(ownCommand(words, planFile));
  return [
    ownsFile ? OWNS_FILE : OWNS_BLOCK,
    `## The plan of ${inline(shorten(oneLine(project.name), 80))}`,
    "",
    `The work is planned in ${at("plan.json")}; read ${at("devplan.md")} first, then ${at("phaseN.md")}, and ${
      at("project_design.md")
    } for the design. Leave ${at("plan.json")} alone: the commands below change it, and bring the pages up to date.`,
    "",
    `1. ${own("next")}: which steps can start now.`,
    `2. ${own("handoff 2.3")}: all there is to know for step 2.3, as a prompt.`,
    `3. ${own("start 2.3")}: before the first change, so that nobody else begins it.`,
    `4. ${
      own('done 2.3 --run --yes --note "what was seen"')
    }: when its checks hold; it looks for the files and runs the checks.`,
    `5. ${own("status")}: how far all of it is.`,
    ...(commands === undefined ? [] : section(
      "Commands",
      namedCommands(commands).map(([name, command]) => `${name}: ${code(command)}`),
    )),
    ...section("Constraints", some(limits, MOST_CONSTRAINTS, at("project_design.md"))),
    ...section("Done means", [
      "Each check of the step was seen to hold, and `done` has recorded it.",
      ...some(definitionOfDone.map(short), MOST_DONE, at("project_design.md")),
    ]),
    ...section("Stop and ask when", [
      ...some((handoff?.stopWhen ?? []).map(short), MOST_STOPS, at("handoff_prompt.md")),
      "The plan is wrong or lacks something: say what, and do not work around it.",
    ]),
  ];
}

function section(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : ["", `### ${title}`, "", ...entries.map((entry) => `- ${entry}`)];
}

function some(entries: readonly string[], most: number, place: string): string[] {
  return entries.length <= most
    ? [...entries]
    : [...entries.slice(0, most - 1), `${entries.length - most + 1} more: ${place}`];
}

function short(text: string): string {
  return inline(shorten(oneLine(text), LONGEST));
}
