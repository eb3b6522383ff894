/**
 * Looks at pages of plans in a browser, and prints what became of each look as JSON.
 * @module
 */
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { renderHtml } from "../../src/output/page/mod.ts";
import { checksOf, lintPlan } from "../../src/plan/checks/lint.ts";
import type { Plan } from "../../src/plan/types.ts";
import { goodPlan, requirement } from "../unit/plan/builders.ts";
import { hostilePlan } from "../unit/output/page/hostile_plan.ts";
import { syntheticPlan } from "../bench/synthetic_plan.ts";
import { type Browser, type BrowserContextOptions, launch, type Page } from "./playwright.ts";

/** What became of a look. */
export interface Outcome {
  name: string;
  failure?: string;
}

/** Six steps: one done, one doing, one retired, three to do; three requirements, the last without a step. */
function livelyPlan(): Plan {
  const plan = goodPlan({ revision: 4 });
  plan.requirements.push(requirement("R3", "Users can export links."));
  const [first, second, third] = plan.phases[0]?.steps ?? [];
  Object.assign(first ?? {}, { status: "done", evidence: { verified: true } });
  Object.assign(second ?? {}, { status: "doing" });
  Object.assign(third ?? {}, { status: "retired" });
  return { ...plan, checks: checksOf(lintPlan(plan)) };
}

const PLANS = { lively: livelyPlan, hostile: hostilePlan, large: () => syntheticPlan(500) };

interface Look {
  name: string;
  plan: keyof typeof PLANS;
  as?: BrowserContextOptions;
  see(page: Page): Promise<void>;
}

const shown = (page: Page, selector: string) => page.locator(`${selector}:visible`).count();
const status = (page: Page) => page.getByRole("status").innerText();

