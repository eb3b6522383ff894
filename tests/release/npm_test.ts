import assert from "node:assert/strict";
import { VERSION } from "../../src/version.ts";
import { named } from "../exports/npm_tool.ts";
import { planFiles } from "../integration/cli_harness.ts";
import { noTerminal, onTerminal } from "../terminal.ts";
import { DENO, packNpm } from "../tools/release/npm_package.ts";
import { permissions } from "../tools/release/permissions.ts";
import { type Ended, runProgram } from "../tools/release/tool.ts";

const ignore = named("").ignore || Deno.build.os === "windows";
const HANG_MS = 60_000;
const IDEA = ["run-full-pipeline", "--name", "URL shortener", "--languages", "Go", "--requirements", "Shorten links."];

/** Whether a process can be cut off from every network here. */
const mayUnshare = await runProgram("unshare", ["-rn", "true"]).then(({ code }) => code === 0, () => false);

let dir = "";
let tarball = "";

/** Nothing of this machine's caches is used: what is needed comes with the package. */
const env = () => ({
  npm_config_cache: `${dir}/npm-cache`,
  npm_config_update_notifier: "false",
  DENO_DIR: `${dir}/deno-dir`,
});

const run = (program: string, args: readonly string[], cwd = dir): Promise<Ended> =>
  runProgram(program, args, { cwd, env: env(), signal: AbortSignal.timeout(HANG_MS) });

const installed = () => `${dir}/installed/bin/devussy`;

/** A new empty folder. */
function folder(name: string): string {
  Deno.mkdirSync(`${dir}/${name}`);
  return `${dir}/${name}`;
}

Deno.test.beforeAll(async () => {
  if (ignore) return;
  dir = await Deno.realPath(await Deno.makeTempDir({ prefix: "devussy-npm-" }));
  tarball = await packNpm(`${dir}/packed`, "someone/devussy");
});

Deno.test.afterAll(async () => {
  if (!ignore) await Deno.remove(dir, { recursive: true });
});

/** Declares a test that needs npm. */
function test(name: string, fn: () => Promise<void>, missing = ""): void {
  const declared = named(name);
  Deno.test({
    name: declared.name + (missing === "" ? "" : ` (skipped: ${missing})`),
    ignore: ignore || missing !== "",
    timeout: 3 * HANG_MS,
    fn,
  });
}

test("npx runs the package from its tarball, in an empty folder with empty caches", async () => {
  const cwd = folder("empty");
  // npx takes an absolute path for a command.
  const { code, stdout, stderr } = await run("npx", ["-y", tarball.replace(dir, ".."), ...IDEA], cwd);
  assert.equal(code, 0, stderr);
  assert.deepEqual([...Deno.readDirSync(cwd)].map(({ name }) => name), ["docs"]);
  assert.deepEqual(stdout.trim().split("\n"), planFiles(3).map((name) => `docs/${name}`));
  assert.match(stderr, /^checks: score 100, 0 errors, 0 warnings$/m);
});

test("npm install -g runs no script of a package, and installs a command", async () => {
  const { code, stderr } = await run("npm", ["install", "-g", "--prefix", `${dir}/installed`, tarball]);
  assert.equal(code, 0, stderr);
  assert.doesNotMatch(stderr, /install.?script/i);
  const version = await run(installed(), ["version"]);
  assert.deepEqual([version.code, version.stdout, version.stderr], [0, `devussy ${VERSION}\n`, ""]);
});

test("the manifest names version, exact packages of Deno and the repository, and nothing that runs at installation", () => {
  const manifest = JSON.parse(Deno.readTextFileSync(`${dir}/installed/lib/node_modules/devussy/package.json`));
  assert.equal(manifest.version, VERSION);
  assert.deepEqual(new Set(Object.values(manifest.optionalDependencies)), new Set([DENO]));
  assert.equal(manifest.repository.url, "git+https://github.com/someone/devussy.git");
  for (const key of ["scripts", "dependencies", "private"]) assert.equal(manifest[key], undefined);
  const given = Deno.readTextFileSync(`${dir}/installed/lib/node_modules/devussy/permissions.json`);
  assert.deepEqual(JSON.parse(given), permissions);
  return Promise.resolve();
});

test("the package gives on the exit code of wrong usage", async () => {
  const { code, stdout, stderr } = await run(installed(), ["run-full-pipeline", "--no-such-option"]);
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /^error: .*--no-such-option.*\n {2}\S/);
});

test("the package heeds no configuration of the folder that it runs in", async () => {
  const cwd = folder("hostile");
  for (const name of ["deno.json", "package.json", ".npmrc"]) Deno.writeTextFileSync(`${cwd}/${name}`, "{ broken");
  const { code, stderr } = await run(installed(), ["version"], cwd);
  assert.equal(code, 0, stderr);
});

test("once installed, the package needs no network", async () => {
  const { code, stderr } = await run("unshare", ["-rn", installed(), ...IDEA], folder("offline"));
  assert.equal(code, 0, stderr);
}, mayUnshare ? "" : "unshare -rn may not be used");

