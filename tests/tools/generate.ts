/**
 * Writes what is made from the code or from `config/config.yaml`: `deno task generate`. `tests/generated_test.ts`
 * compares the files with what this would write.
 * @module
 */
import { load } from "npm:js-yaml@5.5.0";
import { urlVariablesOf, variableOf } from "../../src/llm/key.ts";
import { measuredIn, rulesPage } from "./rules_page.ts";
import { rules } from "../../src/plan/checks/mod.ts";
import { planJsonSchema } from "../../src/plan/json_schema.ts";
import { providers } from "../../src/providers.ts";

const ROOT = new URL("../../", import.meta.url);
const START = "<!-- PROVIDERS_START: made by `deno task generate` -->";
const END = "<!-- PROVIDERS_END -->";

/** Each generated file with what it should hold, from what it holds now. */
export const generated: Readonly<Record<string, (now: string) => string>> = {
  "config/plan.schema.json": () => `${JSON.stringify(planJsonSchema(), null, 2)}\n`,
  // The program reads nothing from disk beside its code, so that it runs from a URL and without permissions.
  "src/config/defaults.json": () => `${JSON.stringify(load(read("config/config.yaml")), null, 2)}\n`,
  "src/config/templates.json": () =>
    `${JSON.stringify({ "config/config.yaml": read("config/config.yaml"), ".env.example": envExample() }, null, 2)}\n`,
  "README.md": (now) => {
    const from = now.indexOf(START);
    const to = now.indexOf(END);
    if (from === -1 || to < from) throw new Error("README.md has no place for the providers");
    return `${now.slice(0, from + START.length)}\n\n${providersTable()}\n${now.slice(to)}`;
  },
  "docs/RULES.md": (now) => rulesPage(rules, measuredIn(now)),
  ".env.example": () => envExample(),
};

/** Reads a file of the project. */
export function read(path: string): string {
  return Deno.readTextFileSync(new URL(path, ROOT));
}

/** The providers over HTTP as a Markdown table, aligned as `deno fmt` aligns it. */
function providersTable(): string {
  // Not from the providers themselves: they hold what the last run wrote.
  const { llm_providers: models } = load(read("config/config.yaml")) as {
    llm_providers: Record<string, { model?: string }>;
  };
  const rows = [
    ["Provider", "Key", "Default model", "Setup"],
    ...remote().map(({ name, title = name, setup = "", baseUrl = "" }) => [
      `\`${name}\` (${title})`,
      baseUrl.startsWith("http://127.0.0.1") ? "none" : `\`${variableOf(name)}\``,
      models[name]?.model === undefined ? "none" : `\`${models[name].model}\``,
      setup,
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  const [head = [], ...body] = rows;
  return line(head) + line(widths.map((width) => "-".repeat(width))) + body.map(line).join("");
}

function envExample(): string {
  return [
    "# Set what you use in your environment, or in a .env that git ignores and nobody else may read (chmod 600 .env).",
    "# devussy needs none of it: without a key the embedded planner works.",
    "# Each provider also takes a base URL, for a gateway or a server of your own.",
    "",
    ...remote().flatMap(({ name, title = name, baseUrl }) => [
      `# ${title}`,
      ...(baseUrl?.startsWith("http://127.0.0.1") ? [] : [`# ${variableOf(name)}=`]),
      `# ${urlVariablesOf(name)[0]}=${baseUrl ?? "http://127.0.0.1:8000/v1"}`,
      "",
    ]),
  ].join("\n");
}

function remote() {
  return Object.values(providers).filter((provider) => "protocol" in provider);
}

if (import.meta.main) {
  for (const [path, make] of Object.entries(generated)) {
    Deno.writeTextFileSync(new URL(path, ROOT), make(/\.md$/.test(path) ? read(path) : ""));
  }
}
