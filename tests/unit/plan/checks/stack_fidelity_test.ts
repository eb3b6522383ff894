import assert from "node:assert/strict";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import type { Design, Finding, Plan, Requirement } from "../../../../src/plan/types.ts";
import { goodPlan, requirement } from "../builders.ts";

function foundIn(plan: Plan): Finding[] {
  return lintPlan(plan).findings.filter(({ rule }) => rule === "stack-fidelity");
}

interface Parts {
  languages?: string[];
  frameworks?: string[];
  /** The owner's demands besides those of the plan. */
  asked?: readonly string[];
  stack?: readonly string[];
  packages?: readonly string[];
  decision?: string;
  /** What the first step does besides. */
  does?: string;
  /** What the first step makes besides. */
  makes?: string;
  check?: string;
}

/** A plan in Go with other parts. */
function planWith(
  { languages = ["Go"], frameworks = [], asked = [], stack = ["Go"], packages = [], ...rest }: Parts,
): Plan {
  const good = goodPlan();
  const named = (names: readonly string[]) => names.map((name) => ({ name, why: "It fits." }));
  const design: Design = {
    ...(good.design ?? fail()),
    techStack: named(stack),
    dependencies: named(packages),
    decisions: [{ id: "D1", choice: rest.decision ?? "One table", alternatives: ["Two"], why: "It is enough." }],
  };
  const more: Requirement[] = asked.map((text, at) =>
    requirement(`R${at + 3}`, text, { kind: "constraint", outOfScope: "later" })
  );
  // Whether a demand is worked on is another rule's matter, so these are cited by a step.
  for (const one of more) delete one.outOfScope;
  const plan = goodPlan({
    project: { ...good.project, languages, frameworks },
    requirements: [...good.requirements, ...more],
    design,
  });
  const first = plan.phases[0]?.steps[0] ?? fail();
  first.requirements.push(...more.map(({ id }) => id));
  if (rest.does !== undefined) first.do.push(rest.does);
  if (rest.makes !== undefined) first.deliverables.push({ path: rest.makes, action: "create" });
  if (rest.check !== undefined) first.verify.push({ command: rest.check, expect: "passes with three cases." });
  return plan;
}

function fail(): never {
  throw new Error("expected a part of the plan");
}

Deno.test("lintPlan() finds a language, framework or database that was asked for and nothing uses", () => {
  const cases: readonly (readonly [parts: Parts, name: string, pointer: string])[] = [
    [{ languages: ["Go", "Haskell"] }, "Haskell", "/project/languages/1"],
    [{ frameworks: ["Gin"] }, "Gin", "/project/frameworks/0"],
    [{ frameworks: ["Leptos"] }, "Leptos", "/project/frameworks/0"],
    [{ asked: ["Links are kept in PostgreSQL."] }, "PostgreSQL", "/requirements/2/text"],
    [{ asked: ["The page is built with React."] }, "React", "/requirements/2/text"],
    [{ asked: ["Counts are kept in Redis."] }, "Redis", "/requirements/2/text"],
    [{ asked: ["Die Daten liegen in MySQL."] }, "MySQL", "/requirements/2/text"],
    // A step that repeats the demand builds nothing by that.
    [
      {
        asked: ["The page is built with React in one file."],
        does: "Meets: the page is built with React in one file.",
      },
      "React",
      "/requirements/2/text",
    ],
  ];
  for (const [parts, name, pointer] of cases) {
    const findings = lintPlan(planWith(parts)).findings;
    assert.deepEqual(findings.map(({ rule, severity, message, pointer }) => [rule, severity, message, pointer]), [
      ["stack-fidelity", "error", `${name} was asked for, but nothing in the plan uses it`, pointer],
    ], JSON.stringify(parts));
  }
});

Deno.test("lintPlan() finds what was asked for in another language than English", () => {
  for (
    const text of [
      "Les liens sont gardés avec MongoDB.",
      "Los enlaces se guardan con MongoDB.",
      "用MongoDB, используется с MongoDB database.",
    ]
  ) {
    assert.deepEqual(
      foundIn(planWith({ asked: [text] })).map(({ pointer }) => pointer),
      ["/requirements/2/text"],
      text,
    );
  }
});

