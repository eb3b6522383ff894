import assert from "node:assert/strict";
import { chooseStack, type Stack, type StackRequest } from "../../../src/planner/stack.ts";

function choose(more: Partial<StackRequest>): Stack {
  return chooseStack({
    name: "Notes",
    languages: [],
    frameworks: [],
    apis: [],
    text: "",
    fallback: "node-typescript",
    ...more,
  });
}

/** The stack that a brief alone leads to. */
function idFor(text: string): string {
  return choose({ text }).profile.id;
}

function frameworksFor(text: string): string[] {
  return choose({ text }).frameworks.map(({ name }) => name);
}

Deno.test("chooseStack() takes the flag when the brief names another language", () => {
  const stack = choose({ languages: ["Rust"], text: "Build it in Python with Django." });
  assert.deepEqual([stack.profile.id, stack.languages, stack.assumed], ["rust", ["Rust"], false]);
});

Deno.test("chooseStack() takes a language by its other names and in any case", () => {
  const cases: [string, string][] = [
    ["golang", "go"],
    ["PYTHON", "python"],
    ["c#", "csharp"],
    ["C++", "cpp"],
    ["js", "node-javascript"],
    ["Node.js", "node-javascript"],
    ["TypeScript", "node-typescript"],
    ["html", "browser"],
    ["CSS", "browser"],
  ];
  for (const [name, id] of cases) assert.equal(choose({ languages: [name] }).profile.id, id, name);
});

Deno.test("chooseStack() takes the language that a brief names", () => {
  const cases: [string, string][] = [
    ["A service in Go that shortens links.", "go"],
    ["A Go backend for links.", "go"],
    ["Written in golang.", "go"],
    ["A Python program.", "python"],
    ["Implement it using C#.", "csharp"],
    ["Use C++ for speed.", "cpp"],
    ["An app on .NET.", "csharp"],
    ["It runs on the JVM with Kotlin.", "kotlin"],
    ["Build it in Rust.", "rust"],
    ["An iOS app in Swift.", "swift"],
    ["A Ruby program.", "ruby"],
    ["A PHP website.", "php"],
    ["A Java library.", "java"],
  ];
  for (const [text, id] of cases) assert.equal(idFor(text), id, text);
});

Deno.test("chooseStack() takes no common word for a language", () => {
  for (
    const text of [
      "Users go to the page and swift replies come.",
      "Go to the page of a note.",
      "Let rust be the colour of the page.",
      "Press Go, then wait.",
    ]
  ) {
    const stack = choose({ text });
    assert.deepEqual([stack.profile.id, stack.assumed], ["node-typescript", true], text);
  }
});

Deno.test("chooseStack() says that the language is assumed when nobody names one", () => {
  const stack = choose({ text: "Users add notes.", fallback: "python" });
  assert.deepEqual([stack.profile.id, stack.assumed, stack.languages], ["python", true, ["Python"]]);
});

Deno.test("chooseStack() keeps the alternatives when a brief leaves the choice", () => {
  for (
    const text of [
      "Pages in HTML, CSS and JavaScript, and a backend language like Python or Node.js.",
      "A backend language like Python or Node.js.",
      "Written in Node.js or Python.",
    ]
  ) {
    const stack = choose({ text });
    assert.equal(stack.passedOver.length, 1, text);
    const names = [stack.profile.id, ...stack.passedOver].join(" ");
    assert.match(names, /python/i, text);
    assert.match(names, /javascript|node/i, text);
  }
  assert.deepEqual(choose({ text: "Written in Java or Kotlin." }).passedOver.length, 1);
  assert.deepEqual(choose({ languages: ["Python"], text: "Written in Python or Java." }).passedOver, []);
});

Deno.test("chooseStack() uses a language by its name when no table knows it", () => {
  const stack = choose({ languages: ["Zig"] });
  assert.deepEqual(stack.languages, ["Zig"]);
  assert.deepEqual(stack.unknown.languages, ["Zig"]);
  assert.equal(stack.layout.manifest, "Makefile");
  assert.equal(stack.layout.entry, "src/main.zig");
  assert.deepEqual([stack.commands.setup, stack.commands.test, stack.commands.lint, stack.commands.run], [
    "make setup",
    "make test",
    "make lint",
    "make run",
  ]);
});

