import assert from "node:assert/strict";
import fc from "fast-check";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import { isSafePath } from "../../../../src/plan/paths.ts";
import type { Plan } from "../../../../src/plan/types.ts";
import { goodPlan, withStep } from "../builders.ts";

function rulesOf(plan: Plan): string[] {
  return lintPlan(plan).findings.map(({ rule }) => rule);
}

/** Enough to do for a step. */
const WORK = "Write a new short code for each long address, and refuse addresses over 2000 characters.";

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
    const plan = withStep({
      deliverables: [{ path: "part_1_1_test.go", action: "create" }, { path, action: "create" }],
    });
    const [finding] = lintPlan(plan).findings;
    assert.deepEqual(rulesOf(plan), ["deliverable"], path);
    assert.equal(finding?.pointer, "/phases/0/steps/0/deliverables/1/path");
  }
});

/** The rule `deliverable` on one path. */
function ofPath(path: string): string[] {
  const plan = withStep({ deliverables: [{ path: "part_1_1_test.go", action: "create" }, { path, action: "create" }] });
  return lintPlan(plan).findings.filter(({ rule }) => rule === "deliverable").map(({ message }) => message);
}

Deno.test("lintPlan() finds deliverables that name no file", () => {
  for (
    const path of [
      "code",
      "Source code",
      "`code`",
      "various files",
      "the app",
      "n/a",
      "N/A",
      "files",
      "-",
      "--",
      "Updated database schema",
      "README update",
      "Unit tests for the parser",
      "Quellcode",
      "源代码",
      "ソースコード",
    ]
  ) assert.deepEqual(ofPath(path), [`"${path}" names no file or folder`]);
});

Deno.test("lintPlan() finds deliverables that are more than a path", () => {
  for (
    const path of [
      "src/a.ts, src/b.ts",
      "src/a.ts and src/b.ts",
      "src/app.ts (modified)",
      "src/app.ts - the entry point",
      "src/app.ts: the entry point",
      "runtime.py with the class Runtime",
      "src/a.py und src/b.py",
    ]
  ) assert.deepEqual(ofPath(path), [`"${path}" is more than one path`]);
});

Deno.test("lintPlan() accepts deliverables that are paths, whatever they look like", () => {
  for (
    const path of [
      "Makefile",
      "Dockerfile",
      "LICENSE",
      "Procfile",
      "gradlew",
      "manage",
      "bin/tool",
      "code/",
      "src/",
      "files/",
      "app",
      "docs",
      "cmd/server",
      ".gitignore",
      ".env.example",
      "next.config.mjs",
      "Source Code Pro.ttf",
      "my notes/a b.md",
      "Tips and Tricks.md",
      "src/(group)/page.tsx",
      "src/[id]/page.tsx",
      "src/code.ts",
      "output/report-2024.csv",
      "文/笔记.md",
      "Größe.md",
      "a--b.ts",
      "__init__.py",
    ]
  ) assert.deepEqual(ofPath(path), [], path);
});

Deno.test("lintPlan() finds checks that name nothing to see", () => {
  for (
    const expect of [
      "Check that it works",
      "check that it works.",
      "Verify that everything works as expected",
      "It works",
      "Works correctly",
      "Works as expected",
      "Make sure it works properly.",
      "Ensure the feature works",
      "Everything is done",
      "Test that all works fine!",
      "It is complete.",
      "Feature is implemented.",
      "The login page works as expected.",
      "Verify that user registration works correctly.",
      "No errors.",
      "There are no errors",
      "Manual testing",
      "Code review",
      "Looks good",
      "As expected.",
      "n/a",
      "Success",
      "Done",
      "OK",
      "Es funktioniert wie erwartet.",
      "Alles funktioniert",
      "Tout fonctionne correctement.",
      "Funciona correctamente.",
      "Todo funciona",
      "Funziona correttamente",
      "Tudo funciona.",
      "Het werkt.",
      "Всё работает.",
      "功能正常。",
      "正常に動作する。",
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
      "All tests pass.",
      "Tests pass",
      "The server starts and answers on port 8080.",
      "No errors in the browser's console while the page loads.",
      "Login works with a wrong password twice, then blocks.",
      "The code review of step 1.2 has no open comment.",
      "Die Liste zeigt drei Einträge.",
      "La liste affiche trois liens.",
      "列表显示三个链接。",
      "Работает без сети: список виден.",
    ]
  ) assert.deepEqual(rulesOf(withStep({ verify: [{ expect }] })), [], expect);
});

