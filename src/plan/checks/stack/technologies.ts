/** Languages, frameworks and databases that a plan may be asked to use, and which of them stand for one another. */

/** A language, a framework or a database. */
export interface Technology {
  name: string;
  /** Other ways to write it. */
  aliases: readonly string[];
  /** Of one group a project usually takes one. */
  group?: string;
  /** What comes with it: Django brings Python. */
  brings: readonly string[];
  /** A common word too: only a capital inside a sentence, or an entry in a list of names, makes it a name. */
  common: boolean;
  /** Endings of its files. */
  endings: readonly string[];
  /** The ecosystem whose tools come with it. */
  ecosystems: readonly string[];
  /** Whether it only shows an ecosystem. */
  tool: boolean;
}

interface Row {
  /** Other names, parted by commas. */
  also?: string;
  group?: string;
  brings?: string;
  common?: true;
  endings?: string;
  ecosystems?: string;
}

/** One technology a line; a group's name is what the message calls it. */
const ROWS: Readonly<Record<string, Row>> = {
  // Languages.
  "Python": { also: "python3,python 3,cpython", group: "language", endings: "py ipynb", ecosystems: "python" },
  "Go": { also: "golang,go lang", group: "language", common: true, endings: "go", ecosystems: "go" },
  "Rust": { also: "rust-lang,rustlang", group: "language", common: true, endings: "rs", ecosystems: "rust" },
  "Java": { also: "java 8,java 11,java 17,java 21,openjdk", group: "language", endings: "java", ecosystems: "jvm" },
  "Kotlin": { group: "language", endings: "kt", ecosystems: "jvm" },
  "Scala": { group: "language", endings: "scala", ecosystems: "sbt jvm" },
  "Clojure": { group: "language", endings: "clj cljs", ecosystems: "clojure jvm" },
  "Groovy": { group: "language", common: true, ecosystems: "jvm gradle maven" },
  "C#": {
    also: "csharp,c sharp,.net,dotnet,.net core,.net 8,.net 9",
    group: "language",
    endings: "cs csproj",
    ecosystems: "dotnet",
  },
  "F#": { also: "fsharp", group: "language", endings: "fsproj", ecosystems: "dotnet" },
  "C++": {
    also: "cpp,c++17,c++20,c++23",
    group: "language",
    brings: "C",
    endings: "cpp cc cxx hpp",
    ecosystems: "c make cmake",
  },
  "C": { also: "c99,c11,ansi c", group: "language", common: true, endings: "c", ecosystems: "c make cmake" },
  "Ruby": { group: "language", common: true, endings: "rb", ecosystems: "ruby" },
  "PHP": { also: "php 8,php8", group: "language", endings: "php", ecosystems: "php" },
  "Swift": { also: "swift 5,swift 6", group: "language", common: true, endings: "swift", ecosystems: "swift" },
  "Dart": { group: "language", common: true, endings: "dart", ecosystems: "dart" },
  "Elixir": { group: "language", common: true, endings: "ex exs", ecosystems: "elixir" },
  "Erlang": { group: "language", endings: "erl", ecosystems: "erlang" },
  "Haskell": { group: "language", endings: "hs", ecosystems: "haskell" },
  "OCaml": { group: "language", endings: "ml mli", ecosystems: "ocaml" },
  "Zig": { group: "language", common: true, endings: "zig", ecosystems: "zig" },
  "Lua": { group: "language", endings: "lua", ecosystems: "lua" },
  "Perl": { group: "language", endings: "pl pm" },
  "R": { group: "language", common: true, endings: "r rmd", ecosystems: "r" },
  "Julia": { group: "language", common: true, endings: "jl", ecosystems: "julia" },
  // One of these serves where another was asked for, and pages in the browser need them whatever the server is written in.
  "TypeScript": {
    also: "type script",
    group: "language",
    brings: "JavaScript",
    endings: "ts tsx mts cts",
    ecosystems: "js",
  },
  "JavaScript": { also: "ecmascript,es6,vanilla js", group: "language", endings: "js mjs cjs jsx", ecosystems: "js" },
  "HTML": { also: "html5,html 5", endings: "html htm erb ejs hbs jinja2 razor cshtml twig", ecosystems: "pages" },
  "CSS": { also: "css3,css 3,scss,sass", endings: "css scss sass less html htm", ecosystems: "pages" },
  "SQL": { endings: "sql" },
  // What runs JavaScript.
  "Node.js": { also: "node js,nodejs", group: "JavaScript runtime", brings: "JavaScript", ecosystems: "node npm" },
  "Deno": { group: "JavaScript runtime", brings: "TypeScript", ecosystems: "deno" },
  "Bun": { group: "JavaScript runtime", common: true, brings: "JavaScript", ecosystems: "bun node npm" },
  // Front ends.
  "React": {
    also: "react.js,reactjs,react js,react 18,react 19",
    group: "front-end framework",
    common: true,
    brings: "JavaScript,HTML,CSS",
    endings: "jsx tsx",
  },
  "Vue": {
    also: "vue.js,vuejs,vue 3,vue js",
    group: "front-end framework",
    brings: "JavaScript,HTML,CSS",
    endings: "vue",
  },
  "Angular": {
    also: "angularjs,angular.js",
    group: "front-end framework",
    common: true,
    brings: "TypeScript,HTML,CSS",
  },
  "Svelte": {
    also: "svelte 5,svelte.js",
    group: "front-end framework",
    common: true,
    brings: "JavaScript,HTML,CSS",
    endings: "svelte",
  },
  "SolidJS": { also: "solid.js,solid js", group: "front-end framework", brings: "JavaScript,HTML,CSS" },
  "Preact": { group: "front-end framework", brings: "JavaScript,HTML,CSS" },
  "Ember": { also: "ember.js,emberjs", group: "front-end framework", common: true, brings: "JavaScript,HTML,CSS" },
  "Blazor": {
    also: "blazor server,blazor webassembly",
    group: "front-end framework",
    brings: "C#,HTML,CSS",
    endings: "razor",
  },
  "Next.js": { also: "nextjs,next js", brings: "React,Node.js" },
  "Remix": { common: true, brings: "React,Node.js" },
  "Gatsby": { common: true, brings: "React,Node.js" },
  "Nuxt": { also: "nuxt.js,nuxtjs,nuxt 3", brings: "Vue,Node.js" },
  "SvelteKit": { also: "svelte kit", brings: "Svelte,Node.js" },
  "Astro": { common: true, brings: "JavaScript,HTML,CSS", endings: "astro" },
  "Electron": { common: true, brings: "Node.js,HTML,CSS" },
  // Applications for phones.
  "Flutter": { group: "mobile framework", common: true, brings: "Dart" },
  "React Native": { also: "react-native,expo", group: "mobile framework", brings: "React" },
  "Ionic": { group: "mobile framework", common: true, brings: "JavaScript,HTML,CSS" },
  ".NET MAUI": { also: "maui,dotnet maui", group: "mobile framework", brings: "C#" },
  // Servers in JavaScript.
  "Express": { also: "express.js,expressjs", group: "Node.js web framework", common: true, brings: "Node.js" },
  "Koa": { also: "koa.js", group: "Node.js web framework", common: true, brings: "Node.js" },
  "Fastify": { group: "Node.js web framework", brings: "Node.js" },
  "Hapi": { also: "hapi.js", group: "Node.js web framework", common: true, brings: "Node.js" },
  "NestJS": { also: "nest.js", group: "Node.js web framework", brings: "Node.js,TypeScript,Express" },
  "Hono": { group: "Node.js web framework", brings: "JavaScript" },
  // Servers in Python.
  "Django": { also: "django rest framework,drf", group: "Python web framework", brings: "Python,HTML,CSS" },
  "Flask": { group: "Python web framework", common: true, brings: "Python,HTML,CSS" },
  "FastAPI": { also: "fast api", group: "Python web framework", brings: "Python,HTML,CSS" },
  "Starlette": { brings: "Python" },
  "Tornado": { group: "Python web framework", common: true, brings: "Python" },
  "Pyramid": { group: "Python web framework", common: true, brings: "Python" },
  "Bottle": { group: "Python web framework", common: true, brings: "Python" },
  "Sanic": { group: "Python web framework", brings: "Python" },
  "Streamlit": { group: "Python data app framework", brings: "Python,HTML,CSS" },
  "Gradio": { group: "Python data app framework", brings: "Python,HTML,CSS" },
  // Servers in other languages.
  "Gin": { also: "gin-gonic", group: "Go web framework", common: true, brings: "Go" },
  "Echo": { group: "Go web framework", common: true, brings: "Go" },
  "Fiber": { group: "Go web framework", common: true, brings: "Go" },
  "Spring Boot": { also: "springboot,spring-boot,spring", group: "Java web framework", brings: "" },
  "Quarkus": { group: "Java web framework" },
  "Micronaut": { group: "Java web framework" },
  "Javalin": { group: "Java web framework" },
  "Ktor": { group: "Java web framework", brings: "Kotlin" },
  "Laravel": { group: "PHP framework", brings: "PHP,HTML,CSS" },
  "Symfony": { group: "PHP framework", brings: "PHP,HTML,CSS" },
  "CodeIgniter": { group: "PHP framework", brings: "PHP,HTML,CSS" },
  "Ruby on Rails": { also: "rails", group: "Ruby web framework", brings: "Ruby,HTML,CSS" },
  "Sinatra": { group: "Ruby web framework", common: true, brings: "Ruby" },
  "Actix": { also: "actix web,actix-web", group: "Rust web framework", brings: "Rust" },
  "Axum": { group: "Rust web framework", brings: "Rust" },
  "Rocket": { group: "Rust web framework", common: true, brings: "Rust" },
  "ASP.NET Core": { also: "asp.net,asp net core", brings: "C#,HTML,CSS" },
  ".NET Aspire": { also: "dotnet aspire", brings: "C#" },
  "Phoenix": { group: "Elixir web framework", common: true, brings: "Elixir,HTML,CSS" },
  "Vapor": { common: true, brings: "Swift" },
  // Databases. A cache or a search index beside one is none of them.
  "PostgreSQL": {
    also: "postgres,psql,pgvector,timescaledb",
    group: "database",
    brings: "SQL",
    ecosystems: "postgresql",
  },
  "MySQL": { group: "database", brings: "SQL", ecosystems: "mysql" },
  "MariaDB": { group: "database", brings: "SQL,MySQL", ecosystems: "mysql" },
  "SQLite": { also: "sqlite3,better-sqlite3", group: "database", brings: "SQL", ecosystems: "sqlite" },
  "SQL Server": { also: "mssql,azure sql", group: "database", brings: "SQL" },
  "Oracle Database": { also: "oracle db", group: "database", brings: "SQL" },
  "MongoDB": { also: "mongo,mongoose", group: "database", ecosystems: "mongodb" },
  "DynamoDB": { also: "dynamo db", group: "database" },
  "Cassandra": { group: "database", common: true },
  "CouchDB": { group: "database" },
  "Firestore": { also: "firebase,cloud firestore", group: "database" },
  "Supabase": { group: "database", brings: "PostgreSQL" },
  "Neo4j": { group: "database" },
  "DuckDB": { group: "database", brings: "SQL" },
  "ClickHouse": { group: "database", brings: "SQL" },
  "InfluxDB": { group: "database" },
  "Redis": { also: "valkey", group: "cache", ecosystems: "redis" },
  // Tools and platforms: no group, so that nobody asks whether they are used; but their programs need them.
  "Docker": { also: "docker compose,docker-compose,dockerfile,podman,container image", ecosystems: "docker" },
  "Testcontainers": { ecosystems: "docker" },
  "Kubernetes": { also: "k8s,helm,helm chart", ecosystems: "kubernetes docker" },
  "Terraform": { also: "opentofu", ecosystems: "terraform" },
  "Ansible": { ecosystems: "ansible" },
  "Maven": { ecosystems: "jvm maven" },
  "Gradle": { ecosystems: "jvm gradle" },
  "JUnit": { also: "junit 5", ecosystems: "jvm" },
  "CMake": { ecosystems: "c cmake make" },
};

