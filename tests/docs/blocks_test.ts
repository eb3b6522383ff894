import assert from "node:assert/strict";
import { createLLMClient, providers, renderPlan, runPipeline, startPlan } from "../../mod.ts";
import { parseConfig } from "../../src/config/parse.ts";
import { WITH_MERMAID } from "../exports/mermaid_page.ts";
import { named, runTool, TIMEOUT } from "../exports/npm_tool.ts";
import { inFolder } from "../integration/cli_harness.ts";
import { isReplayed } from "../tools/replay.ts";
import { type Block, PAGES, ROOT, takeApart, textOf } from "./pages.ts";
import { parseWords, startedBy, syntaxOf, wordsOf } from "./shell.ts";

const { tasks } = JSON.parse(textOf("deno.json")) as { tasks: Record<string, { command: string }> };
const BLOCKS = PAGES.flatMap((page) => takeApart(page).blocks);

/** Console blocks whose output no test repeats: where, how they begin, and why. */
const NOT_REPLAYED: readonly { page: string; begins: string; why: string }[] = [
  {
    page: "docs/GUIDE.md",
    begins: '$ devussy run-full-pipeline --name "URL shortener"',
    why: "it needs a model and a Ctrl-C at its moment; tests/integration/signals_test.ts has both",
  },
];

/** How a block of each kind is checked. A kind that is not here may not be used. */
const CHECKS: Readonly<Record<string, (block: Block) => Promise<void> | void>> = {
  ts: isRunByDocTests,
  sh: ({ text }) => isScript(text),
  console: checkConsole,
  yaml: isConfiguration,
  json: checkJson,
  mermaid: () => {}, // All at once, by mermaid itself: see below.
  markdown: isOfThePlan,
  text: isPreset,
  "": isTreeOfFiles,
};

for (const page of PAGES) {
  const blocks = BLOCKS.filter((block) => block.page === page);
  Deno.test(`the ${blocks.length} blocks of ${page} are of checked kinds and hold what works`, async () => {
    for (const block of blocks) {
      const check = Object.hasOwn(CHECKS, block.info) ? CHECKS[block.info] : undefined;
      const place = `${page}:${block.line}`;
      assert.ok(check !== undefined, `${place}: no check for blocks of "${block.info}"; use another kind or add one`);
      try {
        await check(block);
      } catch (error) {
        throw new Error(`${place}: ${error instanceof Error ? error.message : error}`, { cause: error });
      }
    }
  });
}

Deno.test("console blocks that no test replays are there, each with its reason", () => {
  for (const { page, begins, why } of NOT_REPLAYED) {
    assert.ok(why.length > 20);
    assert.equal(BLOCKS.filter(({ page: at, text }) => at === page && text.startsWith(begins)).length, 1, begins);
  }
});

Deno.test({
  ...named("mermaid itself reads the drawings of the pages"),
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const drawings = BLOCKS.filter(({ info }) => info === "mermaid").map(({ text }) => text);
      assert.ok(drawings.length > 0);
      const script = `${WITH_MERMAID}
        const read = await Promise.all(${JSON.stringify(drawings)}.map((text) => mermaid.parse(text)));
        console.log(JSON.stringify(read.map(({ diagramType }) => diagramType)));`;
      const types = JSON.parse(await runTool(dir, ["-"], script)) as string[];
      assert.deepEqual(types, drawings.map(() => "flowchart-v2"));
    }),
});

/** The task `test:doc` runs it: it names the page or its folder. An attribute such as `ignore` would leave it out. */
function isRunByDocTests({ page }: Block): void {
  const covered = (tasks["test:doc"]?.command ?? "").split(" ");
  assert.ok(
    covered.some((path) => path === page || (path.endsWith("/") && page.startsWith(path))),
    "the task test:doc does not run the examples of this page",
  );
}