Deno.test("lintPlan() finds what takes the place of what was asked for", () => {
  const postgres = ["Links are kept in PostgreSQL."];
  const cases: readonly (readonly [parts: Parts, message: RegExp, pointer: string])[] = [
    [
      { asked: postgres, stack: ["Go", "PostgreSQL", "MongoDB"] },
      /uses MongoDB though PostgreSQL .* database$/,
      "/design/techStack/2/name",
    ],
    [
      { asked: postgres, stack: ["Go", "PostgreSQL"], packages: ["MySQL"] },
      /uses MySQL/,
      "/design/dependencies/0/name",
    ],
    [
      { asked: postgres, stack: ["Go", "PostgreSQL"], does: "Store the links with MongoDB in one collection." },
      /uses MongoDB/,
      "/phases/0/steps/0/do/2",
    ],
    [
      { makes: "src/main.rs" },
      /uses Rust though Go was asked for as its language/,
      "/phases/0/steps/0/deliverables/2/path",
    ],
    [{ stack: ["Go", "Python"] }, /uses Python though Go/, "/design/techStack/1/name"],
    [{ stack: ["Go", "Django"] }, /uses Django though Go/, "/design/techStack/1/name"],
    [
      { frameworks: ["Gin"], stack: ["Go", "Gin", "Fiber"] },
      /uses Fiber though Gin .* Go web framework$/,
      "/design/techStack/2/name",
    ],
    [
      { languages: ["TypeScript"], frameworks: ["Vue"], stack: ["TypeScript", "Vue", "React"], makes: "src/a.vue" },
      /uses React though Vue/,
      "/design/techStack/2/name",
    ],
    [
      { languages: ["TypeScript"], frameworks: ["Vue"], stack: ["TypeScript", "Vue", "Next.js"] },
      /uses Next\.js though Vue/,
      "/design/techStack/2/name",
    ],
    [
      { languages: ["Python"], frameworks: ["FastAPI"], stack: ["Python", "FastAPI", "Flask"] },
      /uses Flask though FastAPI/,
      "/design/techStack/2/name",
    ],
    [
      { asked: ["Written without Docker and with no MongoDB."], stack: ["Go", "MongoDB"] },
      /uses MongoDB, which R3 rules out/,
      "/design/techStack/1/name",
    ],
    [
      { languages: ["Node.js"], stack: ["Node.js", "Deno"] },
      /uses Deno though Node\.js .* JavaScript runtime$/,
      "/design/techStack/1/name",
    ],
  ];
  for (const [parts, message, pointer] of cases) {
    const findings = foundIn(planWith(parts)).filter((found) =>
      found.pointer !== "/phases/0/steps/0/deliverables/0/path"
    );
    assert.deepEqual(findings.map(({ pointer }) => pointer), [pointer], JSON.stringify([parts, findings]));
    assert.match(findings[0]?.message ?? "", message);
    assert.equal(findings[0]?.severity, "error");
  }
});

