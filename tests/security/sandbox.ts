/**
 * Runs the real command in somebody else's project, with Deno's own walls open wherever a test can: what then stays
 * untouched, stays so because of us. A home, a neighbour and a server that nobody named stand by.
 * @module
 */
import assert from "node:assert/strict";
import { isAbsolute, relative, resolve } from "node:path";
import { assertHarmless, filesIn, inFolder, type Result, run, type Setup, write } from "../integration/cli_harness.ts";
import { type Running, serving } from "../integration/model_servers.ts";
import { readAudit, type Touch } from "./audit.ts";

/** Stands in each file that nobody may read. */
export const SECRET = "what-nobody-else-may-see-5831";

/** A key of the user's. */
export const KEY = "sk-taint-7Qz4Xw9LmN2vRt8KpB3c";

/** All that Deno can allow of what the command could want; the network is this machine alone, as in CI. */
export const OPEN: readonly string[] = [
  // Without a path, Deno notes each reading as a writing, too.
  "--allow-read=/",
  "--allow-write=/",
  "--allow-env",
  "--allow-net=127.0.0.1",
  "--allow-run",
];

/** What a run left behind. */
export interface Traces extends Result {
  /** The paths below the sandbox that are new, gone or different. */
  changed: string[];
  /** What Deno was asked for. */
  touched: Touch[];
}

/** A project with its surroundings. */
export interface Sandbox {
  root: string;
  /** Where the command runs: `root/project`. */
  dir: string;
  /** Counts the requests of whoever goes where nobody sent them. */
  trap: Running;
  /** What the user's environment holds. */
  env: Record<string, string>;
  run(args: readonly string[], setup?: Setup): Promise<Traces>;
}

/** Where Deno keeps packages: a home of our own must not hide them. */
const DENO_DIR: string = JSON.parse(
  new TextDecoder().decode(new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).outputSync().stdout),
).denoDir;

/** Makes a project of these files, runs a test in it, and removes all. */
export async function inSandbox(
  files: Readonly<Record<string, string | Uint8Array>>,
  test: (sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  await using trap = serving(() => Response.json({ data: [{ id: "trap" }] }));
  await inFolder(async (root) => {
    const dir = `${root}/project`;
    await write(root, {
      "home/.ssh/id_ed25519": SECRET,
      "home/.bashrc": "# the user's own\n",
      "neighbour/plan.json": SECRET,
      "neighbour/deeper/notes.md": SECRET,
    });
    await Deno.mkdir(dir);
    await write(dir, { ...files });
    const env = { HOME: `${root}/home`, XDG_CONFIG_HOME: `${root}/home/.config`, DENO_DIR };
    let runs = 0;
    await test({
      root,
      dir,
      trap,
      env,
      async run(args, setup = {}) {
        const before = await filesIn(root);
        // Outside the sandbox, or it would count as a change.
        const audit = `${root}-audit${++runs}`;
        try {
          const result = await run(dir, args, {
            flags: OPEN,
            ...setup,
            env: { ...env, ...setup.env, DENO_AUDIT_PERMISSIONS: audit },
          });
          const after = await filesIn(root);
          const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])]
            .filter((path) => before[path] !== after[path]).sort();
          return { ...result, changed, touched: await readAudit(audit) };
        } finally {
          await Deno.remove(audit).catch(() => {});
        }
      },
    });
    assert.deepEqual(trap.received.map(({ asked }) => asked), [], "a request went where nobody had sent it");
  });
}

/** Checks that nothing of a run went out of the project: no byte written, no file read, no secret shown. */
export function assertInside({ dir, root }: Sandbox, traces: Traces, allowed = /^project\//): void {
  assertHarmless(traces);
  assert.deepEqual(traces.changed.filter((path) => !allowed.test(path)), [], "these changed");
  const outside = traces.touched.filter(({ permission, value }) =>
    (permission === "read" || permission === "write") && !isBelow(value, dir) && isBelow(value, root)
  ).map(({ permission, value }) => `${permission} ${relative(root, resolve(dir, value))}`);
  assert.deepEqual(outside.filter((touch) => !OWN.test(touch)), [], "Deno was asked for these");
  for (const text of [traces.stdout, traces.stderr]) assert.ok(!text.includes(SECRET) && !text.includes(KEY), text);
}

/** What is remembered of trust lies in the user's own folder, and is looked at. */
const OWN = /^read home\/\.config\/devussy(?:\/trusted\.json)?$/;

/** Whether a path leads into a folder, as it is written. */
export function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, resolve(folder, path));
  return !isAbsolute(way) && way.split(/[\\/]/)[0] !== "..";
}
