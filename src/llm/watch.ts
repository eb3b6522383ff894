import { abortFault, Fault } from "./fault.ts";
import { duration } from "./duration.ts";
import { type Settled, withDefaults } from "./settings.ts";
import type { Timeouts } from "./types.ts";

/** The longest delay that a timer takes; above it, it fires at once. */
const MOST = 2 ** 31 - 1;
/** After the answer's end, how long to wait for usage and the end mark while nothing comes, and in all. */
const GRACE_MS = 1000;
const GRACE_TOTAL_MS = 5000;

/** Fills in the defaults. */
export function timeoutsOf(options?: Timeouts): Settled<Timeouts> {
  return withDefaults({ firstByteMs: 60_000, idleMs: 60_000, progressMs: 180_000, totalMs: 900_000 }, options);
}

/**
 * Watches one request: ends it when the caller wants it, when the whole call takes too long, or when nothing comes.
 * Silence is counted only while somebody waits for the network, so that a slow reader does not look like a slow server.
 * There is one timer, set to the nearest limit; it is not touched for each piece of the answer.
 */
export class Watch {
  readonly #controller = new AbortController();
  readonly #started = performance.now();
  readonly #limits: Settled<Timeouts>;
  readonly #endsAt: number;
  readonly #caller: AbortSignal | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #firesAt = Infinity;
  #waitingSince: number | undefined;
  #answering = false;
  #silentMs = 0;
  #finishedAt: number | undefined;
  readonly #ends: (() => void)[] = [];
  /** Why the request was ended, if it was. */
  fault: Fault | undefined;
  /** Whether the answer was complete and what could have followed did not come. */
  over = false;

  /** @param endsAt When the whole call ends, on the clock of `performance.now()`. */
  constructor(limits: Settled<Timeouts>, endsAt: number, caller?: AbortSignal) {
    this.#limits = limits;
    this.#endsAt = endsAt;
    this.#caller = caller;
    caller?.addEventListener("abort", this.#onAbort);
    if (caller?.aborted === true) this.#onAbort();
  }

  /** Ends a pending `fetch`. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Says what to do when the request ends: cancel a pending read (aborting the fetch alone does not, once its response
   * was garbage-collected), give back a turn (nobody may ever ask for the rest of the answer).
   */
  onEnd(end: () => void): void {
    this.#ends.push(end);
    if (this.fault !== undefined) end();
  }

  /** The network is being waited for. */
  wait(): void {
    this.#waitingSince = performance.now();
    this.#arm();
  }

  /** Something came; `bytes` of the body, or none for its head. */
  arrived(bytes: number): void {
    if (this.#waitingSince !== undefined) this.#silentMs += performance.now() - this.#waitingSince;
    this.#waitingSince = undefined;
    if (bytes > 0) this.#answering = true;
  }

  /** Content came, not only comments and pings. */
  progressed(): void {
    this.#silentMs = 0;
  }

  /** The answer has ended; only usage and the end mark may follow. */
  finishing(): void {
    this.#finishedAt ??= performance.now();
  }

  /** Stops watching, and ends whatever is still open. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#caller?.removeEventListener("abort", this.#onAbort);
    for (const end of this.#ends) end();
    this.#controller.abort();
  }

  readonly #onAbort = () => {
    this.#stop(abortFault(this.#caller?.reason));
  };

  #stop(fault: Fault): void {
    this.fault ??= fault;
    clearTimeout(this.#timer);
    this.#firesAt = -Infinity;
    for (const end of this.#ends) end();
    this.#controller.abort();
  }

  /** When the nearest of the limits is reached that count now. Called for each piece of the answer: it allocates nothing. */
  #next(): number {
    const since = this.#waitingSince;
    if (since === undefined) return this.#endsAt;
    const { firstByteMs, idleMs, progressMs } = this.#limits;
    if (this.#finishedAt !== undefined) {
      return Math.min(this.#endsAt, since + GRACE_MS, this.#finishedAt + GRACE_TOTAL_MS);
    }
    return this.#answering
      ? Math.min(this.#endsAt, since + idleMs, since + progressMs - this.#silentMs)
      : Math.min(this.#endsAt, this.#started + firstByteMs);
  }

  #arm(): void {
    const next = this.#next();
    // A timer that fires too early looks again; only one that fires too late must be set anew.
    if (this.#firesAt <= next) return;
    clearTimeout(this.#timer);
    this.#firesAt = next;
    if (next === Infinity) return;
    this.#timer = setTimeout(this.#onTimer, Math.min(Math.max(Math.ceil(next - performance.now()), 0), MOST));
  }

  readonly #onTimer = () => {
    this.#firesAt = Infinity;
    const now = performance.now();
    const next = this.#next();
    if (next > now) return this.#arm();
    const { firstByteMs, idleMs, progressMs, totalMs } = this.#limits;
    const ran = duration(now - this.#started);
    if (next === this.#endsAt) {
      this.#stop(timeout(`the whole call took longer than ${duration(totalMs)} (total limit)`, "never"));
    } else if (this.#finishedAt !== undefined) {
      this.over = true;
      for (const end of this.#ends) end();
    } else if (!this.#answering) {
      this.#stop(timeout(`no answer within ${duration(firstByteMs)} (first-byte limit)`));
    } else if (next === (this.#waitingSince ?? now) + idleMs) {
      this.#stop(timeout(`the answer was silent for ${duration(idleMs)} (idle limit), ${ran} after the request`));
    } else {
      this.#stop(
        timeout(`the answer held no content for ${duration(progressMs)} (progress limit), ${ran} after the request`),
      );
    }
  };
}

function timeout(what: string, retry: "always" | "never" = "always"): Fault {
  return new Fault({
    kind: "timeout",
    what,
    hint: "Try again later, or allow more time (timeouts).",
    retry,
  });
}
