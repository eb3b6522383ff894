/**
 * The parts of a project, each with its file.
 * @module
 */
import type { Component, Existing } from "../plan/types.ts";
import { asksForChange, filesAbout, subjectOf, unitBeside, untestedFile } from "./existing_files.ts";
import { inStyle, unitWords } from "./names.ts";
import type { Slice } from "./slices.ts";
import { fillTemplate, type Stack } from "./stack.ts";
import { textWithoutGroup } from "./titles.ts";
import type { NameStyle } from "./types.ts";

/** A component for each slice, with a file of its own in the stack's layout, or the one that the brief names. */
export function componentsFor(
  slices: readonly Slice[],
  stack: Stack,
  taken: Set<string>,
  existing?: Existing,
): Component[] {
  const names = new Set<string>();
  return slices.map((slice) => {
    const archetype = slice.archetypes[0];
    const path = freePath(slice, stack, taken, existing);
    let name = slice.title;
    for (let count = 2; names.has(name); count++) name = `${slice.title} (${count})`;
    names.add(name);
    return {
      name,
      purpose: archetype?.purpose ?? `Answers ${slice.requirements.map(({ id }) => id).join(", ")}.`,
      ...(path === undefined ? {} : { path }),
      requirements: slice.requirements.map(({ id }) => id),
    };
  });
}

/** Endings of pages and the like, which any project may have. */
const ANYWHERE = /\.(?:html|css|sql|sh)$/;

/** Whether a file that the brief names is one that this stack builds: "users open `src/a.py`" asks for no Python. */
export function isOf(stack: Stack, file: string): boolean {
  const ending = file.slice(file.lastIndexOf("."));
  const own = [stack.profile, ...stack.beside].flatMap(({ layout }) => [layout.entry, layout.unit]);
  return ANYWHERE.test(file) ||
    [...own, ...Object.values(stack.layout)].some((path) => path.endsWith(ending)) ||
    KIN[ending]?.test(own.join(" ")) === true;
}

/** Endings that go with those of a stack's usual files. */
const KIN: Readonly<Record<string, RegExp>> = {
  ".h": /\.(?:c|cpp)\b/,
  ".hpp": /\.cpp\b/,
  ".cc": /\.cpp\b/,
  ".js": /\.(?:ts|php|rb|py)\b/,
  ".jsx": /\.[jt]s\b/,
  ".mjs": /\.[jt]s\b/,
  ".tsx": /\.ts\b/,
};

/** Absent for a change of what is there, where no name tells in which file that is. */
function freePath(slice: Slice, stack: Stack, taken: Set<string>, existing?: Existing): string | undefined {
  for (const file of slice.files) {
    // One script is what its requirement is about; several are named in passing.
    const passing = file.endsWith(".sh") && slice.files.length > 1;
    if (!taken.has(file) && (isOf(stack, file) || existing?.files.includes(file) === true) && !passing) {
      taken.add(file);
      return file;
    }
  }
  const untested = existing === undefined
    ? undefined
    : untestedFile(slice.requirements.map(textWithoutGroup), existing);
  if (untested !== undefined) return untested;
  const about = existing === undefined ? undefined : filesAbout(textOf(slice), existing);
  // Several demands may change one file that is there.
  if (about?.whole !== undefined) return about.whole;
  if (about?.isAmbiguous || about !== undefined && asksForChange(slice.requirements.map(textWithoutGroup))) {
    return undefined;
  }
  const isPage = stack.layout.page !== undefined && isScreen(slice);
  const template = isPage ? stack.layout.page ?? "" : unitBeside(about?.related ?? [], stack.layout.unit);
  const archetype = slice.archetypes[0];
  const style = styleOf(template, stack);
  // What is added to a project is called by what it is.
  const title = existing === undefined ? slice.title : subjectOf(slice.title);
  const titled = unitWords(title, archetype?.unit ?? "core", style);
  // A whole sentence makes a poor file name, and so does a word like "log"; what the capability is usually called is better.
  const isSentence = slice.requirements[0]?.group !== slice.title && slice.title.split(/\s+/).length > 4;
  // In a project that is there, the usual name may be that of something else.
  const poor = existing === undefined && (isSentence || (titled.length === 1 && (titled[0]?.length ?? 0) <= 3));
  const preferred = poor && archetype !== undefined ? archetype.unit.split(" ") : titled;
  for (let count = 1;; count++) {
    const unit = count === 1 ? preferred : count === 2 ? titled : [...titled, String(count)];
    const path = fillTemplate(template, { app: "", name: inStyle(unit, style) });
    if (!taken.has(path)) {
      taken.add(path);
      return path;
    }
  }
}

/** Components in a kind of file of their own are named like classes, whatever the stack's other files are. */
export function styleOf(template: string, stack: Stack): NameStyle {
  return /\{name\}\.(?:vue|jsx|tsx|svelte|razor)$/.test(template) ? "pascal" : stack.profile.naming.unit;
}

const SCREEN =
  /\b(?:page|screen|view|form|button|dashboard|front.?end|ui|drag|board|editor|preview|layout|website)\b|[a-z](?:Page|View|Screen)\b/i;

function textOf({ title, requirements }: Slice): string {
  return [title, ...requirements.map(({ text }) => text)].join(" ");
}

function isScreen(slice: Slice): boolean {
  const texts = [slice.title, ...slice.requirements.map(({ text }) => text)];
  return texts.filter((text) => SCREEN.test(text)).length * 2 >= texts.length;
}
