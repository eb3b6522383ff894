/** Plans of the embedded planner: of some ideas, and of the shared briefs where they are there. */
import { runPipeline } from "../../../../src/pipeline/run.ts";
import { type ProjectRequest, startPlan } from "../../../../src/pipeline/request.ts";
import type { Plan } from "../../../../src/plan/types.ts";
import { createLLMClient } from "../../../../src/providers.ts";
import { briefNames, readBrief } from "../../briefs.ts";

const IDEAS: readonly ProjectRequest[] = [
  {
    name: "Reading list",
    languages: ["Python"],
    requirements:
      "Users register and log in. Users add books with title and author. Users search their books. Users export the list as CSV. Pages load within 2 seconds.",
  },
  {
    name: "Short links",
    languages: ["Go"],
    requirements:
      "Shorten a link with a code or an alias. Redirect visitors to its target. Count clicks per day. Redirects answer within 50 ms.",
  },
];

/** The plans by name. */
export async function soundPlans(): Promise<[name: string, plan: Plan][]> {
  const briefs = briefNames.map((name): ProjectRequest => ({
    name: name.replace(/\.\w+$/, "").replaceAll("_", " "),
    brief: readBrief(name),
  }));
  return await Promise.all([...IDEAS, ...briefs].map(async (idea): Promise<[string, Plan]> => {
    const { brief } = idea;
    const client = createLLMClient("offline", {});
    return [idea.name, await runPipeline(startPlan(idea), { client, ...(brief === undefined ? {} : { brief }) })];
  }));
}
