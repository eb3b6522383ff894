import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { stepsOf } from "../../src/plan/progress/find.ts";
import { parsePlan } from "../../src/plan/read.ts";
import { assertAgreement } from "./agreement.ts";
import { done, inFolder, run, SMALL, TIMEOUT } from "./cli_harness.ts";
import { command } from "./in_process.ts";

const CHILD = fileURLToPath(new URL("./mark_child.ts", import.meta.url));
const KILLS = 25;

Deno.test("kill -9 while a step is marked leaves the old plan or the new one, with its pages", () =>
  inFolder(async (dir) => {
    await done(dir, ["run-full-pipeline", ...SMALL, "--provider", "offline"]);
    const seen = new Set<string>();
    for (let kill = 0; kill < KILLS; kill++) {
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "--no-prompt", `--allow-read=${dir}`, `--allow-write=${dir}`, CHILD, dir],
        cwd: dir,
        stdout: "piped",
        stderr: "inherit",
      }).spawn();
      const reader = child.stdout.getReader();
      // It marks now; some moment in one of the next marks is as good as any.
      for (let lines = kill % 5; lines >= 0; lines--) await reader.read();
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      child.kill("SIGKILL");
      await child.status;
      await reader.cancel();
      // Whole at once, for whoever reads without us; and after any command of ours, one with its pages.
      parsePlan(Deno.readTextFileSync(`${dir}/docs/plan.json`));
      const { code, stderr } = await command(dir, ["status", "--plan", `${dir}/docs/plan.json`]);
      assert.equal(code, 0, stderr);
      if ([...Deno.readDirSync(`${dir}/docs`)].some(({ name }) => name.endsWith(".tmp"))) {
        // What had only begun is taken away by whoever changes the plan next.
        await command(dir, ["sync", "--plan", `${dir}/docs/plan.json`, "--root", dir]);
      }
      seen.add(stepsOf(assertAgreement(`${dir}/docs`))[0]?.status ?? "");
    }
    assert.ok(seen.size > 1, `killed at one place only: ${[...seen]}`);
  }));

Deno.test(
  "eight processes that mark steps of one plan at once lose nothing",
  { timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await done(dir, ["run-full-pipeline", ...SMALL, "--provider", "offline"]);
      const before = assertAgreement(`${dir}/docs`);
      const steps = stepsOf(before).slice(0, 8);
      Deno.writeTextFileSync(`${dir}/docs/phase1.md`, `${Deno.readTextFileSync(`${dir}/docs/phase1.md`)}\nMine.\n`);
      const results = await Promise.all(
        steps.map(({ number }) => run(dir, ["done", number, "--force", "--note", `by ${number}`])),
      );
      assert.deepEqual(
        results.map(({ code }) => code),
        steps.map(() => 0),
        results.map(({ stderr }) => stderr).join(""),
      );
      const after = assertAgreement(`${dir}/docs`);
      for (const { number, id } of steps) {
        assert.equal(stepsOf(after).find((step) => step.id === id)?.evidence?.note, `by ${number}`);
      }
      assert.match(Deno.readTextFileSync(`${dir}/docs/phase1.md`), /\nMine\.\n$/);
    }),
);
