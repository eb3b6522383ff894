/**
 * Answers that are of no use: each once, until the model is told what is wrong, and each for ever.
 * @module
 */
import type { StageName } from "../../../mod.ts";
import type { Memory, Question } from "../scripted_model.ts";
import { changed, type Changes, type Expected, type Format, json, rewritten, STAGES } from "./format.ts";
import type { Reply } from "./reply.ts";

interface Wrong {
  name: string;
  /** The stages that are answered wrongly, in their order. */
  stages: readonly StageName[];
  answer(question: Question): Reply | string;
  /** What a request for a better answer must name. */
  named?: RegExp;
  expected?: Partial<Expected>;
}

/** A wrong answer that is JSON with changes. */
function spoilt(name: string, changes: Changes, named?: RegExp): Wrong {
  return {
    name,
    stages: STAGES.filter((stage) => stage in changes),
    answer: (question) => JSON.stringify(changed(question, changes)),
    ...(named === undefined ? {} : { named }),
  };
}

/** A wrong answer of every stage. */
function everywhere(name: string, answer: (question: Question) => Reply | string, named?: RegExp): Wrong {
  return { name, stages: STAGES, answer, ...(named === undefined ? {} : { named }) };
}

/** All wrong answers, in both ways; `foreign` knows another project by heart. */
export function wrong(foreign: Memory): readonly Format[] {
  const all = [...unreadable, ...unfit, ...unsound, ...elsewhere(foreign)];
  return [...all.map(onceWrong), ...all.map(alwaysWrong)];
}

function onceWrong({ name, stages, answer, named, expected }: Wrong): Format {
  return {
    name: `first ${name}, then right`,
    // Who only asks the same again gets the same.
    answer: (question) => stages.includes(question.stage) && question.added === "" ? answer(question) : json(question),
    expected: {
      end: "plan",
      stages,
      requests: 2,
      told: ["repair"],
      ...(named === undefined ? {} : { named }),
      ...expected,
    },
  };
}

function alwaysWrong({ name, stages, answer, expected }: Wrong): Format {
  return {
    name: `always ${name}`,
    answer: (question) => stages.includes(question.stage) ? answer(question) : json(question),
    expected: { end: "StageError", stages, requests: 3, ...expected },
  };
}

const PROSE =
  "This is a lovely idea, and I would be glad to help. The first thing to settle is who will use it and where it runs. " +
  "Once that is clear, the work can begin with something small that runs from end to end, and grow from there.";

const unreadable: readonly Wrong[] = [
  everywhere("prose", () => PROSE),
  everywhere("a refusal in words", () => "I'm sorry, but I can't help with that request."),
  everywhere("the prompt again", ({ user }) => user),
  everywhere("half of the JSON", (question) => json(question).slice(0, json(question).length / 2)),
  everywhere("a web page", () => "<!DOCTYPE html>\n<html><body><h1>502 Bad Gateway</h1><p>nginx</p></body></html>"),
  everywhere("a word again and again", () => "Sure. " + "I will plan it and ".repeat(2_000)),
  {
    ...everywhere("a word without an end", () => ({ text: "and then we plan it, ", repeatTo: 3_000_000 })),
    expected: { leaves: true },
  },
];

const unfit: readonly Wrong[] = [
  everywhere("an empty object", () => "{}"),
  spoilt("an empty list", { basic_devplan: () => ({ phases: [] }), detailed_devplan: () => ({ steps: [] }) }),
  spoilt("values of wrong types", {
    project_design: (answer) => ({ ...answer, summary: 12, commands: "make" }),
    basic_devplan: ({ phases }) => ({ phases: phases.length }),
    detailed_devplan: ({ steps }) => ({ steps: steps.map((step) => ({ ...step, do: 3, verify: true })) }),
    handoff: (answer) => ({ ...answer, instructions: { first: 1 } }),
  }, /summary|phases|verify|instructions/),
  spoilt("a field missing", {
    project_design: ({ commands: _, ...answer }) => answer,
    basic_devplan: ({ phases }) => ({ phases: phases.map(({ goal: _, ...phase }) => phase) }),
    detailed_devplan: ({ steps }) => ({ steps: steps.map(({ verify: _, ...step }) => step) }),
    handoff: ({ stopWhen: _, ...answer }) => answer,
  }, /commands|goal|verify|stopWhen/),
];

/** Fit the schema, and are no plan all the same. */
const unsound: readonly Wrong[] = [
  spoilt("no requirement cited", {
    basic_devplan: ({ phases }) => phases.forEach((phase) => phase.requirements = []),
  }, /\bR1\b/),
  spoilt("one requirement too few in the phases", {
    basic_devplan: ({ phases }) =>
      phases.forEach((phase) => phase.requirements = phase.requirements.filter((id) => id !== "R7")),
  }, /\bR7\b/),
  spoilt("no requirement cited in the steps", {
    detailed_devplan: ({ steps }) => steps.forEach((step) => step.requirements = []),
  }, /\bR\d/),
  spoilt("200 phases", {
    basic_devplan: ({ phases }) => ({
      phases: Array.from({ length: 200 }, (_, at) => ({ ...phases[at % phases.length], title: `Part ${at + 1}` })),
    }),
  }, /\b200\b/),
  spoilt("no way to verify", {
    detailed_devplan: ({ steps }) => steps.forEach((step) => step.verify = []),
  }, /verify/),
  spoilt("one sentence 3,000 times", {
    detailed_devplan: ({ steps }) => void steps[0]?.do.push("Write the test first. ".repeat(3_000).trim()),
  }, /repeat|again|loop/i),
];

const RUSSIAN = [
  "Сначала настроить окружение и проверить, что программа запускается на чистой машине",
  "Добавить обработку ошибок для каждого входного значения и записать их в журнал",
  "Пользователь видит понятное сообщение, если ссылка не найдена или устарела",
  "Написать проверку, которая сначала падает, а потом проходит после изменения кода",
  "Хранить данные так, чтобы перезапуск службы ничего не потерял",
  "Описать в документации, как установить программу и начать с ней работать",
  "Измерить время ответа под нагрузкой и сравнить его с требованием",
];

/** Plans that are sound, but not of this project, or not in its language. */
function elsewhere(foreign: Memory): readonly Wrong[] {
  let count = 0;
  return [
    everywhere(
      "another language",
      ({ right }) => JSON.stringify(rewritten(right, () => `${RUSSIAN[count++ % RUSSIAN.length]} (${count}).`)),
    ),
    spoilt("another project's design", {
      project_design: ({ components }) => {
        const design = foreign.recall("project_design");
        // It cites our requirements: ids alone do not give it away.
        design.components[0]!.requirements = components.flatMap(({ requirements }) => requirements);
        return design;
      },
    }),
    spoilt("another project's phases", {
      basic_devplan: ({ phases }) => {
        const answer = foreign.recall("basic_devplan");
        answer.phases[0]!.requirements = phases.flatMap(({ requirements }) => requirements);
        return answer;
      },
    }),
    spoilt("another project's steps", {
      detailed_devplan: ({ steps }, { phase }) => {
        const answer = foreign.recall("detailed_devplan", phase);
        answer.steps.forEach((step) => step.requirements = []);
        answer.steps[0]!.requirements = steps.flatMap(({ requirements }) => requirements);
        return answer;
      },
    }),
  ];
}
