import { dangersIn } from "../checks/danger/dangers.ts";
import { type Commands, present } from "./ecosystem.ts";

/** What projects call these tasks, the likelier first. Nobody else's words get into a command. */
const NAMES: Readonly<Record<"setup" | "test" | "lint" | "run", readonly string[]>> = {
  setup: ["setup", "bootstrap", "install-dev", "dev-setup", "deps"],
  test: ["test", "tests", "test:unit", "test-unit", "unit", "test:all"],
  lint: ["lint", "lint:check", "check", "lint-check", "lint:all"],
  run: ["dev", "start", "serve", "run"],
};
/** What `npm init` writes where there are no tests. */
const NO_TASK = /no test specified/;
/** More of a task is not looked at. */
const LOOKED_AT = 4_000;

/**
 * The commands that a project's own tasks make.
 *
 * @param tasks What each task does, by its name. One that does harm is no command.
 * @param start How a task is started.
 */
export function ownCommands(tasks: ReadonlyMap<string, string>, start: (task: string) => string): Commands {
  const find = (names: readonly string[]) => {
    const name = names.find((name) => isUsable(tasks.get(name)));
    return name === undefined ? undefined : start(name);
  };
  return present({
    setup: find(NAMES.setup),
    test: find(NAMES.test),
    lint: find(NAMES.lint),
    run: find(NAMES.run),
  });
}

function isUsable(body: string | undefined): boolean {
  if (body === undefined || NO_TASK.test(body)) return false;
  return dangersIn(body.slice(0, LOOKED_AT), { command: true }).every(({ kind }) => kind === "credential");
}
