/** Which of the project's files a command line runs: scripts, and tests given to what runs tests. */
import { type Program, programsOf } from "./programs.ts";
import { commandsOf } from "./shell.ts";

/** A file that a command runs. */
export interface Script {
  /** As the command says it, from the project's root; absent for a module of Python. */
  path?: string;
  /** The module of `python -m`, with its folders parted by dots. */
  module?: string;
  /** What runs it: `python`, `node`, ... */
  by: string;
  /** Whether it is given to what runs tests. */
  test: boolean;
}

const ENDING =
  /\.(?:py|js|mjs|cjs|ts|mts|cts|tsx|jsx|rb|php|pl|sh|bash|zsh|ps1|bat|cmd|r|jl|lua|dart|exs?|go|groovy|kts)$/i;
/** Names with variables, patterns or places outside the project name no file of the plan. */
const NO_PATH = /[*?$%<>{}[\]!~\s'"`\\]|^\/|^-|\.\.|^[a-z][a-z0-9+.-]{1,20}:/i;

/** Programs that run the first file among their arguments, with the words that must stand before it. */
const INTERPRETERS: Readonly<Record<string, { by: string; after?: readonly string[] }>> = {
  python: { by: "python" },
  python3: { by: "python" },
  py: { by: "python" },
  node: { by: "node" },
  nodejs: { by: "node" },
  nodemon: { by: "node" },
  tsx: { by: "node", after: ["watch"] },
  "ts-node": { by: "node" },
  bun: { by: "node", after: ["run"] },
  deno: { by: "node", after: ["run", "serve", "check", "bench"] },
  ruby: { by: "ruby" },
  php: { by: "php" },
  perl: { by: "perl" },
  Rscript: { by: "r" },
  julia: { by: "julia" },
  lua: { by: "lua" },
  bash: { by: "shell" },
  sh: { by: "shell" },
  zsh: { by: "shell" },
  pwsh: { by: "shell" },
  powershell: { by: "shell" },
  dart: { by: "dart", after: ["run"] },
  elixir: { by: "elixir" },
  go: { by: "go", after: ["run"] },
};
/** Options that take a word of their own, by what runs the script. */
const WITH_VALUE: Readonly<Record<string, ReadonlySet<string>>> = {
  python: new Set(["-X", "-W"]),
  node: new Set([
    "-r",
    "--require",
    "--import",
    "--loader",
    "--env-file",
    "--config",
    "-c",
    "--conditions",
    "-w",
    "-x",
  ]),
  ruby: new Set(["-I", "-r"]),
  php: new Set(["-d", "-S", "-t", "-c"]),
  shell: new Set(["-o", "-ExecutionPolicy", "-NoProfile"]),
};
/** Options after which no script comes: the program is given in the command itself. */
const INLINE = new Set(["-c", "-e", "-p", "--eval", "--print", "-Command", "-r", "-n"]);
const TEST_RUNNERS =
  /^(?:pytest|py\.test|jest|vitest|mocha|ava|tap|jasmine|playwright|rspec|phpunit|pest|nose2|bats|busted|prove)$/;
/** Programs that run tests only when told so. */
const WITH_TEST = /^(?:deno|bun|npm|pnpm|yarn|mix|flutter|dart|rails|cypress)$/;

/** The files that a command line runs. */
export function scriptsOf(line: string): Script[] {
  return scriptsIn(programsOf(commandsOf(line)));
}

/** The files that programs run. */
export function scriptsIn(programs: readonly Program[]): Script[] {
  return programs.flatMap((program) => {
    const { folder } = program;
    return filesOf(program).flatMap((script): Script[] => {
      if (script.path === undefined) return [script];
      const path = script.path.replace(/^\.\//, "");
      return folder === undefined || NO_PATH.test(path)
        ? []
        : [{ ...script, path: folder === "" ? path : `${folder}/${path}` }];
    });
  });
}

function filesOf({ name, args }: Program): Script[] {
  if (TEST_RUNNERS.test(name)) return testFiles(args, name);
  if (WITH_TEST.test(name) && (args[0] === "test" || args[0] === "run" && args[1] === "test")) {
    return testFiles(args, name);
  }
  const interpreter = Object.hasOwn(INTERPRETERS, name) ? INTERPRETERS[name] : undefined;
  if (interpreter === undefined) {
    return /^(?:\.\/)?[\w.@-]{1,80}\/[^\s]{1,300}$|^\.\//.test(name) && ENDING.test(name)
      ? [{ path: name, by: "shell", test: false }]
      : [];
  }
  const { by, after = [] } = interpreter;
  if (by === "node" && args.includes("--test")) return testFiles(args, by);
  const rest = after.includes(args[0] ?? "") ? args.slice(1) : args;
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? "";
    if (by === "python" && word === "-m") {
      const module = rest[at + 1] ?? "";
      return module === "pytest" ? testFiles(rest.slice(at + 2), by) : [{ module, by, test: false }];
    }
    if (WITH_VALUE[by]?.has(word) === true && !(by === "shell" && word === "-c")) at++;
    else if (INLINE.has(word)) return [];
    else if (!word.startsWith("-")) return ENDING.test(word) ? [{ path: word, by, test: false }] : [];
  }
  return [];
}

/** The files among the arguments, without the test's name or line behind them. */
function testFiles(args: readonly string[], by: string): Script[] {
  return args.flatMap((word) => {
    const path = /^(.{1,300}?)(?:::.{0,300}|:\d{1,6}(?::\d{1,6})?)?$/.exec(word)?.[1] ?? "";
    return !word.startsWith("-") && ENDING.test(path) ? [{ path, by, test: true }] : [];
  });
}