Deno.test("lintPlan() accepts a command as a check whatever is expected", () => {
  assert.deepEqual(rulesOf(withStep({ verify: [{ command: "go test ./...", expect: "It works" }] })), []);
  assert.deepEqual(rulesOf(withStep({ verify: [{ command: " ", expect: "It works" }] })), ["verification"]);
});

/** The rule `verification` on one check. */
function ofCheck(command: string, expect: string): number {
  return lintPlan(withStep({ verify: [{ command, expect }] })).findings
    .filter(({ rule }) => rule === "verification").length;
}

Deno.test("lintPlan() finds checks whose command shows nothing", () => {
  for (
    const command of [
      "true",
      ":",
      "exit 0",
      "echo done",
      'echo "all good" && exit 0',
      "cd app; true",
      "sleep 5",
      "# run the tests",
      "N/A",
      "manual check",
    ]
  ) {
    assert.equal(ofCheck(command, "It works"), 1, command);
    assert.equal(ofCheck(command, "The list shows three links."), 0, command);
  }
  assert.equal(ofCheck("echo done", "prints done."), 1);
  assert.equal(ofCheck("exit 0", "The command exits with status 0."), 1);
});

Deno.test("lintPlan() accepts commands that show something though they begin with little", () => {
  for (
    const command of [
      "cd app && npm test",
      "echo '{\"a\":1}' | node src/main.js",
      "echo $(cat VERSION)",
      "true && make test",
      "ls dist",
      "test -f dist/app.js",
      "go test ./... ; echo done",
      "./gradlew check",
    ]
  ) assert.equal(ofCheck(command, "It works"), 0, command);
});

Deno.test("lintPlan() accepts a vague check when another names something", () => {
  assert.deepEqual(rulesOf(withStep({ verify: [{ expect: "It works" }, { expect: "Prints 42." }] })), []);
});

Deno.test("lintPlan() finds placeholders", () => {
  for (
    const text of [
      "Choose the database (TBD).",
      "TODO write this.",
      "Write the schema. TODO: indexes.",
      "FIXME",
      "Use port ???",
      "Lorem ipsum dolor.",
      "Implement this later.",
      "The rest will be added later.",
      "The schema is to be defined.",
      "Storage: to be determined.",
      "Error handling (to be completed)",
      "Details to follow.",
      "Similar to step 1.1, for clicks.",
      "Same as the previous step.",
      "Put <your key> into the file.",
      "Set the key to your-api-key-here.",
      "Export YOUR_API_KEY_HERE first.",
      "Show [insert name here].",
      "Das Schema wird später ergänzt.",
      "Base de données (à définir)",
      "Base de datos (por definir)",
      "数据库待定",
      "データベースは未定",
    ]
  ) assert.deepEqual([...new Set(rulesOf(withStep({ do: [text, WORK] })))], ["placeholder"], text);
});

Deno.test("lintPlan() finds placeholders in title, reason and check, each at its place", () => {
  const plan = withStep({ title: "TBD", why: "TBD", verify: [{ expect: "TBD: shows it." }] });
  assert.deepEqual(lintPlan(plan).findings.map(({ rule, pointer }) => [rule, pointer.split("/steps/0/")[1]]), [
    ["placeholder", "title"],
    ["placeholder", "why"],
    ["placeholder", "verify/0/expect"],
  ]);
});

Deno.test("lintPlan() finds placeholders around the steps", () => {
  const plan = goodPlan({ definitionOfDone: ["All tests pass.", "TBD"] });
  Object.assign(plan.design ?? {}, { architecture: "One program. Storage: TBD" });
  Object.assign(plan.risks[0] ?? {}, { mitigation: "TBD" });
  Object.assign(plan.phases[1] ?? {}, { goal: "To be determined", exitCriteria: ["TBD"] });
  Object.assign(plan.handoff ?? {}, { notes: ["Add this later."] });
  assert.deepEqual(
    lintPlan(plan).findings.map(({ rule, pointer }) => [rule, pointer]),
    [
      "/design/architecture",
      "/risks/0/mitigation",
      "/definitionOfDone/1",
      "/phases/1/goal",
      "/phases/1/exitCriteria/0",
      "/handoff/notes/0",
    ].map((pointer) => ["placeholder", pointer]),
  );
});

