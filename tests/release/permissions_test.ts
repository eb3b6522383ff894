import assert from "node:assert/strict";
import { providers } from "../../src/providers.ts";
import { CLI, inFolder, run } from "../integration/cli_harness.ts";
import { noTerminal, onTerminal } from "../terminal.ts";
import { flagsOf, permissions } from "../tools/release/permissions.ts";
import { ROOT } from "../tools/release/tool.ts";

/** Read where they may be, to remember an answer; a binary has no such place. */
const NOT_GIVEN = ["APPDATA", "HOME", "XDG_CONFIG_HOME"];

const BRIEF = "# URL shortener\n\n- Shorten a link.\n- Count its clicks.\n";

/** A folder with a project in it, and a brief beside the project. */
function beside(test: (project: string, brief: string) => Promise<void>): Promise<void> {
  return inFolder(async (dir) => {
    await Deno.mkdir(`${dir}/project`);
    await Deno.writeTextFile(`${dir}/brief.md`, BRIEF);
    await test(`${dir}/project`, `${dir}/brief.md`);
  });
}

/** All files of code below a folder. */
function codeIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? codeIn(`${folder}/${name}`) : name.endsWith(".ts") ? [`${folder}/${name}`] : []
  );
}

Deno.test("permissions.allow.env holds each variable that the command line names", () => {
  const named = [`${ROOT}cli.ts`, ...codeIn(`${ROOT}src/cli`)].flatMap((path) =>
    [...Deno.readTextFileSync(path).matchAll(/\b(?:env(?:\.get)?|mayRead)\("(\w+)"\)/g)].map(([, name = ""]) => name)
  );
  assert.ok(named.includes("TERM"), "the pattern finds them");
  const missing = new Set(named.filter((name) => !permissions.allow.env.includes(name)));
  assert.deepEqual([...missing].sort(), NOT_GIVEN);
});

Deno.test("permissions.allow names hosts with ports and single variables, of each built-in provider", () => {
  const { net, env } = permissions.allow;
  for (const host of net) assert.match(host, /^[a-z0-9.-]+:\d+$/);
  for (const name of env) assert.match(name, /^[A-Z][A-Z0-9_]+$/);
  for (const provider of Object.values(providers)) {
    if ("answer" in provider || provider.baseUrl === undefined) continue;
    const { hostname, port } = new URL(provider.baseUrl);
    assert.ok(net.includes(`${hostname}:${port || "443"}`), provider.name);
    assert.ok(env.includes(`${provider.name.toUpperCase()}_API_KEY`), provider.name);
  }
  assert.deepEqual(flagsOf(permissions).filter((flag) => /run|ffi|sys|import|-A|all/.test(flag.replace("allow", ""))), [
    "--deny-ffi",
    "--deny-sys",
    "--deny-import",
  ]);
});

Deno.test("permissions let a run write the working directory, but not .git and .env", () =>
  inFolder(async (dir) => {
    const flags = flagsOf(permissions);
    const idea = ["run-full-pipeline", "--name", "Snake", "--requirements", "Steer a snake.", "--provider", "offline"];
    const inside = await run(dir, [...idea, "--output-dir", "."], { flags });
    assert.equal(inside.code, 0, inside.stderr);
    for (const folder of [".git/hooks", ".env"]) {
      const { code, stderr } = await run(dir, [...idea, "--output-dir", folder], { flags });
      assert.equal(code, 6, stderr);
      assert.match(
        stderr,
        /^error: Cannot use folder "\.(?:git\/hooks|env)": this process has no permission for it\n/m,
      );
    }
  }));

Deno.test("without a terminal, what is not permitted fails and names the permission", () =>
  beside(async (project, brief) => {
    const idea = ["run-full-pipeline", "--name", "X", "--brief", brief, "--provider", "offline"];
    // The harness adds --no-prompt, the permissions do not: here that makes no difference.
    const { code, stderr } = await run(project, idea, { flags: flagsOf(permissions) });
    assert.equal(code, 6, stderr);
    assert.match(
      stderr,
      /^error: Cannot read the brief ".+": this process has no permission for it\n {2}Allow it with --allow-read/m,
    );
  }));

Deno.test({
  name: `on a terminal, Deno asks for what is not permitted${noTerminal === "" ? "" : ` (skipped: ${noTerminal})`}`,
  ignore: noTerminal !== "",
  fn: () =>
    beside(async (project, brief) => {
      const idea = ["run-full-pipeline", "--name", "X", "--brief", brief, "--provider", "offline"];
      const command = [Deno.execPath(), "run", ...flagsOf(permissions), CLI, ...idea];
      const yes = onTerminal(command, { cwd: project });
      await yes.until(/read access to ".*brief\.md"[^]*Allow\?/);
      await yes.insist("y\n", /Granted/);
      const { code, screen } = await yes.end();
      assert.equal(code, 0, screen);
      // deno-lint-ignore no-control-regex -- Deno colours its question
      assert.equal(screen.replace(/\x1b\[[\d;]*m/g, "").split("Deno requests").length - 1, 1, screen);
      const no = onTerminal(command, { cwd: project });
      await no.until(/Allow\?/);
      await no.insist("n\n", /Denied/);
      assert.equal((await no.end()).code, 6);
    }),
});
