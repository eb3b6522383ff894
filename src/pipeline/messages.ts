import type { Message } from "../llm/types.ts";
import { prompts } from "./prompts/mod.ts";
import type { Ask, Data, PipelineOptions, StageName } from "./stage.ts";

/**
 * The messages of a call. What other calls share comes first and is the same to the letter, so that a provider can keep
 * it in its cache: the rules, then the shared data, then the call's own data, then what is asked.
 */
export function messagesOf(
  stage: StageName,
  ask: Pick<Ask<unknown>, "label" | "shared" | "slice" | "prompt">,
  templates: PipelineOptions["templates"] = {},
): Message[] {
  const shared = blocksOf(ask.shared);
  const name = ask.prompt ?? stage;
  const task = `${taskLine(stage, ask.label)}\n${templates[name] ?? prompts[name].text}`;
  const content = [shared, blocksOf(ask.slice), task].filter((part) => part !== "").join("\n\n");
  return [
    { role: "system", content: templates["rules"] ?? prompts.rules.text },
    { role: "user", content, ...(shared === "" ? {} : { sharedChars: shared.length }) },
  ];
}

/** What is said after an answer that cannot be used; `round` counts from 1, so that no two corrections are alike. */
export function correctionOf(
  stage: StageName,
  label: string,
  round: number,
  answer: string,
  problems: readonly string[],
): Message[] {
  return followUp(
    answer,
    `${taskLine(stage, label)}\nThis answer cannot be used (correction ${round}):\n${
      problems.map((problem) => `- ${problem}`).join("\n")
    }\n` +
      "Give the whole answer again, corrected, as one JSON object that fits the schema, and nothing else.",
  );
}

/** What is said after an answer that was cut at the token limit; `round` counts from 1, as above. */
export function continuationOf(stage: StageName, label: string, round: number, answer: string): Message[] {
  return followUp(
    answer,
    `${
      taskLine(stage, label)
    }\nYour answer was cut (${round}). Go on exactly behind its last character: repeat nothing, explain nothing.`,
  );
}

function followUp(answer: string, content: string): Message[] {
  return [{ role: "assistant", content: answer }, { role: "user", content }];
}

function taskLine(stage: StageName, label: string): string {
  return `Task: ${stage} (${label})`;
}

/** Each value in a fence of its own: texts as they are, all else as JSON. */
function blocksOf(data: Data): string {
  return Object.entries(data).filter(([, value]) => value !== undefined && value !== "").map(([name, value]) =>
    fenced(name, typeof value === "string" ? value : JSON.stringify(value))
  ).join("\n");
}

/**
 * Puts a text between marks that it does not hold itself, so that nobody who writes a brief can end the block and speak
 * to the model. The mark follows from the text: the same call is the same to the letter in the next run.
 */
function fenced(name: string, text: string): string {
  const taken = new Set(Array.from(text.matchAll(/-([0-9a-z]{1,12})(?![0-9a-z])/g), ([, mark]) => mark));
  let number = text.length;
  while (taken.has(number.toString(36))) number++;
  const mark = `${name}-${number.toString(36)}`;
  return `<${mark}>\n${text}\n</${mark}>`;
}
