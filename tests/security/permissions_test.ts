/** Each documented line, run as it stands, touches what it names and nothing else: Deno's own record says so. */
import assert from "node:assert/strict";
import { type HttpProvider, providers } from "../../mod.ts";
import { renderPlan } from "../../src/output/mod.ts";
import { formatPlan } from "../../src/plan/write.ts";
import { commands } from "../../src/cli/commands/mod.ts";
import { environmentNames } from "../../src/config/environment.ts";
import { TIMEOUT } from "../integration/cli_harness.ts";
import { memorize, serveScripted } from "../pipeline/scripted_model.ts";
import { withStep } from "../unit/plan/builders.ts";
import { modelServer } from "../integration/model_servers.ts";
import type { Touch } from "./audit.ts";
import { documentedLines, pages, permissionRows, textOf } from "./documented_lines.ts";
import { covers, type Permission, permissionsOf } from "./permissions.ts";
import { assertInside, inSandbox, KEY, type Sandbox } from "./sandbox.ts";

const BRIEF = "- Users can write boards.\n- Users can share boards.\n";
const HOST = "api.openai.com:443";
const PLAN = withStep({
  verify: [{ command: "test -f part_1_1.go", expect: "It ends with status 0: the file is there." }],
});

/** What a command needs to have something to do. */
const PROJECT: Readonly<Record<string, string>> = {
  "brief.md": BRIEF,
  "answers.yaml": "name: Taskify\nbrief: brief.md\n",
  ...Object.fromEntries(Object.entries(renderPlan(PLAN)).map(([name, text]) => [`docs/${name}`, text])),
  "docs/plan.json": formatPlan(PLAN),
  "part_1_1.go": "package main\n",
  "part_1_1_test.go": "package main\n",
  "bin/xdg-open": "#!/bin/sh\n",
};

const memory = await memorize({ name: "Taskify", requirements: BRIEF });

/** Runs commands with flags, each in a project of its own; a model on this machine stands in for the provider. Gives what was asked for. */
async function touchesOf(flags: readonly string[], commands: readonly (readonly string[])[]): Promise<Touch[]> {
  await using model = serveScripted(providers["openai"] as HttpProvider, memory, ({ right }) => JSON.stringify(right));
  // It answers no question but who it is.
  await using lister = modelServer("gpt-5.5");
  const touched: Touch[] = [];
  for (const args of commands) {
    const origin = args[0] === "doctor" ? `http://${lister.host}` : model.origin;
    const host = new URL(origin).host;
    await inSandbox(prepared(args), async (sandbox) => {
      await Deno.chmod(`${sandbox.dir}/bin/xdg-open`, 0o755);
      if (args[0]?.includes("-checkpoint") === true) await storeRuns(sandbox, origin);
      const given = flags.filter((flag) => flag !== "--no-prompt").map((flag) => flag.replace(HOST, host));
      const setup = { stdin: inputOf(args), env: environmentOf(sandbox, args.includes("openai") ? origin : undefined) };
      // A beginning of it names the only run.
      const words = args.map((word) => word === "ID" ? "run-" : word);
      const traces = await sandbox.run(words, { ...setup, flags: given });
      assert.equal(traces.code, 0, `${args.join(" ")}: ${traces.stderr}`);
      assertInside(sandbox, traces);
      const permissions = permissionsOf(given);
      const more = traces.touched.filter((touch) => !permissions.some((one) => covers(one, touch, sandbox.dir)));
      assert.deepEqual(more, [], `"${args.join(" ")}" wants more than ${flags.join(" ")}`);
      // Named from the project on, since each command has one of its own.
      touched.push(...traces.touched.map(({ permission, value }) => ({
        permission,
        value: value.replace(`${sandbox.dir}/`, "").replace(`http://${host}`, `https://${HOST}`),
      })));
      for (const program of programsOf(permissions)) {
        // Deno keeps no record of programs: it counts as used where the command says that it misses it.
        const { stderr } = await sandbox.run(args, {
          ...setup,
          flags: given.filter((flag) => !flag.startsWith("--allow-run")),
        });
        if (/no permission for it|no browser could be started/.test(stderr)) {
          touched.push({ permission: "run", value: program });
        }
      }
    });
  }
  return touched;
}

function programsOf(permissions: readonly Permission[]): string[] {
  return permissions.flatMap(({ kind, value }) => kind === "run" ? value ?? "" : []);
}

/** The files of the project; what a command makes anew is not there. */
function prepared(args: readonly string[]): Record<string, string> {
  const fresh = ["run-full-pipeline", "interactive", "generate-design", "init"].includes(args[0] ?? "");
  return Object.fromEntries(Object.entries(PROJECT).filter(([path]) => !fresh || !path.startsWith("docs/")));
}

/** A run that is stored, as the commands about them find it. */
async function storeRuns(sandbox: Sandbox, origin: string): Promise<void> {
  const args = [
    "generate-design",
    "--name",
    "Taskify",
    "--brief",
    "brief.md",
    "--provider",
    "openai",
    "--output-dir",
    "other",
  ];
  const { code, stderr } = await sandbox.run(args, { env: environmentOf(sandbox, origin) });
  assert.equal(code, 0, stderr);
}

/** The key is there only for who asks a model: else whoever may read it would want to. */
function environmentOf({ dir, env }: Sandbox, origin: string | undefined): Record<string, string> {
  const model = origin === undefined ? {} : { OPENAI_API_KEY: KEY, OPENAI_API_BASE_URL: origin };
  return { ...env, PATH: `${dir}/bin:${Deno.env.get("PATH") ?? ""}`, ...model };
}

