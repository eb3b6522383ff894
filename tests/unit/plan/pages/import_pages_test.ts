import assert from "node:assert/strict";
import fc from "fast-check";
import { PlanError } from "../../../../src/errors.ts";
import { renderPlan } from "../../../../src/output/mod.ts";
import { importPages } from "../../../../src/plan/pages/import_pages.ts";
import { parsePlan } from "../../../../src/plan/read.ts";
import { formatPlan } from "../../../../src/plan/write.ts";
import type { Plan, Step } from "../../../../src/plan/types.ts";
import { goodPlan } from "../builders.ts";
import { anyPlan } from "./texts.ts";

type Pages = Record<string, string>;

/** Imports pages that a test has edited. */
function imported(plan: Plan, edit: (pages: Pages) => void) {
  const rendered = renderPlan(plan);
  const pages = { ...rendered };
  edit(pages);
  const before = structuredClone(plan);
  const result = importPages(plan, pages, { rendered });
  assert.deepEqual(plan, before, "the plan that was given stays as it is");
  return result;
}

/** Replaces a text of a page, which must be there. */
function swap(pages: Pages, name: string, from: string, to: string): void {
  const page = pages[name] ?? "";
  assert.ok(page.includes(from), `${name} holds ${from}`);
  pages[name] = page.replace(from, () => to);
}

const stepsOf = ({ phases }: Plan) => phases.flatMap(({ steps }) => steps);
const idsOf = (plan: Plan) => stepsOf(plan).map(({ id }) => id);

function stepOf(plan: Plan, id: string): Step {
  const found = stepsOf(plan).find((step) => step.id === id);
  assert.ok(found, id);
  return found;
}

/** The lines that the import of such pages is refused with. */
function refused(edit: (pages: Pages) => void): readonly string[] {
  try {
    imported(goodPlan(), edit);
  } catch (error) {
    assert.ok(error instanceof PlanError, String(error));
    assert.match(error.message, /^Cannot take the pages over: /);
    assert.match(error.hint, /\S/);
    return error.problems;
  }
  assert.fail("expected a refusal");
}

/** The block of a step in its page. */
function blockOf(page: string, number: string): string {
  const start = page.search(new RegExp(`^- \\[.\\] \\*\\*${number.replace(".", "\\.")} `, "m"));
  const block = /^[^]*?\n(?=\n|<!--)/.exec(page.slice(start))?.[0];
  assert.ok(start >= 0 && block !== undefined, number);
  return block;
}

Deno.test("importPages() gives back the very same plan for pages that nobody changed, whatever they hold", () => {
  fc.assert(
    fc.property(anyPlan, (any) => {
      const plan = parsePlan(formatPlan(any));
      const result = imported(plan, () => {});
      assert.equal(result.plan, plan);
      assert.ok(result.diff.same);
      assert.deepEqual(result.problems, []);
    }),
    { numRuns: 300 },
  );
});

/** What editors and formatters do to a page without changing what it says. */
const REFORMATTED: Readonly<Record<string, (page: string) => string>> = {
  "line ends of Windows": (page) => page.replaceAll("\n", "\r\n"),
  "other bullets": (page) => page.replace(/^( *)- /gm, "$1* "),
  "deeper indentation": (page) => page.replace(/^ {2}(?=\S)/gm, "    "),
  "tabs": (page) => page.replace(/^ {2}(?=\S)/gm, "\t"),
  "loose lists": (page) => page.replace(/\n(?= {2}-)/g, "\n\n"),
  "wrapped lines": (page) =>
    page.split("\n").map((line) => {
      const indent = /^ *(?:- )?/.exec(line)?.[0].length ?? 0;
      return line.startsWith("<!--") || line.startsWith("#") || line.startsWith("|")
        ? line
        : line.replace(/(.{30}\S*) (?=\S{3})/g, `$1\n${" ".repeat(Math.max(2, indent))}`);
    }).join("\n"),
  "escaped signs": (page) => page.replace(/(?<=[a-z])_(?=\d)/g, "\\_"),
  "no anchors": (page) => page.replace(/^<!--.*\n/gm, ""),
};

