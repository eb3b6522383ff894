import { UsageError } from "../../errors.ts";
import { redactor } from "../../llm/redact.ts";
import { dangersIn } from "../../plan/checks/danger/dangers.ts";
import type { Settings } from "../../config/settings.ts";
import type { Step } from "../../plan/types.ts";
import { keepOutput } from "../../store/kept_output.ts";
import { cleanText, oneLine } from "../../text.ts";
import { ask, canAsk } from "../ask.ts";
import type { Io, Values } from "../command.ts";
import { NotVerified } from "../failure.ts";
import { timeoutOf } from "./checks.ts";
import { runCommand } from "./run_command.ts";
import { namedCommand, wholeCommand } from "./shown_command.ts";

/** So many lines of what a failed command said are shown. */
const MOST_LINES = 20;

/**
 * Runs the verify commands of a step, one after the other, after showing them and asking.
 *
 * @returns The exit status; absent where the step has no command.
 * @throws {NotVerified} At the first that fails.
 * @throws {UsageError} If nobody has agreed to it.
 */
export async function runChecks(
  step: Step,
  { root, settings }: { root: string; settings: Settings },
  values: Values,
  io: Io,
): Promise<0 | undefined> {
  const seconds = timeoutOf(values);
  // Whatever is a key goes into no file and on no screen.
  const redact = redactor(Object.values(settings.providers).flatMap(({ apiKey }) => apiKey ?? []));
  const commands = commandsOf(step);
  for (const { command, expect } of step.verify) {
    if (command === undefined) io.say(`to see by hand: ${oneLine(expect)}`);
  }
  if (commands.length === 0) {
    io.say(`step ${step.number} has no command to run`);
    return undefined;
  }
  await agree(step, commands, values, io);
  const said: string[] = [];
  for (const command of commands) {
    io.say(`running: ${wholeCommand(command)}`);
    const { exitStatus, timedOut, output } = await runCommand(command, { root, seconds, signal: io.signal });
    said.push(`$ ${wholeCommand(command)}\n${redact(output)}\n[exit status ${exitStatus}]\n`);
    const kept = await keepOutput(settings.stateDir, step.id, said.join("\n"));
    if (exitStatus === 0) continue;
    const text = cleanText(redact(output)).trimEnd();
    if (text === "") io.say("  it said nothing");
    else for (const line of text.split("\n").slice(-MOST_LINES)) io.say(`  | ${line}`);
    throw new NotVerified(
      `Step ${step.number} does not hold: ${namedCommand(command)} ${
        timedOut ? `was not over after ${seconds} seconds` : `ended with status ${exitStatus}, expected 0`
      }`,
      `Its output is in "${kept}". Mend it; devussy done --force marks a step without checks.`,
    );
  }
  return 0;
}

/** The commands that verify a step, each once. */
export function commandsOf({ verify }: Step): string[] {
  return [...new Set(verify.flatMap(({ command }) => command ?? []))];
}

/** The first command of a step that nobody may have run, if there is one. */
export function dangerousCommand(step: Step): string | undefined {
  return commandsOf(step).find((command) => dangersIn(command, { command: true }).length > 0);
}

/** The commands are a model's words: nobody runs them unseen. */
async function agree(step: Step, commands: readonly string[], values: Values, io: Io): Promise<void> {
  const dangerous = dangerousCommand(step);
  if (dangerous !== undefined) {
    throw new UsageError(
      `Cannot run ${namedCommand(dangerous)} of step ${step.number}: the checks call it dangerous`,
      "See: devussy lint. Run it yourself if you know better, and use --force without --run.",
    );
  }
  if (values.on("yes")) return;
  if (!canAsk(values, io)) {
    throw new UsageError(
      `Cannot run ${commands.map(namedCommand).join(", ")}: nobody can be asked`,
      "Allow it with --yes.",
    );
  }
  for (const command of commands) io.say(`  ${wholeCommand(command)}`);
  const answer = await ask(`Run ${commands.length === 1 ? "this" : "these"}? [y/N]`, io);
  if (!/^y(?:es)?$/i.test(answer)) {
    throw new UsageError("Cannot go on: the commands were not to be run", "Leave out --run to check the files alone.");
  }
}
