import assert from "node:assert/strict";
import { SMALL, write } from "../integration/cli_harness.ts";
import { labelOf, setupFor } from "../integration/model_harness.ts";
import { type HttpProvider, providers, VERSION } from "../../mod.ts";
import { memorize, serveScripted } from "../pipeline/scripted_model.ts";
import { inAscii, writeBundle } from "../tools/release/bundle.ts";
import { ReleaseError, ROOT } from "../tools/release/tool.ts";
import { deno, denoDone, TIMEOUT } from "./package.ts";
import { serveFolder, type WebHost } from "./web_host.ts";

/** A brief in several scripts and beyond the first plane: what escapes could spoil. */
const BRIEF = `# Größenlexikon 📐

- Users look up “Straße”, Größe and 长度 in one field.
- Пользователи ищут слова по‑русски – also with dashes…
- An emoji such as 🧵 or 👩‍🔧 finds its article.
`;

/** What the least of tasks needs: no package, no configuration, no other file of the web. */
const ALONE = ["run", "--no-prompt", "--no-npm", "--no-config", "--no-lock"];

let folder = "";
let host: WebHost | undefined;

Deno.test.beforeAll(async () => {
  folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "devussy-bundle-" }));
  await Deno.mkdir(`${folder}/web`);
  await writeBundle(`${folder}/web/devussy.js`);
  host = serveFolder(`${folder}/web`, /^devussy\.js$/);
});

Deno.test.afterAll(async () => {
  await host?.[Symbol.asyncDispose]();
  await Deno.remove(folder, { recursive: true });
});

/** Runs a test with a fresh folder, the bundle's address and an environment with an empty cache. */
function testBundle(
  name: string,
  fn: (dir: string, url: string, env: Record<string, string>, host: WebHost) => Promise<void>,
): void {
  Deno.test({
    name,
    timeout: TIMEOUT,
    async fn() {
      assert.ok(host !== undefined);
      const dir = await Deno.makeTempDir({ dir: folder });
      await fn(dir, `${host.url}/devussy.js`, { DENO_DIR: `${dir}/.cache` }, host);
    },
  });
}

/** The files of a plan, by name. */
function planIn(dir: string): Record<string, string> {
  const names = [...Deno.readDirSync(`${dir}/docs`)].map(({ name }) => name).sort();
  return Object.fromEntries(names.map((name) => [name, Deno.readTextFileSync(`${dir}/docs/${name}`)]));
}

testBundle(
  "the bundle tells its version from a URL with no permission; it is fetched once",
  async (dir, url, env, host) => {
    const before = host.asked.length;
    for (let time = 0; time < 2; time++) {
      assert.equal(await denoDone(dir, [...ALONE, url, "version"], env), `devussy ${VERSION}\n`);
    }
    assert.deepEqual(host.asked.slice(before), ["devussy.js"]);
    const help = await denoDone(dir, [...ALONE, url, "mcp", "--help"], env);
    assert.match(help, /devussy mcp/);
  },
);

testBundle(
  "the bundle makes the very plan that the tree makes, in any script, and checks it",
  async (dir, url, env) => {
    await write(dir, { "tree/brief.md": BRIEF, "bundle/brief.md": BRIEF });
    const args = ["run-full-pipeline", "--name", "Größenlexikon", "--languages", "Go", "--brief", "brief.md"];
    const allowed = ["--allow-read=.", "--allow-write=docs"];
    await denoDone(`${dir}/tree`, ["run", "--no-prompt", ...allowed, `${ROOT}cli.ts`, ...args]);
    await denoDone(`${dir}/bundle`, [...ALONE, ...allowed, url, ...args], env);
    assert.deepEqual(planIn(`${dir}/bundle`), planIn(`${dir}/tree`));
    assert.match(planIn(`${dir}/bundle`)["plan.json"] ?? "", /Größe and 长度[^]*🧵 or 👩‍🔧/);
    const report = await denoDone(`${dir}/bundle`, [...ALONE, "--allow-read=.", url, "lint", "--json"], env);
    assert.equal(JSON.parse(report).exitCode, 0);
  },
);

