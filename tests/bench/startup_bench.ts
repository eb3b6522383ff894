/**
 * Start-up: the whole way from an idea to files, against an empty script in the same run. The goal is at most 12 times
 * the empty script; measured on 2 cores in November 2026: 7 to 10 times.
 * @module
 */
const ROOT = new URL("../../", import.meta.url).pathname;
const folder = Deno.makeTempDirSync();

/** Waits without the event loop: with `output()`, `deno bench` leaves out part of the time that the process takes. */
function run(args: string[]): void {
  const { code, stderr } = new Deno.Command(Deno.execPath(), { args, cwd: folder, stdout: "null" }).outputSync();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
}

const devussy = (
  ...args: string[]
) => ["run", "--no-prompt", "--allow-read=.", "--allow-write=docs", `${ROOT}cli.ts`, ...args];

Deno.bench(
  { name: "empty script", group: "start-up", baseline: true },
  () => run(["run", `${ROOT}tests/bench/empty.ts`]),
);

Deno.bench({ name: "devussy version", group: "start-up" }, () => run(devussy("version")));

Deno.bench(
  { name: "devussy run-full-pipeline, 3 requirements", group: "start-up" },
  () =>
    run(devussy(
      "run-full-pipeline",
      "--name",
      "URL shortener",
      "--languages",
      "Go",
      "--requirements",
      "Shorten links. Redirect visitors. Count clicks.",
      "--force",
    )),
);

addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
