/** A part of a plan that another tool's format may not tell. */
export type Part =
  | "project"
  | "steps"
  | "details"
  | "sizes"
  | "requirements"
  | "citations"
  | "dependencies"
  | "deliverables"
  | "actions"
  | "verification"
  | "numbers"
  | "phases"
  | "stack"
  | "types"
  | "risks";
