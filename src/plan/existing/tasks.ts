import { dangersIn } from "../checks/danger/dangers.ts";
import { type Commands, present } from "./ecosystem.ts";

type TaskNames = Readonly<Partial<Record<"setup" | "test" | "lint" | "run", readonly string[]>>>;

/** What projects call these tasks, the likelier first. Nobody else's words get into a command. */
const NAMES: TaskNames = {
  setup: ["setup", "bootstrap", "install-dev", "dev-setup", "deps"],
  test: ["test", "tests", "test:unit", "test-unit", "unit", "test:all"],
  lint: ["lint", "lint:check", "check", "lint-check", "lint:all"],
  run: ["dev", "start", "serve", "run"],
};
/** What `npm init` writes where there are no tests. */
const NO_TASK = /no test specified/;
/** A task that says or starts more than this is not used, so that nothing hides behind the rest. */
const LONGEST = 20_000;
const MOST_STARTED = 30;

/**
 * The commands that a project's own tasks make.
 *
 * @param tasks What each task does, by its name. One that does harm is no command.
 * @param start How a task is started.
 * @param names What the tasks may be called.
 */
export function ownCommands(
  tasks: ReadonlyMap<string, string>,
  start: (task: string) => string,
  names = NAMES,
): Commands {
  const find = (names: readonly string[] = []) => {
    const name = names.find((name) => isUsable(name, tasks));
    return name === undefined ? undefined : start(name);
  };
  return present({
    setup: find(names.setup),
    test: find(names.test),
    lint: find(names.lint),
    run: find(names.run),
  });
}

function isUsable(name: string, tasks: ReadonlyMap<string, string>): boolean {
  const body = tasks.get(name);
  if (body === undefined || NO_TASK.test(body)) return false;
  const all = startedBy(name, tasks);
  return all !== undefined && dangersIn(all, { command: true }).every(({ kind }) => kind === "credential");
}

/** What a task does, and what the tasks do that run around it (`pretest`) or whose names it says; absent where it is too much. */
function startedBy(name: string, tasks: ReadonlyMap<string, string>): string | undefined {
  const names = new Set([name]);
  let all = "";
  for (const one of names) {
    const body = tasks.get(one);
    if (body === undefined) continue;
    all += `${body}\n`;
    if (all.length > LONGEST || names.size > MOST_STARTED) return undefined;
    for (const other of [`pre${one}`, `post${one}`, ...body.split(/[^\w:.-]+/)]) if (tasks.has(other)) names.add(other);
  }
  return all;
}
