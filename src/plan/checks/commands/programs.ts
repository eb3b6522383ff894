/** Which programs a command line runs, behind whatever starts them: `sudo`, `uv run`, `docker run`. */
import type { ShellCommand } from "./shell.ts";

/** A program with its arguments. */
export interface Program {
  /** Its name without folders that hold installed programs: `.venv/bin/pytest` is `pytest`. */
  name: string;
  args: readonly string[];
  /** Whether it reads what the command before it writes. */
  piped: boolean;
  /** Where `cd` before it led; empty for the project's root, absent where that cannot be told. */
  folder: string | undefined;
}

/** Words that only start, time or repeat what follows. */
const STARTERS = new Set(
  "sudo time env nohup exec command nice xargs ! then do else if while until elif doas winpty stdbuf setsid caffeinate"
    .split(" "),
);
/** Options of starters that take a word of their own. */
const WITH_VALUE = new Set("-u -g -n -s -k -I -P -L --signal --user".split(" "));
/** Programs that run another one given as an argument: what must follow them, and whether they count themselves. */
const RUNNERS: Readonly<Record<string, readonly string[]>> = {
  uv: ["run"],
  poetry: ["run"],
  pipenv: ["run"],
  pdm: ["run"],
  hatch: ["run"],
  rye: ["run"],
  pixi: ["run"],
  bundle: ["exec"],
  npm: ["exec"],
  pnpm: ["exec", "dlx"],
  yarn: ["dlx", "exec"],
  npx: [],
  bunx: [],
  pnpx: [],
  "dotenv": [],
  "cross-env": [],
  mise: ["exec"],
  asdf: ["exec"],
};
const INSTALLED = /^(?:.{0,200}\/)?(?:\.?venv\/(?:bin|Scripts)|node_modules\/\.bin|vendor\/bin)\/([\w.-]{1,80})$/;

/** The programs of some commands, in order, with the folder that each starts in. */
export function programsOf(commands: readonly ShellCommand[]): Program[] {
  const found: Program[] = [];
  let folder: string | undefined = "";
  for (const { words, piped, inner } of commands) {
    found.push(...programsOf(inner));
    const rest = withoutStarters(words);
    const target = rest[1];
    if (rest[0] === "cd" || rest[0] === "pushd") folder = target === undefined ? undefined : joined(folder, target);
    else if (rest[0] === "popd") folder = undefined;
    else if (rest[0] !== "for" && rest[0] !== "case") found.push(...chain(rest, piped, folder));
  }
  return found;
}

/** A program, and what it runs where it is one that runs others. */
function chain(words: readonly string[], piped: boolean, folder: string | undefined): Program[] {
  const found: Program[] = [];
  let rest = words;
  // A runner may start a runner; more than a few of them nobody writes.
  for (let depth = 0; depth < 4; depth++) {
    const [first, ...args] = rest;
    if (first === undefined || first === "") break;
    const name = INSTALLED.exec(first)?.[1] ?? first;
    found.push({ name, args, piped, folder });
    const follows = Object.hasOwn(RUNNERS, name) ? RUNNERS[name] : undefined;
    if (follows === undefined || (follows.length > 0 && !follows.includes(args[0] ?? ""))) break;
    rest = withoutStarters(withoutFlags(args.slice(follows.length > 0 ? 1 : 0)));
  }
  return found;
}

/** What remains of a command's words without what only starts the program: `sudo`, `timeout 5`, variables. */
export function withoutStarters(words: readonly string[]): readonly string[] {
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "timeout" || word === "gtimeout") {
      while ((words[at + 1] ?? "").startsWith("-")) at += WITH_VALUE.has(words[at + 1] ?? "") ? 2 : 1;
      at++;
    } else if (STARTERS.has(word)) {
      while ((words[at + 1] ?? "").startsWith("-")) at += WITH_VALUE.has(words[at + 1] ?? "") ? 2 : 1;
    } else if (!/^[A-Za-z_]\w{0,80}=/.test(word)) break;
  }
  return at === 0 ? words : words.slice(at);
}

function withoutFlags(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word) => !word.startsWith("-"));
  return at < 0 ? [] : words.slice(at);
}

function joined(folder: string | undefined, target: string): string | undefined {
  if (folder === undefined || /^[/~$-]|\.\.|[*?]/.test(target)) return undefined;
  const inner = target.replace(/^\.\//, "").replace(/\/$/, "");
  if (inner === "." || inner === "") return folder;
  return folder === "" ? inner : `${folder}/${inner}`.slice(0, 1000);
}
