import { type Ecosystem, inOrder, type Manifest, present, type Surroundings } from "../ecosystem.ts";
import { readToml, stringsIn, type Tables } from "../toml.ts";

/** How each tool installs what a project needs, and what starts a program in its environment; by the files that show it. */
const MANAGERS: readonly { shows: RegExp; table?: string; setup: string; start: string }[] = [
  { shows: /^uv\.lock$/, table: "tool.uv", setup: "uv sync", start: "uv run " },
  { shows: /^poetry\.lock$/, table: "tool.poetry", setup: "poetry install", start: "poetry run " },
  { shows: /^pdm\.lock$/, table: "tool.pdm", setup: "pdm install", start: "pdm run " },
  { shows: /^Pipfile(?:\.lock)?$/, setup: "pipenv install --dev", start: "pipenv run " },
];
/** A command that a project gives its users. */
const COMMAND = /^[A-Za-z][\w.-]{0,59}$/;

/** Python: `pyproject.toml`, requirements, setup.cfg, setup.py and Pipfile. */
export const python: Ecosystem = {
  languages: ["Python"],
  manifest: /^(?:pyproject\.toml|requirements[\w.-]{0,60}\.txt|setup\.(?:cfg|py)|Pipfile)$/,
  frameworks: {
    django: "Django",
    flask: "Flask",
    fastapi: "FastAPI",
    streamlit: "Streamlit",
    gradio: "Gradio",
    dash: "Dash",
    "apache-airflow": "Airflow",
    scrapy: "Scrapy",
    aiogram: "aiogram",
    celery: "Celery",
    sqlalchemy: "SQLAlchemy",
    alembic: "Alembic",
    pydantic: "Pydantic",
    typer: "Typer",
    click: "Click",
    textual: "Textual",
    rich: "Rich",
    torch: "PyTorch",
    tensorflow: "TensorFlow",
    keras: "TensorFlow",
    transformers: "Hugging Face Transformers",
    "llama-index": "LlamaIndex",
    "scikit-learn": "scikit-learn",
    xgboost: "XGBoost",
    lightgbm: "LightGBM",
    shap: "SHAP",
    pandas: "pandas",
    polars: "Polars",
    numpy: "NumPy",
    matplotlib: "Matplotlib",
    plotly: "Plotly",
    "opencv-python": "OpenCV",
    spacy: "spaCy",
    jupyter: "Jupyter",
    jupyterlab: "Jupyter",
    beautifulsoup4: "Beautiful Soup",
    httpx: "HTTPX",
    selenium: "Selenium",
    playwright: "Playwright",
    pyside6: "PySide6",
    pygame: "Pygame",
    "pygame-ce": "Pygame",
    pytest: "pytest",
    hypothesis: "Hypothesis",
    "(uv)": "uv",
    "(poetry)": "Poetry",
  },
  read(around) {
    const tables = around.manifests.filter(({ name }) => /^(?:pyproject\.toml|Pipfile)$/.test(name)).map(({ text }) =>
      readToml(text)
    );
    const dependencies = new Set(around.manifests.flatMap(dependenciesOf).map(normalName));
    const isSet = (name: string) =>
      tables.some((all) => [...all.keys()].some((key) => key === name || key.startsWith(`${name}.`)));
    const manager = MANAGERS.find(({ shows }) => around.hasLike(shows)) ??
      MANAGERS.find(({ table }) => table !== undefined && isSet(table));
    const start = manager?.start ?? "python -m ";
    const uses = (tool: string, ...files: readonly string[]) =>
      dependencies.has(tool) || isSet(`tool.${tool}`) || files.some((file) => around.has(file));
    const pytest = uses("pytest", "pytest.ini", "conftest.py", "tests/conftest.py");
    const django = dependencies.has("django") && around.has("manage.py");
    // What is checked may stand in the settings.
    const hasFiles = tables.some((all) => all.get("tool.mypy")?.has("files") === true);
    const ruff = uses("ruff", "ruff.toml", ".ruff.toml");
    return {
      dependencies: manager === undefined ? dependencies : [...dependencies, `(${manager.start.split(" ", 1)[0]})`],
      own: {},
      usual: present({
        setup: manager?.setup ?? pipSetup(around, tables),
        test: pytest ? `${start}pytest` : django ? `${manager?.start ?? ""}python manage.py test` : undefined,
        testOne: pytest ? `${start}pytest {test}` : undefined,
        lint: inOrder(
          ruff && `${start}ruff check .`,
          !ruff && uses("flake8", ".flake8") && `${start}flake8`,
          uses("mypy", "mypy.ini", ".mypy.ini") && `${start}mypy${hasFiles ? "" : " ."}`,
        ),
        run: runCommand(around, tables, manager?.start),
      }),
    };
  },
};

/** Names are alike whatever stands between their words. */
function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

function dependenciesOf({ name, text }: Manifest): string[] {
  if (name.endsWith(".txt")) return text.split("\n").map(packageIn).filter((found) => found !== "");
  // Names in quotes or on lines of their own; what else stands there is no package that is asked for.
  if (name.startsWith("setup.")) return text.split(/[\n"',]/).map(packageIn).filter((found) => found !== "");
  const tables = readToml(text);
  const found: string[] = [];
  for (const [table, entries] of tables) {
    if (table === "project") found.push(...stringsIn(entries.get("dependencies")).map(packageIn));
    else if (/^(?:project\.optional-dependencies|dependency-groups|tool\.pdm\.dev-dependencies)$/.test(table)) {
      for (const value of entries.values()) found.push(...stringsIn(value).map(packageIn));
    } else if (table === "tool.uv") found.push(...stringsIn(entries.get("dev-dependencies")).map(packageIn));
    else if (/^tool\.poetry\.(?:group\.[^.]{1,60}\.)?(?:dev-)?dependencies$|^(?:dev-)?packages$/.test(table)) {
      found.push(...entries.keys());
    }
  }
  return found;
}

/** The package in `django[argon2]>=5,<6 ; python_version > "3.9"`; empty for options and comments. */
function packageIn(line: string): string {
  return /^\s{0,50}([A-Za-z0-9][\w.-]{0,99})/.exec(line)?.[1] ?? "";
}

function pipSetup({ manifests }: Surroundings, tables: readonly Tables[]): string | undefined {
  const lists = manifests.map(({ path, name }) => name.endsWith(".txt") ? path : "")
    .filter((path) => /^requirements(?:[-_.]?(?:dev|test|tests|development))?\.txt$/.test(path));
  const isPackage = manifests.some(({ name }) => name.startsWith("setup.")) ||
    tables.some((all) => all.has("project") || all.has("build-system"));
  const extras = tables.flatMap((all) => [...all.get("project.optional-dependencies")?.keys() ?? []]);
  const extra = ["dev", "test", "tests"].find((name) => extras.includes(name));
  return inOrder(
    lists.length > 0 && `pip install ${lists.map((path) => `-r ${path}`).join(" ")}`,
    isPackage && (extra === undefined ? "pip install -e ." : `pip install -e ".[${extra}]"`),
  );
}

function runCommand({ has }: Surroundings, tables: readonly Tables[], start = ""): string | undefined {
  if (has("manage.py")) return `${start}python manage.py runserver`;
  const scripts = tables.flatMap((all) =>
    ["project.scripts", "tool.poetry.scripts"].flatMap((table) => [...all.get(table)?.keys() ?? []])
  );
  return scripts.length === 1 && COMMAND.test(scripts[0] ?? "") ? `${start}${scripts[0]}` : undefined;
}
