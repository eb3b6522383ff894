import { isSafePath } from "../../paths.ts";
import { IN_COMMANDS, IN_PATHS, IN_PROSE, type Placeholder } from "../lexicons/placeholders.ts";
import type { Rule } from "../rule.ts";
import type { PlacedText, PlanView } from "../view.ts";

/** A plan says what to do, not that somebody should say it. */
export const placeholder: Rule = {
  id: "placeholder",
  severity: "error",
  demands:
    'Nothing in the plan holds a placeholder such as TBD, TODO, ???, "implement later" or "your-key-here"; no command and no path does either.',
  why:
    "A plan says what to do, not that somebody should say it. What the owner wrote is no placeholder: a TODO app may say TODO. Neither is code between backticks, a demand that no TODO is left, or room for what can be added later.",
  needs: [],
  check(view) {
    const { owners, texts } = view;
    const pick = (kinds: readonly Placeholder[]) =>
      kinds.filter(({ pattern, said }) => !pattern.test(owners) && !said?.test(owners));
    const inPaths = pick(IN_PATHS);
    const groups: readonly (readonly [readonly Placeholder[], readonly PlacedText[]])[] = [
      [pick(IN_PROSE), texts.map(withoutCode)],
      [pick(IN_COMMANDS), commandsOf(view)],
      [inPaths, pathsOf(view, inPaths)],
    ];
    return groups.flatMap(([kinds, placed]) =>
      placed.flatMap(({ text, location, pointer }) => {
        const held = kinds.filter(({ pattern }) => pattern.test(text));
        return [...new Set(held.map(({ name }) => name))].map((name) => ({
          message: `${location} holds a placeholder (${name})`,
          location,
          pointer,
          hint: "Say what is to be done, or ask it as a question of the plan.",
        }));
      })
    );
  },
};

/** What is between single backticks is quoted, not left open. */
function withoutCode(placed: PlacedText): PlacedText {
  if (!placed.text.includes("`")) return placed;
  return { ...placed, text: placed.text.replace(/(?<!`)`[^`\n]{1,200}`(?!`)/g, "code") };
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

/** The paths with a placeholder. Paths that are none are found by the rule `deliverable`. */
function pathsOf({ steps }: PlanView, kinds: readonly Placeholder[]): PlacedText[] {
  return steps.flatMap(({ step, location, pointer }) =>
    step.deliverables.flatMap(({ path }, index) =>
      kinds.some(({ pattern }) => pattern.test(path)) && isSafePath(path)
        ? [{ text: path, location, pointer: `${pointer}/deliverables/${index}/path` }]
        : []
    )
  );
}
