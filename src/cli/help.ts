import { VERSION } from "../version.ts";
import { type Command, COMMON, type Option } from "./command.ts";

/** The help of the whole program. */
export function renderHelp(commands: Readonly<Record<string, { summary: string }>>): string {
  return [
    `devussy ${VERSION}: from a project idea to a checked development plan`,
    "",
    "Usage: devussy COMMAND [options]",
    "",
    "Commands:",
    ...columns(Object.entries(commands).map(([name, { summary }]) => [name, summary])),
    "",
    "Begin with:",
    '  devussy run-full-pipeline --name "URL shortener" --languages Go --requirements "Shorten links. Count clicks."',
    "",
    "Help on a command: devussy COMMAND --help",
  ].join("\n");
}

/** The help of one command. */
export function renderCommandHelp(name: string, command: Command): string {
  return [
    `devussy ${name}: ${command.summary}`,
    "",
    `Usage: devussy ${name}${command.usage === "" ? "" : ` ${command.usage}`}`,
    "",
    "Options:",
    ...columns(
      Object.entries({ ...command.options, ...COMMON }).map((
        [option, declared],
      ) => [flag(option, declared), declared.help]),
    ),
    ...(command.examples.length === 0 ? [] : ["", "Examples:", ...command.examples.map((example) => `  ${example}`)]),
  ].join("\n");
}

function flag(name: string, { value }: Option): string {
  return `--${name}${value === undefined ? "" : ` ${value}`}`;
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first?.length ?? 0)) + 2;
  return rows.map(([first, second]) => `  ${(first ?? "").padEnd(width)}${second}`);
}
