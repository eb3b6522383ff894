import assert from "node:assert/strict";
import { renderHtml } from "../../src/output/page/mod.ts";
import { formatPlan } from "../../src/plan/write.ts";
import { goodPlan } from "../unit/plan/builders.ts";
import { assertFailure, done, filesIn, inFolder, run, TIMEOUT, write } from "./cli_harness.ts";

const PLAN = formatPlan(goodPlan());

Deno.test({
  name: "view writes the page beside the plan, and says so where no browser can be started",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await write(dir, { "docs/plan.json": PLAN });
      const { stdout, stderr } = await done(dir, ["view", "--open"]);
      assert.equal(stdout, "docs/plan.html\n");
      assert.match(stderr, /^notice: "docs\/plan\.html" is written, and no browser could be started from here/m);
      assert.deepEqual(Object.keys(await filesIn(dir)), ["docs/plan.html", "docs/plan.json"]);
      assert.equal(await Deno.readTextFile(`${dir}/docs/plan.html`), renderHtml(goodPlan()));
      assert.equal(await Deno.readTextFile(`${dir}/docs/plan.json`), PLAN);
    }),
});

Deno.test({
  name: "view replaces its own page elsewhere and opens it with the program of the system",
  ignore: Deno.build.os !== "linux",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await write(dir, {
        "p.json": PLAN,
        "a site/-b;c.html": renderHtml(goodPlan({ revision: 7 })),
        "bin/xdg-open": '#!/bin/sh\nprintf %s "$1" > "${0%/*}/opened"\n',
      });
      await Deno.chmod(`${dir}/bin/xdg-open`, 0o755);
      const { stdout } = await done(
        dir,
        ["view", "--plan", "p.json", "--output", "a site/-b;c.html", "--open", "--json"],
        {
          env: { PATH: `${dir}/bin:${Deno.env.get("PATH") ?? ""}` },
          flags: [`--allow-read=${dir}`, `--allow-write=${dir}`, "--allow-run=xdg-open"],
        },
      );
      assert.deepEqual(JSON.parse(stdout), {
        schemaVersion: 1,
        exitCode: 0,
        revision: 1,
        file: "a site/-b;c.html",
        opened: true,
      });
      assert.equal(await Deno.readTextFile(`${dir}/bin/opened`), `${dir}/a site/-b;c.html`);
      assert.equal(await Deno.readTextFile(`${dir}/a site/-b;c.html`), renderHtml(goodPlan()));
    }),
});

Deno.test({
  name: "view leaves alone what it did not write: files of others and links",
  timeout: TIMEOUT,
  fn: () =>
    inFolder(async (dir) => {
      await write(dir, { "docs/plan.json": PLAN, "README.md": "# Mine\n" });
      await Deno.symlink(`${dir}/README.md`, `${dir}/link.html`);
      const before = await filesIn(dir);
      const other = await run(dir, ["view", "--output", "README.md", "--json"]);
      assertFailure(other, {
        code: 2,
        cause: /Cannot write "README\.md": a file is there that devussy view did not write/,
        hint: /choose another --output/,
      }, true);
      const link = await run(dir, ["view", "--output", "link.html"]);
      assertFailure(link, { code: 6, cause: /it is a symbolic link/, hint: /choose another --output/ }, false);
      assert.deepEqual(await filesIn(dir), before);
    }),
});