async function isScript(text: string): Promise<void> {
  assert.equal(await syntaxOf(text), "");
  const started = await startedBy(text);
  // Behind a word that starts nothing here, such as `false &&`, a command would go unseen.
  const shown = [...text.matchAll(/(?:^|[|;&(]) *(?:\w+=\S* +)*(?:devussy|deno|npx) /gm)].length;
  assert.ok(started.length >= shown, `bash started ${started.length} of ${shown} commands`);
  for (const line of started) {
    const words = wordsOf(line, Object.keys(tasks));
    if (words !== undefined) await parseWords(words);
  }
}

async function checkConsole({ page, text }: Block): Promise<void> {
  assert.match(text, /^\$ /);
  const known = isReplayed(page, text) ||
    NOT_REPLAYED.some((block) => block.page === page && text.startsWith(block.begins));
  assert.ok(known, "nothing compares its output with what the commands print: see tests/tools/replay.ts");
  for (const [command] of text.matchAll(/(?<=^\$ )(?:[^\n]*\\\n)*[^\n]*/gm)) await isScript(command);
}

/** The provider that docs/ADDING_PROVIDERS.md adds is in force there. */
async function isConfiguration({ text }: Block): Promise<void> {
  const cerebras = { ...providers["openrouter"]!, name: "cerebras" };
  const { layer, problems } = await parseConfig({ path: "page", text, project: false }, { ...providers, cerebras });
  assert.deepEqual(problems, []);
  assert.ok(layer.length > 0);
}

/** Where a document tells how to start devussy, what it says is parsed, too. */
async function checkJson({ text }: Block): Promise<void> {
  const starts: string[][] = [];
  JSON.parse(text, (key, value) => {
    if (key === "args") starts.push(["deno", ...value]);
    return value;
  });
  for (const start of starts) {
    const words = wordsOf(start, []);
    assert.ok(words !== undefined, "it starts no devussy");
    await parseWords(words);
  }
}

/** A piece of what the run writes that the README begins with; `deno fmt` breaks its lines. */
async function isOfThePlan({ text }: Block): Promise<void> {
  const first = takeApart("README.md").blocks.find(({ info }) => info === "console")?.text ?? "";
  const [, command = ""] = /^\$ ((?:[^\n]*\\\n)*[^\n]*)/.exec(first) ?? [];
  const [words = []] = (await startedBy(command)).map((line) => wordsOf(line, []));
  const { values } = (await parseWords(words))!;
  const idea = startPlan({
    name: values.text("name")!,
    languages: values.list("languages"),
    requirements: values.text("requirements")!,
  });
  const files = renderPlan(await runPipeline(idea, { client: createLLMClient("offline", {}) }));
  const flat = (text: string) => text.replace(/\s+/g, " ").trim();
  assert.ok(
    Object.values(files).some((file) => flat(file).includes(flat(text))),
    "no file of the README's run holds this",
  );
}

/** A line of the presets, written as those that are there. */
function isPreset({ text }: Block): void {
  const line = /^preset\("\w+", "[^"]+", "https?:\/\/[^"]+", "[^"]+"\),$/gm;
  const there = textOf("src/llm/providers/presets.ts").replace(/^ {2}/gm, "");
  assert.ok([...there.matchAll(line)].length >= 3);
  assert.match(text.trim(), new RegExp(line.source));
}

/** A tree: in its first column stand paths, indented ones below the last that is not. */
function isTreeOfFiles({ text }: Block): void {
  let folder = "";
  for (const line of text.trimEnd().split("\n")) {
    const [, indent = "", names = ""] = /^( *)(\S+(?:(?:,| >) \S+)*)(?: {2,}|$)/.exec(line) ?? [];
    const paths = names.split(/, | > /);
    // A line that goes on with what the one before says.
    if (!paths.every((path) => /^[\w./]+(?:\.ts|\/)$/.test(path))) continue;
    if (indent === "") folder = names.endsWith("/") ? names : "";
    for (const path of paths) Deno.statSync(`${ROOT}${indent === "" ? "" : folder}${path}`);
  }
}
