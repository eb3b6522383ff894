/** Which tools belong to which ecosystem, and what shows that a plan has it. */

/** What people call each ecosystem. */
export const ECOSYSTEMS: Readonly<Record<string, string>> = {
  node: "Node.js",
  npm: "Node.js",
  bun: "Bun",
  deno: "Deno",
  python: "Python",
  go: "Go",
  rust: "Rust",
  dotnet: ".NET",
  jvm: "Java",
  maven: "Maven",
  gradle: "Gradle",
  sbt: "Scala",
  clojure: "Clojure",
  ruby: "Ruby",
  php: "PHP",
  swift: "Swift",
  dart: "Dart",
  elixir: "Elixir",
  erlang: "Erlang",
  haskell: "Haskell",
  ocaml: "OCaml",
  c: "C or C++",
  cmake: "CMake",
  make: "Makefile",
  just: "justfile",
  docker: "Docker",
  kubernetes: "Kubernetes",
  terraform: "Terraform",
  ansible: "Ansible",
  postgresql: "PostgreSQL",
  mysql: "MySQL",
  sqlite: "SQLite",
  mongodb: "MongoDB",
  redis: "Redis",
  r: "R",
  julia: "Julia",
  zig: "Zig",
  lua: "Lua",
};

/** The tools of each ecosystem. One that several have is fine with any of them; one that none has is the project's own program. */
const TOOLS: readonly (readonly [ecosystems: string, tools: string])[] = [
  ["node bun", "npx node tsx ts-node"],
  [
    // They need a package.json; a page with a script has none by that.
    "npm",
    "npm pnpm yarn nodemon jest vitest mocha webpack vite next nuxt ng vue nest cypress turbo nx lerna rollup",
  ],
  ["node", "pnpx eslint tsc svelte-check stylelint"],
  ["node bun deno", "prettier esbuild"],
  ["node python jvm dotnet", "playwright"],
  ["bun", "bun bunx"],
  ["deno", "deno"],
  [
    "python",
    "python python3 py pip pip3 pipx pytest tox nox ruff black mypy flake8 pylint isort uv uvx poetry pipenv pdm hatch rye flask uvicorn gunicorn " +
    "hypercorn django-admin celery alembic streamlit jupyter bandit twine",
  ],
  ["python node", "pyright"],
  ["go", "go gofmt golangci-lint gotestsum staticcheck govulncheck goimports"],
  ["rust", "cargo rustc rustup rustfmt wasm-pack"],
  ["dotnet", "dotnet nuget msbuild"],
  ["jvm", "java javac kotlin kotlinc"],
  ["maven", "mvn mvnw mvnd"],
  ["gradle", "gradle gradlew"],
  ["sbt", "sbt scala scalac"],
  ["clojure", "lein clj clojure"],
  ["ruby", "bundle bundler gem rake ruby rspec rails rubocop irb"],
  ["php", "php composer phpunit artisan phpstan pest psalm php-cs-fixer"],
  ["swift", "swift swiftc xcodebuild swiftlint swift-format"],
  ["swift dart node", "pod"],
  ["dart", "dart flutter"],
  ["elixir", "mix elixir"],
  ["erlang", "rebar3 erl"],
  ["haskell", "cabal ghc runghc"],
  ["ocaml", "dune opam"],
  ["c", "gcc g++ clang clang++ valgrind"],
  ["cmake", "cmake ctest"],
  ["make", "make gmake"],
  ["just", "just"],
  ["docker", "docker docker-compose podman podman-compose"],
  ["kubernetes", "kubectl helm kustomize minikube"],
  ["terraform", "terraform tofu terragrunt"],
  ["ansible", "ansible ansible-playbook ansible-lint"],
  ["postgresql", "psql pg_dump pg_restore createdb pg_isready"],
  ["mysql", "mysql mysqldump mysqladmin mariadb"],
  ["sqlite", "sqlite3"],
  ["mongodb", "mongosh mongo mongodump mongorestore"],
  ["redis", "redis-cli redis-server"],
  ["r", "Rscript"],
  ["julia", "julia"],
  ["zig", "zig"],
  ["lua", "lua luarocks busted"],
];

const BY_TOOL: ReadonlyMap<string, readonly string[]> = new Map(
  TOOLS.flatMap(([ecosystems, tools]) => tools.split(" ").map((tool) => [tool, ecosystems.split(" ")] as const)),
);

