import type { Prompt } from "./prompt.ts";

/** From a step that does not pass the checks to one that does. */
export const stepRepair: Prompt = {
  version: 1,
  text:
    `Write the one step in the data anew, so that nothing is left of its findings. Keep what is right: its purpose, its requirements, its files.
- Cite only requirements from the data. dependsOn: positions of the earlier steps in the data, from 1.
- Change only files that were made earlier; make what is not there yet.
- Leave out what you do not know: no placeholder, nothing invented to please a check.`,
};
