import type { Rule } from "./rule.ts";
import { coverage } from "./rules/coverage.ts";
import { createBeforeUse } from "./rules/create_before_use.ts";
import { cycle } from "./rules/cycle.ts";
import { danglingReference } from "./rules/dangling_reference.ts";
import { deliverable } from "./rules/deliverable.ts";
import { duplicate } from "./rules/duplicate.ts";
import { foreign } from "./rules/foreign.ts";
import { noInvention } from "./rules/no_invention.ts";
import { numbering } from "./rules/numbering.ts";
import { order } from "./rules/order.ts";
import { placeholder } from "./rules/placeholder.ts";
import { proportion } from "./rules/proportion.ts";
import { riskAndDone } from "./rules/risk_and_done.ts";
import { runnable } from "./rules/runnable.ts";
import { safety } from "./rules/safety.ts";
import { size } from "./rules/size.ts";
import { stackFidelity } from "./rules/stack_fidelity.ts";
import { testAndDocs } from "./rules/test_and_docs.ts";
import { vague } from "./rules/vague.ts";
import { verification } from "./rules/verification.ts";

/** The rules, in the order of their findings. Adding a rule: one file, one line. */
export const rules: readonly Rule[] = [
  coverage,
  noInvention,
  danglingReference,
  cycle,
  order,
  numbering,
  deliverable,
  verification,
  runnable,
  size,
  placeholder,
  vague,
  createBeforeUse,
  stackFidelity,
  safety,
  riskAndDone,
  testAndDocs,
  duplicate,
  foreign,
  proportion,
];
