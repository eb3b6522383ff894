/** Commands and paths in texts: what stands between backticks, and what a label announces. */
import { isSafePath } from "../paths.ts";

/** Programs that a plan runs; those behind the bar say something only with an argument. */
const ALONE =
  "make|pytest|mypy|tox|nox|ctest|ruff|eslint|tsc|jest|vitest|gradle|mvn|rspec|phpunit|rake|nosetests|shellcheck";
const WITH_ARGUMENT =
  "npm|npx|pnpm|yarn|bun|bunx|node|deno|go|cargo|rustc|python|python3|py|pip|pip3|pipx|uv|uvx|poetry|hatch|docker|docker-compose|podman|git|curl|" +
  "wget|http|dotnet|java|javac|gcc|g\\+\\+|clang|cmake|bundle|rails|ruby|gem|composer|php|artisan|swift|flutter|dart|mix|elixir|sbt|lein|stack|" +
  "cabal|zig|kubectl|helm|terraform|ansible-playbook|psql|sqlite3|mysql|redis-cli|mongosh|bash|sh|zsh|pwsh|ls|cat|test|grep|diff|echo|cd|mkdir|" +
  "cp|mv|touch|chmod|source|export|open|alembic|flask|uvicorn|gunicorn|streamlit|django-admin|prettier|black|isort|flake8|golangci-lint|hadolint|" +
  "playwright|cypress|firebase|aws|gcloud|az|vercel|expo|ng|vite|webpack|serve";
const COMMAND = new RegExp(
  `^(?:\\$ )?(?:(?:sudo|time|env) )?(?:[A-Z_]{1,40}=\\S{1,80} )?(?:(?:${ALONE})(?:\\s|$)|(?:${WITH_ARGUMENT})\\s+\\S|\\./[\\w./-]{1,100}(?:\\s|$))`,
);

/** Endings of files that plans speak of. */
const ENDING =
  /\.(?:astro|avif|bash|bat|c|cc|cfg|cjs|clj|cmake|conf|cpp|cs|csproj|css|csv|cts|cxx|dart|db|dockerfile|edn|ejs|elm|env|erb|ex|exs|fs|fsproj|gif|go|gql|gradle|graphql|groovy|h|hbs|hpp|hs|htm|html|ico|ini|ipynb|java|jinja|jpeg|jpg|js|json|jsonc|jsonl|jsx|kt|kts|less|liquid|lock|lua|m|md|mdx|mjs|ml|mod|mts|nim|php|pkl|pl|plist|png|prisma|properties|proto|ps1|pug|py|pyi|r|rb|razor|rs|rst|sass|scala|scss|sh|sln|snap|sol|sql|sqlite|styl|sum|svelte|svg|swift|tex|tf|toml|ts|tsv|tsx|txt|vb|vue|wasm|webp|xml|yaml|yml|zig)$/i;
const NAMED_FILE =
  /^(?:Dockerfile|Makefile|Procfile|Gemfile|Rakefile|Jenkinsfile|Vagrantfile|Justfile|LICENSE|README|CHANGELOG|CODEOWNERS|\.(?:env|gitignore|dockerignore|gitattributes|editorconfig|npmrc|nvmrc|prettierrc|eslintrc|env\.\w{1,20}))$/;
/** Names of products that end like files. */
const PRODUCT =
  /^(?:node|next|nuxt|vue|react|express|three|d3|chart|alpine|ember|backbone|p5|socket|moment|discord|nest|solid|paper|fabric)\.js$/i;
/** Things with a slash that are no files. */
const NO_PATH =
  /^(?:(?:application|text|image|audio|video|multipart|font)\/|\d+(?:\/\d+)*$|(?:and|or|I|TCP|CI|UI|read|yes|true|on|client|his|input|GET|POST|PUT|PATCH|DELETE|origin|feature|refs|v?\d+)\/)|[@*<>{}$=()#,;:&!'"`^]/;

/** Whether a text is a relative path inside the project. */
export function isPath(text: string): boolean {
  if (text.length < 2 || text.length > 200 || /\s/.test(text) || !isSafePath(text.replace(/^\.\//, ""))) return false;
  if (NO_PATH.test(text) || PRODUCT.test(text)) return false;
  const last = text.slice(text.lastIndexOf("/") + 1);
  if (NAMED_FILE.test(last) || (ENDING.test(last) && /^[\p{L}\p{N}._[]/u.test(last))) return true;
  return /^\.?[\p{L}\p{N}_-]+(?:\/[\p{L}\p{N}._[\]-]+)*\/?$/u.test(text) && text.includes("/") &&
    !/^[A-Z\d]+\/[A-Z\d]+$/.test(text);
}

/** Whether a text is a command line. */
export function isCommand(text: string): boolean {
  return text.length <= 300 && COMMAND.test(text);
}

/** What stands between backticks in a text. */
function spansIn(text: string): string[] {
  return text.split("`").filter((_, index, parts) => index % 2 === 1 && index < parts.length - 1)
    .map((span) => span.trim()).filter((span) => span !== "");
}

/** The paths in a text: between backticks, and, where a label announces files, its words. */
export function pathsIn(text: string, announced: boolean): string[] {
  const words = announced ? text.replaceAll("`", " ").split(/[\s,;|]+/) : spansIn(text);
  const paths = words.map((word) => word.replace(/^[*_("[]{1,3}|^\.\/|[*_)"\].,:]{1,3}$/g, ""));
  return paths.filter(isPath);
}

/** The commands in a text: between backticks, and, where a label announces one, the text itself. */
export function commandsIn(text: string, announced: boolean): string[] {
  const spans = spansIn(text);
  const whole = announced && spans.length === 0 ? [text.replace(/[*_]{2}/g, "").trim()] : [];
  return [...spans, ...whole].map((command) => command.replace(/^\$ /, "")).filter((command) =>
    isCommand(command) && (spans.length > 0 || looksTyped(command))
  );
}

/** Whether words without backticks are a command and not a sentence that begins like one: "go to the page". */
function looksTyped(text: string): boolean {
  return text.length <= 120 && !/[.!?]$/.test(text) &&
    (/^\S+ ?$|\s-|[/.=:]/.test(text) || /^\S+ (?:test|run|build|check|lint|start|fmt)\b/.test(text)) &&
    !/\b(?:the|a|an|to|and|that|is)\b/.test(text);
}