const LOOKS: readonly Look[] = [
  {
    name: "the filter finds steps and requirements, tells how many, and Escape takes it away",
    plan: "lively",
    async see(page) {
      await page.keyboard.press("/");
      assert.equal(await page.evaluate("document.activeElement.id"), "find");
      await page.keyboard.type("README setup");
      assert.equal(await status(page), "Nothing fits.");
      await page.getByRole("searchbox").fill("readme");
      assert.equal(await status(page), "1 of 6 steps, 0 of 3 requirements");
      assert.equal(await shown(page, ".step"), 1);
      assert.equal(await shown(page, ".phase"), 1);
      assert.equal(await page.locator(".box.dim").count(), 5);
      await page.keyboard.press("Escape");
      assert.equal(await shown(page, ".step"), 6);
      assert.equal(await page.getByRole("searchbox").inputValue(), "");
    },
  },
  {
    name: "steps are picked by status, together with words, and the button clears both",
    plan: "lively",
    async see(page) {
      await page.getByText("Doing", { exact: true }).click();
      assert.equal(await status(page), "1 of 6 steps, 3 requirements");
      await page.getByLabel("Done", { exact: true }).check();
      assert.equal(await shown(page, ".step"), 2);
      await page.getByRole("searchbox").fill("users can export");
      assert.equal(await status(page), "0 of 6 steps, 1 of 3 requirements");
      await page.getByRole("button", { name: "Clear filter" }).click();
      assert.equal(await status(page), "6 steps, 3 requirements");
      assert.equal(await page.evaluate("document.activeElement.id"), "find");
    },
  },
  {
    name: "a link opens the step that it leads to, also where the filter hides it",
    plan: "lively",
    async see(page) {
      await page.getByRole("searchbox").fill("readme");
      await page.locator(".box").first().focus();
      await page.keyboard.press("Enter");
      const step = page.locator(".step", { has: page.locator("#S1x1") });
      await step.locator(".body").waitFor({ state: "visible" });
      assert.match(await page.evaluate("document.activeElement.textContent"), /^\s*1\.1\s*Build part 1 of 1/);
      assert.equal(await shown(page, ".step"), 6);
      await page.goBack();
      assert.equal(new URL(page.url()).hash, "");
    },
  },
  {
    name: "colours follow the system until somebody chooses",
    plan: "lively",
    as: { colorScheme: "dark" },
    async see(page) {
      const ground = () => page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
      assert.equal(await ground(), "rgb(14, 17, 22)");
      await page.getByRole("button", { name: "Light colours" }).click();
      assert.equal(await ground(), "rgb(246, 247, 249)");
      await page.getByRole("button", { name: "Dark colours" }).click();
      assert.equal(await ground(), "rgb(14, 17, 22)");
    },
  },
  {
    name: "all steps open and close, and on paper all are open, light and without controls",
    plan: "lively",
    as: { colorScheme: "dark" },
    async see(page) {
      await page.getByRole("button", { name: "Open all steps" }).click();
      assert.equal(await shown(page, ".body"), 6);
      await page.getByRole("button", { name: "Close all steps" }).click();
      assert.equal(await shown(page, ".body"), 0);
      await page.emulateMedia({ media: "print" });
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      assert.equal(await shown(page, ".body"), 6);
      assert.equal(await shown(page, ":is(nav, .tools, button)"), 0);
      assert.equal(await page.evaluate("getComputedStyle(document.body).color"), "rgb(22, 27, 36)");
      await page.evaluate("dispatchEvent(new Event('afterprint'))");
      assert.equal(await page.locator("details[open]").count(), 0);
    },
  },
  {
    name: "all can be read without a script, and nothing is there that needs one",
    plan: "lively",
    as: { javaScriptEnabled: false },
    async see(page) {
      assert.equal(await shown(page, ":is(.tools, button)"), 0);
      assert.equal(await shown(page, ".step"), 6);
      await page.getByText("Build part 1 of 1").last().click();
      assert.equal(await shown(page, ".body"), 1);
    },
  },
  {
    name: "every control has a name, headings stand in order, and the landmarks are there",
    plan: "lively",
    async see(page) {
      await page.getByRole("button", { name: "Open all steps" }).click();
      const tree = await page.locator("body").ariaSnapshot();
      const nameless = tree.split("\n").filter((line) =>
        /^\s*- (?:link|button|searchbox|checkbox|region|img|progressbar|navigation|search|group)(?: \[[^\]]*\])*:?$/
          .test(line)
      );
      // Steps open in a `details`, which is a group and is named by its line.
      assert.deepEqual(nameless.filter((line) => !/- group:?$/.test(line)), []);
      for (const role of ["banner", "navigation", "search", "main", "contentinfo"] as const) {
        assert.equal(await page.getByRole(role).count(), 1, role);
      }
      const levels: number[] = await page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].map((heading) => Number(heading.tagName[1]))",
      );
      assert.equal(levels[0], 1);
      levels.forEach((level, at) => assert.ok(at === 0 || level <= (levels[at - 1] ?? 0) + 1, levels.join(" ")));
      assert.equal(await page.evaluate("document.querySelectorAll('th:not([scope])').length"), 0);
      const box = page.getByRole("link", { name: "1.2 Build part 1 of 2, doing, after 1.1" });
      assert.equal(await box.count(), 1);
    },
  },
  {
    name: "the keyboard begins with the way to the plan, and shows where it is",
    plan: "lively",
    async see(page) {
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate("document.activeElement.textContent"), "Skip to the plan");
      assert.notEqual(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle"), "none");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate("document.activeElement.id"), "main");
    },
  },
  ...(["lively", "hostile"] as const).map((plan): Look => ({
    name: `a ${plan} plan fits a screen of 360 pixels`,
    plan,
    as: { viewport: { width: 360, height: 740 } },
    async see(page) {
      await page.getByRole("button", { name: "Open all steps" }).click();
      assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 360);
    },
  })),
  {
    name: "hostile texts stay texts",
    plan: "hostile",
    async see(page) {
      await page.getByRole("button", { name: "Open all steps" }).click();
      await page.getByRole("searchbox").fill("</script>");
      await page.keyboard.press("Escape");
      assert.equal(await page.evaluate("typeof window.pwned"), "undefined");
      assert.equal(
        await page.evaluate("document.querySelectorAll('img, iframe, b, i, script:not(:last-child)').length"),
        0,
      );
      assert.match(await page.locator(".phase").first().innerText(), /<img src=x onerror="window\.pwned=2">/);
    },
  },
  {
    name: "a plan of 500 steps is filtered, and its graph shows the phases",
    plan: "large",
    async see(page) {
      assert.equal(await page.locator(".box").count(), 50);
      await page.getByRole("searchbox").fill("branch 499");
      assert.equal(await status(page), "1 of 500 steps, 0 of 100 requirements");
    },
  },
];

/** Opens the page of a plan, and holds it to be quiet: no request, no message, no dialog. */
async function look(browser: Browser, { name, plan, as = {}, see }: Look, dir: string): Promise<Outcome> {
  const context = await browser.newContext(as);
  // All looks happen at once: this only turns a hang into a failure.
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const noise: string[] = [];
  const address = pathToFileURL(`${dir}/${plan}.html`).href;
  page.on("request", (request) => request.url() === address || noise.push(`request: ${request.url()}`));
  page.on("console", (message) => noise.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => noise.push(`dialog: ${dialog.message()}`));
  try {
    await page.goto(address);
    await see(page);
    assert.deepEqual(noise, []);
    return { name };
  } catch (error) {
    return { name, failure: error instanceof Error ? error.stack ?? error.message : String(error) };
  } finally {
    await context.close();
  }
}

const [path = "", dir = ""] = Deno.args;
for (const [name, plan] of Object.entries(PLANS)) Deno.writeTextFileSync(`${dir}/${name}.html`, renderHtml(plan()));
const browser = await launch(path);
const outcomes = await Promise.all(LOOKS.map((each) => look(browser, each, dir)));
await browser.close();
await Deno.stdout.write(new TextEncoder().encode(JSON.stringify(outcomes)));
