import assert from "node:assert/strict";
import fc from "fast-check";
import { waitingFor } from "../../src/plan/progress/next.ts";
import { stepsOf } from "../../src/plan/progress/find.ts";
import { ticksOf } from "../../src/plan/pages/ticks.ts";
import type { Plan } from "../../src/plan/types.ts";
import { assertAgreement } from "./agreement.ts";
import { inFolder } from "./cli_harness.ts";
import { command } from "./in_process.ts";

/** What a person or an agent does; `at` chooses a step. */
type Act =
  | { do: "start" | "done" | "undo" | "force" | "tick" | "untick"; at: number }
  | { do: "write"; at: number; page: number; text: string }
  | { do: "sync" }
  | { do: "add" | "retire"; at: number };

const acts = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constantFrom("start", "done", "force", "undo", "tick", "untick"), at: fc.nat(99) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("write"),
        at: fc.nat(999),
        page: fc.nat(9),
        text: fc.constantFrom(
          "My note.",
          "- [x] buy milk",
          "| a | b |",
          "<!-- mine -->",
          "**bold**",
          "1.2 is late",
          "\n```sh\ngit push\n\n- [x] no step\n```\n",
        ),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ do: "sync" }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("add", "retire"), at: fc.nat(99) }) },
  ),
  { minLength: 4, maxLength: 14 },
) as fc.Arbitrary<Act[]>;

const PAGES = ["devplan.md", "phase1.md", "phase2.md", "handoff_prompt.md", "project_design.md"];

Deno.test("whatever is started, done, undone, ticked, written and synced: pages and plan.json agree, and no word is lost", () =>
  inFolder(async (dir) => {
    await command(dir, [
      "run-full-pipeline",
      "--name",
      "Notes",
      "--requirements",
      "Add notes. Search notes.",
      "--provider",
      "offline",
      "--output-dir",
      `${dir}/fresh`,
    ]);
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(acts, async (acts) => {
        const folder = `${dir}/${runs++}`;
        Deno.mkdirSync(folder);
        for (const { name } of Deno.readDirSync(`${dir}/fresh`)) {
          Deno.copyFileSync(`${dir}/fresh/${name}`, `${folder}/${name}`);
        }
        await play(dir, folder, acts);
      }),
      { numRuns: 40 },
    );
  }));

async function play(dir: string, folder: string, acts: readonly Act[]): Promise<void> {
  let plan = assertAgreement(folder);
  const apart = new Set<string>();
  const written: { page: string; line: string }[] = [];
  for (const [index, act] of acts.entries()) {
    const before = Deno.readTextFileSync(`${folder}/plan.json`);
    if (act.do === "write") {
      const page = PAGES[act.page % PAGES.length] ?? "";
      const lines = Deno.readTextFileSync(`${folder}/${page}`).split("\n");
      const line = act.text.includes("\n") ? act.text : `${act.text} (${index})`;
      const at = act.at % lines.length;
      // Nobody writes a note into the code of another one.
      const inCode = lines.slice(0, at).filter((own) => own.startsWith("```")).length % 2 === 1;
      lines.splice(inCode ? 0 : at, 0, line);
      Deno.writeTextFileSync(`${folder}/${page}`, lines.join("\n"));
      written.push({ page, line });
    } else if (act.do === "sync") {
      const { code } = await run(dir, folder, ["sync"]);
      plan = assertAgreement(folder, apart);
      const unticked = [...apart].filter((id) => stepsOf(plan).find((step) => step.id === id)?.status === "done");
      // What was ticked is done now; what was unticked is told, until somebody decides.
      apart.clear();
      for (const id of unticked) if (isTicked(folder, plan, id) === false) apart.add(id);
      if (written.length === 0) assert.equal(code, apart.size > 0 ? 8 : 0);
    } else if (act.do === "add" || act.do === "retire") {
      plan = await replan(dir, folder, plan, act, apart);
    } else if (act.do === "tick" || act.do === "untick") {
      const step = stepsOf(plan)[act.at % stepsOf(plan).length] ?? assert.fail();
      tick(folder, plan, step.id, act.do === "tick");
      if ((act.do === "tick") === (step.status === "done")) apart.delete(step.id);
      else apart.add(step.id);
    } else {
      const step = stepsOf(plan)[act.at % stepsOf(plan).length] ?? assert.fail();
      const [name, ...more] = act.do === "force" ? ["done", "--force"] : [act.do];
      const open = waitingFor(plan)(step).length > 0;
      const { code } = await run(dir, folder, [name ?? "", step.number, ...more]);
      const after = assertAgreement(folder, new Set([...apart]));
      const now = stepsOf(after).find(({ id }) => id === step.id)?.status;
      if (code === 0) {
        assert.equal(now, { start: "doing", force: "done", undo: "todo", done: "done" }[act.do]);
        if (act.do === "start" && step.status === "todo") assert.equal(open, false);
        // No file of the project is there: without force nothing is done.
        assert.notEqual(act.do, "done");
        if (now !== step.status) apart.delete(step.id);
      } else {
        assert.equal(Deno.readTextFileSync(`${folder}/plan.json`), before, "a refusal changes nothing");
        assert.ok([2, 8].includes(code), `${name} ${step.number}: ${code}`);
      }
      for (const other of stepsOf(after)) {
        if (other.id !== step.id) assert.deepEqual(other, stepsOf(plan).find(({ id }) => id === other.id));
      }
      plan = after;
    }
    for (const { page, line } of written) {
      const text = `\n${Deno.readTextFileSync(`${folder}/${page}`)}\n`;
      assert.ok(text.includes(`\n${line.replace(/^\n|\n$/g, "")}\n`), line);
    }
  }
}

