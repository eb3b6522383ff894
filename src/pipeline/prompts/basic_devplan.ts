import type { Prompt } from "./prompt.ts";

/** From a design to phases. */
export const basicDevplan: Prompt = {
  version: 1,
  text: `Order the work into phases, as many as the design estimates or nearly so.
- First a walking skeleton (kind "skeleton"): the thinnest program that starts, is tested and is built by CI.
- Then one vertical slice after the other (kind "feature"), what others stand on and what is riskiest first.
- Then what cuts across (kind "quality": speed, security, access), last hardening and release (kind "release").
- Every requirement belongs to at least one phase. A phase waits only for phases that it needs.
- goal: what holds when the phase is finished. exitCriteria: how anybody can see that it is.`,
};
