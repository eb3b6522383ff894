/** Finds commands that do harm among the commands of a line. */
import { withoutStarters } from "./programs.ts";
import type { ShellCommand } from "./shell.ts";
import { type DangerKind, SECRET_FILE } from "./tables/dangers.ts";

/** A danger without its place. */
export interface DangerousCommand {
  kind: DangerKind;
  /** What to show of it; never a secret. */
  shows: string;
}

const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|zsh|dash|ksh|ash|fish)$/;
const INTERPRETERS = /^(?:python[\d.]{0,4}|node|deno|perl|ruby|php|pwsh|powershell)$/;
const DOWNLOADS = /^(?:curl|wget|fetch|http|https|aria2c)$/;
/** Folders whose loss is the loss of a machine, or of all that somebody has. */
const ROOTS =
  /^(?:\/|\/\*|~|~\/|~\/\*|\$\{?HOME\}?|\$\{?HOME\}?\/|\$\{?HOME\}?\/\*|\/\.|\/(?:home|root|etc|usr|var|bin|boot|lib|opt|srv|Users|System)(?:\/\*?)?|[A-Za-z]:[\\/]?\*?)$/;
const EVERYBODY = /^(?:[0-7]?777|[augo]{0,3}\+rwx|a=rwx|ugo=rwx)$/;
const HERE = /localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|\.(?:local|test|internal)\b/;

/**
 * Looks at each command, and at what it hands to the next one.
 *
 * @param prose Whether the commands stand in running text, where the sentence goes on behind them.
 */
export function dangerousCommands(commands: readonly ShellCommand[], prose: boolean): DangerousCommand[] {
  const found: DangerousCommand[] = [];
  let download: string | undefined;
  for (const command of commands) {
    const words = withoutStarters(command.words).map((word) =>
      prose ? word.replace(/[.,;:!?)\]]{1,3}$/, "") || word : word
    );
    const [name = "", ...args] = words;
    found.push(...dangerousCommands(command.inner, false));
    const inner = command.inner.map((one) => withoutStarters(one.words)[0] ?? "").find((name) => DOWNLOADS.test(name));
    if (inner !== undefined && (SHELLS.test(name) || /^(?:eval|source|\.)$/.test(name))) {
      found.push({ kind: "pipe", shows: `${name} <(${inner} ...)` });
    }
    if (!command.piped) download = undefined;
    if (download !== undefined && runsInput(name, args, prose)) {
      found.push({ kind: "pipe", shows: `${download} | ${name}` });
    }
    if (DOWNLOADS.test(name)) download = name;
    found.push(...own(name, args));
  }
  return found;
}

/** Whether a program runs what it reads. */
function runsInput(name: string, args: readonly string[], prose: boolean): boolean {
  const [first] = args;
  const nothing = first === undefined || (prose && /^[a-z]{1,20}$/.test(first));
  if (SHELLS.test(name)) return nothing || (first !== undefined && first.startsWith("-") && first !== "-c");
  return INTERPRETERS.test(name) && (nothing || first === "-");
}

function own(name: string, args: readonly string[]): DangerousCommand[] {
  switch (name) {
    case "git":
      return ofGit(args);
    case "rm": {
      const recursive = args.some((arg) => arg === "--recursive" || /^-[a-zA-Z]{0,8}[rR]/.test(arg));
      const target = args.find((arg) => ROOTS.test(arg)) ?? args.find((arg) => arg === "--no-preserve-root");
      return recursive && target !== undefined ? [{ kind: "erase", shows: `rm -r ${target}` }] : [];
    }
    case "chmod": {
      const mode = args.find((arg) => !/^-[a-zA-Z]{1,3}$|^--/.test(arg));
      return mode !== undefined && EVERYBODY.test(mode) ? [{ kind: "rights", shows: `chmod ${mode}` }] : [];
    }
    case "curl": {
      const off = args.some((arg) => arg === "--insecure" || /^-[sSLfiIvgGjnNpqRaB046#]{0,8}k[a-zA-Z]{0,6}$/.test(arg));
      return off && !args.some((arg) => HERE.test(arg)) ? [{ kind: "tls", shows: "curl --insecure" }] : [];
    }
    default:
      return [];
  }
}

function ofGit(given: readonly string[]): DangerousCommand[] {
  let args = given;
  while (args[0]?.startsWith("-") === true) args = args.slice(/^-[cC]$/.test(args[0]) ? 2 : 1);
  const [command, ...rest] = args;
  if (command === "push") {
    const force = rest.find((arg) =>
      arg === "--force" || /^-[a-zA-Z]{0,4}f[a-zA-Z]{0,4}$/.test(arg) || /^\+[\w/]/.test(arg)
    );
    return force === undefined ? [] : [{ kind: "force", shows: `git push ${force.slice(0, 40)}` }];
  }
  if (command !== "add" && command !== "stage" && command !== "commit") return [];
  const file = rest.find((arg, at) => SECRET_FILE.test(arg) && !/^-{1,2}(?:m|message|am|F)$/.test(rest[at - 1] ?? ""));
  return file === undefined ? [] : [{ kind: "commit", shows: `git ${command} ${file.slice(0, 80)}` }];
}