for (const [name, reformat] of Object.entries(REFORMATTED)) {
  Deno.test(`importPages() takes ${name} for no change`, () => {
    const plan = goodPlan();
    // Code keeps its underscores as they are.
    for (const step of stepsOf(plan)) step.deliverables = [{ path: "main.go", action: "modify" }];
    const { plan: after, problems } = imported(plan, (pages) => {
      for (const page of ["phase1.md", "phase2.md"]) {
        const changed = reformat(pages[page] ?? "");
        assert.notEqual(changed, pages[page]);
        pages[page] = changed;
      }
    });
    assert.equal(after, plan);
    assert.deepEqual(problems, []);
  });
}

Deno.test("importPages() takes over what a step says", () => {
  const { plan, diff } = imported(goodPlan(), (pages) => {
    swap(
      pages,
      "phase1.md",
      blockOf(pages["phase1.md"]!, "1.2"),
      [
        "- [ ] **1.2 Build the *lookup* of `codes`** (test; size L; after 1.1; R1, R2; `S1x2`)",
        "  Why: It is asked \\<often\\>.",
        "  - Write the lookup, which answers 404 where nobody made the code.",
        "  - Files: `part_1_2.go` (modify), `look up.go` (create)",
        "  - Done when: `` go test `pwd` `` passes.",
        "",
      ].join("\n"),
    );
  });
  const { generatedBy, ...step } = stepOf(plan, "S1x2");
  assert.deepEqual(step, {
    id: "S1x2",
    number: "1.2",
    type: "test",
    title: "Build the *lookup* of `codes`",
    why: "It is asked <often>.",
    do: ["Write the lookup, which answers 404 where nobody made the code."],
    requirements: ["R1", "R2"],
    dependsOn: ["1.1"],
    deliverables: [{ path: "part_1_2.go", action: "modify" }, { path: "look up.go", action: "create" }],
    verify: [{ command: "go test `pwd`", expect: "passes." }],
    size: "L",
    status: "todo",
  });
  assert.equal(generatedBy, "offline");
  assert.equal(plan.revision, 2);
  assert.ok(plan.checks !== undefined);
  assert.deepEqual(diff.steps.changed.map(({ fields }) => fields.map(({ field }) => field)), [
    ["title", "type", "size", "why", "do", "requirements", "deliverables", "verify"],
  ]);
  assert.deepEqual(plan.phases[0]?.requirements, ["R1", "R2"]);
});

Deno.test("importPages() gives new steps ids that were never used, and lets all references follow", () => {
  const before = goodPlan();
  stepOf(before, "S2x2").do.push("Use what step 1.2 left.");
  const { plan, diff } = imported(before, (pages) => {
    swap(
      pages,
      "phase1.md",
      "- [ ] **1.2 ",
      "- [ ] Log each request (after 1.1, 2.3)\n  - Write one line for step 1.3.\n  - Files: README.md, log.go\n\n- [ ] **1.2 ",
    );
  });
  const fresh = plan.phases[0]?.steps[1];
  assert.match(fresh?.id ?? "", /^S[0-9a-z]{4}$/);
  assert.deepEqual({ ...fresh, id: "" }, {
    id: "",
    number: "1.2",
    type: "feature",
    title: "Log each request",
    do: ["Write one line for step 1.4."],
    requirements: [],
    dependsOn: ["1.1", "2.3"],
    deliverables: [{ path: "README.md", action: "modify" }, { path: "log.go", action: "create" }],
    verify: [],
    size: "M",
    status: "todo",
    generatedBy: "hand",
  });
  assert.deepEqual(idsOf(plan).filter((id) => id !== fresh?.id), idsOf(before));
  assert.deepEqual(stepOf(plan, "S1x3").dependsOn, ["1.3"]);
  assert.equal(stepOf(plan, "S2x2").do.at(-1), "Use what step 1.3 left.");
  assert.deepEqual(diff.steps.added.map(({ id }) => id), [fresh?.id]);
  assert.deepEqual(diff.steps.changed, []);
});

