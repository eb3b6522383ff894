/** Which technologies a plan uses, and where. */
import { wordsOf } from "../../words.ts";
import { type Mention, mentionsIn } from "./technology_mentions.ts";
import { programsOf } from "../commands/programs.ts";
import { commandsOf } from "../commands/shell.ts";
import { drivenBy, shownBy, technologies, type Technology, withBrought } from "./technologies.ts";
import { ecosystemsOf } from "./tools.ts";
import type { PlanView } from "../view.ts";
import { filesIn } from "./worked_on.ts";

/** A technology at the first place where the plan builds with it. */
export interface Use {
  technology: Technology;
  location: string;
  pointer: string;
}

/** What a plan uses. */
export interface UsedStack {
  /** All that the plan speaks of, with what comes with it. */
  present: ReadonlySet<Technology>;
  /** What it builds with: what is named in passing, for tests or as data, is not among it. */
  uses: readonly Use[];
  /** What its decisions chose, with what comes with it. */
  decided: ReadonlySet<Technology>;
  /** Whether there are pages. */
  web: boolean;
  /** Whether the plan speaks of something that the table has not. */
  says(name: string): boolean;
}

/** Folders with files that the program is not built of. */
const ASIDE =
  /(?:^|\/)(?:docs?|examples?|samples?|fixtures|testdata|vendor|third_party|scripts|tools|hack|\.github|android|ios|bench(?:marks)?|formula)\//i;
/** What is used beside the program: for tests, for old data. */
const BESIDE =
  /\b(?:tests?|testing|tested|fixtures?|mocks?|benchmarks?|in-memory|imports?|exports?|migrat\w{1,8}|dumps?)\b/i;

const byEnding = technologiesByEnding();

/**
 * Reads a plan for what it uses.
 *
 * @param said Where the owner's words name technologies: steps often repeat them, whatever they build with.
 */
