import { BudgetError } from "../errors.ts";
import { dollars } from "../llm/dollars.ts";
import type { Price, Usage } from "../llm/types.ts";
import type { BudgetOptions } from "./stage.ts";

/** What an answer is expected to take where no limit is set, in tokens. */
export const USUAL_ANSWER = 4_000;

/** What is set aside for a call while it runs. */
export interface Reservation {
  /** Replaces what was set aside by what the call took; where nobody says what that was, it stands for it. */
  settle(usage: Usage | undefined): void;
  /** Gives back what was set aside: the call took nothing. */
  release(): void;
}

/** Keeps a run within its budget: each call sets its likely cost aside before it starts. */
export class Budget {
  readonly #limits: BudgetOptions;
  #usd: number;
  #tokens: number;
  #running = 0;
  #waiting: (() => void)[] = [];

  constructor(limits: BudgetOptions = {}) {
    this.#limits = limits;
    this.#usd = limits.spent?.usd ?? 0;
    this.#tokens = limits.spent?.tokens ?? 0;
  }

  /**
   * Sets the likely cost of a call aside. What others have set aside may come back, so it waits for them before it gives up.
   *
   * @throws {BudgetError} If the call may cost more than is left.
   */
  async reserve(chars: number, maxTokens: number | undefined, price: Price | undefined): Promise<Reservation> {
    const { tokens, usd } = likelyCost(chars, maxTokens ?? USUAL_ANSWER, price);
    while (!this.#allows(usd, tokens)) {
      if (this.#running === 0) throw this.#reached(usd, tokens);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#running++;
    this.#add(usd, tokens);
    let settled = false;
    const settle = (took: { usd: number; tokens: number }) => {
      if (settled) return;
      settled = true;
      this.#running--;
      this.#add(took.usd - usd, took.tokens - tokens);
      for (const wake of this.#waiting.splice(0)) wake();
    };
    return {
      settle: (usage) => settle({ usd: usage?.costUsd ?? usd, tokens: usage?.totalTokens ?? tokens }),
      release: () => settle({ usd: 0, tokens: 0 }),
    };
  }

  /**
   * Sets the likely cost of calls to come aside, also where so much is not left: then nothing new is asked, and what is
   * answered already still counts. Nobody waits for it.
   *
   * @returns What gives it back.
   */
  hold(cost: { usd: number; tokens: number }): () => void {
    this.#add(cost.usd, cost.tokens);
    return () => this.#add(-cost.usd, -cost.tokens);
  }

  #add(usd: number, tokens: number): void {
    this.#usd += usd;
    this.#tokens += tokens;
  }

  #allows(usd: number, tokens: number): boolean {
    const { maxUsd = Infinity, maxTokens = Infinity } = this.#limits;
    return this.#usd + usd <= maxUsd && this.#tokens + tokens <= maxTokens;
  }

  #reached(usd: number, tokens: number): BudgetError {
    const { maxUsd, maxTokens } = this.#limits;
    const money = maxUsd !== undefined && this.#usd + usd > maxUsd;
    const [limit, spent, next] = money
      ? [dollars(maxUsd), dollars(this.#usd), dollars(usd)]
      : [`${maxTokens} tokens`, String(this.#tokens), String(tokens)];
    return new BudgetError(
      `Cannot ask on: the budget is ${limit}, ${spent} are spent, and the next call may take ${next}`,
      `What was answered is kept. Run the same command with a larger ${money ? "--max-usd" : "--budget-tokens"}.`,
    );
  }
}

/** What a call is likely to take: four characters are a token. */
export function likelyCost(
  chars: number,
  outputTokens: number,
  price: Price | undefined,
): { tokens: number; usd: number } {
  const input = Math.ceil(chars / 4);
  const usd = price === undefined
    ? 0
    : (input * price.inputPerMillion + outputTokens * price.outputPerMillion) / 1_000_000;
  return { tokens: input + outputTokens, usd };
}