Deno.test("lintPlan() finds nothing when the plan keeps to what was asked for", () => {
  const postgres = ["Go", "PostgreSQL"];
  const cases: readonly Parts[] = [
    {},
    { languages: ["go"] },
    { languages: ["Golang"] },
    { languages: [], stack: ["Go", "Rust"] },
    { asked: ["Use PostgreSQL or MySQL."], stack: ["Go", "MySQL"] },
    { asked: ["Kept in Postgres/MySQL."], stack: ["Go", "MySQL"] },
    { asked: ["Kept in SQLite, PostgreSQL or MySQL."], stack: postgres },
    { asked: ["Use a database such as PostgreSQL."], stack: ["Go", "MySQL"] },
    { asked: ["Use a database, e.g. MongoDB."], stack: postgres },
    { asked: ["No React, Vue or Angular."] },
    { asked: ["Built in Go instead of PHP."] },
    { asked: ["Replaces the old Java app with a Go service."] },
    { asked: ["PostgreSQL, not MySQL."], stack: postgres },
    { asked: ["Works without Docker."] },
    { asked: ["Import rows from a MySQL dump."] },
    { asked: ["Ohne React, mit PostgreSQL."], stack: postgres },
    { asked: ["Users go to the page and react to links; express delivery is swift."] },
    { asked: ["Go live in May. Express your idea."] },
    { asked: ["Links with vitamin C and R2 are found."] },
    { asked: ["Links are kept in PostgreSQL."], stack: ["Go"], does: "Make the table of links in PostgreSQL by hand." },
    { asked: ["Links are kept in PostgreSQL."], stack: ["Go", "Supabase"] },
    { asked: ["Links are kept in PostgreSQL."], stack: [...postgres, "SQLite for tests"] },
    { asked: ["Links are kept in PostgreSQL."], stack: ["Go", "PostgreSQL (SQLite in tests)"] },
    { asked: ["Links are kept in PostgreSQL."], stack: postgres, does: "Run the unit tests with SQLite in memory." },
    {
      asked: ["Links are kept in PostgreSQL."],
      stack: postgres,
      does: "Use PostgreSQL, unlike MySQL, for its sequences.",
    },
    { asked: ["Links are kept in PostgreSQL."], stack: postgres, does: "Use PostgreSQL instead of MySQL." },
    {
      asked: ["Links are kept in PostgreSQL."],
      stack: ["Go", "MySQL", "PostgreSQL"],
      decision: "MySQL for the old rows",
    },
    { asked: ["Links are kept in PostgreSQL, counts in MongoDB."], stack: [...postgres, "MongoDB"] },
    { asked: ["The page works in every browser."], makes: "static/app.js", stack: ["Go", "HTML"] },
    { asked: ["A page shows the links."], makes: "web/page.ts", stack: ["Go", "HTML", "CSS"] },
    { makes: "schema.sql" },
    { makes: "scripts/seed.py" },
    { makes: "docs/conf.py" },
    { makes: "deploy.sh" },
    { makes: "build.gradle.kts", languages: ["Go", "Java"], stack: ["Go", "Java"] },
    { languages: ["C++"], stack: ["C++"], makes: "src/a.cpp", frameworks: [] },
    { languages: ["JavaScript", "Go"], stack: ["TypeScript", "Go"] },
    { languages: ["Go", "HTML", "CSS"], stack: ["Go"], makes: "web/page.html" },
    { languages: ["Python", "Go"], frameworks: ["Django"], stack: ["Go", "Django"] },
    { frameworks: ["XGBoost"], stack: ["Go"], packages: ["xgboost"] },
    { frameworks: ["Express"], languages: ["Go", "TypeScript"], stack: ["Go", "TypeScript", "NestJS"] },
    { frameworks: ["Next.js"], languages: ["Go", "JavaScript"], stack: ["Go", "Next.js", "React"] },
    { asked: ["Parse snippets in many languages and highlight Python."] },
    { asked: ["用Go编写，使用PostgreSQL数据库。"], stack: postgres },
  ];
  assert.ok(cases.length >= 15);
  for (const parts of cases) {
    const findings = foundIn(planWith(parts)).filter(({ pointer }) =>
      // The steps of these plans make files in Go whatever was asked for.
      parts.languages === undefined || parts.languages.some((name) => /go/i.test(name)) ||
      !pointer.includes("deliverables/0/path")
    );
    assert.deepEqual(findings.map(({ message, pointer }) => `${message} ${pointer}`), [], JSON.stringify(parts));
  }
});