Deno.test("importPages() retires steps that were taken out or struck out, and keeps those that are done", () => {
  const before = goodPlan();
  Object.assign(stepOf(before, "S1x1"), { status: "done" });
  const { plan, problems, diff } = imported(before, (pages) => {
    for (const number of ["1.1", "1.2"]) swap(pages, "phase1.md", blockOf(pages["phase1.md"]!, number), "");
    swap(pages, "phase2.md", "- [ ] **2.2 Build part 2 of 2** (", "- ~~**2.2 Build part 2 of 2**~~ (retired; ");
  });
  assert.deepEqual(stepsOf(plan).map(({ id, number, status }) => `${number} ${id} ${status}`), [
    "1.1 S1x1 done",
    "1.2 S1x2 retired",
    "1.3 S1x3 todo",
    "2.1 S2x1 todo",
    "2.2 S2x2 retired",
    "2.3 S2x3 todo",
  ]);
  assert.deepEqual(stepOf(plan, "S2x2"), { ...stepOf(before, "S2x2"), status: "retired" });
  assert.equal(problems.length, 1);
  assert.match(problems[0]?.text ?? "", /^step 1\.1, .* was taken out, but it is done/);
  assert.deepEqual(diff.steps.retired.map(({ id }) => id), ["S1x2", "S2x2"]);
  // Its line says nothing new, and a step again where a line was is to do again.
  assert.equal(imported(plan, () => {}).plan, plan);
  const again = imported(
    plan,
    (pages) =>
      swap(pages, "phase1.md", "- ~~**1.2 Build part 1 of 2**~~ (retired; ", "- [ ] **1.2 Build part 1 of 2** ("),
  );
  assert.deepEqual(stepOf(again.plan, "S1x2"), { ...stepOf(before, "S1x2") });
});

Deno.test("importPages() takes ticks over, which make no new revision, and undoes nothing", () => {
  const before = goodPlan();
  Object.assign(stepOf(before, "S1x1"), { status: "done", evidence: { verified: true } });
  const { plan, problems } = imported(before, (pages) => {
    swap(pages, "phase1.md", "- [x] **1.1", "- [ ] **1.1");
    swap(pages, "phase1.md", "- [ ] **1.2", "- [X] **1.2");
  });
  assert.deepEqual(stepOf(plan, "S1x1"), stepOf(before, "S1x1"));
  assert.deepEqual(stepOf(plan, "S1x2").evidence, { note: "ticked by hand", verified: false });
  assert.equal(stepOf(plan, "S1x2").status, "done");
  assert.equal(plan.revision, 1);
  assert.deepEqual(problems.map(({ file, line, text }) => [file, line, text]), [
    ["phase1.md", 10, "step 1.1 is done, but its box is not ticked"],
  ]);
});

Deno.test("importPages() takes over moves, also from phase to phase", () => {
  const { plan, diff } = imported(goodPlan(), (pages) => {
    const block = blockOf(pages["phase2.md"]!, "2.1");
    swap(pages, "phase2.md", block, "");
    swap(pages, "phase1.md", "- [ ] **1.2", `${block}\n- [ ] **1.2`);
  });
  assert.deepEqual(plan.phases.map(({ steps }) => steps.map(({ id }) => id)), [
    ["S1x1", "S2x1", "S1x2", "S1x3"],
    ["S2x2", "S2x3"],
  ]);
  assert.deepEqual(stepOf(plan, "S2x1").dependsOn, ["1.3"]);
  assert.deepEqual(diff.steps.changed, []);
  assert.deepEqual(diff.steps.moved.filter(({ shifted }) => !shifted).map(({ id }) => id), ["S2x1"]);
  assert.deepEqual(plan.phases.map(({ requirements }) => requirements), [["R1", "R2"], ["R2"]]);
});

Deno.test("importPages() knows a step whose facts were taken out by its title", () => {
  const before = goodPlan();
  const { plan } = imported(before, (pages) => {
    pages["phase1.md"] = pages["phase1.md"]!.replace(/^(- \[ \] \*\*1\.2 .*?\*\*) \(.*\)$/m, "$1")
      .replace("**1.2 Build", "**Build");
  });
  assert.equal(plan, before);
});