/** What people may wish for. */
const WISHES = ["Share a note by a link.", "Print a note.", "Export notes as CSV.", "Sort notes by date."];

/** Adds or retires a requirement: what is done stays to the letter, and no step gets another id or number. */
async function replan(
  dir: string,
  folder: string,
  plan: Plan,
  act: { do: "add" | "retire"; at: number },
  apart: ReadonlySet<string>,
): Promise<Plan> {
  const active = plan.requirements.filter(({ status }) => status === "active");
  if (act.do === "retire" && active.length < 2) return plan;
  const value = act.do === "add" ? WISHES[act.at % WISHES.length] : active[act.at % active.length]?.id;
  const args = ["replan", `--${act.do}`, value ?? "", "--provider", "offline", "--plan", `${folder}/plan.json`];
  const { code, stderr } = await command(dir, args);
  // Boxes that were changed by hand are settled first.
  if (code === 2 && /Cannot replan/.test(stderr)) {
    assert.match(stderr, /devussy (?:sync|import|undo)/);
    return plan;
  }
  assert.ok(code === 0 || code === 8, stderr);
  const after = assertAgreement(folder, apart);
  const now = new Map(stepsOf(after).map((step) => [step.id, step]));
  for (const step of stepsOf(plan)) {
    assert.equal(now.get(step.id)?.number, step.number);
    if (step.status === "done") assert.deepEqual(now.get(step.id), step);
  }
  assert.equal(
    after.revision,
    plan.revision + (JSON.stringify(after.requirements) === JSON.stringify(plan.requirements) ? 0 : 1),
  );
  return after;
}

async function run(dir: string, folder: string, args: readonly string[]): Promise<{ code: number; stderr: string }> {
  const result = await command(dir, [...args, "--plan", `${folder}/plan.json`, "--root", dir].slice(0, rootless(args)));
  assert.notEqual(result.code, 1, result.stderr);
  return result;
}

/** `start` and `undo` look at no project. */
function rootless([name = "", ...rest]: readonly string[]): number {
  return 1 + rest.length + (name === "start" || name === "undo" ? 2 : 4);
}

function tick(folder: string, plan: Plan, id: string, on: boolean): void {
  for (const phase of plan.phases) {
    const path = `${folder}/phase${phase.number}.md`;
    const page = Deno.readTextFileSync(path).split("\n");
    for (const { step, line } of ticksOf(page.join("\n"), phase)) {
      if (step.id === id) page[line - 1] = (page[line - 1] ?? "").replace(/\[[ x]\]/, on ? "[x]" : "[ ]");
    }
    Deno.writeTextFileSync(path, page.join("\n"));
  }
}

function isTicked(folder: string, plan: Plan, id: string): boolean | undefined {
  return plan.phases.flatMap((phase) => ticksOf(Deno.readTextFileSync(`${folder}/phase${phase.number}.md`), phase))
    .find(({ step }) => step.id === id)?.ticked;
}
