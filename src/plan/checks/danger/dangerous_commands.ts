/** Finds commands that do harm among the commands of a line. */
import { withoutStarters } from "../commands/programs.ts";
import { withoutSecrets } from "./secrets.ts";
import type { ShellCommand } from "../commands/shell.ts";
import { type DangerKind, FOR_TESTS, SECRET_FILE } from "./table.ts";

/** A danger without its place. */
export interface DangerousCommand {
  kind: DangerKind;
  /** What to show of it, as it was written; never a secret. */
  shows: string;
  /** Two with the same are the same danger, whatever they are done to. */
  key: string;
}

const SHELLS = /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|zsh|dash|ksh|ash|fish)$/;
const INTERPRETERS = /^(?:python[\d.]{0,4}|node|deno|perl|ruby|php|pwsh|powershell)$/;
const DOWNLOADS = /^(?:curl|wget|fetch|http|https|aria2c)$/;
/** Folders whose loss is the loss of a machine, or of all that somebody has. */
const ROOTS =
  /^(?:\/|\/\*|~|~\/|~\/\*|\$\{?HOME\}?|\$\{?HOME\}?\/|\$\{?HOME\}?\/\*|\/\.|\/(?:home|root|etc|usr|var|bin|boot|lib|opt|srv|Users|System)(?:\/\*?)?|[A-Za-z]:[\\/]?\*?)$/;
/** Folders of the system, or what lies right in them; but not what programs keep for a while. */
const SYSTEM =
  /^\/(?:home|root|etc|usr|var|bin|boot|lib|opt|srv|mnt|media|Users|Library|System)(?:\/(?!(?:cache|tmp|log|run)(?:\/|$))[^/\s]{1,80})?\/?\*?$|^\/var\/(?:www|lib\/(?:postgresql|mysql|mongodb|docker|redis))(?:\/[^/\s]{1,80})?\/?\*?$/;
const DISK = /^(?:of=)?\/dev\/(?:[shv]d|xvd|nvme|mmcblk|r?disk|md|mapper\/)/;
const EVERYBODY = /^(?:[0-7]?777|[augo]{0,3}\+rwx|a=rwx|ugo=rwx)$/;
/** What checks a download before it is run. */
const CHECKS_DIGEST = /^(?:sha\d{1,3}sum|shasum|b2sum|gpg|gpgv|minisign|cosign|openssl|Get-FileHash)$/;
const HERE = /localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|\.(?:local|test|internal)\b/;

/**
 * Looks at each command, and at what it hands to the next one.
 *
 * @param prose Whether the commands stand in running text, where the sentence goes on behind them.
 */
export function dangerousCommands(commands: readonly ShellCommand[], prose: boolean): DangerousCommand[] {
  const found: DangerousCommand[] = [];
  let download: readonly string[] | undefined;
  let saved: { file: string; words: readonly string[] } | undefined;
  for (const command of commands) {
    const words = withoutStarters(command.words).map((word) =>
      prose ? word.replace(/[.,;:!?)\]]{1,3}$/, "") || word : word
    );
    const [name = "", ...args] = words;
    found.push(...dangerousCommands(command.inner, false));
    const inner = command.inner.map((one) => withoutStarters(one.words)).find(([name = ""]) => DOWNLOADS.test(name));
    const runsText = INTERPRETERS.test(name) && /^-[ce]$/.test(args[0] ?? "");
    if (inner !== undefined && (SHELLS.test(name) || /^(?:eval|source|\.)$/.test(name) || runsText)) {
      found.push(danger("pipe", `${name} <(${asWritten(inner)})`, `${name} ${inner[0]}`));
    }
    if (!command.piped) download = undefined;
    if (download !== undefined && runsInput(name, args, prose)) {
      const shown = `${asWritten(download)} | ${name}`;
      found.push(
        danger("pipe", shown.length > 60 ? `${download[0]} ... | ${name}` : shown, `${download[0]} | ${name}`),
      );
    }
    if (DOWNLOADS.test(name)) {
      download = words;
      const file = savedAs(name, args);
      if (file !== undefined) saved = { file, words };
    } else if (saved !== undefined) {
      if (CHECKS_DIGEST.test(name)) saved = undefined;
      else if (plainFile(SHELLS.test(name) || INTERPRETERS.test(name) ? args[0] : name) === saved.file) {
        found.push(danger("pipe", `${asWritten(saved.words)} ... ${name}`, `${saved.words[0]} | ${name}`));
      }
    }
    const at = dangerousWord(words);
    // What stands before the program, such as sudo, is shown too.
    if (at !== undefined) {
      const before = command.words.slice(0, command.words.length - words.length);
      found.push(danger(at.kind, [...before, ...words.slice(0, at.word + 1)].join(" "), at.key));
    }
  }
  return found;
}

function danger(kind: DangerKind, shows: string, key: string): DangerousCommand {
  return { kind, shows: withoutSecrets(shows), key };
}

