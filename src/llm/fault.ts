import { LLMError, type LLMErrorKind } from "../errors.ts";
import { oneLine } from "../text.ts";

/** The facts of a failed request. */
export interface FaultFacts {
  kind: LLMErrorKind;
  /** What came instead of an answer, as the second half of a sentence. */
  what: string;
  /** What to do about it. */
  hint: string;
  /** Whether asking again may help: never, once, or as often as is allowed. Default: never. */
  retry?: "never" | "once" | "always" | undefined;
  status?: number | undefined;
  code?: string | undefined;
  /** The parameter that the provider refuses. */
  param?: string | undefined;
  requestId?: string | undefined;
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/** A failed request, inside the client: whoever catches it decides whether to try again. */
export class Fault extends Error {
  override readonly name = "Fault";

  constructor(readonly facts: FaultFacts) {
    super(facts.what);
  }
}

/** What a caller gets to see of a fault: one line, without secrets. `partial` comes without them. */
export function errorOf(
  { facts }: Fault,
  call: { provider: string; model: string; attempts: number; partial?: string | undefined },
  redact: (text: string) => string,
): LLMError {
  const { kind, what, hint, retry = "never", status, code, requestId, retryAfterMs, cause } = facts;
  const tries = call.attempts > 1 ? ` (${call.attempts} requests)` : "";
  const clean = (text: string) => redact(oneLine(text));
  return new LLMError(
    `Cannot get an answer from "${call.provider}" (model "${clean(call.model)}"): ${clean(what)}${tries}`,
    {
      kind,
      provider: call.provider,
      model: clean(call.model),
      hint: clean(hint),
      retryable: retry !== "never",
      attempts: call.attempts,
      ...(status === undefined ? {} : { status }),
      ...(code === undefined ? {} : { code: clean(code) }),
      ...(requestId === undefined ? {} : { requestId: clean(requestId) }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(call.partial === undefined || call.partial === "" ? {} : { partial: call.partial }),
      ...(cause === undefined ? {} : { cause }),
    },
  );
}

/** Something goes over a limit of ours. */
export function tooLarge(what: string): Fault {
  return new Fault({
    kind: "bad_response",
    what: `${what}: over the limit`,
    hint: "Is this the right server? If it is, raise limits.",
    code: "too_large",
  });
}

/** The caller wants no answer any more. */
export function abortFault(reason: unknown): Fault {
  return new Fault({ kind: "aborted", what: "it was aborted", hint: "Ask again.", cause: reason });
}
