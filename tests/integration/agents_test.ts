import assert from "node:assert/strict";
import { renderAgentsBlock } from "../../src/output/agents_block.ts";
import { formatPlan } from "../../src/plan/write.ts";
import { goodPlan, requirement } from "../unit/plan/builders.ts";
import { assertFiles, done, filesIn, inFolder, testFailure, TIMEOUT, write } from "./cli_harness.ts";

const START = "<!-- DEVUSSY_START -->";
const END = "<!-- DEVUSSY_END -->";
const PLAN = formatPlan(goodPlan());

Deno.test(
  "agents adds, updates and removes its block, and no other byte changes",
  { timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      // A mark of the byte order, Windows' line ends, and none at the end.
      const mine = new TextEncoder().encode("\ufeff# Mine\r\n\r\nBe kind. Größe: 1 µm.");
      const path = `${dir}/AGENTS.md`;
      await write(dir, { "docs/plan.json": PLAN, "AGENTS.md": mine });
      await Deno.chmod(path, 0o640);

      const added = await done(dir, ["agents"]);
      assert.equal(added.stdout, "AGENTS.md\n");
      assert.equal(added.stderr, 'added: "AGENTS.md", the block is at its end now\n');
      const with1 = await Deno.readFile(path);
      assert.deepEqual(with1.subarray(0, mine.length), mine);
      const block = renderAgentsBlock(goodPlan(), { folder: "docs" }).join("\r\n");
      assert.equal(
        new TextDecoder().decode(with1.subarray(mine.length)),
        `\r\n\r\n${START}\r\n${block}\r\n${END}`,
      );
      assert.equal((await Deno.stat(path)).mode! & 0o777, 0o640);

      const before = await filesIn(dir);
      const again = await done(dir, ["agents"]);
      assert.equal(again.stdout, "");
      assert.equal(again.stderr, 'unchanged: "AGENTS.md", nothing to change\n');
      await assertFiles(dir, before);

      const changed = goodPlan();
      changed.requirements.push(requirement("R3", `No cookies. ${END}`, { kind: "constraint" }));
      await write(dir, { "docs/plan.json": formatPlan(changed) });
      const dry = await done(dir, ["agents", "--dry-run"]);
      assert.match(dry.stdout, /\*\*R3\*\* No cookies\. &lt;!-- DEVUSSY_END -->/);
      assert.equal(dry.stderr, 'dry run: "AGENTS.md" would be updated\n');
      assert.deepEqual(await Deno.readFile(path), with1);

      const updated = JSON.parse((await done(dir, ["agents", "--json"])).stdout);
      assert.deepEqual({ ...updated, block: 0 }, {
        schemaVersion: 1,
        file: "AGENTS.md",
        action: "updated",
        dryRun: false,
        block: 0,
      });
      const text = await Deno.readTextFile(path);
      assert.equal(text.split(/^<!-- DEVUSSY_/m).length, 3);
      assert.ok(text.includes(updated.block.join("\r\n")));

      await Deno.remove(`${dir}/docs/plan.json`);
      const removed = await done(dir, ["agents", "--remove"]);
      assert.equal(removed.stderr, 'removed: "AGENTS.md", the block is gone, all else is as it was\n');
      assert.deepEqual(await Deno.readFile(path), mine);
    }),
);

Deno.test(
  "agents makes a file, and removes what it made; its paths are the file's",
  { timeout: TIMEOUT },
  () =>
    inFolder(async (dir) => {
      await write(dir, { "docs/plan.json": PLAN, "tools/.keep": "" });
      const before = await filesIn(dir);
      await done(dir, ["agents", "--file", "tools/AGENT.md"]);
      const text = await Deno.readTextFile(`${dir}/tools/AGENT.md`);
      assert.match(text, /planned in `\.\.\/docs\/plan\.json`/);
      assert.match(text, /`devussy next --plan \.\.\/docs\/plan\.json`/);
      assert.ok(text.startsWith(START) && text.endsWith(`${END}\n`));
      // Another run must not forget who made the file.
      assert.match((await done(dir, ["agents", "--file", "tools/AGENT.md"])).stderr, /^unchanged: /);
      assert.match((await done(dir, ["agents", "--remove", "--file", "tools/AGENT.md"])).stderr, /^deleted: /);
      await assertFiles(dir, before);
      const nothing = JSON.parse((await done(dir, ["agents", "--remove", "--json"])).stdout);
      assert.deepEqual(nothing, { schemaVersion: 1, file: "AGENTS.md", action: "unchanged", dryRun: false });
    }),
);

testFailure({
  when: "the marks are damaged",
  command: "agents",
  args: [],
  files: { "docs/plan.json": PLAN, "AGENTS.md": `# Mine\n\n${START}\nhalf of it\n` },
  code: 6,
  cause: /Cannot change "AGENTS\.md": .* got START in line 3 alone/,
  hint: /Mend the marks/,
});

testFailure({
  when: "a link stands in the file's place",
  command: "agents",
  args: ["--remove"],
  files: { "mine.md": "# Mine\n" },
  prepare: (dir) => Deno.symlink("mine.md", `${dir}/AGENTS.md`),
  code: 6,
  cause: /Cannot change "AGENTS\.md": it is a symbolic link/,
  hint: /Name the file that it leads to: --file mine\.md$/,
});

testFailure({
  when: "the file is no UTF-8",
  command: "agents",
  args: [],
  files: { "docs/plan.json": PLAN, "AGENTS.md": new Uint8Array([0x23, 0x20, 0xff, 0xfe]) },
  code: 6,
  cause: /expected text in UTF-8/,
  hint: /Save it as UTF-8/,
});

testFailure({
  when: "only the file itself may be written",
  command: "agents",
  args: [],
  files: { "docs/plan.json": PLAN, "AGENTS.md": "# Mine\n" },
  flags: (dir) => [`--allow-read=${dir}`, `--allow-write=${dir}/AGENTS.md`],
  code: 6,
  cause: /Cannot write "AGENTS\.md": this process has no permission for it/,
  hint: /--allow-write for its folder/,
});
