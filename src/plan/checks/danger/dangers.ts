/** Finds what a text tells somebody to do that leaks secrets or does harm. */
import { type DangerousCommand, dangerousCommands } from "./dangerous_commands.ts";
import { anyOf } from "../any_of.ts";
import { isDenied } from "./denial.ts";
import { withoutStarters } from "../commands/programs.ts";
import { holdsSecret, withoutSecrets } from "./secrets.ts";
import { commandsOf } from "../commands/shell.ts";
import {
  ALL_RIGHTS,
  COMMITS,
  type DangerKind,
  DROPS,
  FOR_TESTS,
  HARD_CODES,
  LITERALS,
  LOCAL,
  MADE_UP,
  RUN_UNSEEN,
  TLS_OFF,
  TLS_OFF_LOCALLY,
} from "./table.ts";

/** How a text is read. */
export interface Reading {
  /** The text is a command as a whole: nothing in it is denied. */
  command?: boolean;
  /** It is about tests, where made-up passwords belong. */
  test?: boolean;
  /** It names dangers without telling anybody to do anything: only secrets are sought. */
  secretsOnly?: boolean;
}

/** More of a text is not looked at, nor more places in it. */
const LOOKED_AT = 60_000;
const PLACES = 200;
const STARTS =
  /(?<![\w./-])(?:git|rm|chmod|curl|wget|bash|sh|source|eval|sudo|mkfs(?:\.\w{1,8})?|dd|shred|wipefs|dropdb|find(?=\s[/~$]))(?=\s)/g;
const SEARCHES = /^(?:grep|egrep|fgrep|rg|ag|ack|findstr|Select-String|gitleaks|trufflehog|semgrep|echo|printf)$/;
const CLOSING: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  "“": "”",
  "‘": "’",
  "„": "“",
  "«": "»",
  "(": ")",
};

/** All that is sought in any text. Most texts have none of it, which few patterns tell sooner than many. */
const mayHold = anyOf([TLS_OFF, TLS_OFF_LOCALLY, RUN_UNSEEN, ALL_RIGHTS, COMMITS, HARD_CODES, DROPS].flat());

/** The dangers of a text, each kind once. */
export function dangersIn(
  given: string,
  { command = false, test = false, secretsOnly = false }: Reading = {},
): DangerousCommand[] {
  const text = given.slice(0, LOOKED_AT);
  const found = new Map<DangerKind, DangerousCommand>();
  // A secret that must never be committed stands in the plan all the same.
  if (holdsSecret(text, test)) found.set("credential", { kind: "credential", shows: "", key: "" });
  if (secretsOnly) return [...found.values()];
  const isOpen = (kind: DangerKind, from: number, to: number) =>
    !found.has(kind) && (command || !isDenied(text, from, to));
  let start = 0;
  let places = 0;
  const searched: [number, number][] = [];
  (command ? ["", text] : text.split("`")).forEach((part, index) => {
    const from = command ? 0 : start;
    const to = from + part.length;
    start = to + 1;
    if (part.trim() === "" || places > PLACES) return;
    if (index % 2 === 1) {
      places++;
      const commands = commandsOf(part);
      const dangers = dangerousCommands(commands, false);
      for (const danger of dangers) if (isOpen(danger.kind, from, to)) found.set(danger.kind, danger);
      if (commands.some(({ words }) => isSearch(withoutStarters(words)))) searched.push([from, to]);
      return;
    }
    if (part.search(STARTS) < 0) return;
    for (const { index: at } of part.matchAll(STARTS)) {
      if (places++ > PLACES) break;
      const line = runningCommand(part, at);
      const [first] = commandsOf(line);
      if (first === undefined) continue;
      for (const danger of dangerousCommands(commandsOf(line), true)) {
        if (isOpen(danger.kind, from + at, from + at + line.length)) found.set(danger.kind, danger);
      }
    }
  });
  // Words may be parted by backticks: "commit the `.env` file".
  const plain = text.replaceAll("`", " ");
  const seek = (
    kind: DangerKind,
    patterns: readonly RegExp[],
    accept: (match: string, at: number) => string | undefined,
  ) => {
    for (const pattern of patterns) {
      for (const { 0: match, index: at } of plain.matchAll(pattern)) {
        if (found.has(kind)) return;
        if (searched.some(([from, to]) => at >= from && at < to)) continue;
        const shows = accept(match, at);
        if (shows !== undefined && isOpen(kind, at, at + match.length)) {
          found.set(kind, { kind, shows: withoutSecrets(shows), key: shows });
        }
      }
    }
  };
  const near = (at: number) => text.slice(Math.max(0, at - 120), at + 160);
  if (mayHold(plain)) {
    seek("tls", TLS_OFF, (match) => match.trim());
    seek("tls", TLS_OFF_LOCALLY, (match, at) => LOCAL.test(near(at)) ? undefined : match.trim());
    seek("pipe", RUN_UNSEEN, () => "iex");
    seek("rights", ALL_RIGHTS, () => "777");
    seek("commit", COMMITS, (match) => match.replace(/\s{1,4}/g, " ").trim());
    seek(
      "drop",
      DROPS,
      (match, at) => FOR_TESTS.test(match) || !(command || isStatement(text, match, at)) ? undefined : match,
    );
    seek("literal", HARD_CODES, (match) => match.trim());
  }
  if (!test && !found.has("credential") && /["']/.test(plain)) {
    seek("literal", LITERALS, (match, at) => {
      const [, name = "", value = ""] = /^([\w.-]{1,80})[^"']{0,6}["']?[^"']{0,6}["'](.{6,200})["']$/.exec(match) ?? [];
      const told = /\b(?:tests?|fixtures?|examples?|dummy|fake|seeds?|demo|mock\w{0,3}|sample)\b/i.test(near(at));
      // Words with a space and no digit are a label or a message.
      const words = /\p{L}\s\p{L}/u.test(value) && !/\d/.test(value);
      return MADE_UP.test(value) || /^[A-Z][A-Z_]{2,60}$/.test(value) || words || told ? undefined : name;
    });
  }
  return [...found.values()];
}

/** "drop database connections" are words; SQL is in capitals, in quotes, or ends with a semicolon. */
function isStatement(text: string, match: string, at: number): boolean {
  return match.startsWith("DROP") || /[`"']/.test(text[at - 1] ?? "") ||
    /^["'`\]]?;/.test(text.slice(at + match.length, at + match.length + 2));
}

/** A command in running text: to the end of the line, or of the quotes around it. */
function runningCommand(part: string, at: number): string {
  const line = (part.slice(at, at + 300).split("\n", 1)[0] ?? "").replace(
    /[.!?](?:\s.{0,300})?$/s,
    (end) => sentenceEnd(end),
  );
  const close = CLOSING[part[at - 1] ?? ""];
  const end = close === undefined ? -1 : line.indexOf(close);
  return end < 0 ? line : line.slice(0, end);
}

/** A stop ends the command only where a new sentence follows. */
function sentenceEnd(end: string): string {
  return /^[.!?](?:\s{1,3}\p{Lu}|\s{0,3}$)/u.test(end) ? "" : end;
}

function isSearch([name = "", second = ""]: readonly string[]): boolean {
  return SEARCHES.test(name) || (name === "git" && (second === "grep" || second === "log"));
}
