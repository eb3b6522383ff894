import { documentIn } from "../../plan/existing/documents.ts";
import type { Deliverable } from "../../plan/types.ts";
import type { Context } from "../context.ts";
import type { Technology } from "../types.ts";
import { qualityGroups } from "./quality_groups.ts";

/** Limits that the scaffold has no room for get steps of their own. */
export const SCAFFOLD_LIMITS = 3;

/** The steps that write into README.md, in their order. */
type Writer = "limits" | "services" | "quality" | "release";

/** README.md as a step leaves it: the first that writes into it makes it. */
export function readmeOf(writer: Writer, context: Context): Deliverable {
  const { grouping, otherLimits, stackLimits } = context;
  const writes: Readonly<Record<Writer, boolean>> = {
    limits: stackLimits.length > SCAFFOLD_LIMITS,
    services: servicesOf(context).length > 0,
    quality: qualityGroups(context, [...grouping.qualities, ...otherLimits]).some(({ quality }) =>
      quality.type === "docs"
    ),
    release: true,
  };
  const first = (Object.keys(writes) as Writer[]).find((name) => writes[name]);
  const there = documentIn(context.existing, "README.md");
  return { path: there ?? "README.md", action: there === undefined && first === writer ? "create" : "modify" };
}

/** Whether a language describes machines or documents instead of a program that runs. */
export function isDescription(language: string): boolean {
  return /^(?:Terraform|Ansible|Nix|SQL|LaTeX|VHDL|Verilog)$/.test(language);
}

/** What must run beside the program. */
export function servicesOf({ stack }: Context): Technology[] {
  // Descriptions of machines and documents talk to no service.
  if (isDescription(stack.profile.name)) return [];
  return stack.technologies.filter(({ kind, name }) =>
    ["database", "cache", "queue", "search"].includes(kind) && name !== "SQLite"
  );
}
