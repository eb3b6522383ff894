/** Links that came with a project: nothing is written through them, and nothing shown of what they lead to. */
import assert from "node:assert/strict";
import { renderPlan } from "../../src/output/mod.ts";
import { formatPlan } from "../../src/plan/write.ts";
import { SMALL, TIMEOUT } from "../integration/cli_harness.ts";
import { goodPlan } from "../unit/plan/builders.ts";
import { assertInside, inSandbox } from "./sandbox.ts";

const RUN = ["run-full-pipeline", ...SMALL, "--provider", "offline"];
const DONE = ["done", "1.1", "--force"];

/** A project with a plan. */
const PROJECT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(renderPlan(goodPlan())).map(([name, text]) => [`docs/${name}`, text])),
  "docs/plan.json": formatPlan(goodPlan()),
};

/** A link, where it leads to, and who could write or show what is there; all of them fail, but those in `well`. */
interface Trap {
  link: string;
  /** Below the sandbox: a folder of the neighbour's, or a file of the user's. */
  to: string;
  commands: readonly (readonly string[])[];
  /** Commands that do without the link. */
  well?: readonly (readonly string[])[];
}

const FOLDER = "neighbour";
const FILE = "home/.ssh/id_ed25519";
const TRAPS: readonly Trap[] = [
  {
    link: "docs",
    to: FOLDER,
    commands: [RUN, DONE, ["status"], ["sync"], ["import"], ["replan", "--add", "Users print."], ["view"], ["agents"]],
  },
  { link: ".devussy", to: FOLDER, commands: [RUN, ["done", "1.1", "--run", "--yes"], ["list-checkpoints"]] },
  { link: ".devussy/evidence", to: FOLDER, commands: [["done", "1.1", "--run", "--yes"]] },
  { link: "config", to: FOLDER, commands: [["init"]] },
  { link: "docs/export", to: FOLDER, commands: [["export", "--format", "openspec"]] },
  { link: "docs/export/backlog", to: FOLDER, commands: [["export", "--format", "backlog"]] },
  { link: "openspec", to: FOLDER, commands: [["export", "--format", "openspec", "--output-dir", "."]] },
  { link: "run.log", to: FILE, commands: [[...RUN, "--log-file", "run.log"]] },
  { link: "docs/plan.html", to: FILE, commands: [["view"]] },
  { link: "docs/.devussy.lock", to: FILE, commands: [RUN, DONE] },
  { link: "docs/.devussy.commit", to: FILE, commands: [RUN, DONE, ["next"]] },
  { link: "docs/devplan.md", to: FILE, commands: [RUN] },
  { link: "docs/phase1.md", to: FILE, commands: [RUN, ["import"]] },
  { link: "docs/phase1.md.new", to: FILE, commands: [], well: [["status"]] },
  { link: "docs/plan.json", to: FILE, commands: [["status"], ["handoff", "1.1"], ["trace"], DONE] },
  { link: "AGENTS.md", to: FILE, commands: [["agents"]] },
  { link: ".env", to: FILE, commands: [], well: [["config"], ["providers"]] },
  { link: ".env.example", to: FILE, commands: [], well: [["init"]] },
  { link: "config/config.yaml", to: FILE, commands: [RUN, ["config"]] },
  { link: "prompts/rules.md", to: FILE, commands: [[...RUN.slice(0, -2), "--templates", "prompts"]] },
];

for (const { link, to, commands, well = [] } of TRAPS) {
  Deno.test({
    name: `a link in the place of ${link} is not followed out of the project`,
    ignore: Deno.build.os === "windows",
    timeout: TIMEOUT,
    fn: () =>
      inSandbox(PROJECT, async (sandbox) => {
        const path = `${sandbox.dir}/${link}`;
        await Deno.remove(path, { recursive: true }).catch(() => {});
        await Deno.mkdir(path.replace(/\/[^/]*$/, ""), { recursive: true });
        await Deno.symlink(`${sandbox.root}/${to}`, path);
        for (const command of [...commands, ...well]) {
          const traces = await sandbox.run(command);
          const expected = well.includes(command) ? [0] : [2, 6, 8];
          assert.ok(expected.includes(traces.code), `${command.join(" ")}: ${traces.code} ${traces.stderr}`);
          assertInside(sandbox, traces);
          assert.equal(await Deno.readLink(path), `${sandbox.root}/${to}`, "it is still there");
        }
      }),
  });
}