Deno.test("lintPlan() finds another store by what is written to it, what a component keeps in it, and its driver", () => {
  const asked = ["Links are kept in PostgreSQL."];
  const stack = ["Go", "PostgreSQL"];
  for (
    const [does, name] of [
      ["Write to MySQL.", "MySQL"],
      ["Write the records to MySQL.", "MySQL"],
      ["Write all of the new records to MySQL.", "MySQL"],
      ["Open a connection to MongoDB Atlas at start.", "MongoDB"],
      ["Keep the notices in MySQL.", "MySQL"],
    ] as const
  ) {
    const findings = foundIn(planWith({ asked, stack, does }));
    assert.deepEqual(findings.map(({ message, pointer }) => [message, pointer]), [
      [`The plan uses ${name} though PostgreSQL was asked for as its database`, "/phases/0/steps/0/do/2"],
    ], does);
  }
  const keeping = planWith({ asked, stack });
  const [component] = keeping.design?.components ?? [];
  if (component !== undefined) component.purpose = "Keeps records in a MongoDB cluster.";
  assert.deepEqual(foundIn(keeping).map(({ pointer }) => pointer), ["/design/components/0/purpose"]);
  for (
    const [name, why, at] of [
      ["mysqlclient", "It talks to MySQL.", "name"],
      ["github.com/go-sql-driver/mysql", "It is the driver.", "name"],
      ["mongodb@6", "It is the driver.", "name"],
      ["dbx", "It talks to MySQL.", "why"],
    ]
  ) {
    const plan = planWith({ asked, stack });
    plan.design?.dependencies.push({ name: name ?? "", why: why ?? "" });
    assert.deepEqual(foundIn(plan).map(({ pointer }) => pointer), [`/design/dependencies/0/${at}`], name);
  }
});

Deno.test("lintPlan() takes no store for used that is denied, left, for tests or for another day", () => {
  const asked = ["Links are kept in PostgreSQL."];
  const stack = ["Go", "PostgreSQL"];
  for (
    const does of [
      "Never write to MySQL.",
      "Write the store behind an interface, so that a switch to MySQL stays possible.",
      "Write the records to PostgreSQL.",
      "Remove the MySQL driver.",
      "Connect the tests to MySQL.",
      "Compile the pages to HTML and write them to disk.",
    ]
  ) assert.deepEqual(foundIn(planWith({ asked, stack, does })), [], does);
  for (
    const [name, why] of [
      ["sqlx", "It talks to PostgreSQL, MySQL and SQLite."],
      ["pgx", "It talks to PostgreSQL."],
      ["aiosqlite", "The tests run in memory."],
      ["dbx", "It maps rows, and works with MySQL."],
    ]
  ) {
    const plan = planWith({ asked, stack });
    plan.design?.dependencies.push({ name: name ?? "", why: why ?? "" });
    assert.deepEqual(foundIn(plan), [], name);
  }
  // The driver shows the store that was asked for.
  const driven = planWith({ asked });
  driven.design?.dependencies.push({ name: "github.com/jackc/pgx/v5", why: "It is the driver." });
  assert.deepEqual(foundIn(driven), []);
});

Deno.test("lintPlan() finds a server's framework of another language, and no front end where none was asked for", () => {
  const python = { languages: ["Python"], frameworks: ["FastAPI"], stack: ["Python", "FastAPI"] };
  const ofServer = (parts: Parts) =>
    foundIn(planWith(parts)).filter(({ pointer }) => pointer === "/phases/0/steps/0/do/2").map(({ message }) =>
      message
    );
  const does = "Write the endpoint in Express with TypeScript.";
  const message = "The plan uses Express though FastAPI was asked for as its web framework";
  assert.deepEqual(ofServer({ ...python, does }), [message]);
  assert.deepEqual(
    ofServer({ ...python, languages: ["Python", "TypeScript"], frameworks: ["FastAPI", "React"], does }),
    [message],
  );
  // Who asks for both languages may want two servers.
  for (const more of ["Node.js", "JavaScript"]) {
    assert.deepEqual(ofServer({ ...python, languages: ["Python", more], does }), [], more);
  }
  assert.deepEqual(ofServer({ ...python, decision: "Express for the gateway", does }), []);
  assert.deepEqual(ofServer({ ...python, does: "Build the page with React and Vite." }), []);
});

