/**
 * All forms in which the scripted model answers. Adding one: one entry in a list of its file.
 * @module
 */
import type { Memory } from "../scripted_model.ts";
import { content } from "./content.ts";
import { cuts } from "./cut.ts";
import type { Format } from "./format.ts";
import { hostile } from "./hostile.ts";
import { markdown } from "./markdown.ts";
import { never } from "./never.ts";
import { written } from "./written.ts";
import { wrong } from "./wrong.ts";

/** The formats for a project; `foreign` is another one, whose plan is of no use here. */
export function formatsOf(memory: Memory, foreign: Memory): readonly Format[] {
  return [
    ...written,
    ...content((phase) => memory.recall("detailed_devplan", phase)),
    ...hostile,
    ...markdown,
    ...cuts,
    ...wrong(foreign),
    ...never,
  ];
}
