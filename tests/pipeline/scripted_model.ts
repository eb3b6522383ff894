/**
 * A model that knows the right answers by heart and gives them in whatever form a test wants. It knows a question by
 * its line `Task: <stage> (<label>)` and by nothing else of the prompt.
 * @module
 */
import {
  createLLMClient,
  type HttpProvider,
  offline,
  type Plan,
  type ProjectRequest,
  runPipeline,
  type StageName,
  startPlan,
} from "../../mod.ts";
import type {
  BasicPlanAnswer,
  DesignAnswer,
  HandoffAnswer,
  PhaseStepsAnswer,
  StepAnswer,
} from "../../src/plan/answers.ts";
import { type ModelServer, type Script, serveModel } from "../llm/conformance/model_server.ts";
import { type Reply, respond } from "./formats/reply.ts";

/** What each stage answers. */
export interface Answers {
  project_design: DesignAnswer;
  basic_devplan: BasicPlanAnswer;
  detailed_devplan: PhaseStepsAnswer;
  handoff: HandoffAnswer;
}

/** A question as it arrived, with its right answer. */
export type Question = { [Stage in StageName]: QuestionOf<Stage> }[StageName];

/** A question of one stage. */
export interface QuestionOf<Stage extends StageName> {
  stage: Stage;
  /** What it is about: `phase 3`. */
  label: string;
  /** The phase's number; 0 where it is about no phase. */
  phase: number;
  /** The right answer, a copy of one's own. */
  right: Answers[Stage];
  /** How often the same was asked before. */
  asked: number;
  /** All that the user says. */
  user: string;
  /** What the user says beyond the first time: what was wrong, or a wish to go on. Empty for the first and its likes. */
  added: string;
  /** What the request says that the model said last. */
  begun: string;
  /** The name of the schema that came along; empty where the protocol sends none, undefined where none came. */
  schema: string | undefined;
}

/** A question for one step anew, as it arrived, with its right answer. */
export interface StepQuestion {
  label: string;
  /** `2.3` */
  step: string;
  right: StepAnswer;
  /** How often this step was asked for before. */
  asked: number;
  /** All that the user says. */
  user: string;
  schema: string | undefined;
}

/** The right answers of a project, by stage and phase. */
export interface Memory {
  idea: ProjectRequest;
  /** The plan that they make. */
  plan: Plan;
  /** The right answer to a question; phases that the plan does not have get the last one's. */
  recall<Stage extends StageName>(stage: Stage, phase?: number): Answers[Stage];
}

/**
 * Lets the embedded planner answer a whole run, under the name of a model's provider, and keeps what it says; `phases`
 * may say which phases there are to be.
 */
export async function memorize(
  idea: ProjectRequest,
  name = "openai",
  phases?: (right: BasicPlanAnswer) => BasicPlanAnswer,
): Promise<Memory> {
  const answers = new Map<string, string>();
  const client = createLLMClient({
    name,
    defaultModel: "by-heart",
    async answer(messages, options) {
      const { name = "", input } = options.task ?? {};
      const planned = await offline.answer(messages, options);
      const text = name === "basic_devplan" && phases !== undefined
        ? JSON.stringify(phases(JSON.parse(planned)))
        : planned;
      answers.set(keyOf(name, (input as { phase?: number }).phase), text);
      return text;
    },
  });
  const plan = await runPipeline(startPlan(idea), { client });
  return {
    idea,
    plan,
    recall(stage, phase = 0) {
      const known = stage === "detailed_devplan" ? Math.min(phase, plan.phases.length) : 0;
      return JSON.parse(answers.get(keyOf(stage, known)) ?? "null");
    },
  };
}

function keyOf(stage: string, phase = 0): string {
  return `${stage} ${phase}`;
}

/** A running scripted model. */
export interface ScriptedModel extends ModelServer {
  /** The questions in the order of their arrival. */
  questions: readonly Question[];
  /** The questions for single steps. */
  repairs: readonly StepQuestion[];
  /** How many answers the client did not hear to the end. */
  readonly left: number;
}