export function usedStack(view: PlanView, said: ReadonlyMap<Technology, readonly Mention["around"][]>): UsedStack {
  const { plan, steps, texts } = view;
  const { techStack = [], dependencies = [], decisions = [], components = [] } = plan.design ?? {};
  const present = new Set<Technology>();
  const decided = new Set<Technology>();
  const spoken: string[] = [];
  let words: ReadonlySet<string> | undefined;
  const owners = filesIn(view.owners);
  const uses = new Map<Technology, Use>();
  const use = (technology: Technology, location: string, pointer: string) => {
    if (!technology.tool && !uses.has(technology)) uses.set(technology, { technology, location, pointer });
  };
  const isEcho = ({ technology, around, weak }: Mention) =>
    techStack.length > 0 && !weak && (said.get(technology) ?? []).some((place) => isSame(place, around));
  const read = (text: string, list = false) => {
    spoken.push(text);
    const found = mentionsIn(text, list).filter((mention) => !mention.denied && (list || !isEcho(mention)));
    for (const { technology } of found) withBrought(technology, present);
    return found;
  };
  // Many steps have the same command.
  const commands = new Set<string>();
  const command = (line: string, location: string, pointer: string) => {
    if (commands.has(line)) return;
    commands.add(line);
    for (const { technology, weak } of read(`\`${line}\``)) {
      if (!weak && /framework$/.test(technology.group ?? "")) use(technology, location, pointer);
    }
    for (const { name } of programsOf(commandsOf(line))) {
      const homes = ecosystemsOf(name) ?? [];
      const shown = homes.length === 1 ? shownBy(homes[0] ?? "") : undefined;
      if (shown !== undefined) withBrought(shown, present);
    }
  };

  // What a package or a component is for names where it keeps things; one that serves the store asked for may serve others too.
  const useStores = (text: string, location: string, pointer: string) => {
    const mentions = BESIDE.test(text) ? [] : mentionsIn(text);
    if (mentions.some(({ technology }) => technology.group === "database" && said.has(technology))) return;
    for (const { technology, denied, compared, example, used, alternatives } of mentions) {
      if (technology.group !== "database" || denied || compared || example || !used || alternatives.length > 0) {
        continue;
      }
      use(technology, location, pointer);
    }
  };

  for (const [key, list] of [["techStack", techStack], ["dependencies", dependencies]] as const) {
    list.forEach(({ name }, index) => {
      read(name, true);
      const driven = drivenBy(name);
      if (driven !== undefined) withBrought(driven, present);
      // "PostgreSQL (SQLite in tests)"
      const main = name.split("(")[0] ?? "";
      if (BESIDE.test(main)) return;
      for (const { technology, denied, compared } of mentionsIn(main, true)) {
        if (!denied && !compared) use(technology, "design", `/design/${key}/${index}/name`);
      }
    });
  }
  dependencies.forEach(({ name, why }, index) => {
    const driven = drivenBy(name);
    const place = `/design/dependencies/${index}`;
    if (driven !== undefined && !BESIDE.test(name) && !BESIDE.test(why)) use(driven, "design", `${place}/name`);
    useStores(why, "design", `${place}/why`);
  });
  components.forEach(({ name, purpose }, index) =>
    useStores(purpose, `component "${name}"`, `/design/components/${index}/purpose`)
  );
  for (const { choice } of decisions) {
    for (const { technology } of read(choice)) withBrought(technology, decided);
    // A choice is often no more than a name.
    for (const { technology, denied } of mentionsIn(choice, true)) if (!denied) withBrought(technology, decided);
  }
  for (const { name } of components) read(name);
  for (const { text } of texts) read(text);
  for (const ecosystem of view.ecosystems) {
    const shown = shownBy(ecosystem);
    if (shown !== undefined) withBrought(shown, present);
  }
  for (const { step, location, pointer } of steps) {
    step.do.forEach((text, index) => {
      const mentions = mentionsIn(text);
      if (mentions.length === 0 || BESIDE.test(text)) return;
      for (const { technology, denied, compared, example, weak, used, alternatives } of mentions) {
        if (denied || compared || example || weak || !used || alternatives.length > 0) continue;
        use(technology, location, `${pointer}/do/${index}`);
      }
    });
    step.verify.forEach((check, index) => command(check.command ?? "", location, `${pointer}/verify/${index}/command`));
    step.deliverables.forEach(({ path, action }, index) => {
      spoken.push(path.replace(/[-_]/g, " "));
      const shown = byEnding.get(/\.([a-z]{1,8})$/i.exec(path.slice(-12))?.[1]?.toLowerCase() ?? "") ?? [];
      for (const technology of shown) withBrought(technology, present);
      const [only] = shown;
      if (only === undefined || shown.length > 1 || action === "delete" || ASIDE.test(path.slice(0, 400))) return;
      // A file that the owner names is theirs: its ending chose no language.
      if (owners.has(path)) return;
      use(only, location, `${pointer}/deliverables/${index}/path`);
    });
  }
  for (const [key, line] of Object.entries(plan.commands ?? {})) command(line, "commands", `/commands/${key}`);
  return {
    present,
    uses: [...uses.values()],
    decided,
    web: [...present].some(({ name }) => name === "HTML" || name === "CSS"),
    says: (name) => {
      const known = words ??= new Set(spoken.flatMap((text) => wordsOf(text)).map((word) => word.toLowerCase()));
      return wordsOf(name.replace(/[-_/]/g, " ")).every((word) => known.has(word.toLowerCase()));
    },
  };
}

/** Whether the same words stand around a name, as far as both texts go, and at least two of them. */
function isSame(one: Mention["around"], other: Mention["around"]): boolean {
  let alike = 0;
  for (const side of ["before", "after"] as const) {
    const length = Math.min(one[side].length, other[side].length);
    for (let at = 0; at < length; at++) if (one[side][at] !== other[side][at]) return false;
    alike += length;
  }
  return alike >= 2;
}

function technologiesByEnding(): ReadonlyMap<string, readonly Technology[]> {
  const found = new Map<string, Technology[]>();
  for (const technology of technologies) {
    for (const ending of technology.endings) found.set(ending, [...found.get(ending) ?? [], technology]);
  }
  return found;
}
