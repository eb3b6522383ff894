import type { Requirement } from "../../plan/types.ts";
import type { Context } from "../context.ts";

/** Requirements of features, the musts first. */
export function important(context: Context, count: number): Requirement[] {
  const functional = context.components.flatMap(({ requirements }) => requirements).flatMap((id) =>
    context.requirements.get(id) ?? []
  );
  return [...new Set([...functional.filter(({ priority }) => priority === "must"), ...functional])].slice(0, count);
}