testBundle("the bundle asks a model, keeps the run and reads YAML: all that is loaded late", async (dir, url, env) => {
  const idea = { name: "URL shortener", languages: ["Go"], requirements: "Shorten links. Count clicks." };
  const asked: string[] = [];
  const memory = await memorize(idea, "openai");
  await using model = serveScripted(providers["openai"] as HttpProvider, memory, (question) => {
    asked.push(labelOf(question));
    return JSON.stringify(question.right);
  });
  const { env: keys, flags = [] } = setupFor(dir, { openai: model });
  await write(dir, { "config/config.yaml": "llm_providers:\n  openai:\n    temperature: 0.125\n" });
  const args = ["run-full-pipeline", ...SMALL, "--provider", "openai"];
  const { code, stderr } = await deno(dir, [...ALONE, ...flags, url, ...args], { ...env, ...keys });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /checks: score 100, 0 errors/);
  assert.ok(asked.length >= 4);
  assert.ok((await Deno.stat(`${dir}/.devussy/runs.db`)).isFile);
  assert.ok(model.received.every(({ body }) => JSON.stringify(body).includes("0.125")), "config.yaml is not read");
});

testBundle("the bundle speaks MCP", async (dir, url, env) => {
  await denoDone(dir, [...ALONE, "--allow-read=.", "--allow-write=docs", url, "run-full-pipeline", ...SMALL], env);
  const child = new Deno.Command(Deno.execPath(), {
    args: [...ALONE, "--allow-read=.", url, "mcp"],
    cwd: dir,
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "test", version: "1" } };
  const messages = [
    { jsonrpc: "2.0", id: 1, method: "initialize", params },
    { jsonrpc: "2.0", method: "notifications/initialized" },
    { jsonrpc: "2.0", id: 2, method: "tools/list" },
  ];
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(messages.map((message) => `${JSON.stringify(message)}\n`).join("")));
  const answers: { id: number; result: Record<string, unknown> }[] = [];
  let rest = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    answers.push(...lines.map((line) => JSON.parse(line)));
    // Whoever is not answered holds the line; whoever is hangs up.
    if (answers.length === 2) await writer.close();
  }
  assert.equal((await child.status).code, 0, await new Response(child.stderr).text());
  assert.deepEqual(answers[0]?.result["serverInfo"], { name: "devussy", version: VERSION });
  assert.equal((answers[1]?.result["tools"] as unknown[]).length, 5, "without --write it only reads");
});

Deno.test("a bundle holds its own licence and those of all packages that are in it", () => {
  const text = Deno.readTextFileSync(`${folder}/web/devussy.js`);
  assert.match(text, /^\/\/ @devussy\/devussy \d+\.\d+\.\d+\n\/\/\n\/\/ MIT License$/m);
  for (const { name } of Deno.readDirSync(`${ROOT}src/packages`)) {
    const specifier = /"npm:(.+)@([\d.]+)(?:\/\w+)?"/.exec(Deno.readTextFileSync(`${ROOT}src/packages/${name}`));
    const [, what, version] = specifier ?? [];
    assert.ok(text.includes(`\n// ${what} ${version}\n//\n// `), `${what} ${version}`);
  }
});

Deno.test("a bundle is ASCII, means the same, and refuses what it cannot write so", () => {
  const text = Deno.readTextFileSync(`${folder}/web/devussy.js`);
  // deno-lint-ignore no-control-regex -- that is what ASCII is
  assert.doesNotMatch(text, /[^\x00-\x7f]/);
  assert.doesNotMatch(text, new RegExp(`sourceMappingURL|${ROOT}`));
  assert.equal(inAscii("f('ü🧵')"), String.raw`f('\u00fc\ud83e\uddf5')`);
  assert.throws(() => inAscii("x=String.raw`\u00fc`"), ReleaseError);
});
