import assert from "node:assert/strict";
import fc from "fast-check";
import { UsageError } from "../../../../src/errors.ts";
import { startPlan } from "../../../../src/pipeline/request.ts";
import { isChange, requirementDiff } from "../../../../src/plan/replan/diff.ts";
import { requirementsAfter } from "../../../../src/plan/replan/surroundings.ts";
import type { RequirementChanges } from "../../../../src/plan/replan/types.ts";
import type { Plan } from "../../../../src/plan/types.ts";
import { briefNames, briefTest, readBrief } from "../../briefs.ts";
import { goodPlan, requirement } from "../builders.ts";

const BRIEF = [
  "# Notes",
  "",
  "- Users can add notes with a title and a text.",
  "- Users can search their notes by word.",
  "- Pages load within 3 seconds.",
  "- All passwords are stored as hashes.",
  "- Admins can lock an account after five failed logins.",
].join("\n");

function planOf(brief = BRIEF): Plan {
  return startPlan({ name: "Notes", brief });
}

/** What changes, in ids: `+R6 ~R3 -R2`. */
function shown({ added, changed, retired }: RequirementChanges): string {
  const ids = (mark: string, list: readonly { id: string }[]) => list.map(({ id }) => mark + id);
  return [...ids("+", added), ...ids("~", changed.map(({ after }) => after)), ...ids("-", retired)].join(" ");
}

const EDITS: readonly (readonly [what: string, edit: (brief: string) => string, changes: string])[] = [
  ["nothing", (brief) => brief, ""],
  ["other marks and spaces", (brief) => brief.replace("by word.", "by  word").replaceAll("- ", "* "), ""],
  ["an empty line", (brief) => brief.replace("- Pages", "\n\n- Pages"), ""],
  ["a moved line", (brief) => brief.split("\n").toSorted().join("\n"), ""],
  ["a typing error", (brief) => brief.replace("search their notes", "saerch thier notes"), "~R2"],
  ["another number", (brief) => brief.replace("3 seconds", "2 seconds"), "~R3"],
  ["other words", (brief) => brief.replace("are stored as hashes", "must be kept as salted hashes only"), "~R4"],
  ["a sentence more", (brief) => `${brief}\n- Users can share a note by a link.`, "+R6"],
  ["a sentence less", (brief) => brief.replace(/- Pages.*\n/, ""), "-R3"],
  ["another in its place", (brief) => brief.replace(/Pages load.*/, "Notes can be printed."), "+R6 -R3"],
  [
    "a sentence split in two",
    (brief) => brief.replace("with a title and a text.", "with a title.\n- Each note has a text."),
    "+R6 ~R1",
  ],
  [
    "two sentences made one",
    (brief) => brief.replace(" by word.", " by word, and pages load within 3 seconds.").replace(/- Pages.*\n/, ""),
    "~R2 -R3",
  ],
  ["a name of its own", (brief) => brief.replace("- Pages load", "- R3: Each page opens"), "~R3"],
  ["its id and all else new", (brief) => brief.replace(/Pages load.*/, "[R3] Notes can be printed."), "~R3"],
];

for (const [what, edit, changes] of EDITS) {
  Deno.test(`requirementDiff() finds ${what} in a brief: ${changes === "" ? "no change" : changes}`, () => {
    const found = requirementDiff(planOf(), { brief: edit(BRIEF) });
    assert.equal(shown(found), changes);
    assert.equal(found.unchanged, 5 - found.changed.length - found.retired.length);
    assert.equal(isChange(found), changes !== "" || found.updated.length > 0);
  });
}

Deno.test("a changed requirement keeps its id and takes all else from the brief", () => {
  const plan = planOf("# Notes\n\n## Speed\n\n- Pages load within 3 seconds.\n- Users can add notes.");
  const brief = "# Notes\n\n## Reading\n\n- Users can add notes.\n- Pages should load within 2 seconds.";
  const { changed: [change], updated } = requirementDiff(plan, { brief });
  assert.deepEqual([change?.before.id, change?.after.id, change?.after.priority], ["R1", "R1", "should"]);
  assert.deepEqual([change?.after.source, change?.after.group], [{ from: "brief", line: 6 }, "Reading"]);
  assert.deepEqual(updated.map(({ id, group }) => `${id} ${group}`), ["R2 Reading"], "another heading is told apart");
});

Deno.test("another line alone is no change, and is noted with the next one", () => {
  const found = requirementDiff(planOf(), { brief: `\n\n${BRIEF}` });
  assert.ok(!isChange(found));
  assert.equal(found.moved.length, 5);
});

Deno.test("what was said on the command line stays, whatever the brief says", () => {
  const plan = startPlan({ name: "Notes", brief: BRIEF, requirements: "Notes can be printed. Users can add notes." });
  assert.equal(shown(requirementDiff(plan, { brief: BRIEF })), "");
  assert.equal(shown(requirementDiff(plan, { brief: `${BRIEF}\n- Notes can be printed.` })), "");
  const only = requirementDiff(startPlan({ name: "Notes", requirements: "Notes can be printed. Pages load fast." }), {
    brief: "Notes can be printed.",
  });
  assert.equal(shown(only), "-R2", "without a brief before, all of the plan is compared");
  assert.deepEqual(only.updated.map(({ source }) => source.from), ["brief"]);
});

