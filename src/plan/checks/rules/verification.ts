import { oneLine, shorten } from "../../../text.ts";
import type { Verification } from "../../types.ts";
import { namesNothingToSee } from "../words/empty_checks.ts";
import type { Found, Rule } from "../rule.ts";
import { withoutSecrets } from "../danger/secrets.ts";

/** Done must be something that can be seen. */
export const verification: Rule = {
  id: "verification",
  severity: "error",
  demands: "A step says how to see that it is done: a command with its result, or something observable.",
  why:
    'Without a check nobody can tell done from begun: of 83 steps of a published plan, 4 had one. One good check is enough. "It works" names nothing to see, and commands such as true or echo show nothing; a command that does show something counts whatever is expected of it.',
  needs: ["steps", "verification"],
  check({ steps }) {
    return steps.flatMap(({ step, location, pointer }): Found[] => {
      if (step.verify.some(showsSomething)) return [];
      const [first] = step.verify;
      return [{
        message: first === undefined
          ? `Step ${step.number} does not say how to see that it is done`
          : `The check of step ${step.number} names nothing to see: "${
            shorten(withoutSecrets(oneLine(first.expect || first.command || "")), 200)
          }"`,
        location,
        pointer: `${pointer}/verify`,
        hint: "Give a command with its expected result, or say what is then seen.",
      }];
    });
  },
};

function showsSomething({ command = "", expect }: Verification): boolean {
  if (!showsNothing(command)) return true;
  return !namesNothingToSee(expect) && !(command.trim() !== "" && saysOnlyWhat(command, expect));
}

/** A part of a command line that shows nothing of the work. */
const IDLE =
  /^(?:true|:|exit(?: 0)?|(?:echo|printf|sleep|cd)(?: .*)?|pwd|clear|#.*|n\/?a|none|-+|manual(?:ly)?(?: (?:check|test|testing|verification|review|inspection))?)?$/is;

/** Whether a command ends well whatever was done. */
function showsNothing(command: string): boolean {
  if (command.length > 1000) return command.trim() === "";
  // What is piped, redirected or worked out in the place of a text is more than the text.
  if (/[|<>]|\$\(|`/.test(command.replace(/\|\|/g, ";"))) return false;
  const unquoted = command.replace(/'[^']*'|"[^"]*"/g, "text");
  return unquoted.split(/&&|\|\||[;\n]/).every((part) => IDLE.test(part.trim()));
}

/** Words that say that a command did what it does. */
const OUTCOME =
  /^(?:the|a|an|it|is|are|and|then|with|command|prints?|printed|shows?|shown|outputs?|returns?|displays?|ends?|exits?|code|status|0|zero|succeeds?|success|passes|works?|appears?|on|to|in|terminal|console|screen)$/;

/** Whether an expectation only says again what an idle command prints. */
function saysOnlyWhat(command: string, expect: string): boolean {
  if (expect.length > 1000) return false;
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const said = new Set(words(command));
  return words(expect).every((word) => said.has(word) || OUTCOME.test(word));
}
