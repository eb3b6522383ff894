import type { Tool } from "../tool.ts";
import { getStep } from "./get_step.ts";
import { handoff } from "./handoff.ts";
import { lint } from "./lint.ts";
import { markDone } from "./mark_done.ts";
import { nextSteps } from "./next_steps.ts";
import { planStatus } from "./plan_status.ts";

/** All tools, in the order in which an agent needs them. Few on purpose: every listed tool takes room in each prompt. */
export const tools: readonly Tool[] = [planStatus, nextSteps, getStep, handoff, markDone, lint];
