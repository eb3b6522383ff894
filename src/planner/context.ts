/**
 * What all answers of the embedded planner start from, worked out from a plan alone: so it can go on with a plan
 * whoever made the parts before.
 * @module
 */
import { isPlainWord } from "../plan/existing/ecosystem.ts";
import type { Commands, Component, Existing, Plan, Requirement } from "../plan/types.ts";
import { capabilitiesInAll } from "./capabilities.ts";
import { begun, requestWith, stackIn, testAmong, testNamed } from "./existing.ts";
import { asksForChange, filesAbout, subjectOf, unitBeside, untestedFile } from "./existing_files.ts";
import { sourceFiles } from "./facts.ts";
import { inStyle, unitWords } from "./names.ts";
import { type Grouping, groupRequirements, type Slice } from "./slices.ts";
import { chooseStack, fillTemplate, namedBy, type Stack, type StackRequest } from "./stack.ts";
import { textWithoutGroup } from "./titles.ts";
import type { Archetype, NameStyle } from "./types.ts";

/** A plan's facts, ready for planning. */
export interface Context {
  name: string;
  summary: string;
  requirements: Map<string, Requirement>;
  grouping: Grouping;
  /** Limits that the choice of tools already meets. */
  stackLimits: Requirement[];
  /** What is expressly not to be built. */
  excluded: Requirement[];
  /** Limits that need work of their own. */
  otherLimits: Requirement[];
  stack: Stack;
  commands: Commands;
  /** The file that starts the program. */
  entry: string;
  /** The components that answer functional requirements, in order of building. */
  components: Component[];
  /** The project that it goes into; absent for a new one. */
  existing: Existing | undefined;
  /** Whether there is so little asked for that the usual parts of each capability must fill the plan. */
  small: boolean;
}

/** Up to this many functional requirements a project counts as small. */
const SMALL = 4;

const contexts = new WeakMap<Plan, Context>();

/** The context of a plan that has a design. Kept for as long as the plan is: each stage asks with the same one. */
export function contextOf(plan: Plan): Context {
  const known = contexts.get(plan);
  if (known !== undefined) return known;
  const { name, languages, frameworks, apis } = plan.project;
  const text = plan.requirements.map((requirement) => requirement.text).join("\n");
  const existing = begun(plan.existing, languages);
  const stack = stackFor({ name, languages, frameworks, apis, text, fallback: "node-typescript" }, existing);
  const components = plan.design?.components ?? [];
  const entry = components[0]?.requirements.length === 0
    ? components[0].path ?? stack.layout.entry
    : stack.layout.entry;
  const context = makeContext(
    plan.project,
    plan.requirements,
    adaptStack(stack, entry),
    entry,
    components,
    {
      ...(plan.commands === undefined ? {} : { commands: plan.commands }),
      ...(existing === undefined ? {} : { existing }),
    },
  );
  contexts.set(plan, context);
  return context;
}

/** The stack of a project, be it new or there already. */
export function stackFor(request: StackRequest, existing: Existing | undefined): Stack {
  const stack = chooseStack(requestWith(request, existing));
  return existing === undefined ? stack : stackIn(existing, stack);
}

/** Puts the facts together; `components` may be those of a design by somebody else. */
export function makeContext(
  project: { name: string; summary: string },
  requirements: readonly Requirement[],
  stack: Stack,
  entry: string,
  components: readonly Component[],
  { commands, existing }: { commands?: Commands; existing?: Existing },
): Context {
  const grouping = groupRequirements(requirements, project.name);
  const excluded = grouping.constraints.filter(({ text }) => /^out of scope\b/i.test(text));
  const stackLimits = grouping.constraints.filter((requirement) =>
    !excluded.includes(requirement) && namesStack(requirement.text, stack)
  );
  const byId = new Map(requirements.map((requirement) => [requirement.id, requirement]));
  const functional = new Set(grouping.slices.flatMap((slice) => slice.requirements.map(({ id }) => id)));
  const own = components.filter((component) => component.requirements.some((id) => functional.has(id)));
  const covered = new Set(own.flatMap((component) => component.requirements));
  const left = grouping.slices.map((slice) => ({
    ...slice,
    requirements: slice.requirements.filter(({ id }) => !covered.has(id)),
  }))
    .filter((slice) => slice.requirements.length > 0);
  return {
    name: project.name,
    summary: project.summary,
    requirements: byId,
    grouping,
    stackLimits,
    excluded,
    otherLimits: grouping.constraints.filter((requirement) =>
      !stackLimits.includes(requirement) && !excluded.includes(requirement)
    ),
    stack,
    commands: commands ?? stack.commands,
    entry,
    components: [
      ...own,
      ...componentsFor(
        left,
        stack,
        new Set([entry, ...stack.scaffold, ...own.flatMap(({ path }) => path ?? [])]),
        existing,
      ),
    ],
    existing,
    // What is there has its usual parts already.
    small: existing === undefined && functional.size <= SMALL,
  };
}

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