Deno.test("chooseStack() makes safe endings when an unknown language has an odd name", () => {
  for (const name of ["../../etc", "Brainf**k", "易语言", "C--", "<script>", "__proto__", "constructor", "toString"]) {
    assert.match(choose({ languages: [name] }).layout.entry, /^src\/main\.[A-Za-z0-9]+$/, name);
  }
});

Deno.test("chooseStack() keeps the main language when an unknown one is named beside it", () => {
  const stack = choose({ languages: ["Python", "Zig"] });
  assert.equal(stack.profile.id, "python");
  assert.deepEqual(stack.languages, ["Python", "Zig"]);
  assert.deepEqual(stack.unknown.languages, ["Zig"]);
});

Deno.test("chooseStack() uses a framework by its name when no table knows it", () => {
  const stack = choose({ languages: ["Python"], frameworks: ["Frobnicate"] });
  assert.deepEqual(stack.unknown.frameworks, ["Frobnicate"]);
});

Deno.test("chooseStack() tells a page in the browser from a server", () => {
  assert.equal(idFor("A page with HTML, CSS and JavaScript."), "browser");
  assert.equal(choose({ languages: ["HTML", "CSS", "JavaScript"] }).profile.id, "browser");
  assert.equal(idFor("HTML, CSS and JavaScript pages with a Node.js server."), "node-javascript");
  assert.equal(idFor("HTML, CSS and JavaScript pages with a Python backend."), "python");
});

Deno.test("chooseStack() gives a server pages of its own when HTML and CSS are asked for", () => {
  const stack = choose({ text: "HTML and CSS pages with a Go backend." });
  assert.equal(stack.profile.id, "go");
  assert.equal(stack.layout.page, "public/{name}.html");
  assert.equal(choose({ text: "A Go program that writes an HTML report." }).layout.page, undefined);
});

Deno.test("chooseStack() finds the language by a framework", () => {
  const cases: [string, string, string][] = [
    ["A blog with Django.", "python", "Django"],
    ["A service with Spring Boot.", "java", "Spring Boot"],
    ["Pages with Blazor.", "csharp", "Blazor"],
    ["A shop with Laravel.", "php", "Laravel"],
    ["A forum on Ruby on Rails.", "ruby", "Rails"],
  ];
  for (const [text, id, framework] of cases) {
    assert.equal(idFor(text), id, text);
    assert.ok(frameworksFor(text).some((name) => name.includes(framework)), `${text}: ${frameworksFor(text)}`);
  }
});

Deno.test("chooseStack() lets Vue follow the language that is named", () => {
  const javascript = choose({ text: "A JavaScript app with Vue." });
  assert.deepEqual([javascript.profile.id, javascript.layout.page], ["node-javascript", "src/views/{name}.vue"]);
  const typescript = choose({ text: "A TypeScript app with Vue." });
  assert.equal(typescript.profile.id, "node-typescript");
  assert.match(typescript.layout.page ?? "", /\.vue$/);
});

Deno.test("chooseStack() puts a framework in the place of another", () => {
  const frameworks = frameworksFor("A JavaScript app with Next.js and React.");
  assert.ok(frameworks.includes("Next.js") && !frameworks.includes("React"), frameworks.join());
});

Deno.test("chooseStack() uses no language nor framework that the brief denies", () => {
  assert.notEqual(idFor("Not in Python. A Rust program."), "python");
  assert.ok(!frameworksFor("A Python program without Django.").includes("Django"));
});

Deno.test("chooseStack() finds databases and services by name", () => {
  const names = choose({ text: "Store it in Postgres, cache it in Redis.", apis: ["Stripe"] }).technologies.map((
    { name },
  ) => name);
  for (const name of ["PostgreSQL", "Redis", "Stripe"]) assert.ok(names.includes(name), names.join());
});

Deno.test("chooseStack() gives the same stack when asked twice", () => {
  const request = { text: "A Python program with Django and Redis.", frameworks: ["Celery"] };
  assert.deepEqual(choose(request), choose(request));
});
