import assert from "node:assert/strict";
import { noTerminal, onTerminal } from "../terminal.ts";
import { assertFailure, CLI, done, filesIn, inFolder, run, SMALL, TIMEOUT, write } from "./cli_harness.ts";

const KEY = "sk-integration-0123456789abcdef";
const RUN = ["run-full-pipeline", ...SMALL, "--provider", "openai", "--max-attempts", "1"];
const FILE = "config/config.yaml";
const GATEWAY = "llm_providers: {openai: {base_url: 'https://gateway.example/v1'}}\n";

/** No network: whoever passes is stopped by Deno, which names the host. */
const PASSED = /Deno may not connect to gateway\.example/;
const REFUSED = {
  code: 2,
  cause:
    /Cannot send the key in OPENAI_API_KEY to gateway\.example: (?:config\/config\.yaml:1:36|\.env OPENAI_API_BASE_URL) /,
  hint: /--trust-project.*OPENAI_API_BASE_URL/,
};

const setupOf = (dir: string, env: Record<string, string> = { OPENAI_API_KEY: KEY }) => ({
  env: { OPENAI_API_KEY: "", OPENAI_API_BASE_URL: "", XDG_CONFIG_HOME: `${dir}/home`, ...env },
  flags: [`--allow-read=${dir}`, `--allow-write=${dir}`, "--allow-env"],
});

/** Runs the command on a terminal of its own and types an answer; what the terminal showed. */
async function answered(dir: string, args: readonly string[], answer: string): Promise<string> {
  const { env, flags } = setupOf(dir);
  const words = [Deno.execPath(), "run", "--no-prompt", ...flags, CLI, ...args];
  const talk = onTerminal(words, { cwd: dir, env });
  await talk.type(answer);
  return (await talk.end()).screen;
}

const projects: readonly [what: string, files: Record<string, string>][] = [
  ["configuration", { [FILE]: GATEWAY }],
  [".env", { ".env": "OPENAI_API_BASE_URL=https://gateway.example/v1\n" }],
];

for (const [what, files] of projects) {
  Deno.test({
    name: `a project's ${what} does not choose where a key of the environment goes`,
    timeout: TIMEOUT,
    fn: () =>
      inFolder(async (dir) => {
        await write(dir, files);
        const before = await filesIn(dir);
        for (const json of [false, true]) {
          const result = await run(dir, [...RUN, ...(json ? ["--json"] : [])], setupOf(dir));
          assertFailure(result, REFUSED, json);
          assert.ok(!(result.stdout + result.stderr).includes(KEY));
        }
        assert.deepEqual(await filesIn(dir), before);
        const auto = await run(dir, ["run-full-pipeline", ...SMALL], setupOf(dir));
        assertFailure(auto, REFUSED, false);
        const trusted = await run(dir, [...RUN, "--trust-project"], setupOf(dir));
        assert.match(trusted.stderr, PASSED);
      }),
  });
}

Deno.test({
  name: "a project's address is used where no key of the environment goes there, or the user chose the file",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await write(dir, { [FILE]: GATEWAY, ".env": `OPENAI_API_KEY=${KEY}\n` });
      assert.match((await run(dir, RUN, setupOf(dir, {}))).stderr, PASSED, "the key is the project's own");
      await Deno.remove(`${dir}/.env`);
      await Deno.rename(`${dir}/${FILE}`, `${dir}/own.yaml`);
      assert.match((await run(dir, [...RUN, "--config", "own.yaml"], setupOf(dir))).stderr, PASSED, "the user's file");
      await Deno.rename(`${dir}/own.yaml`, `${dir}/${FILE}`);
      for (const path of [FILE, `./${FILE}`, `${dir}/${FILE}`, `config/../${FILE}`]) {
        const { code, stderr } = await run(dir, [...RUN, "--config", path], setupOf(dir));
        assert.equal(code, 2, path);
        assert.match(stderr, /Cannot send the key in OPENAI_API_KEY to gateway\.example/, path);
      }
      const own = { OPENAI_API_KEY: KEY, OPENAI_API_BASE_URL: "https://gateway.example/v1" };
      assert.match((await run(dir, RUN, setupOf(dir, own))).stderr, PASSED, "the user's environment");
      const flag = ["--base-url", "https://gateway.example/v1"];
      assert.match((await run(dir, [...RUN, ...flag], setupOf(dir))).stderr, PASSED, "the user's option");
    }),
});

