import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inFolder } from "../integration/cli_harness.ts";
import { findBrowser } from "./find_browser.ts";
import type { Outcome } from "./view_child.ts";

const CHILD = fileURLToPath(new URL("view_child.ts", import.meta.url));
const browser = findBrowser();

// deno-lint-ignore no-console -- a test that is left out says why
if (browser === undefined) console.log("plan.html is not tried in a browser: no Chromium here (CHROME names one)");

Deno.test({
  name: "plan.html in a real browser",
  ignore: browser === undefined,
  fn: (t) =>
    inFolder(async (dir) => {
      // What drives the browser asks for more permissions than tests have, and leaves timers behind.
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "--no-prompt", "--allow-all", CHILD, browser ?? "", dir],
      }).output();
      const said = new TextDecoder().decode(stderr);
      assert.equal(code, 0, said);
      const outcomes: Outcome[] = JSON.parse(new TextDecoder().decode(stdout));
      assert.ok(outcomes.length > 0, said);
      for (const { name, failure } of outcomes) {
        await t.step(name, () => {
          if (failure !== undefined) throw new Error(failure);
        });
      }
    }),
});
