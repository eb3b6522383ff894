import { isObject, type Json } from "./json.ts";
import type { Answer } from "./answer.ts";
import { readError, saysError } from "./error_body.ts";
import { unreadable } from "./events.ts";
import { Fault } from "./fault.ts";
import { isHtml, pageTitle, words } from "./page.ts";
import type { Delta, Protocol } from "./provider.ts";

/** What a body turns out to be. */
export type Shape = "events" | "json" | "html" | "text";

/**
 * Reads a body that came as one piece: a completion that a server sends though a stream was asked for, or none.
 *
 * @throws {Fault} If it is none.
 */
export function readWhole(text: string, shape: Shape, protocol: Protocol, answer: Answer): void {
  if (text.trim() === "") {
    throw new Fault({
      kind: "incomplete_stream",
      what: "the answer's body is empty",
      hint: "Try again.",
      retry: "always",
    });
  }
  if (shape === "html" || (shape === "text" && isHtml(text))) {
    throw new Fault({
      kind: "bad_response",
      what: `expected an API, got a web page ("${pageTitle(text).slice(0, 120)}")`,
      hint: "Check the base URL; a proxy or a login page may stand between.",
      code: "html_page",
    });
  }
  const body = shape === "json" ? parseWhole(text) : undefined;
  if (saysError(body)) throw answer.fault(readError(body));
  const delta = isObject(body) ? readBody(body, protocol) : undefined;
  if (delta === undefined || !hasContent(delta)) {
    const facts = isObject(body) || Array.isArray(body) ? readError(body) : {};
    if (facts.message !== undefined) throw answer.fault(facts);
    throw noCompletion(`"${words(text).slice(0, 120)}"`);
  }
  answer.add(delta);
  // The whole object is there, so the answer is complete even where it names no reason (old Ollama).
  answer.done = true;
}

/** A body that is an answer to something else. */
export function noCompletion(got: string): Fault {
  return new Fault({
    kind: "bad_response",
    what: `expected a completion, got ${got}`,
    hint: "Check the base URL and the model.",
    retry: "once",
  });
}

function readBody(body: Json, protocol: Protocol): Delta | undefined {
  try {
    return protocol.readBody(body);
  } catch (error) {
    throw unreadable(error);
  }
}

/** A completion without a choice in it is none. */
function hasContent(delta: Delta): boolean {
  return "text" in delta || "finish" in delta || "refusal" in delta || "reasoning" in delta;
}

function parseWhole(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Fault({
      kind: "incomplete_stream",
      what: `the answer's JSON is cut: it ends with "${words(text.slice(-60))}"`,
      hint: "Try again.",
      retry: "always",
    });
  }
}
