import {
  assertFailure,
  assertFiles,
  CLI,
  done,
  type Failure,
  filesIn,
  inFolder,
  run,
  SMALL,
  testFailure,
  TIMEOUT,
} from "./cli_harness.ts";
import { testOnDisk } from "./memory_disk.ts";

const ARGS = ["run-full-pipeline", ...SMALL];
/** A plan far larger than the small disk of the test below. */
const LARGE = ["run-full-pipeline", "--name", "Large", "--brief", "-", "--output-dir", "disk"];
const LARGE_BRIEF = Array.from({ length: 300 }, (_, at) => `- Users can archive records of kind ${at}.\n`).join("");
const ELSEWHERE = /--output-dir/;

/** A row about the output folder. */
const blocked = (when: string, cause: RegExp, hint: RegExp, more: Partial<Failure>): Failure => ({
  when,
  args: SMALL,
  code: 6,
  cause,
  hint,
  ...more,
});

const failures: readonly Failure[] = [
  blocked("a file stands in the output folder's place", /"docs".*file/, ELSEWHERE, { files: { docs: "mine" } }),
  blocked("a file stands in a parent's place", /"docs\/a\/b".*file/, ELSEWHERE, {
    args: [...SMALL, "--output-dir", "docs/a/b"],
    files: { docs: "mine" },
  }),
  blocked("it may not write at all", /"docs".*permission/, /--allow-write/, {
    flags: (dir) => [`--allow-read=${dir}`],
  }),
  blocked("it may write elsewhere only", /"docs".*permission/, /--allow-write/, {
    flags: (dir) => [`--allow-read=${dir}`, `--allow-write=${dir}/elsewhere`],
  }),
  blocked("it may not write one of the files", /phase1\.md".*permission/, /--allow-write/, {
    flags: (dir) => [`--allow-read=${dir}`, `--allow-write=${dir}`, `--deny-write=${dir}/docs/phase1.md`],
    files: { "docs/kept.txt": "mine" },
  }),
  blocked("it may not read the output folder", /docs.*permission/, /--allow-read/, {
    flags: (dir) => [`--allow-read=${dir}/elsewhere`, `--allow-write=${dir}`],
  }),
  blocked("plan.json is a link out of the folder", /plan\.json".*symbolic link/, /Remove the link/, {
    files: { "outside.json": "mine", "docs/kept.txt": "mine" },
    prepare: (dir) => Deno.symlink("../outside.json", `${dir}/docs/plan.json`),
  }),
  blocked("handoff_prompt.md is a link to nowhere", /handoff_prompt\.md".*symbolic link/, /Remove the link/, {
    files: { "docs/kept.txt": "mine" },
    prepare: (dir) => Deno.symlink("../nowhere.md", `${dir}/docs/handoff_prompt.md`),
  }),
  blocked("phase1.md is a folder", /phase1\.md".*folder/, /folder/, { files: { "docs/phase1.md/kept.txt": "mine" } }),
  blocked("phase1.md was edited and phase1.md.new is a folder", /phase1\.md\.new".*folder/, /folder/, {
    files: { "docs/phase1.md": "mine", "docs/phase1.md.new/kept.txt": "mine" },
  }),
];
for (const failure of failures) testFailure(failure);

testOnDisk("run-full-pipeline exits 6 when the output folder is read-only", "ro", async (dir) => {
  for (const folder of ["disk", "disk/docs"]) {
    const expected = { code: 6, cause: /"disk.*read-only/, hint: ELSEWHERE };
    assertFailure(await run(dir, [...ARGS, "--output-dir", folder]), expected, false);
    assertFailure(await run(dir, [...ARGS, "--output-dir", folder, "--json"]), expected, true);
  }
});

const FULL = { code: 6, cause: /"disk\/.*[Nn]o space/, hint: /Free some space/ };

testOnDisk("run-full-pipeline leaves nothing when the disk is full at once", "size=16k", async (dir) => {
  assertFailure(await run(dir, [...ARGS, "--output-dir", "disk/docs"]), FULL, false);
  assertFailure(await run(dir, [...ARGS, "--output-dir", "disk/docs", "--json"]), FULL, true);
  await assertFiles(dir, {});
});

testOnDisk("run-full-pipeline leaves the old files alone when the disk fills up", "size=128k", async (dir) => {
  await done(dir, [...ARGS, "--output-dir", "disk"]);
  const before = await filesIn(dir);
  // The second time, `--force` must not be a reason to destroy what cannot be replaced.
  assertFailure(await run(dir, LARGE, { stdin: LARGE_BRIEF }), FULL, false);
  assertFailure(await run(dir, [...LARGE, "--force", "--json"], { stdin: LARGE_BRIEF }), FULL, true);
  await assertFiles(dir, before);
  // The failure must not have used up the space for good.
  await done(dir, [...ARGS, "--output-dir", "disk"]);
});

for (const json of [false, true]) {
  Deno.test({
    name: `run-full-pipeline exits 6 when standard output is on a full disk${json ? " and --json is given" : ""}`,
    ignore: Deno.build.os !== "linux",
    timeout: TIMEOUT,
    fn: () =>
      inFolder(async (dir) => {
        const script = `"$0" run --no-prompt --allow-read="$PWD" --allow-write="$PWD" "$@" >/dev/full`;
        const { code, signal, stderr } = await new Deno.Command("sh", {
          args: ["-c", script, Deno.execPath(), CLI, ...ARGS, ...(json ? ["--json"] : [])],
          cwd: dir,
        }).output();
        // What it would have printed is lost, so only the talk can be looked at.
        const result = { code, signal, stdout: "", stderr: new TextDecoder().decode(stderr) };
        assertFailure(result, { code: 6, cause: /no space/i, hint: /./ }, false);
      }),
  });
}