Deno.test({
  name: "a project's address is no matter to a run that asks somebody else, and config only warns of it",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await write(dir, { [FILE]: GATEWAY });
      await done(dir, ["run-full-pipeline", ...SMALL, "--provider", "offline"], setupOf(dir));
      const { stdout } = await done(dir, ["config", "--json"], setupOf(dir));
      const { settings, warnings } = JSON.parse(stdout);
      assert.match(warnings.join("\n"), /sends the key in OPENAI_API_KEY to gateway\.example, not to api\.openai\.com/);
      const row = settings.find(({ path }: { path: string }) => path === "llm_providers.openai.base_url");
      assert.equal(row.value, "https://gateway.example/v1/chat/completions");
      assert.ok(!stdout.includes(KEY));
    }),
});

Deno.test({
  name: "generic has no host of its own: a project's address for its key must be trusted",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await write(dir, { [FILE]: "llm_providers: {generic: {model: m, base_url: 'https://gateway.example/v1'}}\n" });
      const args = ["run-full-pipeline", ...SMALL, "--provider", "generic"];
      const refused = await run(dir, args, setupOf(dir, { GENERIC_API_KEY: KEY }));
      const cause = /Cannot send the key in GENERIC_API_KEY to gateway\.example/;
      assertFailure(refused, { code: 2, cause, hint: /--trust-project/ }, false);
      assert.match((await run(dir, args, setupOf(dir, { GENERIC_API_KEY: "" }))).stderr, PASSED);
    }),
});

Deno.test({
  name: "folders outside are allowed by --trust-project",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await write(dir, { "project/config/config.yaml": "default_provider: offline\noutput_dir: ../outside\n" });
      const setup = { flags: [`--allow-read=${dir}`, `--allow-write=${dir}`] };
      const args = ["run-full-pipeline", ...SMALL];
      const refused = await run(`${dir}/project`, args, setup);
      assertFailure(
        refused,
        { code: 2, cause: /config\.yaml:2:13 output_dir: .*inside/, hint: /--trust-project/ },
        false,
      );
      await done(`${dir}/project`, [...args, "--trust-project"], setup);
      assert.ok("outside/plan.json" in await filesIn(dir));
    }),
});

Deno.test({
  name: "on a terminal it asks once, and remembers the answer for that file and host",
  ignore: noTerminal !== "",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await write(dir, { [FILE]: GATEWAY });
      const remembered = `${dir}/home/devussy/trusted.json`;
      const asked =
        /config\/config\.yaml:1:36 sends the key in OPENAI_API_KEY to gateway\.example, not to api\.openai\.com\. Send it there\? y\/N/;
      for (const answer of ["n\n", "\n", "maybe\n"]) {
        const no = await answered(dir, RUN, answer);
        assert.match(no, asked);
        assert.match(no, /error:.* Cannot send the key/);
        assert.doesNotMatch(no, PASSED);
        await assert.rejects(Deno.stat(remembered), Deno.errors.NotFound);
      }
      const json = await answered(dir, [...RUN, "--json"], "y\n");
      assert.doesNotMatch(json, asked);
      assert.match(json, /Cannot send the key/);
      const yes = await answered(dir, RUN, "y\n");
      assert.match(yes, asked);
      assert.match(yes, PASSED);
      const text = await Deno.readTextFile(remembered);
      assert.doesNotMatch(text, /gateway|openai|sk-/);
      assert.match((await run(dir, RUN, setupOf(dir))).stderr, PASSED, "remembered");
      await write(dir, { [FILE]: GATEWAY.replace("gateway", "other") });
      assert.match(
        (await run(dir, RUN, setupOf(dir))).stderr,
        /Cannot send the key in OPENAI_API_KEY to other\.example/,
      );
    }),
});
