/**
 * What is asked, in order: what the idea lacks, what its brief leaves open, what a model wants to know besides.
 * @module
 */
import type { DesignAnswer } from "../../plan/answers.ts";
import { assumedQuestion, questionKey } from "../../plan/requirements/settled.ts";
import { generalQuestions } from "../../planner/questions.ts";
import { designOf, planOf } from "./design.ts";
import { IDEA, ideaOf, namesIn, wrongName } from "./idea.ts";
import type { Answer, FollowUp, Given, Interview, Part, Question } from "./types.ts";

/** At most this many open points are asked; the rest stays open. */
const MOST_OPEN = 8;
/** Assumptions get the places that are left by so many questions. */
const QUESTIONS_FIRST = 5;
/** The longest name of a project, in words. */
const LONGEST_PROJECT = 8;

/** By what an open question is known: none of its words is mistaken for one about the idea. */
export function idOf(question: string): string {
  return `? ${questionKey(question)}`;
}

/** The parts of an interview as far as they are known: later ones follow from the answers to the first. */
export function partsOf(given: Given, { answers, followUps }: Interview): Part[] {
  const design = designOf(given, answers);
  const idea = ideaPart(given, answers, design);
  const known = idea.questions.every(({ id }) => answers.some((answer) => answer.id === id));
  return [
    idea,
    ...(known && design !== undefined ? [openPart(design)] : []),
    ...(followUps === undefined ? [] : [followUpPart(followUps.author, followUps.questions)]),
  ].filter(({ questions }) => questions.length > 0);
}

/** By what the answers are known that the idea calls for: what was answered before the idea changed may be about another. */
export function calledFor(given: Given, { answers, followUps }: Interview): Set<string> {
  const design = designOf(given, answers);
  const open = [...design?.questions ?? [], ...design?.assumptions.map(({ text }) => text) ?? []];
  return new Set([...IDEA, ...[...open, ...followUps?.questions.map(({ text }) => text) ?? []].map(idOf)]);
}

/** What the brief of an idea leaves open, by the embedded planner's design of it. */
export function openPart({ questions, assumptions }: DesignAnswer): Part {
  // Other languages are asked for before, and another CI changes files, not words.
  const assumed = assumptions.filter(({ text }) => !/^It is written in|by GitHub Actions/.test(text));
  const first = questions.slice(0, Math.max(QUESTIONS_FIRST, MOST_OPEN - assumed.length));
  return {
    title: "What the brief leaves open",
    questions: [
      ...first.map((text): Question => ({
        id: idOf(text),
        text,
        why: `The brief does not say it, and a wrong guess is dear to change later.${exampleOf(text)}`,
        otherwise: "it stays an open question in the plan",
      })),
      ...assumed.slice(0, MOST_OPEN - first.length).map(({ text, ifWrong }): Question => ({
        id: idOf(assumedQuestion(text)),
        text: assumedQuestion(text),
        why: `The plan takes it for granted. If it is wrong: ${ifWrong} Say yes, or what holds instead.`,
        otherwise: "it stays an assumption",
      })),
    ],
  };
}

function exampleOf(question: string): string {
  const example = generalQuestions.find(({ text }) => text === question)?.example;
  return example === undefined ? "" : ` For example: ${example}`;
}

function ideaPart(given: Given, answers: readonly Answer[], design: DesignAnswer | undefined): Part {
  const wrong = (id: string) => (answer: string) => {
    const plan = planOf(ideaOf(given, [...answers.filter((other) => other.id !== id), { id, question: "", answer }]));
    return typeof plan === "string" ? plan : undefined;
  };
  const questions: Question[] = [];
  if (given.name === undefined) {
    questions.push({
      id: "name",
      text: "What is the project called?",
      why: "The name stands in the plan and in the names of files. For example: URL shortener",
      otherwise: "",
      wrong: (answer) => wrong("name")(answer) ?? wrongProject(answer),
    });
  }
  if (given.brief === undefined && given.requirements === undefined) {
    questions.push({
      id: "requirements",
      text: "What must it do? As many lines as you like; an empty line ends.",
      why: "Each sentence becomes a requirement with steps and tests. For example: Shorten links. Count clicks.",
      otherwise: "the name alone is planned from",
      long: true,
      wrong: wrong("requirements"),
    });
  }
  if (given.languages.length === 0) {
    const guess = design?.languages.join(", ") ?? "";
    const assumed = design?.assumptions.some(({ text }) => text.startsWith("It is written in")) === true;
    questions.push({
      id: "languages",
      text: "Which programming languages? Separate several by commas.",
      why: "Files and commands follow from it. For example: Go",
      otherwise: guess === "" ? "the plan chooses" : assumed ? `${guess}, assumed` : `${guess}, by your text`,
      wrong: wrongNames,
    });
  }
  if (given.frameworks.length === 0 && given.apis.length === 0) {
    questions.push({
      id: "uses",
      text: "Which frameworks must it be built with, and which services must it talk to? Separate them by commas.",
      why: "They are settled then, and nothing else takes their place. For example: FastAPI, Stripe",
      otherwise: "the plan chooses",
      wrong: wrongNames,
    });
  }
  return { title: "The idea", questions };
}

function followUpPart(author: string, followUps: readonly FollowUp[]): Part {
  return {
    title: `What ${author} asks besides`,
    questions: followUps.map(({ text, why, suggestion }) => ({
      id: idOf(text),
      text,
      why: `${why}${suggestion === undefined ? "" : ` For example: ${suggestion}`}`,
      otherwise: "it stays open",
    })),
  };
}

/** A whole idea in the place of a name would stand in every title of the plan. */
function wrongProject(answer: string): string | undefined {
  const words = answer.split(/\s+/).length;
  return words > LONGEST_PROJECT
    ? `Expected a name of at most ${LONGEST_PROJECT} words, got ${words}. What it must do is asked next.`
    : undefined;
}

function wrongNames(answer: string): string | undefined {
  const wrong = namesIn(answer).map(wrongName).find((why) => why !== undefined);
  return wrong === undefined ? undefined : `Cannot use that: ${wrong}.`;
}