Deno.test("lintPlan() takes no word of the owner for a placeholder", () => {
  const plan = withStep({ title: "TODO: show the list", do: ["Write each code to the file, TODO", WORK] });
  assert.deepEqual(rulesOf(plan), ["placeholder", "placeholder"]);
  for (const name of ["TODO app", "A to-do app", "Todos"]) {
    assert.ok(!rulesOf({ ...plan, project: { ...plan.project, name } }).includes("placeholder"), name);
  }
  // The words of one placeholder excuse no other.
  const other = goodPlan({ project: { ...plan.project, name: "TODO app" } });
  Object.assign(other.phases[0]?.steps[0] ?? {}, { title: "TBD" });
  assert.ok(rulesOf(other).includes("placeholder"));
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
      "Leave room so that a second store can be added later.",
      "A draft may be completed later.",
      "No TODO or FIXME is left in the code.",
      "Remove leftover TODO comments.",
      "Mask the number as XXX-XX-1234.",
      "Answer 4XX and 5XX with one line.",
      "Let the port to be used be given by --port.",
      "List the jobs to be done today.",
      "Print `<name>: <count>` for each file.",
      "Take Vec<Value> and give Map<Path, Name>.",
      "Draw a <path> for each line.",
      "Serve `/links/<id>` and `GET /<code>`.",
      "Let README.md show `export KEY=<your-key>`.",
      "Replace the `TODO` marker by the date.",
      "Read [your notes](docs/notes.md).",
      "Die Funktion ist 未定義 when unset.",
    ]
  ) assert.deepEqual(lintPlan(withStep({ do: [text, WORK] })).findings, [], text);
});

/** The rule `placeholder` on one command. */
function ofCommand(command: string): string[] {
  return lintPlan(withStep({ verify: [{ command, expect: "passes." }] })).findings
    .filter(({ rule }) => rule === "placeholder").map(({ pointer }) => pointer);
}

Deno.test("lintPlan() finds placeholders in commands, and leaves what is to be filled in to the rule runnable", () => {
  for (const command of ["go test TBD", "TODO: a command", "# TODO", "go test ???"]) {
    assert.deepEqual(ofCommand(command), ["/phases/0/steps/0/verify/0/command"], command);
  }
  for (
    const command of [
      "go test <path>",
      "go test ./... <in.txt >out.txt",
      "grep -c '<title>' index.html",
      "rg TODO src",
      "grep -rn 'TODO\\|FIXME' src",
      "go run . --todo",
      "ls todo.???",
      "docker inspect -f '{{.State}}' app",
    ]
  ) assert.deepEqual(ofCommand(command), [], command);
  const plan = goodPlan();
  Object.assign(plan.commands ?? {}, { run: "TBD" });
  assert.deepEqual(
    lintPlan(plan).findings.filter(({ rule }) => rule === "placeholder").map(({ pointer }) => pointer),
    ["/commands/run"],
  );
});

Deno.test("lintPlan() finds placeholders in paths, unless they are names like others", () => {
  const ofPaths = (path: string) =>
    rulesOf(withStep({ deliverables: [{ path: "a_test.go", action: "create" }, { path, action: "create" }] }));
  for (const path of ["path/to/file.go", "your-module/main.go", "src/TODO", "src/{name}.go", "src/[your name].go"]) {
    assert.ok(ofPaths(path).includes("placeholder"), path);
  }
  for (const path of ["TODO.md", "todo/list.go", "placeholder.png", "src/[id]/page.tsx", "cmd/{{cookie}}/a.go"]) {
    assert.ok(!ofPaths(path).includes("placeholder"), path);
  }
});

Deno.test("lintPlan() ends in time when a step's texts are very long", () => {
  const long = ["a", " ", "(", "<", "`", "TODO ", "no ", "to be ", "echo x; ", "'", "your_", "can "];
  for (const part of long) {
    const text = part.repeat(Math.ceil(100_000 / part.length));
    const plan = withStep({
      title: text,
      do: [text],
      deliverables: [{ path: text, action: "create" }],
      verify: [{ command: text, expect: text }],
    });
    const start = performance.now();
    lintPlan(plan);
    assert.ok(performance.now() - start < 5000, JSON.stringify(part));
  }
});