/** A server of the plan is asked for what it may do. */
function inputOf(words: readonly string[]): string {
  if (words[0] !== "mcp") return "";
  const params = words.includes("--write") ? { name: "mark_done", arguments: { step: "1.1" } } : { name: "next_steps" };
  return `${JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params })}\n`;
}

/** The permissions that nobody has used. */
function unused(permissions: readonly Permission[], touched: readonly Touch[]): string[] {
  return permissions.filter((one) => !touched.some((touch) => covers(one, touch, "/")))
    .map(({ kind, value }) => `${kind} ${value}`);
}

const ROWS = permissionRows();
const LINES = documentedLines();

for (const { commands, flags } of ROWS) {
  Deno.test({
    name: `${commands.map((words) => words.join(" ")).join(", ")}: ${
      flags.join(" ") || "no permission"
    }, all of it and no more`,
    ignore: Deno.build.os === "windows",
    timeout: TIMEOUT,
    async fn() {
      assert.deepEqual(unused(permissionsOf(flags), await touchesOf(flags, commands)), [], "nothing uses these");
    },
  });
}

/** Lines that say the same are one, and what a row of the table says is proved there. */
const wordsOf = (flags: readonly string[], args: readonly string[]) => [...flags, ...args].join(" ");
const told = new Set(ROWS.flatMap(({ commands, flags }) => commands.map((args) => wordsOf(flags, args))));
const distinct = new Map(LINES.map((line) => [wordsOf(line.flags, line.args), line]));
for (const [words, { page, flags, args }] of distinct) {
  if (told.has(words)) continue;
  Deno.test({
    name: `${page}: ${flags.join(" ")} for ${args.length > 0 ? args.join(" ") : "any command"}, all of it and no more`,
    ignore: Deno.build.os === "windows",
    timeout: TIMEOUT,
    async fn() {
      const permissions = permissionsOf(flags);
      // What a row of the table needs has been proved: an alias has to use all that it allows, by whatever rows it covers.
      const rows = ROWS.filter((row) =>
        permissionsOf(row.flags).every((one) => permissions.some((wide) => isWithin(one, wide)))
      );
      const touched: Touch[] = [];
      for (const commands of args.length > 0 ? [[args]] : rows.map(({ commands }) => commands.slice(0, 1))) {
        if (unused(permissions, touched).length > 0) touched.push(...await touchesOf(flags, commands));
      }
      assert.deepEqual(unused(permissions, touched), [], `${page}: nothing uses these`);
      const names = touched.filter(({ permission }) => permission === "env").map(({ value }) => value);
      assert.deepEqual(names.filter((name) => !OWN_NAMES.has(name)), [], `${page}: these are not ours to read`);
    },
  });
}

/** What is read of an environment that is open: our own names, where the user's folders are, and what a terminal can do. */
const OWN_NAMES: ReadonlySet<string> = new Set([...environmentNames(providers), "HOME", "XDG_CONFIG_HOME", "TERM"]);

/** Whether one permission gives nothing that another does not give. */
function isWithin(narrow: Permission, wide: Permission): boolean {
  if (narrow.value === undefined) return narrow.kind === wide.kind && wide.value === undefined;
  return covers(wide, { permission: narrow.kind, value: narrow.value }, "/");
}

/** Who has no name for what it allows, and why. */
const WIDE: Readonly<Record<string, RegExp>> = {
  // The pages' commands are shell scripts, which start the command with permissions of its own.
  "--allow-env": /^deno\.json$/,
  // Briefs and plans may lie anywhere for who works on devussy itself.
  "--allow-read": /^deno\.json$/,
};

Deno.test("no documented line allows everything, nor all of a kind but what has a reason", () => {
  for (const { page, flags } of LINES) {
    for (const flag of flags) {
      if (/^--(?:no-prompt|no-config|quiet|frozen)$/.test(flag) || flag.includes("=")) continue;
      assert.ok(WIDE[flag]?.test(page), `${page}: ${flag}`);
    }
  }
  for (const page of pages()) {
    assert.doesNotMatch(textOf(page), /\bdeno (?:run|task|install|compile)\b[^\n`]* (?:-A\b|--allow-all\b)/, page);
  }
});

Deno.test("the documentation shows lines to run, and the page on security has rows, which all were found", () => {
  assert.ok(LINES.length >= 4, `${LINES.length} lines`);
  assert.ok(ROWS.length >= 12, `${ROWS.length} rows`);
  for (const page of ["README.md", "docs/MCP.md", "docs/EXAMPLES.md", "deno.json"]) {
    assert.ok(LINES.some((line) => line.page === page), page);
  }
});

Deno.test("each command stands in the table of docs/SECURITY.md", () => {
  const listed = new Set(ROWS.flatMap((row) => row.commands.map(([name]) => name)));
  assert.deepEqual(Object.keys(commands).filter((name) => !listed.has(name)), []);
});

Deno.test("each test that docs/SECURITY.md names is there, and each test of this folder is named", () => {
  const named = new Set(
    [...textOf("docs/SECURITY.md").matchAll(/`(tests\/[\w/]+\.ts)`/g)].map(([, path = ""]) => path),
  );
  for (const path of named) assert.ok(Deno.statSync(new URL(`../../${path}`, import.meta.url)).isFile, path);
  for (const { name } of Deno.readDirSync(new URL(".", import.meta.url))) {
    if (name.endsWith("_test.ts")) assert.ok(named.has(`tests/security/${name}`), `${name} is not named`);
  }
});
