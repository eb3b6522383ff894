import { VERSION } from "../version.ts";
import { type Command, COMMON, type Option } from "./command.ts";
import { columns } from "./table.ts";

/** What the program does, in a line. */
export const TAGLINE = "from a project idea to a checked development plan";

/** The help of the whole program: the commands under the headings of their groups. */
export function renderHelp(commands: Readonly<Record<string, { group: string; summary: string }>>): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const groups = Map.groupBy(Object.entries(commands), ([, { group }]) => group);
  return [
    `devussy ${VERSION}: ${TAGLINE}`,
    "",
    "Usage: devussy COMMAND [options]",
    ...[...groups].flatMap(([group, entries]) => [
      "",
      `${group}:`,
      ...columns(entries.map(([name, { summary }]) => [name, summary]), width),
    ]),
    "",
    "Begin with:",
    '  devussy run-full-pipeline --name "URL shortener" --languages Go --requirements "Shorten links. Count clicks."',
    "",
    "Help on a command: devussy COMMAND --help",
  ].join("\n");
}

/** The help of one command. */
export function renderCommandHelp(name: string, command: Command & { summary: string }): string {
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