/** The file that a download is written to. */
function savedAs(name: string, args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => name === "wget" ? arg === "-O" : /^(?:-[a-zA-Z]{0,8}o|--output)$/.test(arg));
  if (at >= 0) return args[at + 1] === "-" ? undefined : plainFile(args[at + 1]);
  if (name !== "wget" && !args.some((arg) => /^(?:-[a-zA-Z]{0,8}O|--remote-name)$/.test(arg))) return undefined;
  return plainFile(args.find((arg) => arg.includes("://"))?.split("/").at(-1));
}

function plainFile(path: string | undefined): string | undefined {
  return path === undefined || path === "" ? undefined : path.replace(/^\.\//, "");
}

/** A download up to its address. */
function asWritten(words: readonly string[]): string {
  const address = words.findIndex((word) => word.includes("/") || word.includes("$"));
  return words.slice(0, (address < 0 ? 0 : address) + 1).join(" ");
}

/** Whether a program runs what it reads. */
function runsInput(name: string, args: readonly string[], prose: boolean): boolean {
  const [first] = args;
  const nothing = first === undefined || (prose && /^[a-z]{1,20}$/.test(first));
  if (SHELLS.test(name)) return nothing || (first !== undefined && first.startsWith("-") && first !== "-c");
  return INTERPRETERS.test(name) && (nothing || first === "-");
}

/** The word that makes a command dangerous. */
interface DangerousWord {
  kind: DangerKind;
  word: number;
  key: string;
}

function dangerousWord(words: readonly string[]): DangerousWord | undefined {
  const [name = "", ...args] = words;
  const at = (kind: DangerKind, index: number): DangerousWord | undefined =>
    index < 0 ? undefined : { kind, word: index + 1, key: `${name} ${args[index]}` };
  if (/^mkfs(?:\.\w{1,8})?$|^(?:mke2fs|wipefs|shred|dd|diskutil)$/.test(name)) {
    if (name === "diskutil") return /^eraseDisk$/i.test(args[0] ?? "") ? at("erase", 0) : undefined;
    return at("erase", args.findIndex((arg) => DISK.test(arg) && (name !== "dd" || arg.startsWith("of="))));
  }
  switch (name) {
    case "git":
      return ofGit(words);
    case "rm": {
      const recursive = args.some((arg) => arg === "--recursive" || /^-[a-zA-Z]{0,8}[rR]/.test(arg));
      if (!recursive) return undefined;
      const target = args.findIndex((arg) => ROOTS.test(arg) || SYSTEM.test(arg));
      return at("erase", target < 0 ? args.indexOf("--no-preserve-root") : target);
    }
    case "find": {
      const erases = args.includes("-delete") ||
        args.some((arg, at) => arg === "rm" && /^-exec/.test(args[at - 1] ?? ""));
      const filtered = args.some((arg) => /^-(?:i?name|i?path|i?regex|[amc]time|[amc]min|user|empty)$/.test(arg));
      const [target = ""] = args;
      return erases && !filtered && (ROOTS.test(target) || SYSTEM.test(target)) ? at("erase", 0) : undefined;
    }
    case "dropdb": {
      const far = args.some((arg, at) => /^(?:-h|--host)$/.test(args[at - 1] ?? "") && !HERE.test(arg));
      return at(
        "drop",
        args.findIndex((arg) =>
          !arg.startsWith("-") &&
          (/(?:^|[^a-z])(?:prod(?:uction)?|live)(?:[^a-z]|$)/i.test(arg) || (far && !FOR_TESTS.test(arg)))
        ),
      );
    }
    case "chmod": {
      const mode = args.findIndex((arg) => !/^-[a-zA-Z]{1,3}$|^--/.test(arg));
      return EVERYBODY.test(args[mode] ?? "") ? at("rights", mode) : undefined;
    }
    case "curl": {
      const off = args.findIndex((arg) =>
        arg === "--insecure" || /^-[sSLfiIvgGjnNpqRaB046#]{0,8}k[a-zA-Z]{0,6}$/.test(arg)
      );
      return args.some((arg) => HERE.test(arg)) ? undefined : at("tls", off);
    }
    default:
      return undefined;
  }
}

function ofGit(words: readonly string[]): DangerousWord | undefined {
  let at = 1;
  while (words[at]?.startsWith("-") === true) at += /^-[cC]$/.test(words[at] ?? "") ? 2 : 1;
  const command = words[at];
  const rest = words.slice(at + 1);
  const found = (kind: DangerKind, index: number): DangerousWord | undefined =>
    index < 0 ? undefined : { kind, word: at + 1 + index, key: `git ${command} ${rest[index]}` };
  if (command === "push") {
    return found(
      "force",
      rest.findIndex((arg) => arg === "--force" || /^-[a-zA-Z]{0,4}f[a-zA-Z]{0,4}$/.test(arg) || /^\+[\w/]/.test(arg)),
    );
  }
  if (command !== "add" && command !== "stage" && command !== "commit") return undefined;
  return found(
    "commit",
    rest.findIndex((arg, index) => SECRET_FILE.test(arg) && !/^-{1,2}(?:m|message|am|F)$/.test(rest[index - 1] ?? "")),
  );
}
