/**
 * Runs the real command against scripted models: who is asked what, and what is left behind.
 * @module
 */
import { type HttpProvider, providers } from "../../mod.ts";
import type { BasicPlanAnswer } from "../../src/plan/answers.ts";
import { openRuns } from "../../src/store/runs.ts";
import { memorize, type Memory, type Question, type ScriptedModel, serveScripted } from "../pipeline/scripted_model.ts";
import type { Setup } from "./cli_harness.ts";

/** A key that is found again wherever it may have gone. */
export const KEY = "sk-taint-7Qz4Xw9LmN2vRt8KpB3c";

/** What users do with notes: enough for many phases. */
const AREAS = ["write", "tag", "search", "share", "print", "archive", "compare", "translate"];

/** An idea whose plan has as many phases as that. */
export const LARGE = {
  name: "Notebook",
  languages: ["Go"],
  requirements: AREAS.map((verb) => `Users ${verb} notes of their own. Admins limit how often users ${verb} notes.`)
    .join(" "),
};

/** The arguments for an idea. */
export function argsOf({ name, languages, requirements }: typeof LARGE): string[] {
  return ["run-full-pipeline", "--name", name, "--languages", languages.join(), "--requirements", requirements];
}

/** Right answers with eight phases. */
export function memorizeLarge(): Promise<Memory> {
  return memorize(LARGE, "openai", ({ phases: [skeleton, feature, ...rest] }: BasicPlanAnswer) => {
    if (skeleton === undefined || feature === undefined) throw new Error("expected a skeleton and a feature");
    const release = rest.at(-1) ?? feature;
    const ids = [...new Set([feature, ...rest].flatMap(({ requirements }) => requirements))];
    const share = Math.ceil(ids.length / 6);
    const features = Array.from({ length: 6 }, (_, at) => ({
      ...feature,
      title: `Notes, part ${at + 1}`,
      requirements: ids.slice(at * share, (at + 1) * share),
      dependsOn: [at + 1],
    }));
    return { phases: [skeleton, ...features, { ...release, dependsOn: [7] }] };
  });
}

/** Serves the answers of a project, each after some time. */
export function serveAfter(name: string, memory: Memory, ms: number | (() => number)): ScriptedModel {
  return serveScripted(providers[name] as HttpProvider, memory, async ({ right }) => {
    await new Promise((resolve) => setTimeout(resolve, typeof ms === "number" ? ms : ms()));
    return JSON.stringify(right);
  });
}

/** How the command reaches models, with the permissions that its documentation names. */
export function setupFor(dir: string, models: Readonly<Record<string, { origin: string }>>): Setup {
  const entries = Object.entries(models);
  return {
    env: Object.fromEntries(entries.flatMap(([name, { origin }]) => [
      [`${name.toUpperCase()}_API_KEY`, KEY],
      [`${name.toUpperCase()}_API_BASE_URL`, origin],
    ])),
    flags: [
      `--allow-read=${dir}`,
      `--allow-write=${dir}/docs,${dir}/.devussy`,
      `--allow-env=${entries.map(([name]) => `${name.toUpperCase()}_*`).join()}`,
      `--allow-net=${entries.map(([, { origin }]) => new URL(origin).host).join()}`,
    ],
  };
}

/** What a question is about, as the journal calls it. */
export function labelOf({ stage, label }: Pick<Question, "stage" | "label">): string {
  return `${stage} (${label})`;
}

/** What is stored as answered in a folder's runs. */
export async function answeredIn(dir: string): Promise<string[]> {
  const store = await openRuns(`${dir}/.devussy`, { create: false });
  try {
    return store?.list().flatMap(({ id }) => store.show(id).calls)
      .filter(({ state }) => state === "answered").map((call) => `${call.stage} (${call.label})`) ?? [];
  } finally {
    store?.close();
  }
}
