import assert from "node:assert/strict";
import fc from "fast-check";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import { isSafePath } from "../../../../src/plan/paths.ts";
import type { Plan } from "../../../../src/plan/types.ts";
import { goodPlan, withStep } from "../builders.ts";

function rulesOf(plan: Plan): string[] {
  return lintPlan(plan).findings.map(({ rule }) => rule);
}

Deno.test("isSafePath() accepts paths inside the project", () => {
  for (
    const path of [
      "a.ts",
      "src/a.ts",
      "src/",
      ".github/workflows/ci.yml",
      ".env.example",
      "src/[id]/page.tsx",
      "src/..hidden",
      "a..b/c",
      "docs/Größe.md",
      "文/笔记.md",
      "my notes/a b.md",
      "src/(group)/page.tsx",
      "@scope/a.ts",
    ]
  ) assert.equal(isSafePath(path), true, path);
});

Deno.test("isSafePath() refuses paths that leave the project or cannot be written everywhere", () => {
  for (
    const path of [
      "",
      " ",
      "/",
      "/etc/passwd",
      "//server/share",
      "..",
      "../a",
      "a/../../b",
      "a/..",
      "./a",
      "a/./b",
      "~/.ssh/id_rsa",
      "C:\\Windows\\a.txt",
      "c:/a.txt",
      "C:a.txt",
      "\\\\server\\share",
      "a\\..\\b",
      "..\\a",
      "a\0b",
      "a\nb",
      "file:///etc/passwd",
      "https://example.org/a",
      "a/b. ",
      "a./b",
      "a /b",
      "... /a",
      "a|b",
      'a"b',
      "a?b",
      "<path>",
      "a".repeat(241),
    ]
  ) assert.equal(isSafePath(path), false, JSON.stringify(path));
});

Deno.test("isSafePath() accepts nothing that leads outside whatever the path", () => {
  const part = fc.constantFrom("..", ".", "a", "b.ts", "", "~", "C:", "...", ".. ", ". .", "a\\..", "%2e%2e");
  fc.assert(fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
    const path = parts.join("/");
    if (!isSafePath(path)) return;
    const url = new URL(path, "file:///project/root/");
    assert.ok(url.href.startsWith("file:///project/root/") || /%2e/i.test(path), path);
    assert.ok(parts.every((part) => part !== ".." && part !== "."), path);
  }));
});

Deno.test("lintPlan() finds deliverables outside the project", () => {
  for (const path of ["../secret", "/etc/passwd", "C:\\a.txt", "~/.ssh/id_rsa", "a/../../b"]) {
    const plan = withStep({ deliverables: [{ path: "ok.ts", action: "create" }, { path, action: "modify" }] });
    const [finding] = lintPlan(plan).findings;
    assert.deepEqual(rulesOf(plan), ["deliverable"]);
    assert.equal(finding?.pointer, "/phases/0/steps/0/deliverables/1/path");
  }
});

Deno.test("lintPlan() finds checks that name nothing to see", () => {
  for (
    const expect of [
      "Check that it works",
      "check that it works.",
      "Verify that everything works as expected",
      "It works",
      "Works correctly",
      "Make sure it works properly.",
      "Ensure the feature works",
      "Everything is done",
      "Test that all works fine!",
      "It is complete.",
      "Done",
      "OK",
      " ",
    ]
  ) assert.deepEqual(rulesOf(withStep({ verify: [{ expect }] })), ["verification"], expect);
  assert.deepEqual(rulesOf(withStep({ verify: [] })), ["verification"]);
});

Deno.test("lintPlan() accepts checks that name something to see", () => {
  for (
    const expect of [
      "The list shows three links.",
      "Shows the error in one line.",
      "The page works without JavaScript.",
      "The newest run is green.",
      "After a click the counter is 1.",
    ]
  ) assert.deepEqual(rulesOf(withStep({ verify: [{ expect }] })), [], expect);
});

Deno.test("lintPlan() accepts a command as a check whatever is expected", () => {
  assert.deepEqual(rulesOf(withStep({ verify: [{ command: "make test", expect: "It works" }] })), []);
  assert.deepEqual(rulesOf(withStep({ verify: [{ command: " ", expect: "It works" }] })), ["verification"]);
});

Deno.test("lintPlan() accepts a vague check when another names something", () => {
  assert.deepEqual(rulesOf(withStep({ verify: [{ expect: "It works" }, { expect: "Prints 42." }] })), []);
});

Deno.test("lintPlan() finds placeholders", () => {
  for (
    const text of [
      "Choose the database (TBD).",
      "TODO write this.",
      "FIXME",
      "Use port ???",
      "Lorem ipsum dolor.",
      "Implement this later.",
      "The schema is to be defined.",
      "Similar to step 1.1, for clicks.",
      "Same as the previous step.",
      "Put <your key> into the file.",
      "Show [insert name here].",
    ]
  ) assert.ok(rulesOf(withStep({ do: [text] })).includes("placeholder"), text);
});

Deno.test("lintPlan() finds placeholders in title, reason and check, each at its place", () => {
  const plan = withStep({ title: "TBD", why: "TBD", verify: [{ expect: "TBD: shows it." }] });
  assert.deepEqual(lintPlan(plan).findings.map(({ rule, pointer }) => [rule, pointer.split("/steps/0/")[1]]), [
    ["placeholder", "title"],
    ["placeholder", "why"],
    ["placeholder", "verify/0/expect"],
  ]);
});

Deno.test("lintPlan() takes no word of the owner for a placeholder", () => {
  const plan = withStep({ title: "Show the TODO list", do: ["Write each TODO to the file."] });
  assert.deepEqual(rulesOf(plan), ["placeholder", "placeholder"]);
  assert.deepEqual(rulesOf({ ...plan, project: { ...plan.project, name: "TODO app" } }), []);
  // The words of one placeholder excuse no other.
  const other = goodPlan({ project: { ...plan.project, name: "TODO app" } });
  Object.assign(other.phases[0]?.steps[0] ?? {}, { title: "TBD" });
  assert.deepEqual(rulesOf(other), ["placeholder"]);
});

Deno.test("lintPlan() takes no ordinary words for placeholders", () => {
  for (
    const text of [
      "Add a to-do entry with `todo add`.",
      "Show the placeholder of the input field.",
      "Wait, then try again later.",
      "Parse <b> and <title> tags.",
      "Ask: are you sure?",
      "Notes can be read later.",
      "Add [brackets] around the name.",
    ]
  ) assert.deepEqual(rulesOf(withStep({ do: [text] })), [], text);
});
