import { shorten } from "../../../text.ts";
import type { DangerousCommand } from "../danger/dangerous_commands.ts";
import { dangersIn, type Reading } from "../danger/dangers.ts";
import { usedBeforeIgnored } from "../danger/env_files.ts";
import type { Found, Rule } from "../rule.ts";
import { type DangerKind, DANGERS } from "../danger/table.ts";
import { REASON, UNCERTAIN } from "../texts.ts";
import type { PlacedText, PlanView } from "../view.ts";

/** A plan is done by machines that do what it says. */
export const safety: Rule = {
  id: "safety",
  severity: "error",
  demands:
    "Nothing in the plan holds, commits or hard-codes secrets, pipes a download to a shell, erases a disk, a system folder or a database, gives everybody " +
    "all rights, pushes by force or turns the check of certificates off; `.env` is ignored by git before it is used.",
  why:
    'A plan is done by machines that do what it says. What is forbidden or refused ("never commit .env", "rejects `curl | sh`") is no danger, nor is what ' +
    "the plan searches for, a certificate not checked on one's own machine, a database or a made-up password of a test, or what the owner asks for in the " +
    "same words. Risks, reasons and rejected alternatives may name dangers; a secret is found wherever it stands. A danger counts once a step.",
  needs: [],
  check(view) {
    const wanted = new Set(
      view.plan.requirements.filter(({ source }) => source.from !== "model")
        .flatMap(({ text, acceptance }) => [text, ...acceptance])
        .flatMap((text) => dangersIn(text).filter(({ kind }) => kind !== "credential").map(keyOf)),
    );
    const found: Found[] = [];
    const told = new Set<string>();
    for (const placed of textsWithCommands(view)) {
      const { text, location, pointer } = placed;
      for (const danger of dangersIn(text, placed)) {
        const { kind, shows } = danger;
        const once = `${kind} ${placeOf(pointer)}`;
        if (wanted.has(keyOf(danger)) || told.has(once)) continue;
        told.add(once);
        found.push({
          message: `${capital(location)} ${DANGERS[kind].does}${shows === "" ? "" : ` (${shorten(shows, 60)})`}`,
          location,
          pointer,
          hint: DANGERS[kind].hint,
        });
      }
    }
    // Who commits the file is told so already.
    const commit: DangerKind = "commit";
    return [...found, ...usedBeforeIgnored(view).filter(({ pointer }) => !told.has(`${commit} ${placeOf(pointer)}`))];
  },
};

/** The step that a pointer leads into. */
const STEP = /^\/phases\/\d+\/steps\/\d+/;

/** The step that a place is in, or the place itself. */
function placeOf(pointer: string): string {
  return STEP.exec(pointer)?.[0] ?? pointer;
}

/** They tell nobody to do anything: reasons, what may go wrong, what is not chosen, and causes to stop. */
function isNoOrder(pointer: string): boolean {
  return REASON.test(pointer) || UNCERTAIN.test(pointer) || pointer.startsWith("/handoff/stopWhen/");
}

/** All texts of the plan, and its commands and paths. */
function textsWithCommands({ plan, steps, texts }: PlanView): (PlacedText & Reading)[] {
  const tests = new Set(steps.filter(({ step }) => step.type === "test").map(({ pointer }) => pointer));
  const isTest = (pointer: string) =>
    pointer.endsWith("/expect") || (tests.size > 0 && tests.has(STEP.exec(pointer)?.[0] ?? ""));
  return [
    ...texts.map((placed) => ({ ...placed, test: isTest(placed.pointer), secretsOnly: isNoOrder(placed.pointer) })),
    ...Object.entries(plan.commands ?? {}).map(([name, text]) => ({
      text,
      location: `command "${name}"`,
      pointer: `/commands/${name}`,
      command: true,
    })),
    ...steps.flatMap(({ step, location, pointer }) => [
      ...step.verify.flatMap(({ command }, index) =>
        command === undefined
          ? []
          : [{ text: command, location, pointer: `${pointer}/verify/${index}/command`, command: true, test: true }]
      ),
      ...step.deliverables.map(({ path }, index) => ({
        text: path,
        location,
        pointer: `${pointer}/deliverables/${index}/path`,
        secretsOnly: true,
      })),
    ]),
  ];
}

function keyOf({ kind, key }: DangerousCommand): string {
  return `${kind} ${key.toLowerCase()}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
