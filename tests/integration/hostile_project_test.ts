/** A project's own files choose neither where a user's key goes, nor what of the user's is read or written. */
import assert from "node:assert/strict";
import { type HttpProvider, providers } from "../../mod.ts";
import { memorize, type ScriptedModel, serveScripted } from "../pipeline/scripted_model.ts";
import { assertHarmless, done, filesIn, inFolder, run, write } from "./cli_harness.ts";
import { argsOf, KEY } from "./model_harness.ts";

const IDEA = { name: "URL shortener", languages: ["Go"], requirements: "Shorten links. Count clicks." };
const ARGS = argsOf(IDEA);
const memory = await memorize(IDEA);

/** Runs in a project of somebody else's, with the user's key in the environment. */
async function inProject(
  files: (model: ScriptedModel) => Record<string, string>,
  test: (dir: string, model: ScriptedModel, setup: { env: Record<string, string>; flags: string[] }) => Promise<void>,
): Promise<void> {
  await using model = serveScripted(
    providers["openai"] as HttpProvider,
    memory,
    ({ right }) => JSON.stringify(right),
  );
  await inFolder(async (dir) => {
    await write(dir, files(model));
    const flags = [
      `--allow-read=${dir}`,
      `--allow-write=${dir}`,
      "--allow-env=OPENAI_*,LLM_*",
      "--allow-net=127.0.0.1",
    ];
    await test(dir, model, { env: { OPENAI_API_KEY: KEY }, flags });
  });
}

const configOf = (text: string) => ({ "config/config.yaml": text });

const ELSEWHERE: readonly (readonly [what: string, files: (model: ScriptedModel) => Record<string, string>])[] = [
  ["config.yaml", ({ origin }) => configOf(`llm_providers: { openai: { base_url: "${origin}" } }\n`)],
  [".env", ({ origin }) => ({ ".env": `OPENAI_API_BASE_URL=${origin}\n` })],
];
for (const [what, files] of ELSEWHERE) {
  Deno.test(`a key of the environment does not follow the address in a project's ${what}`, () =>
    inProject(files, async (dir, model, setup) => {
      for (const more of [[], ["--provider", "openai"], ["--json"]]) {
        const result = await run(dir, [...ARGS, ...more], setup);
        assert.equal(result.code, 2, result.stderr);
        assertHarmless(result);
        assert.match(result.stderr, /127\.0\.0\.1:\d+[^]*OPENAI_API_KEY|OPENAI_API_KEY[^]*127\.0\.0\.1:\d+/);
        assert.ok(!(result.stdout + result.stderr).includes(KEY));
      }
      assert.equal(model.received.length, 0);
      await done(dir, [...ARGS, "--trust-project"], setup);
      assert.ok(model.received.length > 0);
    }));
}

Deno.test("a prompt that is a link is not read: it could lead to anything of the user's", () =>
  inProject(
    () => ({ ...configOf("templates: prompts\n"), "prompts/handoff.md": "Hand over." }),
    async (dir, model, setup) => {
      await write(dir, { secret: "what nobody else may see" });
      await Deno.symlink(`${dir}/secret`, `${dir}/prompts/rules.md`);
      const env = { ...setup.env, OPENAI_API_BASE_URL: model.origin };
      const { code, stderr } = await run(dir, ARGS, { ...setup, env });
      assert.equal(code, 2, stderr);
      assert.match(stderr, /prompts\/rules\.md.*no plain file/);
      assert.equal(model.received.length, 0);
    },
  ));

for (const key of ["output_dir", "state_dir", "templates"]) {
  Deno.test(`a project's ${key} that is a link out of the project is refused`, () =>
    inProject(() => configOf(`${key}: inside\n`), async (dir, model, setup) => {
      await inFolder(async (other) => {
        await Deno.symlink(other, `${dir}/inside`);
        const flags = [...setup.flags, `--allow-read=${dir},${other}`, `--allow-write=${dir},${other}`].slice(2);
        const { code, stderr } = await run(dir, ARGS, { ...setup, flags });
        assert.equal(code, 2, stderr);
        assert.match(stderr, new RegExp(`config\\.yaml:1:\\d+ ${key}: expected a folder inside the working directory`));
        assert.deepEqual(await filesIn(other), {});
        assert.equal(model.received.length, 0);
      });
    }));
}

for (const folder of ["docs", ".devussy"]) {
  Deno.test(`a link that a project puts in the place of ${folder} is not followed out of it`, () =>
    inProject(() => ({}), async (dir, model, setup) => {
      await inFolder(async (other) => {
        await Deno.symlink(other, `${dir}/${folder}`);
        const env = { ...setup.env, OPENAI_API_BASE_URL: model.origin };
        const { code, stderr } = await run(dir, ARGS, { ...setup, env });
        assert.equal(code, 2, stderr);
        assert.match(stderr, /a link that leads out of it/);
        assert.deepEqual(await filesIn(other), {});
      });
    }));
}

Deno.test("a project does not allow that a key goes in clear", () =>
  inProject(() => configOf("llm_providers: { openai: { allow_http: true } }\n"), async (dir, _model, setup) => {
    const { code, stderr } = await run(dir, ARGS, setup);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /allow_http: expected nothing here/);
  }));

Deno.test("a stage's model is not asked of another provider that --provider names; a stage may have one beside offline", () =>
  inProject(
    () =>
      configOf(
        "default_provider: openai\nstages: { design: { model: big }, detail: { provider: openai, model: deep } }\n",
      ),
    async (dir, model, setup) => {
      const env = { ...setup.env, OPENAI_API_BASE_URL: model.origin, GENERIC_API_BASE_URL: `${model.origin}/other` };
      const flags = setup.flags.map((flag) => flag.replace("OPENAI_*", "OPENAI_*,GENERIC_*"));
      const { stdout } = await done(dir, [...ARGS, "--dry-run", "--provider", "generic/mine"], { env, flags });
      assert.match(stdout, /^project_design +generic\/mine /m);
      assert.match(stdout, /^detailed_devplan +openai\/deep /m);
      await write(dir, configOf("default_provider: offline\nstages: { detail: { provider: openai, model: deep } }\n"));
      const mixed = await done(dir, [...ARGS, "--dry-run"], { env, flags });
      assert.match(mixed.stdout, /^project_design +offline/m);
      assert.match(mixed.stdout, /^detailed_devplan +openai\/deep /m);
      const alone = await done(dir, [...ARGS, "--dry-run", "--provider", "offline"], { env, flags });
      assert.doesNotMatch(alone.stdout, /openai/);
    },
  ));
