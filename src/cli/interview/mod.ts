/**
 * `devussy interactive`: an interview that ends in a run.
 * @module
 */
import type { Settings } from "../../config/settings.ts";
import { UsageError } from "../../errors.ts";
import { interviewPath, lockInterview } from "../../store/interview_file.ts";
import { counted, excerpt, shellWord } from "../../text.ts";
import { canAsk } from "../ask.ts";
import type { Io, Values } from "../command.ts";
import { heldKey } from "../held_key.ts";
import { readRepo } from "../repo.ts";
import { planIdea, settingsOf } from "../work.ts";
import { askAll } from "./ask_all.ts";
import { keepBrief } from "./brief_file.ts";
import { fromFile, givenOf, refuseKey } from "./given.ts";
import { followUpsOf, interviewerOf, STAGES, withSpent } from "./follow_ups.ts";
import { requestOf } from "./idea.ts";
import { calledFor } from "./questions.ts";
import { answerTo, loadInterview, newInterview, saveInterview } from "./state.ts";
import { printQuestions } from "./template.ts";
import type { Answer, Given, Interview } from "./types.ts";

/** Interviews the owner of an idea, or reads the answers, and makes the plan; returns the exit code. */
export async function runInterview(values: Values, io: Io): Promise<number> {
  const settings = await settingsOf(values, io);
  const repo = await readRepo(values, settings.outputDir, io);
  const path = values.text("answers");
  if (path !== undefined) {
    const { given: named, answers } = await fromFile(path, values, io);
    const given = { ...named, ...repo };
    refuseKey([given, answers], settings, `what "${path}" says`);
    if (values.on("questions")) return printed(given, values, io);
    return await finish(given, answers, settings, values, io);
  }
  if (values.on("questions")) {
    return printed({ ...await givenOf(values, values.text("brief"), io), ...repo }, values, io);
  }
  if (!canAsk(values, io)) {
    throw new UsageError(
      "Cannot interview: nobody can be asked here, and --answers is missing",
      "Run it on a terminal without --json and --quiet, or give --answers FILE; --questions prints one to fill in.",
    );
  }
  if (values.text("brief") === "-") {
    throw new UsageError(
      'Cannot read the brief from standard input: expected a file with "--brief", for the answers come from there',
      "Write it into a file first.",
    );
  }
  return await onTerminal(repo, settings, values, io);
}

async function onTerminal(repo: Pick<Given, "existing">, settings: Settings, values: Values, io: Io): Promise<number> {
  const { stateDir } = settings;
  const lock = await lockInterview(stateDir);
  let talked: { given: Given; interview: Interview };
  try {
    talked = await interviewOwner(repo, settings, values, io);
  } finally {
    // The run holds its own folder, which may be the same one.
    lock.release();
  }
  const { given, interview } = talked;
  io.say("");
  const code = await finish(given, answersTo(given, interview, io), withSpent(settings, interview), values, io);
  if (!values.on("dry-run")) await saveInterview(stateDir, { ...interview, state: "finished" });
  return code;
}

/** Asks what is not answered yet; returns when all is. */
async function interviewOwner(repo: Pick<Given, "existing">, settings: Settings, values: Values, io: Io) {
  const { stateDir } = settings;
  const stored = values.on("fresh") ? undefined : await loadInterview(stateDir, io);
  const interview = isBegun(stored) ? stored : newInterview(values.text("name"), values.text("brief"));
  if (stored === interview) refuseOther(stored, values, stateDir);
  const { name = interview.name, ...rest } = await givenOf(values, interview.brief, io);
  const given: Given = { ...rest, ...repo, ...(name === undefined ? {} : { name }) };
  refuseKey(given, settings, "this idea");
  const asker = await interviewerOf(settings, values, io);
  if (interview.answers.length > 0) {
    const about = name ?? answerTo(interview, "name") ?? "";
    io.say(
      `going on with the interview about "${excerpt(about)}": ${counted(interview.answers.length, "answer")} in ${
        interviewPath(stateDir)
      }${interview.brief === undefined ? "" : `, its brief is "${excerpt(interview.brief)}"`}; --fresh begins anew`,
    );
  }
  const plan = `${settings.outputDir}/plan.json`;
  if (io.mayReadPath(plan) && (await Deno.stat(plan).catch(() => undefined))?.isFile === true) {
    io.say(
      `note: a plan is there, ${plan}: this one takes its place, unless it was worked on; --output-dir keeps both`,
    );
  }
  // Where nothing can be kept, it is said before anybody has answered.
  await saveInterview(stateDir, interview);
  await askAll({
    given,
    interview,
    path: interviewPath(stateDir),
    save: () => saveInterview(stateDir, interview),
    refuse(answer) {
      const provider = heldKey([answer], settings.providers);
      return provider === undefined
        ? undefined
        : `That holds the key of provider "${provider}", which must not be written down.`;
    },
    ...(asker === undefined ? {} : { followUps: () => followUpsOf(asker, { given, interview, settings }, io) }),
  }, io);
  return { given, interview };
}

/** The answers that belong to the idea as it is in the end; what is left out is told. */
function answersTo(given: Given, interview: Interview, io: Io): Answer[] {
  const wanted = calledFor(given, interview);
  return interview.answers.filter(({ id, question, answer }) => {
    if (wanted.has(id)) return true;
    if (answer !== "") {
      io.say(`warning: not used, for the idea no longer raises it: ${excerpt(question)} ${excerpt(answer)}`);
    }
    return false;
  });
}

/** Makes the plan, and keeps the brief that it was made from. */
async function finish(
  given: Given,
  answers: readonly Answer[],
  settings: Settings,
  values: Values,
  io: Io,
): Promise<number> {
  const request = requestOf(given, answers);
  const code = await planIdea({ command: "interactive", stages: STAGES }, request, settings, values, io);
  if (request.brief === undefined || values.on("dry-run")) return code;
  const path = await keepBrief(settings.outputDir, request.brief);
  const folder = values.text("output-dir") === undefined ? "" : ` --output-dir ${shellWord(settings.outputDir)}`;
  io.say(
    `the brief with your answers: ${path}; after a change of it: devussy replan --brief ${shellWord(path)}${folder}`,
  );
  return code;
}

function printed(given: Given, values: Values, io: Io): number {
  printQuestions(given, values.on("json"), io);
  return 0;
}

/** Whether there is something to go on with. */
function isBegun(stored: Interview | undefined): stored is Interview {
  return stored?.state === "open" && (stored.answers.length > 0 || stored.draft !== undefined);
}

/** A stored interview about something else is not gone on with, and not thrown away. */
function refuseOther(interview: Interview, values: Values, stateDir: string): void {
  const other = (option: string, stored: string | undefined) => {
    const asked = values.text(option);
    if (asked === undefined || stored === undefined || asked === stored) return;
    throw new UsageError(
      `Cannot go on with the interview in ${interviewPath(stateDir)}: it is about "${
        excerpt(stored)
      }", and --${option} says "${excerpt(asked)}"`,
      `Use --fresh to begin anew, --state-dir for a second one, or leave out --${option} to go on.`,
    );
  };
  other("name", interview.name ?? answerTo(interview, "name"));
  other("brief", interview.brief);
}
