import type { Commands } from "../plan/types.ts";

const NAMES: Readonly<Record<keyof Commands, string>> = { setup: "Set up", test: "Test", lint: "Lint", run: "Run" };

/**
 * A project's commands with their names. Where a project has no such command, that of its tests stands in a plan: it is
 * shown as the tests' alone.
 */
export function namedCommands(commands: Commands): [name: string, command: string][] {
  return (Object.keys(NAMES) as (keyof Commands)[])
    .filter((kind) => kind === "test" || commands[kind] !== commands.test)
    .map((kind) => [NAMES[kind], commands[kind]]);
}
