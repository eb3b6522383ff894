/**
 * What a design takes for granted, decides and leaves open.
 * @module
 */
import type { DesignAnswer } from "../plan/answers.ts";
import type { Existing } from "../plan/types.ts";
import { familyOf } from "../plan/existing/foreign.ts";
import { mentions } from "./match.ts";
import { generalQuestions } from "./questions.ts";
import type { Stack } from "./stack.ts";
import { capital, sentence } from "./titles.ts";
import type { Archetype } from "./types.ts";

const NAMED = "the brief names it";

/** Languages and tools, each with its reason. */
export function techStack(
  stack: Stack,
  input: { languages: readonly string[]; frameworks: readonly string[]; existing?: Existing },
): { name: string; why: string }[] {
  const among = (names: readonly string[], name: string) =>
    names.some((other) => other.toLowerCase() === name.toLowerCase());
  const { languages = [], frameworks = [] } = input.existing ?? {};
  const because = (name: string, why: string) => {
    const reason = among([...languages, ...frameworks], name)
      ? "the project uses it"
      : among([...input.languages, ...input.frameworks], name)
      ? "asked for"
      : undefined;
    return { name, why: capital(reason === undefined ? why : why === NAMED ? reason : `${reason}; ${why}`) };
  };
  const entries = [
    ...stack.languages.map((name) => because(name, stack.assumed ? "assumed, since no language was asked for" : NAMED)),
    ...stack.frameworks.map(({ name, why }) => because(name, why)),
    ...stack.unknown.frameworks.map((name) => because(name, "used as its own documentation describes")),
    ...stack.technologies.map(({ name, why }) => because(name, why)),
    ...stack.tools.map(({ name, why }) => because(name, why)),
  ];
  return entries.filter(({ name }, at) => entries.findIndex((other) => other.name === name) === at);
}

/** What runs the tests, else the first tool that is no language. */
function testTool({ tools, frameworks, languages }: Stack): Stack["tools"][number] | undefined {
  return [...tools, ...frameworks].find(({ name }) => /test|unit|spec|^jest$|^mocha$|^pest$|^catch2$/i.test(name)) ??
    tools.find(({ name }) => !languages.includes(name));
}

/** Choices that are dear to change. */
export function decisions(
  stack: Stack,
  capabilities: readonly Archetype[],
  text: string,
  existing: Existing | undefined,
): DesignAnswer["decisions"] {
  const name = stack.languages.join(", ");
  const language = stack.passedOver.length > 0
    ? [{
      choice: `${stack.profile.name} for the program`,
      alternatives: stack.passedOver,
      why:
        "The brief leaves the choice; with one language for pages and server, people and code move freely between them.",
    }]
    : stack.assumed
    ? [{
      choice: name,
      alternatives: ["any other language the team knows better"],
      why: "Nobody asked for a language; this one has the shortest way to a running first version for what is asked.",
    }]
    : [];
  const forced = capabilities.flatMap(({ decision }) =>
    decision === undefined || mentions(text, decision.unless) ? [] : [decision]
  ).slice(0, 5);
  // How it is tested is settled where there are tests.
  const test = existing === undefined ? testTool(stack) : undefined;
  const instead = stack.setAside.length === 0 ? [] : [{
    choice: `${name} in the place of ${stack.setAside.join(" and ")}`,
    alternatives: stack.setAside,
    why: "The request gives its languages, which count before those that its text names.",
  }];
  const stores = stack.technologies.filter(({ kind }) => kind === "database").map((store) => store.name);
  const sideBySide = stores.length < 2 ? [] : [{
    choice: `${stores.join(" and ")} side by side`,
    alternatives: ["one of them for all data"],
    why: "The brief names each of them; each keeps what it is named for.",
  }];
  return [
    ...language,
    ...instead,
    ...sideBySide,
    ...forced.map(({ choice, alternatives, why }) => ({ choice, alternatives, why: sentence(capital(why)) })),
    ...(test === undefined ? [] : [{
      choice: `${test.name === "make" ? "make test" : test.name} in CI from the first commit`,
      alternatives: ["tests after the features"],
      why: `${capital(test.why)}; a red build shows the step that broke it.`,
    }]),
  ];
}

