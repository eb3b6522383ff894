import assert from "node:assert/strict";
import fc from "fast-check";
import { UsageError } from "../../../../src/errors.ts";
import { startPlan } from "../../../../src/pipeline/request.ts";
import { plainWords } from "../../../../src/plan/replan/likeness.ts";
import { isChange, requirementDiff } from "../../../../src/plan/replan/requirement_changes.ts";
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
    "~R2",
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

Deno.test("what was retired by its id stays so, whatever the brief says; added again it stands under its old id", () => {
  const plan = planOf();
  const retired = { ...plan, requirements: requirementsAfter(plan, requirementDiff(plan, { retire: ["R3"] })) };
  const still = requirementDiff(retired, { brief: `${BRIEF}\n- Users can share a note by a link.` });
  assert.equal(shown(still), "+R6");
  assert.match(still.notices.join(), /R3 is retired, though the brief still says it; --add makes it stand again/);
  const back = requirementDiff(retired, { add: ["pages load within 3 seconds"] });
  assert.equal(shown(back), "+R3");
  const standing = requirementsAfter(retired, back);
  assert.deepEqual(
    standing.map(({ id, status }) => `${id} ${status}`),
    plan.requirements.map(({ id }) => `${id} active`),
  );
});

Deno.test("what a brief had dropped and says again stands again under its old id", () => {
  const plan = planOf();
  const dropped = requirementDiff(plan, { brief: BRIEF.replace(/- Pages.*\n/, "") });
  const without = { ...plan, requirements: requirementsAfter(plan, dropped) };
  const again = requirementDiff(without, { brief: BRIEF });
  assert.equal(shown(again), "+R3");
  assert.deepEqual(requirementsAfter(without, again), plan.requirements);
});

Deno.test("what was retired is not taken for what is like it", () => {
  const brief = `${BRIEF}\n- Pages load within 3 seconds for admins.`;
  const plan = planOf(brief);
  const retired = { ...plan, requirements: requirementsAfter(plan, requirementDiff(plan, { brief, retire: ["R3"] })) };
  assert.equal(shown(requirementDiff(retired, { brief })), "");
  const other = brief.replace(/ for admins.*/, " for guests.");
  assert.equal(shown(requirementDiff(retired, { brief: other })), "~R6");
});

/** Ways in which people number their demands themselves, all but the first, which so has another number here. */
const OWN_NUMBERS: readonly ((text: string, number: number) => string)[] = [
  (text, number) => `- R${number}: ${text}`,
  (text, number) => `- **R${number}:** ${text}`,
  (text, number) => `- R${number} - ${text}`,
  (text, number) => `- (R${number}) ${text}`,
  (text, number) => `- [R${number}] ${text}`,
  (text, number) => `- R${number}. ${text}`,
  (text, number) => `- ${text.replace(/\.$/, "")} (R${number}).`,
  (text, number) => `- ${text} [R${number}]`,
];
for (const style of OWN_NUMBERS) {
  const [first = "", ...texts] = BRIEF.split("\n").slice(2).map((line) => line.slice(2));
  const lines = texts.map((text, at) => style(text, at + 1));
  Deno.test(`a brief with numbers of its own is matched by its words: ${lines[0]}`, () => {
    const briefOf = (list: readonly string[]) => `# Notes\n\n${first}\n\n${list.join("\n")}\n`;
    const plan = planOf(briefOf(lines));
    assert.equal(shown(requirementDiff(plan, { brief: briefOf(lines) })), "");
    assert.equal(shown(requirementDiff(plan, { brief: briefOf(lines.toReversed()) })), "");
    const edited = lines.map((line) => line.replace("3 seconds", "2 seconds"));
    const { changed, ...rest } = requirementDiff(plan, { brief: briefOf(edited) });
    assert.equal(shown({ ...rest, changed }), "~R3");
    assert.equal(changed[0]?.after.text, changed[0]?.before.text.replace("3 seconds", "2 seconds"), "no name is lost");
  });
}

Deno.test("an id that a brief names is that requirement's unless its words stand elsewhere", () => {
  const brief = `${BRIEF}\n- R3: Users can print all of their notes.`;
  const found = requirementDiff(planOf(), { brief });
  assert.deepEqual([shown(found), found.unchanged], ["+R6", 5]);
});

Deno.test("a demand that stands in another one now stays, until it is retired by its id", () => {
  const merged = BRIEF.replace(" by word.", " by word, and pages load within 3 seconds.").replace(/- Pages.*\n/, "");
  const plan = planOf();
  const found = requirementDiff(plan, { brief: merged });
  assert.match(found.notices.join(), /R3 stays: its words stand in "Users can search .*--retire R3/);
  const after = { ...plan, requirements: requirementsAfter(plan, found) };
  const again = requirementDiff(after, { brief: merged });
  assert.ok(!isChange(again), "the same brief changes nothing more");
  assert.equal(shown(requirementDiff(plan, { brief: merged, retire: ["R3"] })), "~R2 -R3");
  const denied = BRIEF.replace(
    /- Pages.*\n/,
    "- There is no promise that pages ever load within 3 seconds or so, anywhere.\n",
  );
  assert.doesNotMatch(requirementDiff(plan, { brief: denied }).notices.join(), /R3 stays/);
});

Deno.test("a plan that had no brief is compared as a whole, and says so", () => {
  const plan = startPlan({ name: "Notes", requirements: "Users can list notes. Users can add notes." });
  const found = requirementDiff(plan, { brief: "- Users can share notes by mail.\n- Users can list notes.\n" });
  assert.equal(shown(found), "+R3 -R2");
  assert.match(found.notices.join(), /The plan had no brief: all of its 2 requirements are compared with this one/);
  const next = { ...plan, requirements: requirementsAfter(plan, found) };
  const { requirements } = startPlan({ name: "Notes", requirements: "Notes can be printed." });
  const more = { ...next, requirements: [...next.requirements, { ...requirements[0]!, id: "R4" }] };
  const later = requirementDiff(more, { brief: "- Users can share notes by mail." });
  assert.deepEqual([shown(later), later.notices], ["-R1", []], "what is said on the command line later stays");
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
        for (const { id, text } of found.added) {
          assert.equal(plainWords(given.get(id) ?? text), plainWords(text), `${id} was given to something else`);
        }
        for (const { id, text } of plan.requirements) given.set(id, text);
        assert.ok([...given.keys()].every((id) => ids.includes(id)), "whoever had an id keeps it");
      }
    }),
    { numRuns: 60 },
  );
});

/** A brief whose list entries have numbers of their own, in another order than those that the plan gives. */
function numbered(brief: string): string {
  let last = 0;
  return brief.replace(/^( {0,3}[-*] )(?=[A-Z])/gm, (mark) => `${mark}R${++last + 1}: `);
}

briefTest("no shared brief differs from itself, alone, beside other words or with numbers of its own", () => {
  const briefs = briefNames.flatMap((name) =>
    [readBrief(name), numbered(readBrief(name))].map((brief) => ({ name, brief }))
  );
  for (const { name, brief } of briefs) {
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

Deno.test("a heading that says less of the same changes nothing, and one that says something else does", () => {
  const brief = "# Notes\n\n- Output handling:\n    - Print results to the console.\n    - Write results as CSV.\n";
  const plan = planOf(brief);
  assert.ok(plan.requirements.every(({ group }) => group === "Output handling"), JSON.stringify(plan.requirements));
  assert.equal(shown(requirementDiff(plan, { brief: brief.replace("Output handling", "Output") })), "");
  assert.equal(shown(requirementDiff(plan, { brief: brief.replace("Output handling", "Errors") })), "~R1 ~R2");
});
