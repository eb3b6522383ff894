import { oneLine, shorten } from "../../../text.ts";
import { isSafePath } from "../../paths.ts";
import { anyOf } from "../any_of.ts";
import { IN_COMMANDS, IN_PATHS, IN_PROSE, isOpenCode, type Placeholder } from "../words/placeholders.ts";
import type { Found, Rule } from "../rule.ts";
import { UNCERTAIN } from "../texts.ts";
import type { PlacedText, PlanView } from "../view.ts";

/** A plan says what to do, not that somebody should say it. */
export const placeholder: Rule = {
  id: "placeholder",
  severity: "error",
  demands:
    'Nothing in the plan holds a placeholder such as TBD, TODO, ???, "implement later" or "your-key-here"; no command and no path does either.',
  why:
    'A plan says what to do, not that somebody should say it. What the owner wrote is no placeholder: a TODO app may say TODO. Neither is what stands between backticks or quotation marks, except code that leaves work open ("// TODO: implement"), a demand that no TODO is left, a TODO list, room for what can be added later, or what a named step does later. A question, a risk or an assumption may say that something is open.',
  needs: [],
  check(view) {
    const kinds = (given: readonly Placeholder[]) => given.filter(({ said }) => said?.test(view.owners) !== true);
    let owners: string | undefined;
    const isSaid = (words: string) => (owners ??= view.owners.toLowerCase()).includes(words.toLowerCase());
    const inProse = kinds(IN_PROSE);
    const groups: readonly (readonly [readonly Placeholder[], readonly PlacedText[]])[] = [
      [inProse, view.texts.map(withoutQuotes)],
      [kinds(IN_COMMANDS), commandsOf(view)],
      [kinds(IN_PATHS), pathsOf(view)],
    ];
    return groups.flatMap(([kinds, placed]) =>
      placed.flatMap(({ text, location, pointer }): Found[] => {
        if (kinds === inProse && !mayHold(text)) return [];
        // A question, a risk or an assumption may say that something is open, if it says more than that.
        const uncertain = UNCERTAIN.test(pointer) && text.trim().length > 30;
        const found = kinds.flatMap((kind) => uncertain && kind.open === true ? [] : wordsOf(text, kind));
        return withoutParts(found).filter((words) => !isSaid(words)).slice(0, NAMED).map((words) => ({
          message: `${location.charAt(0).toUpperCase()}${location.slice(1)} holds a placeholder (${
            shorten(words, 40)
          })`,
          location,
          pointer,
          hint: "Say what is to be done, or ask it as a question of the plan.",
        }));
      })
    );
  },
};

/** So many placeholders of a text are looked at, and so many named. */
const LOOKED_AT = 50;
const NAMED = 3;
/** So much around the words is looked at. */
const REACH = 300;

/** Most texts hold no placeholder of any kind, which few patterns tell sooner than many. */
const mayHold = anyOf(IN_PROSE.map(({ pattern }) => pattern));

/** The words of a text that are placeholders of a kind. */
function wordsOf(text: string, { pattern, unless }: Placeholder): string[] {
  const found: string[] = [];
  let looked = 0;
  for (const { 0: words, index: at } of text.matchAll(pattern)) {
    if (looked++ >= LOOKED_AT) break;
    const end = at + words.length;
    if (unless?.(text.slice(Math.max(0, at - REACH), at), words, text.slice(end, end + REACH)) === true) continue;
    found.push(oneLine(words));
  }
  return found;
}

/** Of words that stand in other ones, only those: "Insert your code here" and not "your code here" too. */
function withoutParts(found: readonly string[]): string[] {
  return [...new Set(found)].filter((words, _, all) => !all.some((other) => other !== words && other.includes(words)));
}

/** What is between single backticks or quotation marks is shown or named, not left open; all that is said is not. */
function withoutQuotes(placed: PlacedText): PlacedText {
  if (!/[`"“„«'‘]/.test(placed.text)) return placed;
  const text = placed.text.replace(
    /(?<!`)`[^`\n]{1,200}`(?!`)|"[^"\n]{1,200}"|“[^“”\n]{1,200}”|„[^„“”\n]{1,200}[“”]|«[^«»\n]{1,200}»|(?<![\p{L}\p{N}])['‘][^'‘’\n]{1,100}['’](?![\p{L}\p{N}])/gu,
    (quoted, at: number, all: string) => {
      const around = all.slice(Math.max(0, at - REACH), at) + all.slice(at + quoted.length, at + quoted.length + REACH);
      return quoted.startsWith("`") && isOpenCode(quoted.slice(1, -1), around) ? quoted.slice(1, -1) : "code";
    },
  );
  return /^[\s.]*code[\s.]*$/.test(text)
    ? { ...placed, text: placed.text.replace(/["“”„«»]/g, "") }
    : { ...placed, text };
}

function commandsOf({ plan, steps }: PlanView): PlacedText[] {
  return [
    ...Object.entries(plan.commands ?? {}).map(([name, text]: [string, string]) => (
      { text, location: "commands", pointer: `/commands/${name}` }
    )),
    ...steps.flatMap(({ step, location, pointer }) =>
      step.verify.flatMap(({ command }, index) =>
        command === undefined ? [] : [{ text: command, location, pointer: `${pointer}/verify/${index}/command` }]
      )
    ),
  ];
}

/** Paths that are none are found by the rule `deliverable`. */
function pathsOf({ steps }: PlanView): PlacedText[] {
  return steps.flatMap(({ step, location, pointer }) =>
    step.deliverables.flatMap(({ path }, index) =>
      IN_PATHS.some(({ pattern }) => path.search(pattern) >= 0) && isSafePath(path)
        ? [{ text: path, location, pointer: `${pointer}/deliverables/${index}/path` }]
        : []
    )
  );
}
