import type { Priority, Requirement } from "../types.ts";
import type { SectionKind } from "./sections.ts";

/** A demand as it was found, before doubles are merged and ids are given. */
export interface Candidate {
  text: string;
  line: number;
  section: SectionKind;
  group?: string;
  priority?: Priority;
  acceptance: string[];
}

/** Where a text comes from. */
export type Source = Requirement["source"]["from"];
