import assert from "node:assert/strict";
import { stepsOf } from "../../src/plan/progress/find.ts";
import { parsePlan } from "../../src/plan/read.ts";
import { assertAgreement } from "./agreement.ts";
import { inFolder, SMALL } from "./cli_harness.ts";
import { command } from "./in_process.ts";

/** A folder with a plan, and commands in this process that know it. */
async function withPlan(
  test: (docs: string, devussy: (...args: readonly string[]) => ReturnType<typeof command>) => Promise<void>,
): Promise<void> {
  await inFolder(async (dir) => {
    const docs = `${dir}/docs`;
    await command(dir, ["run-full-pipeline", ...SMALL, "--provider", "offline", "--output-dir", docs]);
    await test(docs, (...args) => command(dir, [...args, "--plan", `${docs}/plan.json`]));
  });
}

const pages = (docs: string) =>
  Object.fromEntries(
    [...Deno.readDirSync(docs)].filter(({ name }) => name.endsWith(".md")).map(({ name }) => [
      name,
      Deno.readTextFileSync(`${docs}/${name}`),
    ]),
  );

async function format(docs: string, wrap: string): Promise<void> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--no-config", "--quiet", "--prose-wrap", wrap, docs],
    stderr: "null",
  }).output();
  assert.ok(success);
}

for (const wrap of ["always", "preserve", "never"]) {
  Deno.test(`a formatter (--prose-wrap ${wrap}) does no harm: to marks, to a replan, to sync and import`, () =>
    withPlan(async (docs, devussy) => {
      const written = pages(docs);
      await format(docs, wrap);
      assert.ok(Object.entries(pages(docs)).every(([name, text]) => text !== written[name]), "all were formatted");
      await devussy("done", "1.1", "--force");
      assertAgreement(docs);
      assert.equal((await devussy("sync", "--root", docs)).code, 0);
      assert.match((await devussy("import")).stdout, /^nothing to take over/);
      for (
        const change of [["--add", "Export clicks as CSV."], ["--add", "Let owners delete a link."], ["--retire", "R2"]]
      ) {
        assert.equal((await devussy("replan", ...change, "--provider", "offline")).code, 0);
        await format(docs, wrap);
      }
      const plan = assertAgreement(docs);
      const now = pages(docs);
      for (const { id, status } of plan.requirements) {
        if (status !== "active") continue;
        assert.equal(now["project_design.md"]?.match(new RegExp(`^\\| ${id} `, "gm"))?.length, 1, id);
      }
      for (const { id } of stepsOf(plan)) {
        assert.equal(Object.values(now).join("\n").match(new RegExp(`\`${id}\``, "g"))?.length, 1, id);
      }
      assert.equal((await devussy("sync", "--root", docs)).code, 0);
      const again = await devussy("import");
      assert.match(again.stdout, /^nothing to take over/, again.stdout);
    }));
}

Deno.test("a file of somebody's own where a new page belongs stays, and the page goes beside it", () =>
  withPlan(async (docs, devussy) => {
    const plan = parsePlan(Deno.readTextFileSync(`${docs}/plan.json`));
    for (const { number } of stepsOf(plan)) await devussy("done", number, "--force");
    const own = `${docs}/phase${plan.phases.length + 1}.md`;
    Deno.writeTextFileSync(own, "# My ideas\n");
    const { stderr } = await devussy("replan", "--add", "Export clicks as CSV.", "--provider", "offline");
    assert.equal(Deno.readTextFileSync(own), "# My ideas\n");
    assert.match(Deno.readTextFileSync(`${own}.new`), /Export clicks as CSV/);
    assert.match(stderr, /notice: .* is left alone/);
  }));

Deno.test("a page that is not UTF-8 is refused, and no byte of it is lost", () =>
  withPlan(async (docs, devussy) => {
    const bytes = Uint8Array.of(...Deno.readFileSync(`${docs}/phase1.md`), 0x43, 0x61, 0x66, 0xe9, 0x0a);
    Deno.writeFileSync(`${docs}/phase1.md`, bytes);
    const before = Deno.readTextFileSync(`${docs}/plan.json`);
    const { code, stderr } = await devussy("start", "1.1");
    assert.equal(code, 6);
    assert.match(stderr, /phase1\.md": it is not UTF-8/);
    assert.deepEqual(Deno.readFileSync(`${docs}/phase1.md`), bytes);
    assert.equal(Deno.readTextFileSync(`${docs}/plan.json`), before);
  }));

Deno.test("what somebody saves in a page while steps are marked is not lost", () =>
  withPlan(async (docs, devussy) => {
    let [marking, saved] = [true, 0];
    const marks = (async () => {
      for (let round = 0; round < 6; round++) {
        await devussy("done", "1.1", "--force");
        await devussy("undo", "1.1");
      }
      marking = false;
    })();
    while (marking) {
      // An editor reads and writes in one go.
      Deno.writeTextFileSync(
        `${docs}/phase1.md`,
        `${Deno.readTextFileSync(`${docs}/phase1.md`)}\nMy line ${++saved}.\n`,
      );
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await marks;
    const text = Deno.readTextFileSync(`${docs}/phase1.md`);
    for (let line = 1; line <= saved; line++) {
      assert.ok(text.includes(`\nMy line ${line}.\n`), `line ${line} of ${saved}`);
    }
    assertAgreement(docs);
  }));

Deno.test("sync takes nothing over from a page with a conflict in it", () =>
  withPlan(async (docs, devussy) => {
    const page = Deno.readTextFileSync(`${docs}/phase1.md`);
    const conflict = page.replace("- [ ] **1.1", "<<<<<<< HEAD\n- [x] **1.1").replace(
      "  Why:",
      "=======\n>>>>>>> b\n  Why:",
    );
    Deno.writeTextFileSync(`${docs}/phase1.md`, conflict);
    const { code, stderr } = await devussy("sync", "--root", docs);
    assert.equal(code, 6);
    assert.match(stderr, /phase1\.md": git left the marks of a conflict in it, line \d+/);
    assert.equal(Deno.readTextFileSync(`${docs}/phase1.md`), conflict);
  }));
