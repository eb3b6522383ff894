/**
 * The stacks and technologies that the embedded planner knows.
 * @module
 */

import type { StackProfile } from "../types.ts";
import { browserJavascript } from "./browser_javascript.ts";
import { cpp } from "./cpp.ts";
import { csharp } from "./csharp.ts";
import { deno } from "./deno.ts";
import { go } from "./go.ts";
import { java } from "./java.ts";
import { kotlin } from "./kotlin.ts";
import { nodeJavascript } from "./node_javascript.ts";
import { nodeTypescript } from "./node_typescript.ts";
import { php } from "./php.ts";
import { python } from "./python.ts";
import { ruby } from "./ruby.ts";
import { rust } from "./rust.ts";
import { swift } from "./swift.ts";

export { technologies } from "./technologies.ts";

/** All stacks; where a brief names several alike, the earlier one counts. Adding a stack = one file + one line here. */
export const stacks: readonly StackProfile[] = [
  deno,
  python,
  go,
  rust,
  csharp,
  java,
  kotlin,
  cpp,
  ruby,
  php,
  swift,
  nodeTypescript,
  browserJavascript,
  nodeJavascript,
];
