/**
 * The answers that the server gives: events like those of the two wire protocols, and the text that is in them.
 * @module
 */

/** Whose wire protocol. */
export type Shape = "openai" | "anthropic";

/** One answer of the server. */
export interface Answer {
  /** Whose events. */
  shape: Shape;
  /** About how many bytes of events. */
  bytes: number;
  /** How many bytes go into one write; 0: one event. */
  write: number;
  /** Whether some of the words are not ASCII, which makes every decoded string twice as wide. */
  wide?: boolean;
}

/** Words as tokens are: short, with a space before them, now and then with something that JSON must escape. */
const WORDS = ' the| of| and| story| began|,| when| a| small| river|.\n\n| "Never| mind|,"| said| the| miller|\'s|' +
  " daughter|,| and| walked| on| through| unending| fields| of| barley|.| It| was| late|";
const WIDE_WORDS = WORDS.replaceAll("'", "’").replaceAll("barley", "Gerste für Übermüdete — 大麦").replaceAll(
  "mind",
  "🌾",
);

/** How many events are different; then they start again. */
const CYCLE = 1024;

/** The events of one answer: what comes first, what is repeated, what comes last. */
export interface Events {
  /** Before the text. */
  head: string[];
  /** Events with text, {@linkcode CYCLE} of them. */
  cycle: string[];
  /** How often the cycle is sent. */
  repeats: number;
  /** After the text. */
  tail: string[];
}

/** The words of one cycle. */
function wordsOf(answer: Answer): string[] {
  const words = (answer.wide === true ? WIDE_WORDS : WORDS).split("|").slice(0, -1);
  return Array.from({ length: CYCLE }, (_, at) => words[(at * 7 + Math.floor(at / 31)) % words.length] ?? "");
}

/** The events of an answer. A small answer has fewer than one cycle. */
export function eventsOf(answer: Answer): Events {
  const words = wordsOf(answer);
  const cycle = words.map((word) => answer.shape === "openai" ? openai({ content: word }, null) : anthropic(word));
  const bytes = new TextEncoder().encode(cycle.join("")).length;
  const repeats = Math.max(1, Math.round(answer.bytes / bytes));
  const used = answer.bytes < bytes ? Math.max(1, Math.round(answer.bytes / bytes * CYCLE)) : CYCLE;
  return { ...frame(answer.shape), cycle: cycle.slice(0, used), repeats };
}

/** The text that a client must find in an answer. */
export function textOf(answer: Answer): string {
  const { cycle, repeats } = eventsOf(answer);
  return wordsOf(answer).slice(0, cycle.length).join("").repeat(repeats);
}

function openai(delta: Record<string, string>, finish: string | null): string {
  return `data: ${
    JSON.stringify({
      id: "chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG",
      object: "chat.completion.chunk",
      created: 1741570283,
      model: "gpt-4o",
      choices: [{ index: 0, delta, finish_reason: finish }],
    })
  }\n\n`;
}

function event(data: { type: string; [key: string]: unknown }): string {
  return `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

function anthropic(text: string): string {
  return event({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } });
}

function frame(shape: Shape): Pick<Events, "head" | "tail"> {
  if (shape === "openai") {
    return {
      head: [openai({ role: "assistant", content: "" }, null)],
      tail: [openai({}, "stop"), "data: [DONE]\n\n"],
    };
  }
  const message = {
    id: "msg_013Zva2CMHLNnXjNJJKqJ2EF",
    type: "message",
    role: "assistant",
    model: "claude-sonnet-4-5",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 25, output_tokens: 1 },
  };
  return {
    head: [
      event({ type: "message_start", message }),
      event({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    ],
    tail: [
      event({ type: "content_block_stop", index: 0 }),
      event({
        type: "message_delta",
        delta: { stop_reason: "end_turn", stop_sequence: null },
        usage: { output_tokens: 15 },
      }),
      event({ type: "message_stop" }),
    ],
  };
}
