import { isSafePath } from "../../paths.ts";
import type { Found, Rule } from "../rule.ts";

/** A step leaves something behind. */
export const deliverable: Rule = {
  id: "deliverable",
  severity: "error",
  demands: "A step names at least one file or folder, by a relative path inside the project.",
  why: "A step that leaves nothing behind cannot be seen to be done, and a path that leaves the project may do harm.",
  needs: ["steps", "deliverables"],
  check({ steps }) {
    return steps.flatMap(({ step, location, pointer }): Found[] => {
      if (step.deliverables.length === 0) {
        return [{
          message: `Step ${step.number} leaves nothing behind`,
          location,
          pointer: `${pointer}/deliverables`,
          hint: "Name the file that it makes or changes.",
        }];
      }
      return step.deliverables.flatMap(({ path }, index) =>
        isSafePath(path) ? [] : [{
          message: `The path "${path}" does not stay inside the project`,
          location,
          pointer: `${pointer}/deliverables/${index}/path`,
          hint: 'Use a path relative to the project\'s root, with slashes and without "..".',
        }]
      );
    });
  },
};
