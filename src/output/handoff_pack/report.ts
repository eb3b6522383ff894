import { isOpen } from "../../plan/progress/next.ts";
import { code } from "../markdown.ts";
import { ownCommand } from "../own_command.ts";
import { listSection, pieces, type Section } from "./piece.ts";
import type { Scope } from "./scope.ts";

/** How to tell the plan what was done. */
export function reportSection({ step, phase, steps }: Scope, planFile: string | undefined): Section {
  const command = (words: string) => code(ownCommand(words, planFile));
  const [first] = steps.filter(isOpen);
  const lines = first === undefined
    ? [
      `- To see whether it still holds: ${command("verify")}`,
      ...(step === undefined ? [] : [`- To do it again: ${command(`undo ${step.number}`)}, then begin.`]),
    ]
    : step === undefined
    ? [
      `- For each step, ${first.number} first: ${command(`start ${first.number}`)} before the first change, ${
        command(`done ${first.number} --run --yes`)
      } when its checks hold.`,
      `- What else there is to know of one step: ${command(`handoff ${first.number}`)}`,
      `- When phase ${phase.number} is finished, tell what was seen for each of its exit criteria.`,
    ]
    : [
      ...(step.status === "doing" ? [] : [`- Before the first change: ${command(`start ${step.number}`)}`]),
      ...(step.verify.some(({ command }) => command !== undefined)
        ? [
          `- When all checks hold: ${
            command(`done ${step.number} --run --yes --note "..."`)
          } runs their commands again. The note tells what was seen, in a sentence.`,
        ]
        : [
          `- When all checks hold: ${
            command(`done ${step.number} --note "..."`)
          }. The note tells what was seen, in a sentence.`,
        ]),
    ];
  return listSection("## Report", pieces("report", [lines.join("\n")]));
}