Deno.test("importPages() takes over titles, goals and outcomes, new phases and the definition of done", () => {
  const { plan, problems } = imported(goodPlan(), (pages) => {
    swap(pages, "phase1.md", "# Phase 1: Phase 1", "# Phase 1: Begin");
    swap(pages, "phase1.md", "Something can be used.", "Links can\nbe shortened.");
    swap(pages, "phase1.md", "- [ ] The tests pass.", "- [x] The tests pass.\n- [ ] Two people use it.");
    swap(pages, "devplan.md", "| 2. Phase 2 | Something can be used. |", "| 2. Grow | Clicks \\| days. |");
    swap(pages, "devplan.md", "- [ ] All tests pass.", "- [ ] All tests pass.\n- [ ] It is fast.");
    swap(pages, "devplan.md", "It shortens links.", "It makes coffee.");
    pages["phase3.md"] =
      "# Phase 3: Later\n\nAfter: phase 1.\n\n- [ ] **Write `more`** (docs; R2)\n- Remember the milk\n";
  });
  assert.deepEqual(plan.phases.map(({ number, title, goal }) => [number, title, goal]), [
    [1, "Begin", "Links can be shortened."],
    [2, "Grow", "Clicks | days."],
    [3, "Later", "Later"],
  ]);
  assert.deepEqual(plan.phases[0]?.exitCriteria, ["The tests pass.", "Two people use it."]);
  assert.deepEqual(plan.definitionOfDone, ["All tests pass.", "It is fast."]);
  const { steps, ...added } = plan.phases[2]!;
  assert.deepEqual(added, {
    number: 3,
    title: "Later",
    goal: "Later",
    kind: "feature",
    requirements: ["R2"],
    dependsOn: [1],
    exitCriteria: [],
    generatedBy: "hand",
  });
  assert.deepEqual(steps.map(({ number, title }) => [number, title]), [["3.1", "Write `more`"]]);
  assert.deepEqual(problems.map(({ file, line }) => [file, line]), [["phase3.md", 6], ["devplan.md", undefined]]);
  assert.match(problems[1]?.text ?? "", /a line was changed or taken out.*It shortens links\./);
});

Deno.test("importPages() lets a new phase stand between others, whose pages were renamed", () => {
  const before = goodPlan();
  const { plan, diff } = imported(before, (pages) => {
    pages["phase3.md"] = pages["phase2.md"]!;
    pages["phase2.md"] = "# Phase 2: Between\n\n- [ ] **Look around** (docs; S; after 1.3)\n";
  });
  assert.deepEqual(plan.phases.map(({ number, title }) => [number, title]), [[1, "Phase 1"], [2, "Between"], [
    3,
    "Phase 3",
  ]]);
  assert.deepEqual(plan.phases[2]?.steps.map(({ id }) => id), before.phases[1]?.steps.map(({ id }) => id));
  assert.equal(stepOf(plan, "S2x2").number, "3.2");
  assert.deepEqual([diff.phases.added.length, diff.phases.removed.length], [1, 0]);
});

Deno.test("importPages() leaves phases whose pages are not given as they are", () => {
  const before = goodPlan();
  const rendered = renderPlan(before);
  assert.equal(importPages(before, {}, { rendered }).plan, before);
  const page = rendered["phase2.md"]!.replace("Build part 2 of 1", "Build it");
  const { plan } = importPages(before, { "phase2.md": page }, { rendered });
  assert.deepEqual(plan.phases[0], before.phases[0]);
  assert.equal(stepOf(plan, "S2x1").title, "Build it");
});

Deno.test("importPages() refuses all, with each place, where something cannot be read", () => {
  const problems = refused((pages) => {
    pages["phase1.md"] = pages["phase1.md"]!.replace("`S1x1`", "`Snone`").replace("`S1x2`", "`S1x3`")
      .replace("Files: `part_1_1.go` (create)", "Files: `part_1_1.go` (burn)");
    pages["phase2.md"] = pages["phase2.md"]!.replace("R2; `S2x1`", "R9; `S2x1`").replace("after 2.1", "after 7.7")
      .replace("docs; size S", "docs; two days") + "\n- [ ] \n";
  });
  assert.deepEqual(problems, [
    "phase1.md:10: the plan has no step with the id Snone",
    "phase1.md:22: the step S1x3 stands there a second time, after phase1.md:16",
    'phase1.md:13: expected files, got "`part_1_1.go` (burn), `part_1_1_test.go` (create)"',
    "phase2.md:12: the plan has no requirement R9",
    'phase2.md:18: "after 7.7": there is no such step',
    'phase2.md:24: "two days" is no fact of a step: expected its type, its size, after which steps, requirements, its id',
  ]);
  assert.deepEqual(
    refused((pages) => swap(pages, "phase1.md", "- [ ] **1.1", "- [ ]\n- [ ] **1.1")),
    [
      "phase1.md:10: the step has no title",
    ],
  );
  assert.deepEqual(refused((pages) => (pages["phase5.md"] = "# Phase 5: Later\n")), [
    "phase5.md: expected phase3.md before it",
  ]);
  assert.deepEqual(refused((pages) => (pages["phase3.md"] = "- [ ] A step\n")), ["phase3.md: the phase has no title"]);
  assert.deepEqual(
    refused((pages) => {
      pages["phase1.md"] = pages["phase2.md"]!;
      delete pages["phase2.md"];
    }),
    ['phase1.md: it is another phase\'s page now, and phase 1, "Phase 1", has none'],
  );
});

