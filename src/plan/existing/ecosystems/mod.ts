/**
 * The ecosystems that a scan knows: one file and one line here for another.
 * @module
 */
import type { Ecosystem } from "../ecosystem.ts";
import { cmake } from "./cmake.ts";
import { deno } from "./deno.ts";
import { dotnet } from "./dotnet.ts";
import { go } from "./go.ts";
import { gradle } from "./gradle.ts";
import { maven } from "./maven.ts";
import { node } from "./node.ts";
import { php } from "./php.ts";
import { python } from "./python.ts";
import { ruby } from "./ruby.ts";
import { rust } from "./rust.ts";
import { swift } from "./swift.ts";
import { just, make } from "./task_runners.ts";

/** All ecosystems; of two that fit a project alike, the earlier one counts. */
export const ecosystems: readonly Ecosystem[] = [
  deno,
  node,
  python,
  go,
  rust,
  gradle,
  maven,
  dotnet,
  ruby,
  php,
  swift,
  cmake,
  make,
  just,
];