/** A project may have parts in several languages: what is new goes where most of its code is. */
function otherParts(existing: Existing | undefined): DesignAnswer["assumptions"] {
  const [main = "", ...others] = existing?.languages ?? [];
  const known = others.filter((name) => {
    const family = familyOf(name);
    return family !== undefined && family !== familyOf(main);
  });
  if (known.length === 0) return [];
  return [{
    text: `New units are written in ${main}, which most of the project is in; it has parts in ${
      known.join(" and ")
    }, too.`,
    ifWrong: "Name the other language with --languages, or give the step's files their place in that part.",
  }];
}

/** What is taken for granted. */
export function assumptions(
  stack: Stack,
  capabilities: readonly Archetype[],
  text: string,
  existing: Existing | undefined,
): DesignAnswer["assumptions"] {
  return [
    ...(stack.assumed
      ? [{
        text: `It is written in ${stack.languages.join(", ")}, since no language was asked for.`,
        ifWrong: "Run again with --languages; layout and commands change, the requirements stay.",
      }]
      : []),
    ...otherParts(existing),
    ...stack.beside.map(({ name }) => ({
      text:
        `The part in ${name} lives beside the ${stack.profile.name} program; layout and commands here are those of ${stack.profile.name}.`,
      ifWrong: `Give the part in ${name} a folder with its own setup, test and run commands in the first step.`,
    })),
    ...stack.unknown.languages.map((name) => ({
      text:
        `${name} is used as asked; its tools are not known here, so the commands go through a Makefile that the first step writes.`,
      ifWrong: `Put the usual commands of ${name} into the Makefile, or into the plan.`,
    })),
    ...stack.unknown.frameworks.map((name) => ({
      text: `${name} fits ${stack.profile.name} and its usual layout; it is not known here.`,
      ifWrong: `Move the files to where ${name} expects them in the first step.`,
    })),
    ...capabilities.slice(0, 6).flatMap((archetype) =>
      archetype.assumptions.filter((entry) => !mentions(text, entry.unless))
    )
      .map(({ text, ifWrong }) => ({ text, ifWrong })).slice(0, 6),
    ...(existing?.ci === undefined
      ? [{
        text: "The code is kept in Git and checked by GitHub Actions.",
        ifWrong: "Move the commands of `.github/workflows/ci.yml` to the other service.",
      }]
      : []),
  ];
}

/** What only the owner can answer. */
export function questions(
  stack: Stack,
  capabilities: readonly Archetype[],
  text: string,
  asked: readonly string[],
  existing: Existing | undefined,
): string[] {
  const special = capabilities.slice(0, 6).flatMap((archetype) =>
    archetype.questions.filter((entry) => !mentions(text, entry.unless))
  ).map((entry) => entry.text);
  const general = generalQuestions.filter((entry) => !mentions(text, entry.unless)).map((entry) => entry.text);
  const twoBuilds = stack.profile.id === "java" && mentions(text, ["maven"]) &&
    mentions(text, ["gradle", "gradlew", "build.gradle"]);
  const found = [
    ...asked,
    ...(twoBuilds
      ? ["The brief names both Maven and Gradle: which of them builds the project? The plan uses Gradle."]
      : []),
    ...special.slice(0, 5),
    ...general,
  ];
  // Whatever a brief settles, these three decide what "finished" means.
  const always = [
    "Which requirement matters most if time runs out?",
    "Who decides when a requirement is unclear, and how soon do they answer?",
    existing === undefined
      ? "Which existing code, data or accounts must be used?"
      : "Which parts of the project must stay as they are?",
  ];
  return [...new Set([...found, ...always.slice(0, Math.max(0, 3 - found.length))])].slice(0, 8);
}