/** Tools that show an ecosystem where they are named; nobody checks whether the plan uses them. */
const TOOL_ROWS: readonly (readonly [ecosystems: string, names: string])[] = [
  ["node npm", "npm,pnpm,Yarn,npx,Jest,Mocha,Cypress,webpack"],
  ["js", "Vite,Vitest,ESLint,Prettier"],
  ["pages", "Playwright"],
  ["python", "pytest,mypy,pip,virtualenv,Pydantic,SQLAlchemy"],
  ["make", "Makefile,GNU Make"],
  ["dotnet", "xUnit,NUnit,Entity Framework"],
  ["ruby", "RSpec,Bundler"],
  ["php", "PHPUnit"],
];

/** All of them. */
export const technologies: readonly Technology[] = [
  ...Object.entries(ROWS).map(([name, row]) => ({
    name,
    aliases: split(row.also, ","),
    ...(row.group === undefined ? {} : { group: row.group }),
    brings: split(row.brings, ","),
    common: row.common ?? false,
    endings: split(row.endings, " "),
    ecosystems: split(row.ecosystems, " "),
    tool: false,
  })),
  ...TOOL_ROWS.flatMap(([ecosystems, names]) =>
    split(names, ",").map((name) => ({
      name,
      aliases: [],
      brings: [],
      common: false,
      endings: [],
      ecosystems: split(ecosystems, " "),
      tool: true,
    }))
  ),
];

