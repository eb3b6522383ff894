/**
 * Where the tests of units lie, and how one is run.
 * @module
 */
import type { Verification } from "../plan/types.ts";
import { isPlainWord } from "../plan/existing/ecosystem.ts";
import { isOf } from "./components.ts";
import { testAmong, testNamed } from "./existing.ts";
import { fillTemplate, type Stack } from "./stack.ts";

/** The test file of a source file, and the name that single-test commands use. */
export function testOf(path: string, stack: Stack): { test: string; name: string } {
  const { page, pageTest, unit, unitTest } = stack.layout;
  const onPage = page === undefined ? undefined : nameIn(path, page);
  const base = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  const name = onPage ?? nameIn(path, unit) ?? base;
  if (stack.tests !== undefined && !isOf(stack, path)) {
    return { test: testNamed(stack.tests, base) ?? path, name: base };
  }
  if (stack.tests !== undefined && pageTest === undefined) return testAmong(stack.tests, stack.layout, path, name);
  return { test: fillTemplate((onPage === undefined ? undefined : pageTest) ?? unitTest, { app: "", name }), name };
}

/** The name that a template was filled with to give a path; absent where it gives no such path. */
function nameIn(path: string, template: string): string | undefined {
  const [before = "", after = ""] = [
    template.slice(0, template.indexOf("{name}")),
    template.slice(template.lastIndexOf("{name}") + 6),
  ];
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
  const inner = path.slice(before.length, path.length - after.length);
  const name = inner.slice(inner.lastIndexOf("/") + 1);
  const found = [inner, name, inner.split("/")[0] ?? ""].find((candidate) =>
    candidate !== "" && fillTemplate(template, { app: "", name: candidate }) === path
  );
  return found;
}

/** What a project runs all its parts' tests by. */
const TASK = /^(?:make|just|task|npm|pnpm|yarn|bun|deno task|\.\/\w)/;

/**
 * How it is seen that a file's test passes.
 *
 * @param expect What is then seen, as the end of "the test ...".
 */
export function seenBy(path: string, stack: Stack, expect: string): Verification {
  const command = testCommand(path, stack);
  return command === undefined
    ? { expect: `The test of \`${path}\`, run by the commands of its part, ${expect}` }
    : { command, expect };
}

/**
 * The command that runs one test file; absent where the project names none for it; all tests, where a shell would make something else of its path: folders of a
 * project that is there have any name.
 */
function testCommand(path: string, stack: Stack): string | undefined {
  const { test, name } = testOf(path, stack);
  // A part in another language has a runner of its own, which only a task of the whole project may know.
  if (stack.tests !== undefined && !isOf(stack, path)) {
    return TASK.test(stack.commands.test) ? stack.commands.test : undefined;
  }
  // Go tests a folder.
  if (stack.tests !== undefined && /^go test \.\//.test(stack.commands.testOne) && isPlainWord(test)) {
    return `go test ./${test.slice(0, Math.max(0, test.lastIndexOf("/")))}`;
  }
  return isPlainWord(test) && isPlainWord(name)
    ? fillTemplate(stack.commands.testOne, { app: "", test, name })
    : stack.commands.test;
}
