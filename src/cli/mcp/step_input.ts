import { z } from "../../packages/zod.ts";

/**
 * How a tool is told which step. A JSON number will not do: 2.1 and 2.10 are the same one.
 */
export const STEP_INPUT: z.ZodString = z.string({ error: 'expected a text such as "2.3" or "S1a2b"' }).min(1).max(100)
  .describe('the step\'s number or id, as a text: "2.3" or "S1a2b"');
