import { parsePlan } from "../read.ts";
import type { JsonSource } from "./json_source.ts";
import type { Place, PlanFile, ReadPlan } from "./types.ts";

/** Our own `plan.json`: all is told, and only the lines are to be found out. */
export function readDevussy({ path, text }: PlanFile, { lines }: JsonSource): ReadPlan {
  const plan = parsePlan(text.replace(/^\ufeff/, ""));
  const places = new Map<string, Place>([...lines].map(([pointer, line]) => [pointer, { path, line }]));
  return { plan, format: "devussy", absent: [], places, requirementNames: new Map() };
}
