import assert from "node:assert/strict";
import { inFolder, planFiles, SMALL } from "../integration/cli_harness.ts";
import { deno, denoDone, TIMEOUT } from "./package.ts";
import { serveTree } from "./web_host.ts";

const RUN = ["run-full-pipeline", ...SMALL];

Deno.test({
  name: "cli.ts runs from a plain URL in an empty folder, with an empty cache, no import map and the least permissions",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await using host = serveTree();
      const env = { DENO_DIR: `${dir}/cache` };
      const args = ["run", "--no-prompt", "--allow-read=.", "--allow-write=docs", `${host.url}/cli.ts`, ...RUN];
      for (const folder of [`${dir}/first`, `${dir}/second`]) {
        await Deno.mkdir(folder);
        const asked = host.asked.length;
        const stdout = await denoDone(folder, args, env);
        assert.deepEqual(stdout.trim().split("\n"), planFiles(3).map((name) => `docs/${name}`));
        assert.deepEqual([...Deno.readDirSync(`${folder}/docs`)].map(({ name }) => name).sort(), planFiles(3).sort());
        if (folder.endsWith("second")) assert.deepEqual(host.asked.slice(asked), [], "what is cached is not asked for");
      }
    }),
});

Deno.test({
  name: "mod.ts is imported from a plain URL; its host must be allowed, and nothing else",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await using host = serveTree();
      const env = { DENO_DIR: `${dir}/cache` };
      await Deno.writeTextFile(
        `${dir}/use.ts`,
        `import { createLLMClient, type Plan, renderPlan, runPipeline, startPlan } from "${host.url}/mod.ts";
        const plan: Plan = await runPipeline(startPlan({ name: "Snake" }), { client: createLLMClient("offline", {}) });
        console.log(Object.keys(renderPlan(plan)).join(" "));`,
      );
      const refused = await deno(dir, ["run", "--no-prompt", "use.ts"], env);
      assert.equal(refused.code, 1);
      assert.match(refused.stderr, /Requires import access to "127\.0\.0\.1:\d+"/);
      const stdout = await denoDone(dir, ["run", "--no-prompt", `--allow-import=${host.host}`, "use.ts"], env);
      assert.match(stdout, /^project_design\.md devplan\.md phase1\.md .*handoff_prompt\.md\n$/);
    }),
});
