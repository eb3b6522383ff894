import { cleanText, shellWord } from "../text.ts";
import { parseCommand } from "./args.ts";
import type { Io } from "./command.ts";
import { commands } from "./commands/mod.ts";
import { loadCommand } from "./commands/help.ts";
import { type Failure, failureOf } from "./failure.ts";
import { renderCommandHelp, renderHelp } from "./help.ts";
import type { Screen } from "./view/screen.ts";

/** The terminal as the program sees it. */
export interface Terminal {
  stdout(text: string): void;
  stderr(text: string): void;
  stdin(): ReadableStream<Uint8Array>;
  interactive: boolean;
  colour: boolean;
  signal: AbortSignal;
  env(name: string): string | undefined;
  mayRead(name: string): boolean;
  mayConnect(host: string): boolean;
  mayReadPath(path: string): boolean;
  mayWrite(path: string): boolean;
  /** How large the terminal behind stderr is; absent where there is none that could be drawn on. */
  size?(): { columns: number; rows: number };
  /** Whether a person sees what is printed: standard output is a terminal. */
  seen?: boolean;
}

/** Runs the command line. Returns the exit code and throws nothing but a closed output. */
export async function main(args: string[], terminal: Terminal): Promise<number> {
  // Switches without a command belong to its help.
  const alone = args.every((word) => ["--json", "--quiet", "--no-color"].includes(word));
  const [name = "help", ...rest] = alone ? ["help", ...args] : args;
  // What a person reads must not control the terminal, wherever its text came from.
  const line = (text: string) => `${cleanText(text)}\n`;
  const io: Io = {
    out: (text) => terminal.stdout(line(text)),
    say: (text) => args.includes("--quiet") || terminal.stderr(line(text)),
    stdin: terminal.stdin,
    interactive: terminal.interactive,
    signal: terminal.signal,
    env: terminal.env,
    mayRead: terminal.mayRead,
    mayConnect: terminal.mayConnect,
    mayReadPath: terminal.mayReadPath,
    mayWrite: terminal.mayWrite,
    ...screenOf(args, terminal),
  };
  try {
    if (alone && terminal.seen === true && !args.includes("--json")) {
      io.out(await (await import("./first_contact.ts")).firstContact(io));
      return 0;
    }
    if (/^(?:-h|--help)$/.test(name)) {
      io.out(renderHelp(commands));
      return 0;
    }
    const command = await loadCommand(/^(?:-V|-v|--version)$/.test(name) ? "version" : name);
    const { values, words } = parseCommand(name, command, rest);
    if (values.on("help")) {
      io.out(renderCommandHelp(name, command));
      return 0;
    }
    return await command.run(values, words, io);
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) throw error;
    const failure = failureOf(error, terminal.signal);
    tell(failure, args, terminal);
    return failure.exitCode;
  }
}

/** A program that reads our JSON, and somebody who wants it quiet, get no drawing. */
function screenOf(args: readonly string[], { size, stderr, colour }: Terminal): { screen?: Screen } {
  if (size === undefined || args.includes("--json") || args.includes("--quiet")) return {};
  return {
    screen: {
      columns: () => size().columns,
      rows: () => size().rows,
      write: stderr,
      colour: colour && !args.includes("--no-color"),
    },
  };
}

function tell(
  { exitCode, message, hint, problems = [], call, stack }: Failure,
  args: readonly string[],
  terminal: Terminal,
): void {
  const red = terminal.colour && !args.includes("--no-color");
  terminal.stderr(`${red ? "\x1b[31merror:\x1b[0m" : "error:"} ${cleanText(message)}\n  ${cleanText(hint)}\n`);
  if (Deno.build.standalone && hint.includes("--allow-")) {
    terminal.stderr(
      "  A binary takes no flags of Deno: on a terminal it asks; elsewhere use npx devussy --allow-... COMMAND\n",
    );
  }
  // The message names the first.
  for (const problem of problems.slice(1)) terminal.stderr(`  - ${cleanText(problem)}\n`);
  if ([4, 5, 6, 9].includes(exitCode) || exitCode >= 128) {
    // Whoever began anew wants to go on with what has begun.
    const again = args.filter((word) => word !== "--fresh").map(withoutQuery).map(shellWord).join(" ");
    // The same limit would be reached again at once.
    const larger = exitCode === 9 ? again.replace(/(--(?:max-usd|budget-tokens)[ =])\S+/g, "$1MORE") : again;
    terminal.stderr(`  continue: devussy ${cleanText(larger)}\n`);
  }
  if (stack !== undefined) terminal.stderr(`${cleanText(stack)}\n`);
  if (!args.includes("--json")) return;
  try {
    terminal.stdout(
      `${
        JSON.stringify(
          {
            schemaVersion: 1,
            exitCode,
            error: { message, hint, ...(problems.length === 0 ? {} : { problems }), ...call },
          },
          null,
          2,
        )
      }\n`,
    );
  } catch {
    // The output itself is what failed; stderr has said so.
  }
}

/** The query of an address may hold a key. */
function withoutQuery(word: string): string {
  return word.replace(/(https?:\/\/[^\s?#]*)\?\S*/g, "$1?...");
}
