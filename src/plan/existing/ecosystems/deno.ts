import type { Ecosystem } from "../ecosystem.ts";
import { entriesOf, readJson } from "../json.ts";
import { ownCommands } from "../tasks.ts";

/** Deno: `deno.json` or `deno.jsonc`. */
export const deno: Ecosystem = {
  languages: ["Deno", "TypeScript", "JavaScript"],
  manifest: /^deno\.jsonc?$/,
  frameworks: {
    fresh: "Fresh",
    hono: "Hono",
    oak: "Oak",
    command: "Cliffy",
    preact: "Preact",
    react: "React",
    zod: "Zod",
  },
  read({ manifests }) {
    const [json = new Map<string, unknown>()] = manifests.map(({ text }) => readJson(text));
    const tasks = new Map<string, string>();
    for (const [name, task] of entriesOf(json.get("tasks"))) {
      const command = typeof task === "string" ? task : entriesOf(task).get("command");
      if (typeof command === "string") tasks.set(name, command);
    }
    return {
      dependencies: [...entriesOf(json.get("imports"))].flatMap(([name, target]) => [lastName(name), lastName(target)]),
      own: ownCommands(tasks, (name) => `deno task ${name}`),
      usual: {
        setup: "deno install",
        test: "deno test --allow-all",
        testOne: "deno test --allow-all {test}",
        lint: json.has("fmt") ? "deno fmt --check && deno lint" : "deno lint",
      },
    };
  },
};

/** The package's own name in `jsr:@fresh/core@^2.0.0/runtime`, `@hono/hono` or `npm:zod@4`. */
function lastName(specifier: unknown): string {
  const [, scope, name = ""] = /^(?:jsr:|npm:|https:\/\/deno\.land\/x\/)?(?:@([\w.-]{1,100})\/)?([\w.-]{1,100})/.exec(
    typeof specifier === "string" ? specifier : "",
  ) ?? [];
  return scope === "fresh" || scope === "cliffy" && name !== "command" ? scope : name;
}
