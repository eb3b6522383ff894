/**
 * What a model wants to know besides: asked once, and stored before the owner sees it.
 * @module
 */
import { withProvider } from "../../config/resolve.ts";
import type { Settings } from "../../config/settings.ts";
import { authorOf, isEmbedded } from "../../pipeline/author.ts";
import { askFollowUps } from "../../pipeline/follow_ups.ts";
import { prompts } from "../../pipeline/prompts/mod.ts";
import type { Asker } from "../../pipeline/stage.ts";
import { readTemplates } from "../../store/templates.ts";
import { counted, oneLine } from "../../text.ts";
import { askersOf, demandPrices } from "../askers.ts";
import type { Io, Values } from "../command.ts";
import { chooseWho } from "../make.ts";
import { requestOf } from "./idea.ts";
import { idOf, partsOf } from "./questions.ts";
import type { FollowUp, Given, Interview } from "./types.ts";

/** The stages that follow an interview. */
export const STAGES = ["project_design", "basic_devplan", "detailed_devplan", "handoff"] as const;

/** What asking a model leaves in the interview. */
export type Followed = Required<Pick<Interview, "followUps" | "spent">>;

/**
 * The model that the design would be asked of; absent where the embedded planner makes it.
 *
 * @throws {ConfigError} If somebody whom the run would ask cannot be used: better before the questions than behind them.
 */
export async function interviewerOf(settings: Settings, values: Values, io: Io): Promise<Asker | undefined> {
  const { who } = await chooseWho(settings, values, io);
  const askers = askersOf(withProvider(settings, who), STAGES, io);
  if (settings.budget.maxUsd !== undefined && !values.on("allow-unknown-cost")) demandPrices(askers);
  const asker = askers.perStage.project_design ?? askers.main;
  return isEmbedded(asker.client.provider) ? undefined : asker;
}

/** Asks a model; absent where it could not be asked, so that the next run of the interview tries again. */
export async function followUpsOf(
  asker: Asker,
  { given, interview, settings }: { given: Given; interview: Interview; settings: Settings },
  io: Io,
): Promise<Followed | undefined> {
  const author = authorOf(asker.client);
  const known = partsOf(given, interview).flatMap(({ questions }) => questions);
  const { templates, budget } = settings;
  io.say("");
  io.say(`asking ${author} what it wants to know besides ...`);
  const { questions, spent, failure } = await askFollowUps(
    requestOf(given, interview.answers),
    known.map(({ text }) => text),
    {
      ...asker,
      budget,
      signal: io.signal,
      // The run itself warns of what is wrong with them.
      ...(templates === undefined ? {} : { templates: await readTemplates(templates, Object.keys(prompts), () => {}) }),
    },
  );
  if (failure !== undefined) io.say(`warning: no questions of ${author}: ${oneLine(failure.message)}`);
  // What was not answered at all cost nothing, and may be asked again.
  if (spent === undefined) return undefined;
  const useful = usefulIn(questions, known.map(({ id }) => id));
  const dropped = questions.length - useful.length;
  if (dropped > 0) {
    io.say(`${counted(dropped, "question")} of ${author} left out: asked before, too long, or no plain text`);
  } else if (failure === undefined && useful.length === 0) io.say(`${author} has no more questions`);
  return { followUps: { author, questions: useful }, spent };
}

/** What earlier calls took counts for the budget of the run, too. */
export function withSpent(settings: Settings, { spent }: Interview): Settings {
  const { maxUsd, maxTokens } = settings.budget;
  if (spent === undefined) return settings;
  return {
    ...settings,
    budget: {
      ...(maxUsd === undefined ? {} : { maxUsd: Math.max(0, maxUsd - spent.usd) }),
      ...(maxTokens === undefined ? {} : { maxTokens: Math.max(0, maxTokens - spent.tokens) }),
    },
  };
}

/** Questions that say something new and may be shown to a person and written into a brief. */
function usefulIn(questions: readonly FollowUp[], known: readonly string[]): FollowUp[] {
  const seen = new Set(known);
  return questions.filter(({ text, why, suggestion = "" }) => {
    const id = idOf(text);
    if (seen.has(id) || !/\p{L}\s+\S*\p{L}/u.test(text) || /<[a-z!/]/i.test(`${text} ${why} ${suggestion}`)) {
      return false;
    }
    if (text.length > 300 || why.length > 600 || suggestion.length > 300) return false;
    seen.add(id);
    return true;
  });
}