/** A technology by its name in the table. */
export const byName: ReadonlyMap<string, Technology> = new Map(technologies.map((one) => [one.name, one]));

function split(list: string | undefined, by: string): string[] {
  return list === undefined || list === "" ? [] : list.split(by);
}

/** Packages that serve to talk to one database alone, by the names that registries have for them. */
const DRIVERS: Readonly<Record<string, string>> = {
  "MySQL":
    "mysqlclient pymysql aiomysql asyncmy mysql mysql2 mysql-connector-python go-sql-driver/mysql mysql-connector-j mysqli pdo_mysql",
  "MongoDB": "pymongo motor mongodb mongoose mongo-go-driver beanie mongoengine mongoid",
  "PostgreSQL": "psycopg psycopg2 psycopg2-binary psycopg3 asyncpg pg pgx lib/pq node-postgres npgsql pdo_pgsql",
  "SQLite": "aiosqlite better-sqlite3 go-sqlite3 mattn/go-sqlite3 rusqlite microsoft.data.sqlite",
};
const BY_DRIVER: ReadonlyMap<string, Technology> = new Map(
  Object.entries(DRIVERS).flatMap(([name, packages]) => {
    const technology = byName.get(name);
    return technology === undefined ? [] : packages.split(" ").map((one) => [one, technology] as const);
  }),
);