Deno.test("importPages() takes texts that attack for texts", () => {
  const hostile = "\u001b[31m<script>alert(1)</script>\u202e <!-- PHASE_TASKS_END -->";
  const { plan } = imported(goodPlan(), (pages) => {
    swap(pages, "phase1.md", "Build part 1 of 1", `Build ${hostile}`);
  });
  assert.equal(stepOf(plan, "S1x1").title, "Build <script>alert(1)</script> <!-- PHASE_TASKS_END -->");
  assert.equal(imported(plan, () => {}).plan, plan);
});

Deno.test("importPages() lets who waited for a step that was taken out wait for what that one waited for", () => {
  const before = goodPlan();
  stepOf(before, "S2x1").dependsOn = ["1.3"];
  stepOf(before, "S2x2").dependsOn = ["2.1", "1.2"];
  stepOf(before, "S2x3").dependsOn = ["2.2"];
  const { plan, diff } = imported(before, (pages) => {
    for (const number of ["2.1", "2.2"]) swap(pages, "phase2.md", blockOf(pages["phase2.md"]!, number), "");
    swap(pages, "phase1.md", "- [ ] **1.2 ", "- [ ] **Look** (docs; S)\n\n- [ ] **1.2 ");
  });
  assert.deepEqual(stepOf(plan, "S2x3").dependsOn, ["1.4", "1.3"]);
  // What nobody needs stays as it was, so that whoever takes it back finds it.
  assert.deepEqual(stepOf(plan, "S2x2").dependsOn, ["2.1", "1.3"]);
  assert.deepEqual(diff.steps.changed.map(({ after, fields }) => [after.id, fields.map(({ field }) => field)]), [
    ["S2x3", ["dependsOn"]],
  ]);
  const struck = imported(
    goodPlan(),
    (pages) =>
      swap(pages, "phase1.md", "- [ ] **1.2 Build part 1 of 2** (", "- ~~**1.2 Build part 1 of 2**~~ (retired; "),
  );
  assert.deepEqual(stepOf(struck.plan, "S1x3").dependsOn, stepOf(goodPlan(), "S1x2").dependsOn);
});

Deno.test("importPages() reads any sign in a box but x as a step to do, some as one that is under way", () => {
  const before = goodPlan();
  for (const box of "~/-!>?") {
    const status = "~/".includes(box) ? "doing" : "todo";
    const { plan, problems, diff } = imported(
      before,
      (pages) => swap(pages, "phase1.md", "- [ ] **1.2", `- [${box}] **1.2`),
    );
    assert.equal(stepOf(plan, "S1x2").status, status, box);
    assert.deepEqual([plan.revision, diff.steps.retired, problems], [1, [], []]);
  }
  for (const box of ["[]", "[  ]", "[ ] "]) {
    assert.equal(imported(before, (pages) => swap(pages, "phase1.md", "- [ ] **1.2", `- ${box} **1.2`)).plan, before);
  }
  assert.equal(
    stepOf(imported(before, (pages) => swap(pages, "phase1.md", "- [ ] **1.2", "- [x ] **1.2")).plan, "S1x2").status,
    "done",
  );
  Object.assign(stepOf(before, "S1x1"), { status: "done" });
  const { plan, problems } = imported(before, (pages) => swap(pages, "phase1.md", "- [x] **1.1", "- [~] **1.1"));
  assert.equal(plan, before);
  assert.match(problems[0]?.text ?? "", /is done, but its box is not ticked/);
});