/** Starts a model that answers each question as it is told; a single step it gives by heart, if it is told nothing else. */
export function serveScripted(
  provider: HttpProvider,
  memory: Memory,
  answer: (question: Question) => Reply | string | Promise<Reply | string>,
  answerStep: (question: StepQuestion) => Reply | string = ({ right }) => JSON.stringify(right),
): ScriptedModel {
  const questions: Question[] = [];
  const repairs: StepQuestion[] = [];
  const firstWords = new Map<string, string>();
  const endless: Promise<void>[] = [];
  let left = 0;
  const script: Script = async ({ body }, _number, wire) => {
    const step = stepQuestionOf(body, memory, repairs);
    const question = step === undefined ? questionOf(body, memory, questions, firstWords) : undefined;
    if (step !== undefined) repairs.push(step);
    else if (question === undefined) return wire.error(400, "unknown_question", "no message has the line Task: ...");
    else questions.push(question);
    const said = step !== undefined ? answerStep(step) : question === undefined ? "" : await answer(question);
    const reply = typeof said === "string" ? { text: said } : said;
    const { promise, resolve } = Promise.withResolvers<void>();
    if (reply.repeatTo !== undefined) endless.push(promise);
    return respond(wire, reply, (early) => {
      if (early) left++;
      resolve();
    });
  };
  const server = serveModel(provider, script);
  return {
    ...server,
    questions,
    repairs,
    get left() {
      return left;
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      // A server learns that its client is gone only when it says more.
      await Promise.all(endless);
    },
  };
}

const TASK = /^Task: (project_design|basic_devplan|detailed_devplan|handoff) \(([^()\n]*)\)\s*?$/gm;

const STEP_TASK = /^Task: detailed_devplan \((step (\d+)\.(\d+), round \d+)\)\s*?$/gm;

function stepQuestionOf(
  body: Record<string, unknown>,
  memory: Memory,
  before: readonly StepQuestion[],
): StepQuestion | undefined {
  const said = conversationOf(body).filter(({ role }) => role === "user");
  const [, label, phase, at] = said.flatMap(({ text }) => [...text.matchAll(STEP_TASK)]).at(-1) ?? [];
  const right = memory.recall("detailed_devplan", Number(phase))?.steps[Number(at) - 1];
  if (label === undefined || right === undefined) return undefined;
  const step = `${phase}.${at}`;
  const asked = before.filter((other) => other.step === step).length;
  return { label, step, right, asked, user: said.map(({ text }) => text).join("\n"), schema: schemaOf(body) };
}

function questionOf(
  body: Record<string, unknown>,
  memory: Memory,
  before: readonly Question[],
  firstWords: Map<string, string>,
): Question | undefined {
  const said = conversationOf(body);
  const tasks = said.filter(({ role }) => role === "user").flatMap(({ text }) => [...text.matchAll(TASK)]);
  const [, stage, label] = tasks.at(-1) ?? [];
  if (stage === undefined || label === undefined) return undefined;
  const phase = Number(/\d+/.exec(label)?.[0] ?? 0);
  const user = said.filter(({ role }) => role === "user").map(({ text }) => text).join("\n");
  const key = keyOf(stage, phase);
  const first = firstWords.get(key) ?? user;
  firstWords.set(key, first);
  return {
    stage,
    label,
    phase,
    right: memory.recall(stage as StageName, phase),
    asked: before.filter((other) => other.stage === stage && other.phase === phase).length,
    user,
    added: user.startsWith(first) ? user.slice(first.length) : user,
    begun: said.findLast(({ role }) => role === "assistant")?.text ?? "",
    schema: schemaOf(body),
  } as Question;
}

/** The messages of a request; some protocols write a text as a list of parts. */
function conversationOf({ messages }: Record<string, unknown>): { role: string; text: string }[] {
  return (messages as { role: string; content: string | { text?: string }[] }[]).map(({ role, content }) => ({
    role,
    text: typeof content === "string" ? content : content.map(({ text = "" }) => text).join(""),
  }));
}

function schemaOf(body: Record<string, unknown>): string | undefined {
  if ("output_config" in body) return "";
  const format = body["response_format"] as { json_schema?: { name?: string } } | undefined;
  return format?.json_schema?.name;
}