/** Whether a limit only says which tools to use. */
function namesStack(text: string, stack: Stack): boolean {
  // What speaks of conduct needs work, whatever tool it names.
  if (/\b(?:complian\w+|comply|guidelines?|rate limits?|accurate|validated?|users|architecture)\b/i.test(text)) {
    return false;
  }
  return namedBy(text, stack).length > 0 ||
    /\b(?:version \d|runtime environment|libraries|framework|written in|tech(?:nology)? stack|build\.gradle|package\.json)\b/i
      .test(text);
}

/** A stack whose files follow an entry file that the brief fixes: `query.py` at the root, `src/main.py` beside the named files. */
export function adaptStack(stack: Stack, entry: string): Stack {
  if (entry === stack.layout.entry) return stack;
  const folder = (path: string) => path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
  const old = folder(stack.layout.entry);
  const fresh = folder(entry);
  const ending = entry.slice(entry.lastIndexOf("."));
  return {
    ...stack,
    layout: {
      ...stack.layout,
      entry,
      unit: stack.layout.unit.startsWith(old) ? `${fresh}{name}${ending}` : stack.layout.unit,
    },
    scaffold: old === "" || old === "src/" ? stack.scaffold : stack.scaffold.filter((path) => !path.startsWith(old)),
    commands: fresh.startsWith("src/")
      ? stack.commands
      : { ...stack.commands, lint: stack.commands.lint.replace(/\bmypy src\b/, "mypy .") },
  };
}

/** The entry file that a brief asks for: the program it starts, or a main file beside the sources it names. */
export function entryFor(stack: Stack, brief: string, started: string | undefined): string {
  if (started !== undefined) return started;
  const ending = /^(?:py|js|rb|php)$/.exec(stack.layout.entry.split(".").at(-1) ?? "")?.[0];
  const named = ending === undefined
    ? []
    : sourceFiles(brief).filter((path) => path.endsWith(`.${ending}`) && path.includes("/"));
  const folder = named[0]?.slice(0, named[0].lastIndexOf("/"));
  if (
    folder === undefined || /^(?:tests?|docs?|results?)\b/.test(folder) ||
    stack.layout.entry.startsWith(`${folder}/main.`)
  ) return stack.layout.entry;
  const starting = named.find((path) => /(?:^|\/)(?:main|app|server|cli|__main__)\.\w{2,3}$/.test(path));
  if (starting !== undefined) return starting;
  return `${folder}/main.${ending}`;
}

/** The test file of a source file, and the name that single-test commands use. */
export function testOf(path: string, stack: Stack): { test: string; name: string } {
  const { page, pageTest, unit, unitTest } = stack.layout;
  const onPage = page === undefined ? undefined : nameIn(path, page);
  const base = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  const name = onPage ?? nameIn(path, unit) ?? base;
  if (stack.tests !== undefined && !isOf(stack, path)) {
    return { test: testNamed(stack.tests, base) ?? path, name: base };
  }
  if (stack.tests !== undefined && pageTest === undefined) return testAmong(stack.tests, stack.layout, path, name);
  return { test: fillTemplate((onPage === undefined ? undefined : pageTest) ?? unitTest, { app: "", name }), name };
}

/** The name that a template was filled with to give a path; absent where it gives no such path. */
function nameIn(path: string, template: string): string | undefined {
  const [before = "", after = ""] = [
    template.slice(0, template.indexOf("{name}")),
    template.slice(template.lastIndexOf("{name}") + 6),
  ];
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
  const inner = path.slice(before.length, path.length - after.length);
  const name = inner.slice(inner.lastIndexOf("/") + 1);
  const found = [inner, name, inner.split("/")[0] ?? ""].find((candidate) =>
    candidate !== "" && fillTemplate(template, { app: "", name: candidate }) === path
  );
  return found;
}

/**
 * The command that runs one test file; all tests, where a shell would make something else of its path: folders of a
 * project that is there have any name.
 */
export function testCommand(path: string, stack: Stack): string {
  const { test, name } = testOf(path, stack);
  // A part in another language has a runner of its own.
  if (stack.tests !== undefined && !isOf(stack, path)) return stack.commands.test;
  return isPlainWord(test) && isPlainWord(name)
    ? fillTemplate(stack.commands.testOne, { app: "", test, name })
    : stack.commands.test;
}

/**
 * The capabilities of a component: those of its requirements. In a small project the first component is what the name and
 * the headline speak of, whatever word stands out in its own requirements.
 */
export function capabilitiesOf(component: Component, context: Context): Archetype[] {
  const own = capabilitiesInAll(component.requirements.map((id) => context.requirements.get(id)?.text ?? ""));
  if (!context.small || component !== context.components[0]) return own;
  const whole = capabilitiesInAll([context.name, context.grouping.headline?.text ?? ""]).slice(0, 2);
  return [...new Set([...whole, ...own])];
}

/**
 * The requirement whose simplest case the skeleton walks through. In a project that is there it is the one that speaks of
 * the whole, where none of its parts answers that.
 */
export function thinRequirement({ grouping: { headline }, components, existing }: Context): string | undefined {
  if (existing === undefined) return headline?.id ?? components[0]?.requirements[0];
  const answered = components.some(({ requirements }) => headline !== undefined && requirements.includes(headline.id));
  return answered ? undefined : headline?.id;
}
