/** Ideas as many people write them: each plan is sound, and made for the stack that was asked for. */
import assert from "node:assert/strict";
import { lintPlan } from "../../../src/plan/checks/lint.ts";
import { runPipeline } from "../../../src/pipeline/run.ts";
import { startPlan } from "../../../src/pipeline/request.ts";
import type { Plan } from "../../../src/plan/types.ts";
import { createLLMClient } from "../../../src/providers.ts";

/** First language, idea. */
const IDEAS: readonly (readonly [language: string, idea: string])[] = [
  ["Dart", "A Flutter app to track water intake, with daily reminders and a weekly chart."],
  ["R", "An R script that reads a CSV of penguin measurements and writes a PDF report."],
  ["R", "R Shiny dashboard for clinical trial data with login."],
  ["C", "A C library for parsing INI files with no dependencies."],
  ["C", "Write a small Unix shell in C. Pipes (`ls | wc -l`) work. Makefile with targets all and test."],
  ["C++", "Firmware for an ESP32 (PlatformIO) that reads a sensor every 10 seconds and publishes to MQTT."],
  ["C++", "A C++ game with a Makefile (no CMake): players move blocks."],
  ["C++", "A ray tracer in C++20 with CMake. Unit tests with Catch2."],
  ["Elixir", "A chat server built with Elixir and Phoenix LiveView. Users join rooms and send messages."],
  ["Elixir", "A tool like Jira but simpler. Think Django admin, but for everybody. Written in Elixir."],
  ["Haskell", "Hausaufgabe: Implementiere in Haskell einen Taschenrechner mit Klammern."],
  ["Zig", "Game Boy emulator in Zig with SDL2. It passes the CPU tests."],
  ["Lua", "Breakout with LÖVE (Lua)."],
  ["GDScript", "A roguelike game made with Godot 4: generated rooms, turn-based combat, save on exit."],
  ["Terraform", "Terraform code that provisions a network and a PostgreSQL database on AWS."],
  ["Bash", "A bash script that backs up /home with rsync. It must never run rm -rf outside of its folder."],
  ["Groovy", "Micronaut service in Groovy for votes."],
  ["Go", "Port our Node.js image service to Go. Behaviour stays identical."],
  ["Go", "A converter that reads WordPress XML exports and MySQL dumps. It is a Go command-line program."],
  ["Go", "Order platform of three Go microservices that talk through Kafka. PostgreSQL per service."],
  ["Go", "Go + htmx + SQLite expense tracker, single binary."],
  ["Rust", "Rust で書かれたコマンドラインのメモ帳。メモを追加、検索、削除できる。"],
  [
    "Rust",
    "# fastgrep\n\nA grep for logs.\n\n## Installation\n\n```bash\ncargo install fastgrep\n```\n\n## Features\n\n- JSON output\n- Time filters",
  ],
  ["Java", "使用 Java 和 Spring Boot 开发。\n\n- 管理员可以添加、修改和删除图书。\n- 使用 MySQL 数据库。"],
  ["Java", "Spring Boot (Gradle, Java 17) with a React front end in TypeScript for a clinic: patients, doctors."],
  ["Kotlin", "A Gradle plugin written in Kotlin, not Java, that fails the build when dependencies are old."],
  ["Kotlin", "Eine App für Android, mit der Familien eine Einkaufsliste führen. Geschrieben in Kotlin."],
  ["Swift", "iOS app in Swift with SwiftUI to track habits. Streaks, reminders, a widget."],
  ["C#", "Taskify with .NET Aspire, Blazor server and Postgres. Users move cards on a Kanban board."],
  ["C#", "Our old classic ASP intranet must be replaced with Blazor Server on .NET 8; SQL Server stays."],
  ["PHP", "A WordPress plugin that adds a reading time to each post."],
  [
    "PHP",
    "Booking site (Laravel, Livewire).\n\nPhase 1:\n- Book classes\n\nPhase 2 (not now):\n- Mobile app in Flutter",
  ],
  ["Ruby", "Upgrade our Rails 5.2 app to Rails 7.1 and Ruby 3.3, replace Sprockets by Vite, no downtime."],
  ["TypeScript", "Replace the old PHP shop by a Next.js application with Prisma and PostgreSQL."],
  ["TypeScript", "Admin panel in Angular 17 for a Spring Boot backend that already exists at /api."],
  ["TypeScript", "A Bun HTTP server that resizes images and caches them in Cloudflare R2."],
  ["TypeScript", "Users can search `src/a.py`. Users can open `lib/b.rb` and `cmd/main.go` in the viewer."],
  ["TypeScript", "Build a modern, robust platform for pet owners.\n- Intuitive UI\n- High performance\n- etc."],
  ["JavaScript", "A note app in Svelte. No React, no backend, no Docker, no TypeScript. Never use eval."],
  ["JavaScript", "Chat server using Node.js instead of PHP, WebSockets instead of polling, SQLite rather than MySQL."],
  ["Python", "Rewrite the old PHP script report.php in Python. It mails a summary each Monday."],
  ["Python", "A log shipping daemon in Python or Go. Sends lines over HTTPS with retries. No Docker."],
  ["Python", "Extend our existing app in src/app.py (Flask). Add an endpoint GET /health."],
  ["Python", "Tool in Python. Reads .env; never commit .env. scripts/deploy.sh builds. Clean up with `rm -rf build/`."],
  ["Python", "Un carnet de recettes avec Django et PostgreSQL. Les utilisateurs ajoutent des recettes et les notent."],
  ["HTML", "Sistema de fichas en HTML, CSS y JavaScript. Los alumnos crean fichas y las repasan."],
  ["HTML", "No framework, no JavaScript, only HTML and CSS."],
];

