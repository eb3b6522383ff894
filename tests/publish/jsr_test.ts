import assert from "node:assert/strict";
import { inFolder, SMALL } from "../integration/cli_harness.ts";
import { serving } from "../integration/model_servers.ts";
import { ROOT } from "../tools/release/tool.ts";
import { copyTree, deno, denoDone, publish, TIMEOUT, TOKEN } from "./package.ts";
import { type Registry, serveRegistry } from "./registry.ts";

const { name: NAME, version: VERSION } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));

/**
 * The command as README gives it: no more than this may be needed. Without `--no-config` Deno would write the command's
 * packages into the lock file of the project that it runs in, or refuse where that is frozen.
 */
const COMMAND = ["run", "--no-prompt", "--no-config", "--allow-read=.", "--allow-write=docs", `jsr:${NAME}/cli`];

const RUN = ["run-full-pipeline", ...SMALL];

/** A script of someone else, which needs no permission; it is type-checked too. */
const SCRIPT = `
import { createLLMClient, lintPlan, LLMError, type Plan, renderPlan, runPipeline, startPlan, VERSION } from "jsr:${NAME}";
import * as clients from "jsr:${NAME}/llm";

const idea: Plan = startPlan({ name: "Snake", languages: ["Rust"], requirements: "Steer a snake. Keep score." });
const plan: Plan = await runPipeline(idea, { client: createLLMClient("offline", {}) });
// The clients alone are the same ones.
try {
  await clients.createLLMClient("offline", {}).generate([{ role: "user", content: "Hello" }]);
} catch (error) {
  if (!(error instanceof LLMError) || LLMError !== clients.LLMError || error.kind !== "bad_request") throw error;
}
console.log(VERSION, lintPlan(plan).score, Object.keys(renderPlan(plan)).join(" "));
`;

/** Publishes the tree to a registry. Its types are checked by `deno task ok`, that they are not slow by this. */
async function published(dir: string, registry: Registry): Promise<void> {
  await copyTree(dir);
  const { code, stdout, stderr } = await publish(dir, registry, "--no-check");
  assert.equal(code, 0, stderr);
  assert.match(stdout + stderr, /Checking for slow types[^]*Successfully published @devussy\/devussy@/);
}

/** Makes a Deno project of somebody's own, whose lock file may not change. */
async function makeProject(dir: string): Promise<string> {
  const folder = await Deno.makeTempDir({ dir });
  await Deno.writeTextFile(`${folder}/deno.json`, '{ "imports": { "zod": "npm:zod@3" }, "lock": { "frozen": true } }');
  return folder;
}

/** Runs the command in such a project and checks what it leaves behind; the plan. */
async function makesPlan(
  dir: string,
  env: Record<string, string>,
  ...flags: readonly string[]
): Promise<{ $schema: string }> {
  const folder = await makeProject(dir);
  const [sub = "", ...rest] = COMMAND;
  const stdout = await denoDone(folder, [sub, ...flags, ...rest, ...RUN], env);
  assert.deepEqual(
    stdout.trim().split("\n").sort(),
    [...Deno.readDirSync(`${folder}/docs`)].map(({ name }) => `docs/${name}`).sort(),
  );
  assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["deno.json", "docs"]);
  const plan = JSON.parse(await Deno.readTextFile(`${folder}/docs/plan.json`));
  assert.equal(plan.provenance.tool, `devussy ${VERSION}`);
  return plan;
}

/** Runs the script and checks what it prints. */
async function isImported(dir: string, env: Record<string, string>, ...flags: readonly string[]): Promise<void> {
  await Deno.writeTextFile(`${dir}/use.ts`, SCRIPT);
  const stdout = await denoDone(dir, ["run", "--no-prompt", ...flags, "use.ts"], env);
  assert.match(
    stdout,
    new RegExp(`^${VERSION} 100 project_design\\.md devplan\\.md phase1\\.md .*handoff_prompt\\.md\n$`),
  );
}

Deno.test({
  name: "published to a registry, the package runs as a command and as a library, and again without any network",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      const env = { DENO_DIR: `${dir}/cache`, DENO_NO_UPDATE_CHECK: "1", JSR_URL: "" };
      const user = `${dir}/user`;
      await Deno.mkdir(user);
      {
        await using registry = serveRegistry(NAME, TOKEN);
        env.JSR_URL = registry.url;
        await published(`${dir}/tree`, registry);
        const { $schema } = await makesPlan(user, env);
        // Plans name their schema by its address on JSR.
        const schema = await fetch(new URL(new URL($schema).pathname, registry.url));
        assert.deepEqual(await schema.json(), JSON.parse(await Deno.readTextFile(`${ROOT}config/plan.schema.json`)));
        await isImported(user, env, "--check");
        await denoDone(user, [...COMMAND.slice(0, -1), `jsr:${NAME}@^${VERSION}/cli`, "version"], env);
        // A program of one's own, in a folder of bin.
        const install = ["install", "--global", "--root", `${dir}/own`, "--name", "devussy", ...COMMAND.slice(1)];
        await denoDone(user, install, env);
        const asked = registry.asked.length;
        await makesPlan(user, env);
        assert.deepEqual(registry.asked.slice(asked), [], "a second run asks nothing");
      }
      // The registry is gone; a proxy sees whoever else is asked.
      await using proxy = serving(() => new Response(null, { status: 502 }));
      const watched = { ...env, HTTP_PROXY: `http://${proxy.host}`, HTTPS_PROXY: `http://${proxy.host}`, NO_PROXY: "" };
      await makesPlan(user, watched);
      await makesPlan(user, watched, "--cached-only");
      await isImported(user, watched);
      const own = new Deno.Command(`${dir}/own/bin/devussy`, {
        args: ["version"],
        cwd: await makeProject(user),
        env: { ...watched, PATH: `${Deno.execPath().replace(/\/[^/]*$/, "")}:/usr/bin:/bin` },
      });
      assert.equal(new TextDecoder().decode((await own.output()).stdout), `devussy ${VERSION}\n`);
      assert.deepEqual(proxy.received, [], "offline, nobody is asked");
      // The proxy is no blind witness: a reload does ask.
      assert.notEqual((await deno(user, ["cache", "--reload", `jsr:${NAME}/cli`], watched)).code, 0);
      assert.notDeepEqual(proxy.received, []);
    }),
});

Deno.test({
  name: "the registry takes no wrong token, and the same version only once",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await copyTree(dir);
      {
        await using registry = serveRegistry(NAME, "another-token");
        const refused = await publish(dir, registry, "--no-check");
        assert.equal(refused.code, 1);
        assert.match(refused.stderr, /the token is wrong/);
        assert.equal(registry.versions.size, 0);
      }
      await using registry = serveRegistry(NAME, TOKEN);
      for (const said of [/Successfully published/, /already published/]) {
        const { code, stdout, stderr } = await publish(dir, registry, "--no-check");
        assert.equal(code, 0, stderr);
        assert.match(stdout + stderr, said);
      }
      assert.deepEqual([...registry.versions.keys()], [VERSION]);
      assert.equal(registry.asked.filter((asked) => asked.startsWith("POST")).length, 1);
    }),
});
