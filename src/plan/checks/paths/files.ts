/** What files tell by their names. */
import { anyOf } from "../any_of.ts";

/** What a new project begins with: who makes one of these plans a project of his own. */
export const MANIFESTS: ReadonlySet<string> = new Set(
  ("package.json deno.json deno.jsonc pyproject.toml requirements.txt setup.py setup.cfg pipfile environment.yml go.mod cargo.toml pom.xml " +
    "build.gradle build.gradle.kts gemfile composer.json package.swift pubspec.yaml mix.exs makefile cmakelists.txt meson.build build.sbt " +
    "project.clj stack.yaml dune-project rebar.config build.zig shard.yml index.html dockerfile").split(" "),
);

/** Files that tools write on their own when packages are installed. */
const LOCK_FILES: ReadonlySet<string> = new Set(
  ("package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml bun.lock bun.lockb deno.lock cargo.lock go.sum poetry.lock uv.lock " +
    "pdm.lock pipfile.lock gemfile.lock composer.lock mix.lock pubspec.lock podfile.lock package.resolved packages.lock.json gradle.lockfile")
    .split(" "),
);

/** Folders that tools fill: nobody plans what lies in them. */
const MADE_BY_TOOLS = new Set(
  "dist build out target node_modules .venv venv vendor .next .nuxt .output .svelte-kit coverage htmlcov obj _build .dart_tool site public_html __pycache__ release debug tmp"
    .split(" "),
);
/** Starters of build tools, made by the tool itself. */
const WRAPPERS = new Set(["gradlew", "mvnw", "gradlew.bat", "mvnw.cmd"]);

/** Whether a tool makes this path, so that no step has to. */
export function isMadeByTools(path: string): boolean {
  const parts = path.toLowerCase().split("/");
  const name = parts.at(-1) ?? "";
  return LOCK_FILES.has(name) || WRAPPERS.has(name) || parts.some((part) => MADE_BY_TOOLS.has(part));
}

/** Commands that make a whole project or many files at once, which a plan need not list. */
const isScaffolder = anyOf([
  /\bcreate-(?:next|vite|react|vue|svelte|astro|remix|expo|nuxt|t3|solid|preact|electron|hono|cloudflare|nx|turbo|tauri|qwik|docusaurus)\b/i,
  /\b(?:npm|pnpm|yarn|bun) (?:create|init) (?!-)[@\w]|\b(?:nuxi|expo|npx sv|composer|tauri|ionic|wails|sls|capacitor) (?:init|create|start|create-project)\b/i,
  /\bdjango-admin startproject\b|\b(?:manage\.py|django-admin) startapp\b|\brails (?:new|generate|g)\b|\bdotnet new\b|\bflutter create\b|\b(?:ng|nest) (?:new|generate|g)\b/i,
  /\bmix (?:new|phx\.new|phx\.gen\.\w{1,20})\b|\bspring init\b|\bstart\.spring\.io\b|\bspring initializr\b|\blaravel new\b|\bartisan make:|\bvue create\b/i,
  /\barchetype:generate\b|\bsymfony new\b|\bcookiecutter\b|\bgradle init\b|\b(?:hugo|jekyll) new\b|\bnpx shadcn/i,
]);
/** Commands that make the few files that every project of their kind has. */
const STARTERS =
  /\b(?:npm|pnpm|yarn|bun|deno|uv|poetry|pdm|rye|cargo|bundle|composer|hatch|swift package|go mod|zig|dune|stack|cabal|tsc|alembic|prisma|tailwindcss|eslint|husky) (?:-{1,2})?(?:init|new)\b/i;
/** What those make. */
const STARTER_FILES: ReadonlySet<string> = new Set(
  ("package.json tsconfig.json deno.json main.ts main_test.ts index.ts pyproject.toml main.py hello.py __init__.py .python-version readme.md " +
    ".gitignore cargo.toml main.rs lib.rs gemfile composer.json package.swift main.swift go.mod build.zig build.zig.zon main.zig root.zig " +
    "main.hs lib.hs alembic.ini env.py schema.prisma tailwind.config.js postcss.config.js eslint.config.js dune-project package.yaml stack.yaml")
    .split(" "),
);

/** Whether a text lets a tool make files that the plan does not list: any files, or those that each project has. */
export function letsToolsMake(text: string): { any: boolean; usual: boolean } {
  const any = isScaffolder(text);
  return { any, usual: any || STARTERS.test(text) };
}

/** Whether each new project has a file of this name. */
export function isUsual(name: string): boolean {
  return STARTER_FILES.has(name.toLowerCase());
}
