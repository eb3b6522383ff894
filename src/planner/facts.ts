/**
 * What a brief says outright about files and commands: a plan uses these instead of a stack's usual ones.
 * @module
 */

import { isSafePath } from "../plan/paths.ts";

const SOURCE =
  "py|js|jsx|mjs|ts|tsx|go|rs|java|kt|cs|cpp|cc|c|h|hpp|rb|php|swift|vue|svelte|html|css|sql|ex|hs|scala|lua|zig|dart|sh";
const RESULT =
  "png|jpe?g|svg|gif|pdf|html|csv|tsv|xlsx?|json|xml|txt|md|parquet|pkl|joblib|onnx|pt|h5|wav|mp3|mp4|db|sqlite";
const NAME = "[A-Za-z0-9_][\\w.-]*";
const SOURCE_FILE = new RegExp(`(?<![\\w/.:-])((?:${NAME}/)*${NAME}\\.(?:${SOURCE}))(?![\\w/])`, "g");
const RESULT_FILE = new RegExp(`(?<![\\w/.:-])((?:${NAME}/)+${NAME}\\.(?:${RESULT}))(?![\\w/])`, "g");
const FOLDER = new RegExp(`(?<![\\w/.:-])((?:${NAME}/){1,6})(?=[\`\\s,.;)"']|$)`, "g");
/** Names that look like files but are products. */
const PRODUCTS =
  /^(?:node|vue|next|nuxt|three|express|react|chart|d3|p5|socket|deno|moment|angular|ember|backbone|alpine|discord|paper|phaser|pixi)\.js$/i;

/** Source files that a text names, in order, each once. */
export function sourceFiles(text: string): string[] {
  return unique(text, SOURCE_FILE).filter((path) => !PRODUCTS.test(path) && !isResult(text, path));
}

/** Files and folders that the program is to write: figures, reports, saved models. */
export function resultFiles(text: string): string[] {
  const files = unique(text, RESULT_FILE).filter((path) => !/\.html$/.test(path) || isResult(text, path));
  const folders = unique(text, FOLDER).filter((path) =>
    /\b(?:sav|stor|writ|output|export|under|into)/i.test(text) && path.length > 3
  );
  return [...files, ...folders];
}

/** A page that is saved or generated is a result; one that is written by hand is source. */
function isResult(text: string, path: string): boolean {
  if (!/\.(?:html|css|sql)$/.test(path)) return false;
  return /\b(?:sav|generat|export|report|writ)\w* /i.test(text);
}

function unique(text: string, pattern: RegExp): string[] {
  // Words without a dot or slash cannot match: skipping them keeps long texts cheap.
  const found = new Set<string>();
  for (const word of text.split(/[\s`"'()<>,;]+/)) {
    if (word.length > 120 || !/[./]/.test(word) || word.includes("://")) continue;
    for (const match of (word.replace(/[.:!?]+$/, "") + (word.endsWith("/") ? " " : "")).matchAll(pattern)) {
      found.add(match[1] ?? "");
    }
  }
  return [...found].filter((path) => isSafePath(path) && !path.includes(".."));
}

/** Commands that a brief fixes: scripts of a package.json, a program that is started by its file. */
export function briefCommands(brief: string): { run?: string; test?: string; entry?: string } {
  const facts: { run?: string; test?: string; entry?: string } = {};
  const script = (name: string) => new RegExp(`"${name}"\\s*:\\s*"[^"\\n]{1,200}"`).test(brief);
  if (/"scripts"\s*:/.test(brief)) {
    if (script("start")) facts.run = "npm start";
    if (script("test")) facts.test = "npm test";
  }
  const started =
    /(?:^|[\s`$>])(python3?|node|deno run|ruby|php) ([\w./-]+\.(?:py|js|mjs|ts|rb|php))(?=[\s`]|$)([^\n`]*)/m.exec(
      brief,
    );
  const entry = started?.[2]?.replace(/^(?:\.\/)+/, "");
  if (started !== null && entry !== undefined && isSafePath(entry)) {
    facts.entry = entry;
    // Arguments in brackets stand for values that nobody has given yet.
    const rest = (started[3] ?? "").trim();
    facts.run = `${started[1]} ${entry}${rest !== "" && /^(?!.*(?:^| )-)[\w ./=:-]+$/.test(rest) ? ` ${rest}` : ""}`;
  }
  return facts;
}
