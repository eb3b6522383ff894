/**
 * The kinds of things that software does, as the planner knows them. A new archetype is one entry
 * in a table; a new table is one file and one line here.
 * @module
 */

import type { Archetype } from "../types.ts";
import { accounts } from "./accounts.ts";
import { background } from "./background.ts";
import { commerce } from "./commerce.ts";
import { data } from "./data.ts";
import { engines } from "./engines.ts";
import { files } from "./files.ts";
import { interfaces } from "./interfaces.ts";
import { learning } from "./learning.ts";
import { pages } from "./pages.ts";
import { platforms } from "./platforms.ts";

/** Every archetype of every table. */
export const archetypes: readonly Archetype[] = [
  ...accounts,
  ...data,
  ...interfaces,
  ...files,
  ...pages,
  ...commerce,
  ...learning,
  ...engines,
  ...background,
  ...platforms,
];
