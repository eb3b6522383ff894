/**
 * Looks whether a command is devussy and works: `deno run ... tests/tools/release/check_binary.ts COMMAND [ARG ...]`, where
 * the command is a binary, or anything else that takes devussy's arguments. It plans a small brief in an empty folder.
 *
 * That no host is asked is seen by a proxy that every request would go through; it passes nothing on.
 * @module
 */
import { resolve } from "node:path";
import { UsageError } from "../../../src/errors.ts";
import { VERSION } from "../../../src/version.ts";
import { type Ended, endWith, lastWords, ReleaseError, runProgram, tell } from "./tool.ts";

/** The most that one start may take. */
const LIMIT_MS = 60_000;

const BRIEF = `# URL shortener

- Shorten a link to a code of six characters.
- Redirect visitors of a code to its link.
- Count the clicks of each code.
`;

/** The files that each plan has, besides its phases. */
const FILES = ["devplan.md", "handoff_prompt.md", "plan.json", "project_design.md"];

/** A thing to look at: what it is, and what is wrong with it; nothing where all is well. */
type Check = [what: string, wrong: string | undefined];

/**
 * Looks at a command. Returns what was looked at, in order.
 *
 * @throws {ReleaseError} If the command cannot be started.
 */
export async function checkCommand([program = "", ...first]: readonly string[]): Promise<Check[]> {
  // It starts in another folder, where a path of this one means nothing.
  const start = /[/\\]/.test(program) ? resolve(program) : program;
  const folder = await Deno.makeTempDir({ prefix: "devussy-check-" });
  const proxy = openProxy();
  const address = `http://127.0.0.1:${proxy.port}`;
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
  const env = {
    ...Object.fromEntries([...names, ...names.map((name) => name.toLowerCase())].map((name) => [name, address])),
    NO_PROXY: "",
    no_proxy: "",
  };
  const run = (...args: string[]) =>
    runProgram(start, [...first, ...args], { cwd: folder, env, signal: AbortSignal.timeout(LIMIT_MS) });
  try {
    await Deno.writeTextFile(`${folder}/brief.md`, BRIEF);
    const version = await run("version");
    const idea = ["--name", "URL shortener", "--languages", "Go", "--brief", "brief.md", "--provider", "offline"];
    const plan = await run("run-full-pipeline", ...idea);
    const lint = await run("lint", "--json");
    const unknown = await run("run-full-pipeline", "--no-such-option");
    return [
      [`version ${VERSION}`, version.stdout === `devussy ${VERSION}\n` ? undefined : told(version)],
      ["makes a plan", plan.code === 0 ? undefined : told(plan)],
      ["writes its files and no others", wrongFiles(folder)],
      ["the plan passes the checks", lint.code === 0 && scoreOf(lint.stdout) === 100 ? undefined : told(lint)],
      [
        "wrong usage is exit code 2",
        unknown.code === 2 && /^error: /m.test(unknown.stderr) ? undefined : told(unknown),
      ],
      ["asks no host", proxy.asked() === 0 ? undefined : `it tried to, ${proxy.asked()} times`],
    ];
  } finally {
    await proxy.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** Counts who wants to go out, and lets nobody. It knows no HTTP, since requests for https begin with a CONNECT. */
function openProxy(): { port: number; asked(): number; close(): Promise<void> } {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let asked = 0;
  const counting = (async () => {
    for await (const connection of listener) {
      asked++;
      connection.close();
    }
  })();
  return {
    port: listener.addr.port,
    asked: () => asked,
    close: () => {
      listener.close();
      return counting;
    },
  };
}

function told(ended: Ended): string {
  return `exit code ${ended.code}: ${lastWords(ended)}`;
}

function scoreOf(json: string): unknown {
  try {
    return JSON.parse(json).score;
  } catch {
    return undefined;
  }
}

function wrongFiles(folder: string): string | undefined {
  const list = (path: string) => [...Deno.readDirSync(path)].map(({ name }) => name).sort();
  const beside = list(folder).filter((name) => name !== "brief.md" && name !== "docs");
  if (!list(folder).includes("docs")) return "there is no folder docs";
  const files = list(`${folder}/docs`);
  const missing = [...FILES, "phase1.md"].filter((name) => !files.includes(name));
  const other = files.filter((name) => !FILES.includes(name) && !/^phase\d+\.md$/.test(name));
  if (missing.length > 0) return `missing: ${missing.join(", ")}`;
  return other.length + beside.length === 0 ? undefined : `not expected: ${[...other, ...beside].join(", ")}`;
}

if (import.meta.main) {
  await endWith(async () => {
    if (Deno.args.length === 0) {
      throw new UsageError("Cannot check a command: none is named", "Write: check_binary.ts COMMAND [ARG ...]");
    }
    const checks = await checkCommand(Deno.args);
    for (const [what, wrong] of checks) tell(wrong === undefined ? `ok    ${what}` : `FAIL  ${what}: ${wrong}`);
    const failed = checks.filter(([, wrong]) => wrong !== undefined).length;
    if (failed === 0) return;
    throw new ReleaseError(
      `Cannot accept ${Deno.args.join(" ")}: ${failed} of ${checks.length} checks failed`,
      "Do not publish it. Run the failed command by hand.",
    );
  });
}
