/**
 * What the shell would run of a script, told by bash itself: nothing is run but the script's own words.
 * @module
 */
import { parseCommand } from "../../src/cli/args.ts";
import { commands } from "../../src/cli/commands/mod.ts";

/**
 * Our commands write their arguments down, and no other program is found. What stands behind one that starts programs
 * (`env`, `timeout`, `xargs`) is looked at as well.
 */
const STUBS = `
PATH=/nowhere
note() { printf '%s\\0' "$@" $'\\x1e' >> "$NOTES"; }
devussy() { note devussy "$@"; }
deno() { note deno "$@"; }
npx() { note npx "$@"; }
alias() { eval "\${1#*=} help"; }
command_not_found_handle() {
  while (($# > 0)); do
    case $1 in devussy | deno | npx) "$@"; return ;; esac
    shift
  done
}
`;

/** Runs `bash -n`: whether a script is one. Returns what bash says of it. */
export async function syntaxOf(script: string): Promise<string> {
  return await bash(["-n", "-c", script], Deno.cwd(), {});
}

/** The programs of ours that a script starts, each with its words, in order. */
export async function startedBy(script: string): Promise<string[][]> {
  const folder = await Deno.makeTempDir({ prefix: "devussy-docs-" });
  try {
    const notes = `${folder}/notes`;
    Deno.writeTextFileSync(notes, "");
    Deno.mkdirSync(`${folder}/cwd`);
    await bash(["-c", `${STUBS}${script}`], `${folder}/cwd`, { NOTES: notes });
    return Deno.readTextFileSync(notes).split("\0\x1e\0").slice(0, -1).map((words) => words.split("\0"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function bash(args: string[], cwd: string, env: Record<string, string>): Promise<string> {
  const command = new Deno.Command("bash", {
    args: ["--noprofile", "--norc", ...args],
    cwd,
    env,
    stdin: "null",
    stdout: "null",
  });
  return new TextDecoder().decode((await command.output()).stderr);
}

/** What a program of ours is given as a command line of devussy, if it is one. `tasks` are those of `deno.json`. */
export function wordsOf([program = "", ...words]: readonly string[], tasks: readonly string[]): string[] | undefined {
  if (program === "devussy") return words;
  if (program === "npx") {
    const [name = "", ...rest] = words.filter((word) => word !== "-y" && word !== "--yes");
    if (/^deno(?:@|$)/.test(name)) return wordsOf(["deno", ...rest], tasks);
    if (!/^devussy(?:@|$)|devussy-[^/]*\.tgz$/.test(name)) return undefined;
    // Permissions stand before the command, where there is one.
    return rest.slice(rest.findIndex((word) => !/^--(?:allow|deny)-/.test(word)));
  }
  const [sub, ...rest] = words;
  if (sub === "task") {
    const [name = "", ...given] = rest;
    if (!tasks.includes(name)) throw new Error(`deno.json has no task "${name}"`);
    return name === "devussy" ? given : undefined;
  }
  const ours = rest.findIndex((word) => /(?:^|\/)(?:cli\.ts|devussy\.js)$|^jsr:@devussy\/devussy\b.*\/cli$/.test(word));
  return sub === "run" && ours !== -1 ? rest.slice(ours + 1) : undefined;
}

/**
 * Parses a command line of devussy by the command's own declaration.
 *
 * @throws If there is no such command or option, or a value that is none of those that the option has.
 */
export async function parseWords([name = "help", ...words]: readonly string[]) {
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined && /^--(?:help|version)$/.test(name)) return undefined;
  if (entry === undefined) throw new Error(`devussy has no command "${name}"`);
  const command = await entry.load();
  const parsed = parseCommand(name, command, [...words]);
  for (const [option, { values }] of Object.entries(command.options)) {
    for (const value of values === undefined ? [] : parsed.values.list(option)) {
      // A provider may be named with a model.
      if (!values?.includes(value.replace(/\/.*/s, ""))) throw new Error(`${name} --${option} takes no "${value}"`);
    }
  }
  return parsed;
}