Deno.test("lintPlan() reads non-functional for no denial, and a removal for no wish", () => {
  const postgres = foundIn(planWith({ asked: ["Non-functional requirements in PostgreSQL"] }));
  assert.deepEqual(postgres.map(({ message }) => message), [
    "PostgreSQL was asked for, but nothing in the plan uses it",
  ]);
  assert.deepEqual(foundIn(planWith({ asked: ["Built with no-code tools and non-PostgreSQL database."] })), []);
  for (const text of ["Remove the Perl code.", "Delete all old Perl scripts.", "Remove the existing Perl backend."]) {
    assert.deepEqual(foundIn(planWith({ asked: [text] })), [], text);
  }
});

Deno.test("lintPlan() takes what a model demands for nothing that was asked for", () => {
  const plan = planWith({});
  plan.requirements.push(requirement("R3", "Links are kept in PostgreSQL.", { source: { from: "model" } }));
  plan.phases[0]?.steps[0]?.requirements.push("R3");
  assert.deepEqual(foundIn(plan), []);
});

/** The findings of a good plan in Go with one more demand, and a file that its first step makes. */
function foundWith(more: Partial<Requirement> & { text: string }, makes?: string): Finding[] {
  const plan = planWith({});
  plan.requirements.push(requirement("R3", more.text, more));
  const step = plan.phases[0]?.steps[0];
  step?.requirements.push("R3");
  if (makes !== undefined) step?.deliverables.push({ path: makes, action: "create" });
  return foundIn(plan);
}

Deno.test("lintPlan() takes no technology for asked when the owner names it as matter, neighbour or path", () => {
  for (
    const text of [
      "Students hand in solutions in C, Python or Java.",
      "Pages show syntax highlighting for Python, Java and Rust files.",
      "It stores snippets in many languages (Python, Rust, PHP).",
      "It is built for a Spring Boot backend that already exists.",
      "Users can search `src/a.py`.",
    ]
  ) assert.deepEqual(foundWith({ text }), [], text);
  assert.deepEqual(foundWith({ text: "Users can search `src/a.py`." }, "src/a.py"), []);
  assert.equal(foundWith({ text: "The worker is written in Python." }).length, 1);
  assert.equal(foundWith({ text: "Users can search notes." }, "src/b.py").length, 1);
});

Deno.test("lintPlan() asks for no technology under a heading of later wishes", () => {
  for (const group of ["Phase 2 (not now)", "Later", "Future work", "Nice to have", "v2"]) {
    assert.deepEqual(foundWith({ text: "A mobile app in Flutter.", group }), [], group);
  }
  assert.equal(foundWith({ text: "A mobile app in Flutter.", group: "Phase 1" }).length, 1);
});

Deno.test("lintPlan() takes a language for set aside when a decision names it", () => {
  const plan = planWith({ decision: "Go in the place of C" });
  plan.requirements.push(requirement("R3", "Write the shell in C."));
  plan.phases[0]?.steps[0]?.requirements.push("R3");
  assert.deepEqual(foundIn(plan), []);
});

Deno.test("lintPlan() asks for no technology of a requirement that is out of scope or retired", () => {
  for (const more of [{ outOfScope: "It comes later." }, { status: "retired" as const }]) {
    const plan = planWith({});
    plan.requirements.push(requirement("R3", "Links are kept in PostgreSQL.", more));
    assert.deepEqual(foundIn(plan), []);
  }
});

Deno.test("lintPlan() ends on hostile texts when it compares stacks", () => {
  for (const part of ["a", "`", "Go ", "Python or ", "no ", "PostgreSQL, ", "React/", ".", "'a", "文", "C#"]) {
    const text = part.repeat(Math.ceil(300_000 / part.length));
    const start = performance.now();
    foundIn(planWith({ asked: [text], does: text, stack: ["Go", text], decision: text, languages: ["Go", text] }));
    assert.ok(performance.now() - start < 15_000, part);
  }
});
