import { UsageError } from "../../errors.ts";
import { redactor } from "../../llm/redact.ts";
import { dangersIn } from "../../plan/checks/danger/dangers.ts";
import type { Settings } from "../../config/settings.ts";
import type { Step } from "../../plan/types.ts";
import { keepOutput } from "../../store/kept_output.ts";
import { cleanText, oneLine, shorten } from "../../text.ts";
import { ask, canAsk } from "../ask.ts";
import type { Io, Values } from "../command.ts";
import { NotVerified } from "../failure.ts";
import { timeoutOf } from "./checks.ts";
import { runCommand } from "./run_command.ts";

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
  const commands = [...new Set(step.verify.flatMap(({ command }) => command ?? []))];
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
    io.say(`running: ${command}`);
    const { exitStatus, timedOut, output } = await runCommand(command, { root, seconds, signal: io.signal });
    said.push(`$ ${command}\n${redact(output)}\n[exit status ${exitStatus}]\n`);
    const kept = await keepOutput(settings.stateDir, step.id, said.join("\n"));
    if (exitStatus === 0) continue;
    const lines = cleanText(redact(output)).trimEnd().split("\n").slice(-MOST_LINES);
    for (const line of lines) if (lines.length > 1 || line !== "") io.say(`  | ${line}`);
    throw new NotVerified(
      `Step ${step.number} does not hold: "${shorten(oneLine(command), 120)}" ${
        timedOut ? `was not over after ${seconds} seconds` : `ended with status ${exitStatus}, expected 0`
      }`,
      `Its output is in "${kept}". Mend it; devussy done --force marks a step without checks.`,
    );
  }
  return 0;
}

/** The commands are a model's words: nobody runs them unseen. */
async function agree(step: Step, commands: readonly string[], values: Values, io: Io): Promise<void> {
  for (const command of commands) {
    const [danger] = dangersIn(command, { command: true });
    if (danger === undefined) continue;
    throw new UsageError(
      `Cannot run "${shorten(oneLine(command), 120)}" of step ${step.number}: the checks call it dangerous`,
      "See: devussy lint. Run it yourself if you know better, and use --force.",
    );
  }
  if (values.on("yes")) return;
  if (!canAsk(values, io)) {
    throw new UsageError(
      `Cannot run ${commands.map((command) => `"${shorten(oneLine(command), 120)}"`).join(", ")}: nobody can be asked`,
      "Allow it with --yes.",
    );
  }
  for (const command of commands) io.say(`  ${command}`);
  const answer = await ask(`Run ${commands.length === 1 ? "this" : "these"}? [y/N]`, io);
  if (!/^y(?:es)?$/i.test(answer)) {
    throw new UsageError("Cannot go on: the commands were not to be run", "Leave out --run to check the files alone.");
  }
}