test("without Deno's package, the launcher says what is missing", async () => {
  const cwd = folder("omitted");
  const install = await run("npm", ["install", "--prefix", cwd, "--omit=optional", tarball], cwd);
  assert.equal(install.code, 0, install.stderr);
  const { code, stderr } = await run(`${cwd}/node_modules/.bin/devussy`, ["version"], cwd);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /^error: Cannot start Deno: expected the package @deno\/[\w-]+, it is not installed\n {2}Install/,
  );
});

/** A model server that takes one request and never answers. */
function silentServer(): { host: string; asked: Promise<Deno.Conn>; left(): Promise<void> } {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const asked = listener.accept().then(async (connection) => {
    await connection.read(new Uint8Array(1024));
    return connection;
  });
  return {
    host: `127.0.0.1:${listener.addr.port}`,
    asked,
    async left() {
      using connection = await asked;
      const rest = new Uint8Array(65_536);
      while (await connection.read(rest) !== null);
      listener.close();
    },
  };
}

/** What asks that server: its host is none that is allowed, so it is added before the command. */
const asking = (host: string) => ({
  args: [`--allow-net=${host}`, ...IDEA, "--provider", "generic", "--model", "m"],
  env: { ...env(), GENERIC_API_BASE_URL: `http://${host}/v1` },
});

for (const [signal, code] of [["SIGTERM", 143], ["SIGINT", 130], ["SIGHUP", 129]] as const) {
  test(`${signal} to the launcher reaches the program, which ends in order with ${code}`, async () => {
    const server = silentServer();
    const { args, env } = asking(server.host);
    const options = { args, env, cwd: folder(signal), stdin: "null", stdout: "piped", stderr: "piped" } as const;
    const child = new Deno.Command(installed(), options).spawn();
    const guard = setTimeout(() => child.kill("SIGKILL"), HANG_MS);
    // The output ends when both processes have: the program inherits it.
    const output = child.output();
    await server.asked;
    child.kill(signal);
    const result = await output;
    clearTimeout(guard);
    await server.left();
    const stderr = new TextDecoder().decode(result.stderr);
    assert.equal(result.code, code, stderr);
    assert.match(stderr, /^error: Stopped by .*: no file was written$/m);
    assert.match(stderr, /^ {2}continue: devussy run-full-pipeline /m);
  });
}

test("Ctrl-C on a terminal counts once, though it reaches launcher and program", async () => {
  const server = silentServer();
  const { args, env } = asking(server.host);
  const talk = onTerminal([installed(), ...args], { cwd: folder("terminal"), env });
  await server.asked;
  await talk.type("\x03");
  const { code, screen } = await talk.end();
  await server.left();
  assert.equal(code, 130, screen);
  assert.match(screen, /Stopped by Ctrl-C: no file was written/);
  assert.match(screen, /continue: devussy run-full-pipeline /);
}, noTerminal);

test("Ctrl-C on a terminal is not passed on: the program gets the terminal's alone", async () => {
  const home = `${dir}/installed/lib/node_modules/devussy`;
  Deno.mkdirSync(`${home}/counting`);
  for (const name of ["launcher.mjs", "permissions.json"]) {
    Deno.copyFileSync(`${home}/${name}`, `${home}/counting/${name}`);
  }
  const script = `
    let interrupts = 0;
    Deno.addSignalListener("SIGINT", () => {
      interrupts++;
      console.log("interrupted");
    });
    Deno.addSignalListener("SIGHUP", () => console.log("hung up"));
    Deno.addSignalListener("SIGTERM", () => {
      console.log(interrupts + " in all");
      Deno.exit();
    });
    console.log("launcher " + Deno.ppid + ".");
    setInterval(() => {}, 1000);`;
  Deno.writeTextFileSync(`${home}/counting/devussy.js`, script);
  const talk = onTerminal(["node", `${home}/counting/launcher.mjs`], { cwd: dir, env: env() });
  const launcher = Number((await talk.until(/launcher (\d+)\./))[1]);
  await talk.type("\x03");
  await talk.until(/interrupted/);
  // Two signals close together may count as one, so that a second from the launcher is provoked.
  Deno.kill(launcher, "SIGINT");
  // What the launcher passed on has come when this has.
  Deno.kill(launcher, "SIGHUP");
  await talk.until(/hung up/);
  Deno.kill(launcher, "SIGTERM");
  const { screen } = await talk.end();
  assert.match(screen, /\b1 in all/);
}, noTerminal);

test("a permission that is not added is refused, with its name", async () => {
  const cwd = folder("refused");
  const { code, stderr } = await runProgram(installed(), asking("127.0.0.1:4").args.slice(1), {
    cwd,
    env: asking("127.0.0.1:4").env,
  });
  assert.equal(code, 2, stderr);
  assert.match(stderr, /Deno may not connect to 127\.0\.0\.1:4\n {2}Add --allow-net=127\.0\.0\.1:4\./);
});
