import { shorten } from "../../../text.ts";
import type { DangerousCommand } from "../dangerous_commands.ts";
import { dangersIn, type Reading } from "../dangers.ts";
import { usedBeforeIgnored } from "../env_files.ts";
import type { Found, Rule } from "../rule.ts";
import { DANGERS } from "../tables/dangers.ts";
import type { PlacedText, PlanView } from "../view.ts";

/** A plan is done by machines that do what it says. */
export const safety: Rule = {
  id: "safety",
  severity: "error",
  demands:
    "Nothing in the plan commits or hard-codes secrets, pipes a download to a shell, erases a disk, gives everybody all rights, pushes by force or turns " +
    "the check of certificates off; `.env` is ignored by git before it is used.",
  why:
    'A plan is done by machines that do what it says. What is forbidden or refused ("never commit .env", "rejects `curl | sh`") is no danger, nor is what ' +
    "the plan searches for, a certificate not checked on one's own machine, a made-up password of a test, or what the owner asks for in the same words.",
  needs: [],
  check(view) {
    const wanted = new Set(
      view.plan.requirements.filter(({ source }) => source.from !== "model")
        .flatMap(({ text, acceptance }) => [text, ...acceptance])
        .flatMap((text) => dangersIn(text).filter(({ kind }) => kind !== "credential").map(keyOf)),
    );
    const found = textsWithCommands(view).flatMap((told) => {
      const { text, location, pointer } = told;
      return dangersIn(text, told).filter((danger) => !wanted.has(keyOf(danger))).map(({ kind, shows }): Found => ({
        message: `${capital(location)} ${DANGERS[kind].does}${shows === "" ? "" : ` (${shorten(shows, 60)})`}`,
        location,
        pointer,
        hint: DANGERS[kind].hint,
      }));
    });
    // Who commits the file is told so already.
    const told = new Set(found.map(({ pointer }) => pointer));
    return [...found, ...usedBeforeIgnored(view).filter(({ pointer }) => !told.has(pointer))];
  },
};

/** The step that a pointer leads into. */
const STEP = /^\/phases\/\d+\/steps\/\d+/;

/** All that tells somebody what to do; reasons, and what is a cause to stop, tell nobody. */
function textsWithCommands(view: PlanView): (PlacedText & Reading)[] {
  const { plan, steps, texts } = view;
  const tests = new Set(steps.filter(({ step }) => step.type === "test").map(({ pointer }) => pointer));
  return [
    ...texts.filter(({ pointer }) => !pointer.endsWith("/why") && !pointer.startsWith("/handoff/stopWhen/")).map((
      { text, location, pointer },
    ) => ({
      text,
      location,
      pointer,
      test: pointer.endsWith("/expect") || (tests.size > 0 && tests.has(STEP.exec(pointer)?.[0] ?? "")),
    })),
    ...(plan.design?.decisions ?? []).map(({ id, choice }, index) => ({
      text: choice,
      location: `decision ${id}`,
      pointer: `/design/decisions/${index}/choice`,
    })),
    ...Object.entries(plan.commands ?? {}).map(([name, text]) => ({
      text,
      location: `command "${name}"`,
      pointer: `/commands/${name}`,
      command: true,
    })),
    ...steps.flatMap(({ step, location, pointer }) =>
      step.verify.flatMap(({ command }, index) =>
        command === undefined
          ? []
          : [{ text: command, location, pointer: `${pointer}/verify/${index}/command`, command: true, test: true }]
      )
    ),
  ];
}

function keyOf({ kind, shows }: DangerousCommand): string {
  return `${kind} ${shows.toLowerCase()}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
