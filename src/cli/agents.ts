import { dirname, relative } from "node:path";
import { UsageError } from "../errors.ts";
import { OWNS_FILE, renderAgentsBlock } from "../output/agents_block.ts";
import { findBlock, putBlock, removeBlock } from "../store/marked_block.ts";
import { findFile, replaceFile } from "../store/marked_file.ts";
import { excerpt } from "../text.ts";
import type { Io, Values } from "./command.ts";
import { readOwnPlan } from "./own_plan.ts";
import { planNameFor } from "./plan_name.ts";

/** What becomes of the file. */
type Action = "created" | "added" | "updated" | "unchanged" | "removed" | "deleted";

const TOLD: Readonly<Record<Action, string>> = {
  created: "it holds the block and nothing else",
  added: "the block is at its end now",
  updated: "the block is up to date now",
  unchanged: "nothing to change",
  removed: "the block is gone, all else is as it was",
  deleted: "it held nothing but the block that it was made for",
};

/** Writes, updates or removes the block for agents; returns the exit code. */
export async function markAgentsFile(values: Values, io: Io): Promise<number> {
  const file = fileOf(values);
  const found = await findFile(file);
  const old = findBlock(found.text ?? "", file);
  const ownsFile = found.text === undefined || old?.lines[0] === OWNS_FILE;
  let lines: string[] | undefined;
  let text: string | undefined;
  if (values.on("remove")) {
    text = found.text === undefined ? undefined : removeBlock(found.text, file);
    if (text === "" && ownsFile) text = undefined;
  } else {
    lines = await blockFor(file, ownsFile, values, io);
    text = putBlock(found.text ?? "", lines, file);
  }
  const action: Action = text === found.text
    ? "unchanged"
    : text === undefined
    ? "deleted"
    : found.text === undefined
    ? "created"
    : old === undefined
    ? "added"
    : lines === undefined
    ? "removed"
    : "updated";
  const dryRun = values.on("dry-run");
  if (action !== "unchanged" && !dryRun) await replaceFile(file, found, text);
  if (values.on("json")) {
    io.out(JSON.stringify({ schemaVersion: 1, file, action, dryRun, block: lines }, null, 2));
    return 0;
  }
  if (dryRun) { for (const line of lines ?? []) io.out(line); }
  else if (action !== "unchanged" && action !== "deleted") io.out(file);
  io.say(dryRun ? `dry run: "${file}" would be ${action}` : `${action}: "${file}", ${TOLD[action]}`);
  return 0;
}

function fileOf(values: Values): string {
  const file = values.text("file") ?? "AGENTS.md";
  if (file.trim() !== "" && !/[/\\]$/.test(file)) return file;
  throw new UsageError(
    `Cannot use "--file ${excerpt(file)}": expected a file's path`,
    "Name the file that your agents read, for example --file CLAUDE.md.",
  );
}

/** The lines of the block; its paths are relative to the folder of the file. */
async function blockFor(file: string, ownsFile: boolean, values: Values, io: Io): Promise<string[]> {
  const { path, folder, plan } = await readOwnPlan(values, io);
  if (path === "-") {
    throw new UsageError(
      "Cannot tell agents where the plan is: it came from standard input",
      "Name its file with --plan.",
    );
  }
  const from = dirname(file);
  // Our commands look for the plan from the working directory: whoever works in another folder must name it.
  const named = relative(".", from) === "" ? planNameFor(values, path) : path;
  return renderAgentsBlock(plan, {
    folder: between(from, folder),
    ownsFile,
    ...(named === undefined ? {} : { planFile: between(from, named) }),
  });
}

function between(from: string, to: string): string {
  const path = relative(from, to);
  return Deno.build.os === "windows" ? path.replaceAll("\\", "/") : path;
}
