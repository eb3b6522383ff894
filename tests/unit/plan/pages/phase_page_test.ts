import assert from "node:assert/strict";
import fc from "fast-check";
import { renderPlan } from "../../../../src/output/mod.ts";
import { parsePhasePage } from "../../../../src/plan/pages/phase_page.ts";
import { readBody } from "../../../../src/plan/pages/step_body.ts";
import { readHead } from "../../../../src/plan/pages/step_head.ts";
import { readFacts } from "../../../../src/plan/pages/facts.ts";
import { goodPlan } from "../builders.ts";
import { anyPlan } from "./texts.ts";

const NONE: ReadonlySet<string> = new Set();

Deno.test("parsePhasePage() gives back what renderPhase() was given", () => {
  const plan = goodPlan();
  const pages = renderPlan(plan);
  for (const { number, title, goal, exitCriteria, steps, dependsOn } of plan.phases) {
    const page = parsePhasePage(pages[`phase${number}.md`] ?? "");
    assert.deepEqual([page.number, page.title?.text, page.goal?.text, page.exitCriteria], [
      number,
      title,
      goal,
      exitCriteria,
    ]);
    assert.deepEqual(page.after ?? [], dependsOn);
    assert.deepEqual(
      page.steps.map(({ head: { number, title, facts }, entries, ticked }) => {
        const { problems, ...body } = readBody(entries, NONE);
        assert.deepEqual(problems, []);
        return { number, title, ...facts, ...body, ticked };
      }),
      steps.map(({ id, number, title, type, size, dependsOn, requirements, do: work, deliverables, verify }) => ({
        ...{ id, number, title, type, size, dependsOn, requirements, do: work, deliverables, verify },
        retired: false,
        ticked: false,
      })),
    );
  }
});

Deno.test("parsePhasePage() finds each step of each plan, whatever the texts", () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const pages = renderPlan(plan);
      for (const { number, steps, exitCriteria } of plan.phases) {
        const page = parsePhasePage(pages[`phase${number}.md`] ?? "");
        assert.equal(page.steps.length, steps.length);
        assert.deepEqual(page.notes, []);
        assert.equal(page.exitCriteria.length, Math.max(1, exitCriteria.length));
        page.steps.forEach(({ ticked, entries }, at) => {
          const { status, do: work, verify } = steps[at]!;
          assert.equal(ticked, status === "done");
          assert.equal(entries.length, status === "retired" ? 0 : work.length + 1 + verify.length);
        });
      }
    }),
    { numRuns: 300 },
  );
});

Deno.test("readHead() reads what people write instead", () => {
  const read = (text: string) => {
    const { facts, ...head } = readHead(text);
    return { ...head, ...facts };
  };
  const none = { dependsOn: [], requirements: [], retired: false, struck: false, rest: "" };
  assert.deepEqual(read("**2.3 Add \\*all\\*** (Feature, size s, after 1.1 and S1a2b, r1, R2) Why: it is `x`"), {
    ...none,
    number: "2.3",
    title: "Add *all*",
    type: "feature",
    size: "S",
    dependsOn: ["1.1", "S1a2b"],
    requirements: ["R1", "R2"],
    why: "it is `x`",
  });
  assert.deepEqual(read("Add CSV (R3)"), { ...none, title: "Add CSV", requirements: ["R3"] });
  assert.deepEqual(read("Add CSV (for admins)"), { title: "Add CSV (for admins)", struck: false, rest: "" });
  assert.deepEqual(read("**Add CSV** – for admins"), { title: "Add CSV", struck: false, rest: "for admins" });
  assert.deepEqual(read("**1.1 Add CSV** (for admins)"), {
    number: "1.1",
    title: "Add CSV",
    struck: false,
    rest: "",
    unknown: "for admins",
  });
  assert.deepEqual(read("~~**1.1 Old**~~ (retired; `S1a2b`)"), {
    ...none,
    number: "1.1",
    title: "Old",
    struck: true,
    retired: true,
    id: "S1a2b",
  });
  assert.deepEqual(read("**4.2 Use ** (glob) here** (test; size L)"), {
    ...none,
    number: "4.2",
    title: "Use ** (glob) here",
    type: "test",
    size: "L",
  });
});

Deno.test("readFacts() names what is none", () => {
  assert.deepEqual(readFacts("feature; two days"), { unknown: "two days" });
  assert.deepEqual(readFacts(""), { dependsOn: [], requirements: [], retired: false });
});

Deno.test("readBody() takes files and checks in other shapes, and says what is no file", () => {
  const body = (...texts: string[]) => readBody(texts.map((text, line) => ({ text, line })), NONE);
  assert.deepEqual(
    body("**Files:** src/a.ts (new), `b c.ts`; d/ (updated)", "Done when: `go test`", "done when: it runs", "Why: so")
      .deliverables,
    [{ path: "src/a.ts", action: "create" }, { path: "b c.ts" }, { path: "d/", action: "modify" }],
  );
  const { verify, why, do: work } = body("Done when: `go test`", "done when: it runs", "Why: so", "Do it");
  assert.deepEqual({ verify, why, work }, {
    verify: [{ command: "go test", expect: "passes." }, { expect: "it runs" }],
    why: "so",
    work: ["Do it"],
  });
  for (const wrong of ["Files: nothing yet", "Files: `a` (burn)", "Files: `a` `b`"]) {
    assert.equal(body(wrong).problems.length, 1, wrong);
  }
});

Deno.test("parsePhasePage() is linear", () => {
  for (
    const piece of [
      "- [ ] **1.1 a** (",
      "`",
      "** (",
      "- a\n",
      "```\n",
      "```x\n",
      "- [ ] x\n  ```\n",
      "  Why: x\n",
      "<!--",
      "\\",
      "(R1, ",
    ]
  ) {
    parsePhasePage(`# Phase 1: T\n\n## Tasks\n\n${piece.repeat(100_000)}`);
    parsePhasePage(`# Phase 1: T\n\n- [${piece.repeat(100_000)}x`);
  }
});
