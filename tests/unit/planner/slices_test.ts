import assert from "node:assert/strict";
import fc from "fast-check";
import type { Requirement } from "../../../src/plan/types.ts";
import { actionsIn, groupRequirements } from "../../../src/planner/slices.ts";
import { requirement } from "../plan/builders.ts";

function titles(requirements: readonly Requirement[]): string[] {
  return groupRequirements(requirements, "Notes").slices.map(({ title }) => title);
}

Deno.test("groupRequirements() makes a slice of each group", () => {
  const found = [
    requirement("R1", "Users add tags", { group: "Tags" }),
    requirement("R2", "Users find notes", { group: "Finding" }),
    requirement("R3", "Users rename tags", { group: "Tags" }),
  ];
  assert.deepEqual(titles(found), ["Tags", "Finding"]);
});

Deno.test("groupRequirements() takes no heading such as Tech stack for a topic", () => {
  const found = [requirement("R1", "Pages show a map", { group: "Tech stack" }), requirement("R2", "Send an invoice")];
  assert.ok(!titles(found).includes("Tech stack"));
});

Deno.test("groupRequirements() parts features, qualities and limits", () => {
  const grouping = groupRequirements([
    requirement("R1", "Users add notes"),
    requirement("R2", "Pages load within 2 s", { kind: "quality" }),
    requirement("R3", "It is written in Go", { kind: "constraint" }),
    requirement("R4", "Users fly", { status: "retired" }),
  ], "Notes");
  assert.deepEqual(grouping.slices.flatMap(({ requirements }) => requirements.map(({ id }) => id)), ["R1"]);
  assert.deepEqual(grouping.qualities.map(({ id }) => id), ["R2"]);
  assert.deepEqual(grouping.constraints.map(({ id }) => id), ["R3"]);
});

Deno.test("groupRequirements() builds something when there are only qualities or limits", () => {
  for (const kind of ["quality", "constraint"] as const) {
    assert.equal(titles([requirement("R1", "It is written in Go", { kind })]).length, 1, kind);
  }
});

Deno.test("groupRequirements() takes the first sentence for a headline when it names the whole", () => {
  const grouping = groupRequirements([
    requirement("R1", "Create a notes app."),
    requirement("R2", "Users add notes."),
  ], "Notes");
  assert.equal(grouping.headline?.id, "R1");
  assert.ok(!grouping.slices.some(({ requirements }) => requirements.some(({ id }) => id === "R1")));
});

Deno.test("groupRequirements() puts requirements together when they name one file", () => {
  const grouping = groupRequirements([
    requirement("R1", "Load the data in `src/load.py`"),
    requirement("R2", "Train in `src/train.py`"),
    requirement("R3", "Drop empty rows in `src/load.py`"),
  ], "Notes");
  assert.deepEqual(grouping.slices.map(({ files, requirements }) => [files, requirements.map(({ id }) => id)]), [
    [["src/load.py"], ["R1", "R3"]],
    [["src/train.py"], ["R2"]],
  ]);
});

Deno.test("groupRequirements() gives every active requirement one place whatever the requirements", () => {
  const one = fc.record({
    text: fc.array(fc.constantFrom("Create", "notes", "search", "login", "export", "`a.py`", "must", "page", "文"), {
      minLength: 1,
      maxLength: 6,
    }).map((words) => words.join(" ")),
    kind: fc.constantFrom("functional", "quality", "constraint"),
    status: fc.constantFrom("active", "retired"),
    group: fc.option(fc.constantFrom("Tags", "Usage", "Search"), { nil: undefined }),
  });
  fc.assert(fc.property(fc.array(one, { maxLength: 25 }), (drafts) => {
    const all = drafts.map(({ group, ...draft }, at) =>
      requirement(
        `R${at + 1}`,
        draft.text,
        { ...draft, ...(group === undefined ? {} : { group }) } as Partial<Requirement>,
      )
    );
    const { headline, slices, qualities, constraints } = groupRequirements(all, "Notes");
    const placed = [...slices.flatMap(({ requirements }) => requirements), ...qualities, ...constraints].map(({ id }) =>
      id
    );
    assert.equal(new Set(placed).size, placed.length);
    const active = all.filter(({ status }) => status === "active").map(({ id }) => id);
    assert.deepEqual([...new Set([...placed, ...(headline === undefined ? [] : [headline.id])])].sort(), active.sort());
    for (const { title, requirements } of slices) {
      assert.notEqual(title, "");
      assert.ok(requirements.length > 0);
    }
  }));
});

Deno.test("actionsIn() finds the actions that a sentence lists", () => {
  assert.deepEqual(actionsIn("A platform where users create projects, assign tasks, and comment on cards."), [
    "create projects",
    "assign tasks",
    "comment on cards",
  ]);
  assert.deepEqual(actionsIn("Users can add, edit and delete notes"), ["add", "edit", "delete notes"]);
});

Deno.test("actionsIn() finds nothing when fewer than three are listed", () => {
  for (const text of ["Users create projects and assign tasks", "A list of cats, dogs and mice", ""]) {
    assert.deepEqual(actionsIn(text), [], text);
  }
});