Deno.test("importPages() retires no step whose id still stands in a page, but says where", () => {
  const text = "step 1.2 can no longer be read, though its id stands here";
  const spoiled: Readonly<Record<string, (head: string) => string>> = {
    "no bullet": (head) => head.replace("- [ ] ", ""),
    "no space": (head) => head.replace("- [ ] ", "- [ ]"),
    "a heading": (head) => head.replace("- [ ] ", "### "),
    "an entry of the step before": (head) => `  ${head}`,
    "a comment": (head) => `<!-- ${head} -->`,
    "code": (head) => `\`\`\`\n${head}\n\`\`\``,
  };
  for (const [name, spoil] of Object.entries(spoiled)) {
    const lines = refused((pages) => {
      const head = /^- \[ \] \*\*1\.2 .*$/m.exec(pages["phase1.md"]!)?.[0] ?? "";
      swap(pages, "phase1.md", head, spoil(head));
    });
    assert.deepEqual(lines, [`phase1.md:${name === "code" ? 17 : 16}: ${text}`], name);
  }
  assert.deepEqual(
    refused((pages) => {
      const block = blockOf(pages["phase1.md"]!, "1.2");
      swap(pages, "phase1.md", block, "");
      pages["phase2.md"] += `\n> ${block}`;
    }),
    [`phase2.md:36: ${text}`],
  );
  // Who waits for it by its id does not hold it.
  const { plan } = imported(goodPlan(), (pages) => {
    swap(pages, "phase1.md", blockOf(pages["phase1.md"]!, "1.2"), "");
    swap(pages, "phase1.md", "after 1.2;", "after `S1x2`;");
  });
  assert.equal(stepOf(plan, "S1x2").status, "retired");
});

Deno.test("importPages() refuses pages that hold a conflict", () => {
  const conflict = (pages: Pages) => {
    swap(pages, "phase1.md", "- [ ] **1.2", "<<<<<<< HEAD\n- [ ] **1.2");
    swap(pages, "devplan.md", "## ", "=======\r\n>>>>>>> other\n## ");
  };
  assert.deepEqual(refused(conflict), [
    "devplan.md:14: git has left a conflict there",
    "phase1.md:16: git has left a conflict there",
  ]);
});

Deno.test("importPages() keeps the boxes of what stands below a step", () => {
  const before = goodPlan();
  const { plan } = imported(before, (pages) => {
    swap(
      pages,
      "phase1.md",
      "  - Files: `part_1_2.go`",
      "  - [x] First half\n  - [ ] Second half\n  - [x] Files: `part_1_2.go`",
    );
  });
  const { do: work, deliverables } = stepOf(before, "S1x2");
  assert.deepEqual(stepOf(plan, "S1x2").do, [...work, "[x] First half", "[ ] Second half"]);
  assert.deepEqual(stepOf(plan, "S1x2").deliverables, deliverables);
  assert.equal(imported(plan, () => {}).plan, plan);
});

Deno.test("importPages() parts plain lines below a step's first line from its reason, files and checks", () => {
  const before = goodPlan();
  stepOf(before, "S1x2").why = "It is asked often.";
  const { plan } = imported(before, (pages) => {
    swap(pages, "phase1.md", "  Why: It is", "  Mind the\n  gap.\n  Why: It is");
    swap(
      pages,
      "phase1.md",
      "- [ ] **1.3",
      [
        "- [ ] **Look around** (docs; S)",
        "  Why: Nobody did.",
        "  Files: none",
        "  Done when: it was\n  seen.",
        "",
        "- [ ] **Look again** (docs; S)",
        "  - Look.",
        "  Files: none",
        "",
        "- [ ] **1.3",
      ].join("\n"),
    );
  });
  const own = stepOf(before, "S1x2");
  assert.deepEqual(stepOf(plan, "S1x2"), { ...own, do: ["Mind the gap.", ...own.do] });
  const [look, again] = plan.phases[0]!.steps.slice(2);
  assert.deepEqual([look?.why, look?.do, look?.deliverables, look?.verify], [
    "Nobody did.",
    [],
    [],
    [{ expect: "it was seen." }],
  ]);
  assert.deepEqual([again?.do, again?.deliverables], [["Look."], []]);
  assert.equal(renderPlan(plan)["phase1.md"]!.split("Files: none").length, 3);
});

