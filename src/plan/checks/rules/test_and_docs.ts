import { oneLine, shorten } from "../../../text.ts";
import { testsOf } from "../../test_paths.ts";
import { isCiPath, isReadmePath } from "../paths/known_paths.ts";
import type { Found, Rule } from "../rule.ts";
import type { PlanView } from "../view.ts";

/** What nobody tests breaks unseen; what nobody describes is used by nobody. */
export const testAndDocs: Rule = {
  id: "test-and-docs",
  severity: "warning",
  demands:
    "Every functional requirement is cited by a step that leaves a test; some step sets CI up, and some step writes the README.",
  why:
    "A feature without a test breaks unseen, tests that nobody runs do not help, and without a README nobody new gets started. Tests are known by their paths (tests/, a_test.go, a.spec.ts, ATest.java and the like), by a check that runs one, or by the step's type. What the project has already needs no step; neither does what is out of scope, and CI and README are asked for once every phase has steps.",
  needs: ["steps", "requirements", "citations", "deliverables"],
  check(view) {
    const { plan, steps } = view;
    const cited = new Set(steps.flatMap(({ step }) => step.requirements));
    const isMade = made(view);
    const tested = new Set(
      steps.filter(({ step }) => step.type === "test" || testsOf(step).some(isMade))
        .flatMap(({ step }) => step.requirements),
    );
    const found = plan.requirements.flatMap(({ id, text, kind, status, outOfScope = "" }, index): Found[] => {
      // What no step works on at all is found by coverage.
      const asked = kind === "functional" && status === "active" && outOfScope.trim() === "" && cited.has(id);
      return !asked || tested.has(id) ? [] : [{
        message: `No step leaves a test for ${id}: "${shorten(oneLine(text), 100)}"`,
        location: `requirement ${id}`,
        pointer: `/requirements/${index}`,
        hint: `Add a test file to the deliverables of a step that cites ${id}.`,
      }];
    });
    if (!view.has("project") || plan.phases.some((phase) => phase.steps.length === 0)) return found;
    if (!has(view, isCiPath, CI_TITLE)) {
      found.push({
        message: "No step sets up continuous integration",
        location: "plan",
        pointer: "/phases",
        hint: "Add a step that runs the linter and all tests on each push, with the file that says so.",
      });
    }
    if (!has(view, isReadmePath)) {
      found.push({
        message: "No step writes the README",
        location: "plan",
        pointer: "/phases",
        hint: "Add a step for README.md: how to install, run and test, and a first result.",
      });
    }
    return found;
  },
};

const CI_TITLE =
  /\bCI\b|\bcontinuous integration\b|\b(?:GitHub|GitLab|Gitea|Forgejo) (?:Actions?|CI|workflows?|pipelines?)\b/i;

/** Whether a step makes such a file or, where such files have many names, says so in its title, or the project has one. */
function has({ steps, files }: PlanView, isIt: (path: string) => boolean, title?: RegExp): boolean {
  return [...files].some(isIt) ||
    steps.some(({ step }) =>
      title?.test(step.title) || step.deliverables.some(({ path, action }) => action !== "delete" && isIt(path))
    );
}

/** Whether a file is left by some step or there already: a check that runs a test which nobody writes proves nothing. */
function made({ steps, files }: PlanView): (path: string) => boolean {
  const paths = new Set(files);
  for (const { step } of steps) {
    for (const { path, action } of step.deliverables) if (action !== "delete") paths.add(path);
  }
  return (path) => {
    if (paths.has(path)) return true;
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      if (paths.has(path.slice(0, at + 1))) return true;
    }
    return false;
  };
}
