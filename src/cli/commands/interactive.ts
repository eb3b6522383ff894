import type { Command } from "../command.ts";
import { IDEA, RUN } from "./pipeline.ts";

/** `devussy interactive` */
export const interactive: Command = {
  usage: "[--name NAME] [--brief FILE] [--answers FILE] [options]",
  options: {
    ...IDEA,
    name: { value: "NAME", help: "what the project is called; asked for where it is missing" },
    brief: { value: "FILE", help: "a whole brief as Markdown or text; what it leaves open is asked" },
    answers: { value: "FILE", help: "answers as YAML or JSON instead of questions; - reads standard input" },
    questions: { help: "print the questions as a file for --answers, and ask nothing" },
    ...RUN,
    fresh: { help: "begin a new interview and a new run, instead of going on with the stored ones" },
  },
  examples: [
    "devussy interactive",
    "devussy interactive --name Taskify --brief brief.md",
    "devussy interactive --name Taskify --brief brief.md --questions > answers.yaml",
    "devussy interactive --answers answers.yaml",
  ],
  run: async (values, _words, io) => await (await import("../interview/mod.ts")).runInterview(values, io),
};