const client = createLLMClient("offline", {});

async function planOf(brief: string, more: { name?: string; languages?: string[] } = {}): Promise<Plan> {
  return await runPipeline(startPlan({ name: "My app", brief, ...more }), { client, brief });
}

function assertSound(plan: Plan): void {
  const { findings, score } = lintPlan(plan);
  assert.deepEqual(findings.filter(({ severity }) => severity === "error"), []);
  assert.ok(score >= 90, JSON.stringify(findings));
}

for (const [language, idea] of IDEAS) {
  Deno.test(`the offline planner plans soundly in ${language}: ${idea.slice(0, 60).replace(/\s+/g, " ")}`, async () => {
    const plan = await planOf(idea);
    assert.equal(plan.project.languages[0], language, plan.project.languages.join());
    assertSound(plan);
  });
}

Deno.test("the offline planner plans in the languages given when the brief asks for another", async () => {
  for (const language of ["Python", "Zig", "Java"]) {
    const plan = await planOf("A chat server in Go. Users join rooms. A Flutter app shows them.", {
      languages: [language],
    });
    assert.deepEqual(plan.project.languages, [language]);
    assert.match(plan.design?.decisions.map(({ choice }) => choice).join("\n") ?? "", /in the place of Go/);
    assertSound(plan);
  }
});

Deno.test("the offline planner names a package so that it hides no module and is no keyword", async () => {
  for (
    const [name, run] of [["Airflow", "airflow_app"], ["Lambda", "lambda_app"], ["Secrets", "secrets_app"]] as const
  ) {
    const plan = await planOf("A Python program that loads data each night.", { name, languages: ["Python"] });
    const planned = name === "Airflow"
      ? await planOf("Airflow jobs in Python that load data each night.", { name })
      : plan;
    assert.equal(planned.commands?.run, `python -m ${run}`);
  }
});

Deno.test("the offline planner lets a step make each file that the program starts with", async () => {
  const plan = await planOf("Taskify with .NET Aspire, Blazor and Postgres. Users move cards.", { name: "Taskify" });
  assert.equal(plan.commands?.run, "dotnet run --project src/Taskify.AppHost");
  const made = plan.phases.flatMap(({ steps }) => steps).flatMap(({ deliverables }) => deliverables)
    .filter(({ action }) => action === "create").map(({ path }) => path);
  assert.ok(made.some((path) => path.startsWith("src/Taskify.AppHost/")), made.join());
  assertSound(plan);
});

Deno.test("the offline planner names each tool once and no language as a test tool", async () => {
  const plan = await planOf("Wir brauchen eine Webanwendung für den Verleih. Technik: TypeScript, Vue und PostgreSQL.");
  const names = plan.design?.techStack.map(({ name }) => name) ?? [];
  assert.deepEqual(names, [...new Set(names)]);
  assert.ok(plan.design?.decisions.every(({ choice }) => !choice.startsWith("TypeScript in CI")));
});