/** The database that a package serves, by the first word of an entry: `psycopg[binary] 3`, `github.com/jackc/pgx/v5`. */
export function drivenBy(entry: string): Technology | undefined {
  const name = entry.slice(0, 200).trimStart().toLowerCase().split(/[\s[@=<>~^(]/, 1)[0] ?? "";
  const path = name.replace(/\/v\d{1,3}$/, "");
  return BY_DRIVER.get(path) ?? BY_DRIVER.get(path.replace(/^.*\/(?=[^/]*\/)/, "")) ??
    BY_DRIVER.get(path.replace(/^.*\//, ""));
}

/** Names of pages and styles that any project with a page has, whatever it is written in. */
export const WEB_LANGUAGES: ReadonlySet<string> = new Set(["JavaScript", "TypeScript", "HTML", "CSS", "SQL"]);

/** A technology with all that comes with it. */
export function withBrought(technology: Technology, found: Set<Technology> = new Set()): Set<Technology> {
  if (found.has(technology)) return found;
  found.add(technology);
  for (const name of technology.brings) {
    const brought = byName.get(name);
    if (brought !== undefined) withBrought(brought, found);
  }
  return found;
}

/** What the tools of an ecosystem show, where they show one thing alone. */
const SHOWN: Readonly<Record<string, string>> = {
  python: "Python",
  go: "Go",
  rust: "Rust",
  dotnet: "C#",
  ruby: "Ruby",
  php: "PHP",
  swift: "Swift",
  dart: "Dart",
  elixir: "Elixir",
  node: "Node.js",
  npm: "Node.js",
  deno: "Deno",
  bun: "Bun",
  docker: "Docker",
  kubernetes: "Kubernetes",
  terraform: "Terraform",
  ansible: "Ansible",
  postgresql: "PostgreSQL",
  mysql: "MySQL",
  sqlite: "SQLite",
  mongodb: "MongoDB",
  redis: "Redis",
  maven: "Maven",
  gradle: "Gradle",
  cmake: "CMake",
  zig: "Zig",
  lua: "Lua",
  r: "R",
  julia: "Julia",
};

/** The technology that an ecosystem's tools and files show. */
export function shownBy(ecosystem: string): Technology | undefined {
  return Object.hasOwn(SHOWN, ecosystem) ? byName.get(SHOWN[ecosystem] ?? "") : undefined;
}