Deno.test("importPages() lets the requirements of phases follow the steps that move", () => {
  const before = goodPlan();
  // A phase need not list what its steps cite, as that of a release.
  stepOf(before, "S1x2").requirements = ["R2"];
  before.phases[0]!.requirements = [];
  const move = (pages: Pages) => {
    const block = blockOf(pages["phase2.md"]!, "2.1");
    swap(pages, "phase2.md", block, "");
    swap(pages, "phase1.md", "- [ ] **1.2", `${block}\n- [ ] **1.2`);
  };
  const requirements = ({ phases }: Plan) => phases.map(({ requirements }) => requirements);
  assert.deepEqual(requirements(imported(before, move).plan), [["R2"], ["R2"]]);
  for (const id of ["S2x2", "S2x3"]) stepOf(before, id).requirements = [];
  assert.deepEqual(requirements(imported(before, move).plan), [["R2"], []]);
  const { plan } = imported(before, (pages) => {
    move(pages);
    delete pages["phase2.md"];
  });
  assert.deepEqual(requirements(plan), [["R2"], []]);
});

Deno.test("importPages() keeps ids apart and references true over any edits", () => {
  const edit = fc.record({
    kind: fc.constantFrom("add", "remove", "tick", "move", "word"),
    at: fc.nat(5),
    to: fc.nat(5),
  });
  fc.assert(
    fc.property(fc.array(fc.array(edit, { maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rounds) => {
      let plan = goodPlan();
      const used = new Set(idsOf(plan));
      for (const edits of rounds) {
        const before = plan;
        const { plan: after } = imported(before, (pages) => {
          for (const { kind, at, to } of edits) editPages(pages, kind, at, to);
        });
        assert.deepEqual(parsePlan(formatPlan(after)), after);
        assert.equal(new Set(idsOf(after)).size, idsOf(after).length);
        for (const id of idsOf(before)) assert.ok(idsOf(after).includes(id), `${id} is kept`);
        const fresh = idsOf(after).filter((id) => !idsOf(before).includes(id));
        for (const id of fresh) assert.ok(!used.has(id) && used.add(id));
        after.phases.forEach((phase, at) =>
          phase.steps.forEach((step, position) => assert.equal(step.number, `${at + 1}.${position + 1}`))
        );
        const meant = (plan: Plan, id: string) =>
          stepOf(plan, id).dependsOn.map((number) => stepsOf(plan).find((step) => step.number === number)?.id);
        const gone = (id = "") => stepOf(after, id).status === "retired" && stepOf(before, id).status !== "retired";
        const waits = (id: string): string[] =>
          meant(before, id).flatMap((each) => gone(each) ? waits(each ?? "") : each ?? []);
        for (const id of idsOf(before)) {
          const open = ["todo", "doing"].includes(stepOf(after, id).status);
          assert.deepEqual(meant(after, id), open ? [...new Set(waits(id))] : meant(before, id));
        }
        assert.equal(imported(after, () => {}).plan, after);
        plan = after;
      }
    }),
    { numRuns: 100 },
  );
});

/** One edit as a person makes it. */
function editPages(pages: Pages, kind: string, at: number, to: number): void {
  const name = `phase${1 + at % 2}.md`;
  const page = pages[name] ?? "";
  const blocks = page.match(/^- \[.\] \*\*[^]*?\n(?=\n|<!--)/gm) ?? [];
  const block = blocks[at % Math.max(1, blocks.length)];
  if (block === undefined) return;
  switch (kind) {
    case "add":
      pages[name] = page.replace(block, () => `- [ ] **Something else ${to}** (S)\n\n${block}`);
      return;
    case "remove":
      pages[name] = page.replace(block, "");
      return;
    case "tick":
      pages[name] = page.replace(block, () => block.replace("[ ]", "[x]"));
      return;
    case "word":
      pages[name] = page.replace(block, () => block.replace("  - Files:", `  - One more thing ${to}.\n  - Files:`));
      return;
    case "move": {
      pages[name] = page.replace(block, "");
      const target = `phase${1 + to % 2}.md`;
      pages[target] = (pages[target] ?? "").replace(
        "<!-- PHASE_TASKS_END -->",
        () => `${block}\n<!-- PHASE_TASKS_END -->`,
      );
    }
  }
}