/** The ecosystems that a tool belongs to; absent for a tool of everyday, or the project's own program. */
export function ecosystemsOf(tool: string): readonly string[] | undefined {
  const name = tool.slice(0, 400).replace(/^.*\//, "").replace(/\.(?:exe|cmd|bat)$/, "");
  // A path names a program of the project, unless it is a build tool's own starter or lies where tools are installed.
  if (tool.includes("/") && !/^\.\/(?:gradlew|mvnw)|(?:^|\/)bin\/|^\/usr\//.test(tool)) return undefined;
  return BY_TOOL.get(/^python3?\.\d{1,2}$/.test(name) ? "python" : name);
}

/** What a file shows by its name. */
const BY_NAME: readonly (readonly [ecosystems: string, names: RegExp])[] = [
  ["node npm", /^(?:package\.json|tsconfig.{0,20}\.json|\.nvmrc|pnpm-workspace\.yaml)$/],
  ["deno", /^deno\.jsonc?$/],
  ["bun", /^(?:bunfig\.toml|bun\.lockb?)$/],
  ["python", /^(?:pyproject\.toml|requirements.{0,20}\.txt|setup\.(?:py|cfg)|pipfile|tox\.ini|environment\.ya?ml)$/],
  ["go", /^go\.(?:mod|work)$/],
  ["rust", /^cargo\.toml$/],
  ["dotnet", /\.(?:csproj|fsproj|vbproj|slnx?)$|^global\.json$/],
  ["jvm maven", /^(?:pom\.xml|mvnw)$/],
  ["jvm gradle", /^(?:(?:build|settings)\.gradle(?:\.kts)?|gradlew)$/],
  ["sbt jvm", /^build\.sbt$/],
  ["clojure jvm", /^(?:project\.clj|deps\.edn)$/],
  ["ruby", /^(?:gemfile|rakefile)$|\.gemspec$/],
  ["php", /^composer\.json$/],
  ["swift", /^package\.swift$|\.xcodeproj$/],
  ["dart", /^pubspec\.yaml$/],
  ["elixir", /^mix\.exs$/],
  ["erlang", /^rebar\.config$/],
  ["haskell", /\.cabal$|^stack\.yaml$|^package\.yaml$/],
  ["ocaml", /^dune(?:-project)?$/],
  ["c cmake make", /^cmakelists\.txt$/],
  ["c", /^meson\.build$/],
  ["make", /^(?:gnu)?makefile$|\.mk$/],
  ["just", /^\.?justfile$/],
  ["docker", /^(?:.{0,40}\.)?dockerfile(?:\..{1,40})?$|^(?:docker-)?compose.{0,40}\.ya?ml$|^containerfile$/],
  ["kubernetes", /^(?:chart|kustomization|deployment)\.ya?ml$/],
  ["terraform", /\.tf$/],
  ["ansible", /^(?:playbook|site)\.ya?ml$|^ansible\.cfg$/],
  ["sqlite", /\.(?:sqlite3?|db)$/],
];
/** Whether a name shows anything by itself: most do not. */
const NAMED = new RegExp(BY_NAME.map(([, names]) => names.source).join("|"));
/** What a file shows by its ending. */
const BY_ENDING: Readonly<Record<string, string>> = {
  py: "python",
  ipynb: "python",
  go: "go",
  rs: "rust",
  cs: "dotnet",
  fs: "dotnet",
  razor: "dotnet",
  java: "jvm",
  kt: "jvm",
  kts: "jvm gradle",
  scala: "sbt jvm",
  clj: "clojure jvm",
  rb: "ruby",
  php: "php",
  swift: "swift",
  dart: "dart",
  ex: "elixir",
  exs: "elixir",
  erl: "erlang",
  hs: "haskell",
  ml: "ocaml",
  c: "c make cmake",
  cpp: "c make cmake",
  cc: "c make cmake",
  hpp: "c make cmake",
  r: "r",
  jl: "julia",
  zig: "zig",
  lua: "lua",
  js: "pages",
  mjs: "pages",
  cjs: "pages",
  ts: "js",
  tsx: "js",
  jsx: "js",
  vue: "js",
  svelte: "js",
};

/** The ecosystems that a file in the project shows. */
export function ecosystemsOfFile(path: string): string[] {
  const name = path.slice(-200).replace(/^.*\//, "").toLowerCase();
  const ending = /\.([a-z]{1,6})$/.exec(name)?.[1] ?? "";
  return [
    ...(NAMED.test(name) ? BY_NAME : []).flatMap(([ecosystems, names]) =>
      names.test(name) ? ecosystems.split(" ") : []
    ),
    ...(Object.hasOwn(BY_ENDING, ending) ? (BY_ENDING[ending] ?? "").split(" ") : []),
  ];
}

/** Where one of several tools serves: all are fine as long as nothing shows which of them it is. */
export const CHOICES: readonly (readonly [for_: string, members: readonly string[]])[] = [
  ["js", ["npm", "node", "deno", "bun"]],
  // Pages and their scripts may be checked with any of them; packages they show none.
  ["pages", ["node", "deno", "bun"]],
  ["jvm", ["maven", "gradle"]],
];
