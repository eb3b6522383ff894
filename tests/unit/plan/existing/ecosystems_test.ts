import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readExisting } from "../../../../src/plan/existing/mod.ts";
import type { Existing } from "../../../../src/plan/types.ts";
import { scanRepo } from "../../../../src/store/repo/scan.ts";
import { empty, inProject } from "../../store/repo/tree.ts";

type Expected = Omit<Existing, "files">;

/** Projects as people have them: their files, and what is to be told of them. */
const PROJECTS: Readonly<Record<string, { files: Record<string, string>; expected: Expected }>> = {
  "TypeScript with pnpm, Vitest and Next.js": {
    files: {
      "package.json": JSON.stringify({
        scripts: { dev: "next dev", test: "vitest run --coverage", lint: "eslint . && tsc", build: "next build" },
        dependencies: { next: "15.0.0", react: "19.0.0", zod: "^4" },
        devDependencies: { vitest: "^3", typescript: "^5", eslint: "^9" },
      }),
      ...empty("pnpm-lock.yaml", "tsconfig.json", "eslint.config.mjs", "next.config.ts", "src/app/page.tsx"),
      ...empty(
        "src/lib/user-store.ts",
        "src/lib/user-store.test.ts",
        "src/lib/mail-queue.ts",
        "src/lib/mail-queue.test.ts",
      ),
      ...empty("src/lib/next-env.d.ts", ".github/workflows/release.yml", ".github/workflows/ci.yml"),
    },
    expected: {
      languages: ["TypeScript"],
      frameworks: ["Next.js", "React", "Zod", "Vitest"],
      manifests: ["package.json"],
      commands: {
        setup: "pnpm install",
        test: "pnpm test",
        testOne: "pnpm exec vitest run {test}",
        lint: "pnpm run lint",
        run: "pnpm run dev",
      },
      layout: {
        entry: "src/app/page.tsx",
        unit: "src/lib/{name}.ts",
        unitTest: "src/lib/{name}.test.ts",
        naming: "kebab",
      },
      ci: ".github/workflows/ci.yml",
    },
  },
  "JavaScript with npm and node:test": {
    files: {
      "package.json": JSON.stringify({
        scripts: { test: "node --test", start: "node server.js" },
        dependencies: { express: "^5" },
      }),
      ...empty("package-lock.json", "server.js", "lib/userStore.js", "lib/mailQueue.js", "test/userStore.test.js"),
      ...empty("test/mailQueue.test.js", ".gitlab-ci.yml"),
    },
    expected: {
      languages: ["JavaScript"],
      frameworks: ["Express"],
      manifests: ["package.json"],
      commands: { setup: "npm install", test: "npm test", testOne: "node --test {test}", run: "npm run start" },
      layout: { entry: "server.js", unit: "lib/{name}.js", unitTest: "test/{name}.test.js", naming: "camel" },
      ci: ".gitlab-ci.yml",
    },
  },
  "Deno, with comments in its settings": {
    files: {
      "deno.jsonc":
        '{\n  // tasks\n  "tasks": { "test": { "command": "deno test -A" }, "start": "deno run main.ts", },\n  "imports": { "@hono/hono": "jsr:@hono/hono@^4", },\n}\n',
      ...empty("deno.lock", "main.ts", "src/link_store.ts", "src/click_count.ts", "tests/link_store_test.ts"),
    },
    expected: {
      languages: ["Deno", "TypeScript"],
      frameworks: ["Hono"],
      manifests: ["deno.jsonc"],
      commands: {
        setup: "deno install",
        test: "deno task test",
        testOne: "deno test --allow-all {test}",
        lint: "deno lint",
        run: "deno task start",
      },
      layout: { entry: "main.ts", unit: "src/{name}.ts", unitTest: "tests/{name}_test.ts", naming: "snake" },
    },
  },
  "Python with uv": {
    files: {
      "pyproject.toml": `[project]
name = "shop"
description = """
[tool.poetry]
not = "a table"
"""
dependencies = [
  "fastapi[standard]>=0.115", # the API
  'SQLAlchemy ~= 2.0',
]
[project.scripts]
shop = "shop.cli:main"
[dependency-groups]
dev = ["pytest>=8", "ruff", { include-group = "x" }]
[tool.mypy]
strict = true
`,
      ...empty("uv.lock", "src/shop/__init__.py", "src/shop/main.py", "src/shop/order_book.py", "src/shop/stock.py"),
      ...empty("tests/test_order_book.py", "tests/test_stock.py", "tests/conftest.py"),
    },
    expected: {
      languages: ["Python"],
      frameworks: ["FastAPI", "SQLAlchemy", "pytest", "uv"],
      manifests: ["pyproject.toml"],
      commands: {
        setup: "uv sync",
        test: "uv run pytest",
        testOne: "uv run pytest {test}",
        lint: "uv run ruff check . && uv run mypy .",
        run: "uv run shop",
      },
      layout: {
        entry: "src/shop/main.py",
        unit: "src/shop/{name}.py",
        unitTest: "tests/test_{name}.py",
        naming: "snake",
      },
    },
  },
  "Django with pip": {
    files: {
      "requirements.txt": "-r base.txt\nDjango==5.1 # web\n--index-url https://user:token@example.com/simple\n",
      "requirements-dev.txt": "pytest\nflake8\n",
      ...empty(
        "manage.py",
        "shop/__init__.py",
        "shop/models.py",
        "shop/views.py",
        "shop/urls.py",
        "shop/tests/test_views.py",
      ),
    },
    expected: {
      languages: ["Python"],
      frameworks: ["Django", "pytest"],
      manifests: ["requirements-dev.txt", "requirements.txt"],
      commands: {
        setup: "pip install -r requirements-dev.txt -r requirements.txt",
        test: "python -m pytest",
        testOne: "python -m pytest {test}",
        lint: "python -m flake8",
        run: "python manage.py runserver",
      },
      layout: { entry: "manage.py", unit: "shop/{name}.py", unitTest: "shop/tests/test_{name}.py" },
    },
  },
  "Go": {
    files: {
      "go.mod":
        "module example.com/x\n\ngo 1.23\n\nrequire github.com/spf13/cobra v1.8.0\nrequire (\n\tgithub.com/go-chi/chi/v5 v5.1.0\n\tgithub.com/jackc/pgx/v5 v5.6.0 // indirect\n)\n",
      ...empty("cmd/x/main.go", "internal/store/store.go", "internal/store/store_test.go", "internal/clicks/clicks.go"),
      ...empty("internal/clicks/clicks_test.go", ".golangci.yml"),
    },
    expected: {
      languages: ["Go"],
      frameworks: ["Chi", "Cobra"],
      manifests: ["go.mod"],
      commands: {
        setup: "go mod download",
        test: "go test ./...",
        testOne: "go test ./internal/{name}",
        lint: "golangci-lint run",
        run: "go run ./cmd/x",
      },
      layout: { entry: "cmd/x/main.go", unit: "internal/{name}/{name}.go", unitTest: "internal/{name}/{name}_test.go" },
    },
  },
  "Rust": {
    files: {
      "Cargo.toml":
        '[package]\nname = "x"\n[dependencies]\nclap = { version = "4", features = ["derive"] }\nserde.workspace = true\n[dev-dependencies.proptest]\nversion = "1"\n[features]\ntokio = []\n',
      ...empty("Cargo.lock", "rustfmt.toml", "src/main.rs", "src/lib.rs", "src/link_store.rs", "src/clicks.rs"),
      ...empty("tests/link_store.rs"),
    },
    expected: {
      languages: ["Rust"],
      frameworks: ["Clap", "Serde", "proptest"],
      manifests: ["Cargo.toml"],
      commands: {
        setup: "cargo fetch",
        test: "cargo test",
        testOne: "cargo test --test {name}",
        lint: "cargo fmt --check && cargo clippy --all-targets",
        run: "cargo run",
      },
      layout: { entry: "src/main.rs", unit: "src/{name}.rs", unitTest: "tests/{name}.rs", naming: "snake" },
    },
  },
  "Java with Maven": {
    files: {
      "pom.xml":
        "<project><parent><artifactId>spring-boot-starter-parent</artifactId></parent><artifactId>shop</artifactId><build><plugins><plugin><artifactId>spring-boot-maven-plugin</artifactId></plugin></plugins></build></project>",
      ...empty("mvnw", "src/main/java/com/shop/ShopApplication.java", "src/main/java/com/shop/order/OrderService.java"),
      ...empty("src/main/java/com/shop/order/OrderBook.java", "src/test/java/com/shop/order/OrderServiceTest.java"),
    },
    expected: {
      languages: ["Java"],
      frameworks: ["Maven", "Spring Boot"],
      manifests: ["pom.xml"],
      commands: {
        setup: "./mvnw -q -B dependency:go-offline",
        test: "./mvnw -B test",
        testOne: "./mvnw -B test -Dtest={name}Test",
        run: "./mvnw -q spring-boot:run",
      },
      layout: {
        entry: "src/main/java/com/shop/ShopApplication.java",
        unit: "src/main/java/com/shop/order/{name}.java",
        unitTest: "src/test/java/com/shop/order/{name}Test.java",
        naming: "pascal",
      },
    },
  },
  "Kotlin with Gradle in parts": {
    files: {
      "settings.gradle.kts": 'rootProject.name = "shop"\ninclude(":app")\n',
      "app/build.gradle.kts":
        'plugins {\n  application\n  id("org.jlleitschuh.gradle.ktlint") version "12"\n}\ndependencies {\n  implementation("io.ktor:ktor-server-core:3.0.0")\n  // implementation("x:picocli:1")\n}\n',
      ...empty("gradlew", "app/src/main/kotlin/shop/Main.kt", "app/src/main/kotlin/shop/OrderBook.kt"),
      ...empty("app/src/test/kotlin/shop/OrderBookTest.kt"),
    },
    expected: {
      languages: ["Kotlin"],
      frameworks: ["Gradle", "Ktor"],
      manifests: ["settings.gradle.kts", "app/build.gradle.kts"],
      commands: {
        setup: "./gradlew testClasses",
        test: "./gradlew test",
        testOne: "./gradlew test --tests '*.{name}Test'",
        lint: "./gradlew ktlintCheck",
        run: "./gradlew run",
      },
      layout: {
        entry: "app/src/main/kotlin/shop/Main.kt",
        unit: "app/src/main/kotlin/shop/{name}.kt",
        unitTest: "app/src/test/kotlin/shop/{name}Test.kt",
        naming: "pascal",
      },
    },
  },
  "C# in a solution": {
    files: {
      "src/Shop/Shop.csproj":
        '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup><PackageReference Include="Dapper" Version="2" /></ItemGroup></Project>',
      "tests/Shop.Tests/Shop.Tests.csproj":
        '<Project Sdk="Microsoft.NET.Sdk"><PackageReference Include="Microsoft.NET.Test.Sdk" /><PackageReference Include="xunit" /></Project>',
      ...empty("Shop.sln", ".editorconfig", "src/Shop/Program.cs", "src/Shop/OrderBook.cs", "src/Shop/Stock.cs"),
      ...empty("tests/Shop.Tests/OrderBookTests.cs"),
    },
    expected: {
      languages: ["C#"],
      frameworks: ["ASP.NET Core", "Dapper", "xUnit"],
      manifests: ["src/Shop/Shop.csproj", "tests/Shop.Tests/Shop.Tests.csproj"],
      commands: {
        setup: "dotnet restore",
        test: "dotnet test",
        testOne: 'dotnet test --filter "FullyQualifiedName~.{name}Tests."',
        lint: "dotnet format --verify-no-changes",
        run: "dotnet run --project src/Shop",
      },
      layout: {
        entry: "src/Shop/Program.cs",
        unit: "src/Shop/{name}.cs",
        unitTest: "tests/Shop.Tests/{name}Tests.cs",
        naming: "pascal",
      },
    },
  },
  "Ruby on Rails": {
    files: {
      "Gemfile":
        'source "https://rubygems.org"\ngem "rails", "~> 8"\ngroup :test do\n  gem "rspec-rails"\n  # gem "minitest"\nend\n',
      ...empty("bin/rails", ".rubocop.yml", "config/application.rb", "app/models/order_book.rb", "app/models/user.rb"),
      ...empty("app/controllers/orders_controller.rb", "spec/requests/orders_spec.rb", "spec/models/user_spec.rb"),
      ...empty("spec/models/order_book_spec.rb"),
    },
    expected: {
      languages: ["Ruby"],
      frameworks: ["Rails", "RSpec"],
      manifests: ["Gemfile"],
      commands: {
        setup: "bundle install",
        test: "bundle exec rspec",
        testOne: "bundle exec rspec {test}",
        lint: "bundle exec rubocop",
        run: "bin/rails server",
      },
      layout: {
        entry: "config/application.rb",
        unit: "app/models/{name}.rb",
        unitTest: "spec/models/{name}_spec.rb",
        naming: "snake",
      },
    },
  },
  "PHP with Composer": {
    files: {
      "composer.json": JSON.stringify({
        require: { "slim/slim": "^4" },
        "require-dev": { "phpunit/phpunit": "^11" },
        scripts: { lint: ["phpstan analyse", "php-cs-fixer fix --dry-run"] },
      }),
      ...empty("public/index.php", "src/OrderBook.php", "src/Stock.php", "tests/OrderBookTest.php"),
    },
    expected: {
      languages: ["PHP"],
      frameworks: ["Slim", "PHPUnit"],
      manifests: ["composer.json"],
      commands: {
        setup: "composer install",
        test: "vendor/bin/phpunit",
        testOne: "vendor/bin/phpunit {test}",
        lint: "composer run lint",
      },
      layout: { entry: "public/index.php", unit: "src/{name}.php", unitTest: "tests/{name}Test.php", naming: "pascal" },
    },
  },
  "C++ with CMake, and a Makefile before it": {
    files: {
      "CMakeLists.txt": "project(x)\nfind_package(GTest REQUIRED)\n# find_package(Boost)\nenable_testing()\n",
      "Makefile": ".PHONY: lint\nX := y\nlint: build\n\tclang-tidy src/*.cpp\nbuild:\n\tcmake --build build\n",
      ...empty(
        "src/main.cpp",
        "src/order_book.cpp",
        "src/order_book.hpp",
        "src/order_book.h",
        "tests/order_book_test.cpp",
      ),
    },
    expected: {
      languages: ["C++"],
      frameworks: ["GoogleTest"],
      manifests: ["CMakeLists.txt", "Makefile"],
      commands: {
        setup: "cmake -S . -B build",
        test: "cmake --build build && ctest --test-dir build --output-on-failure",
        lint: "make lint",
      },
      layout: { entry: "src/main.cpp", unit: "src/{name}.cpp", unitTest: "tests/{name}_test.cpp", naming: "snake" },
    },
  },
  "Swift": {
    files: {
      "Package.swift":
        'let package = Package(name: "x", dependencies: [.package(url: "https://github.com/vapor/vapor.git", from: "4.0.0")], targets: [.executableTarget(name: "App")])\n',
      ...empty("Sources/App/entrypoint.swift", "Sources/App/OrderBook.swift", "Tests/AppTests/OrderBookTests.swift"),
      ...empty(".swiftlint.yml"),
    },
    expected: {
      languages: ["Swift"],
      frameworks: ["Vapor"],
      manifests: ["Package.swift"],
      commands: {
        setup: "swift package resolve",
        test: "swift test",
        testOne: "swift test --filter '\\.{name}Tests/'",
        lint: "swiftlint lint --strict",
        run: "swift run App",
      },
      layout: {
        entry: "Sources/App/entrypoint.swift",
        unit: "Sources/App/{name}.swift",
        unitTest: "Tests/AppTests/{name}Tests.swift",
        naming: "pascal",
      },
    },
  },
  "Elixir, known by its files and its justfile alone": {
    files: {
      "justfile":
        "set shell := ['bash']\n\n@test *args:\n    mix test {{args}}\n\nlint:\n    mix credo\n\nrun port:\n    mix run\n",
      ...empty("mix.exs", "lib/shop.ex", "lib/shop/order_book.ex", "lib/shop/stock.ex", "test/order_book_test.exs"),
    },
    expected: {
      languages: ["Elixir"],
      frameworks: [],
      manifests: ["justfile"],
      commands: { test: "just test", lint: "just lint" },
      layout: { unit: "lib/shop/{name}.ex", unitTest: "test/{name}_test.exs", naming: "snake" },
    },
  },
  "Pages without a build": {
    files: empty("index.html", "styles.css", "src/main.js", "src/score-board.js"),
    expected: {
      languages: ["HTML/CSS/JavaScript"],
      frameworks: [],
      manifests: [],
      commands: {},
      layout: { entry: "src/main.js", unit: "src/{name}.js", naming: "kebab" },
    },
  },
  "a back end and a front end, each with its own manifest": {
    files: {
      "backend/pyproject.toml": '[project]\ndependencies = ["flask"]\n',
      "frontend/package.json": JSON.stringify({ scripts: { test: "vitest" }, dependencies: { vue: "3" } }),
      "frontend/tests/fixtures/package.json": JSON.stringify({ dependencies: { jquery: "1" } }),
      ...empty(
        "backend/app.py",
        "backend/views.py",
        "backend/store.py",
        "frontend/src/App.vue",
        "frontend/src/main.ts",
      ),
    },
    expected: {
      languages: ["Python", "TypeScript"],
      frameworks: ["Flask", "Vue"],
      manifests: ["backend/pyproject.toml", "frontend/package.json", "frontend/tests/fixtures/package.json"],
      commands: {},
      layout: { entry: "backend/app.py", unit: "backend/{name}.py" },
    },
  },
  "Go with tools of Node.js beside it": {
    files: {
      "go.mod": "module x\n",
      "package.json": JSON.stringify({ scripts: { test: "jest", docs: "x" }, devDependencies: { prettier: "3" } }),
      "Makefile": "test:\n\tgo test -race ./...\n",
      ...empty("main.go", "store.go", "store_test.go", "web/app.js"),
    },
    expected: {
      languages: ["Go", "JavaScript"],
      frameworks: [],
      manifests: ["go.mod", "Makefile", "package.json"],
      commands: {
        setup: "go mod download",
        test: "make test",
        testOne: "go test .",
        lint: "go vet ./...",
        run: "go run .",
      },
      layout: { entry: "main.go", unit: "{name}.go", unitTest: "{name}_test.go" },
    },
  },
  "nothing yet": {
    files: empty("README.md", "notes/idea.txt"),
    expected: { languages: [], frameworks: [], manifests: [], commands: {}, layout: {} },
  },
};

