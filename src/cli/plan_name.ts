import type { Values } from "./command.ts";

/** The plan's file as our other commands must be told of it; absent where they find it themselves. */
export function planNameFor(values: Values, path: string): string | undefined {
  const chosen = ["plan", "output-dir", "config"].some((option) => values.on(option));
  return chosen && path !== "-" ? path : undefined;
}