Deno.test("requirements are added and retired by name, each once", () => {
  const plan = planOf();
  const found = requirementDiff(plan, {
    add: ["Notes can be printed.", "Pages load within 3 seconds"],
    retire: ["r2", "R2"],
  });
  assert.equal(shown(found), "+R6 -R2");
  assert.deepEqual(found.added[0]?.source, { from: "flag" });
  assert.match(found.notices.join(), /R3 says already/);
  const both = requirementDiff(plan, { brief: BRIEF, retire: ["R2"] });
  assert.equal(shown(both), "-R2");
  assert.match(both.notices.join(), /R2 is retired, though the brief still says it/);
});

Deno.test("what the brief drops and the command line asks for stays what it was", () => {
  const brief = BRIEF.replace(/- Pages.*\n/, "").replace("by word", "by word and by date");
  const found = requirementDiff(planOf(), {
    brief,
    add: ["Pages load within 3 seconds.", "Users can search their notes by word."],
  });
  assert.equal(shown(found), "+R6");
  assert.deepEqual(found.updated.map(({ id, status }) => `${id} ${status}`), ["R3 active", "R2 active"]);
});

Deno.test("a text that comes back gets an id anew, and a notice", () => {
  const plan = goodPlan();
  plan.requirements.push(requirement("R3", "Links expire.", { status: "retired" }));
  const found = requirementDiff(plan, { brief: "Users can shorten links. Users can count clicks. Links expire." });
  assert.equal(shown(found), "+R4");
  assert.match(found.notices.join(), /R4 says what R3 said, which was retired/);
});

const REFUSED:
  readonly (readonly [what: string, edits: Parameters<typeof requirementDiff>[1], message: RegExp, hint: RegExp])[] = [
    ["nothing is given", {}, /without a change/, /--add/],
    ["an id is unknown", { retire: ["R55"] }, /Cannot find the requirement "R55"/, /Did you mean R5/],
    ["a text demands nothing", { add: ["   "] }, /it demands nothing/, /--add/],
    ["the brief demands nothing", { brief: "# Notes" }, /found no requirement in the brief/, /--retire/],
    ["nothing would be left", { retire: ["R1", "R2", "R3", "R4", "R5"] }, /nothing would be left to build/, /--add/],
  ];

for (const [what, edits, message, hint] of REFUSED) {
  Deno.test(`requirementDiff() refuses where ${what}`, () => {
    assert.throws(() => requirementDiff(planOf(), edits), (error) => {
      assert.ok(error instanceof UsageError);
      assert.match(error.message, message);
      assert.match(error.hint, hint);
      return true;
    });
  });
}

Deno.test("what is retired cannot be retired again", () => {
  const plan = goodPlan();
  plan.requirements.push(requirement("R3", "Links expire.", { status: "retired" }));
  assert.throws(() => requirementDiff(plan, { retire: ["R3"] }), /R3: it is retired already/);
});

Deno.test("ids are never used again, whatever the sequence of changes", () => {
  const sentences = [
    "Users can ADD notes.",
    "Pages load within 3 s.",
    "Export as CSV.",
    "Print it.",
    "Notes expire daily.",
  ];
  const change = fc.record({
    brief: fc.uniqueArray(fc.constantFrom(...sentences), { minLength: 1 }),
    add: fc.array(fc.constantFrom(...sentences, "Import from files."), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (edits) => {
      let plan = planOf();
      const given = new Map<string, string>();
      for (const { brief, add } of edits) {
        const found = requirementDiff(plan, { brief: brief.map((text) => `- ${text}`).join("\n"), add });
        plan = { ...plan, requirements: requirementsAfter(plan, found) };
        const ids = plan.requirements.map(({ id }) => id);
        assert.equal(new Set(ids).size, ids.length);
        for (const { id } of found.added) assert.ok(!given.has(id), `${id} was given before`);
        for (const { id, text } of plan.requirements) given.set(id, text);
        assert.ok([...given.keys()].every((id) => ids.includes(id)), "whoever had an id keeps it");
      }
    }),
    { numRuns: 60 },
  );
});

briefTest("no shared brief differs from itself, alone or beside other words", () => {
  for (const name of briefNames) {
    const brief = readBrief(name);
    for (const requirements of [undefined, "Users export all of it as CSV. Keep an audit log."]) {
      const plan = startPlan({ name, brief, ...(requirements === undefined ? {} : { requirements }) });
      const found = requirementDiff(plan, { brief });
      assert.deepEqual([shown(found), found.updated, found.moved], ["", [], []], name);
    }
  }
});

Deno.test("two thousand demands are compared in a moment", () => {
  const demands = Array.from(
    { length: 2000 },
    (_, at) => `- Users can move item ${at} from shelf ${at % 97} to cart ${at % 89}.`,
  );
  const plan = planOf(demands.join("\n"));
  const edited = demands.map((text, at) => at % 10 === 0 ? text.replace("Users", "Admins") : text);
  const found = requirementDiff(plan, { brief: edited.join("\n") });
  assert.deepEqual([found.added.length, found.changed.length, found.retired.length], [0, 200, 0]);
});