for (const [name, { files, expected }] of Object.entries(PROJECTS)) {
  Deno.test(`readExisting() reads a project: ${name}`, async () => {
    await inProject(files, async (dir) => {
      const found = await scanRepo(dir);
      assert.deepEqual(found.notes, []);
      const { files: listed, ...read } = readExisting(found);
      assert.deepEqual(listed, Object.keys(files).sort());
      assert.deepEqual(read, expected);
    });
  });
}

Deno.test("readExisting() knows this project", async () => {
  const found = readExisting(await scanRepo(fileURLToPath(new URL("../../../../", import.meta.url))));
  assert.deepEqual(found.languages, ["Deno", "TypeScript"]);
  assert.equal(found.commands.setup, "deno install");
  assert.equal(found.commands.test, "deno task test");
  assert.equal(found.commands.lint, "deno fmt --check && deno lint");
  assert.deepEqual(found.layout, {
    entry: "cli.ts",
    unit: "src/{name}.ts",
    unitTest: "tests/unit/{name}_test.ts",
    naming: "snake",
  });
  assert.equal(found.manifests[0], "deno.json");
  assert.equal(found.ci, ".github/workflows/ci.yml");
  assert.ok(found.files.includes("src/errors.ts") && !found.files.some((path) => path.startsWith(".git/")));
});
