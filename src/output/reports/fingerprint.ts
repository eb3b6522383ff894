import type { Finding, Plan } from "../../plan/types.ts";

/** A part of a JSON pointer that is a position and moves when something is put before it. */
const POSITION = /^\d+$/;

/**
 * Gives findings names that last: the same finding has the same one when steps before it come or go, when its line
 * moves, or when a number in its message changes. It is made from the file, the rule, the id of the step, requirement
 * or risk that it is about, the field there, and the message without its numbers. Where several findings agree in all
 * of that, the second ends in `:2`, the third in `:3`.
 */
export function fingerprints(): (path: string, finding: Finding, plan: Plan) => string {
  const seen = new Map<string, number>();
  return (path, { rule, message, pointer }, plan) => {
    const same = message.replace(/\b\d+(?:\.\d+)?\b/g, "#");
    const name = hash([path, rule, anchorOf(plan, pointer), same].join("\n"));
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return `${name}:${times}`;
  };
}

/** A pointer with ids in the place of positions, as far as there are any. */
function anchorOf(plan: Plan, pointer: string): string {
  const parts = pointer.split("/").slice(1);
  const [area = "", at = "", inner, position = ""] = parts;
  const fields = (from: number) => parts.slice(from).filter((part) => !POSITION.test(part)).join("/");
  if (area === "phases") {
    const phase = plan.phases[positionOf(at)];
    const step = inner === "steps" ? phase?.steps[positionOf(position)] : undefined;
    if (step !== undefined) return `${step.id}/${fields(4)}`;
    return `${phase?.title ?? ""}/${fields(2)}`;
  }
  if (area === "requirements" || area === "risks") return `${plan[area][positionOf(at)]?.id ?? ""}/${fields(2)}`;
  return `${area}/${fields(1)}`;
}

function positionOf(part: string): number {
  return POSITION.test(part) ? Number(part) : -1;
}

/** Two 32-bit FNV-1a with different beginnings: names, not secrets, the same on every machine. */
function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x01000193) ^ (b >>> 15);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, "0")).join("");
}
