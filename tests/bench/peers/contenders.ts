/**
 * Who takes part, by the protocol that they speak.
 * @module
 */
import type { Shape } from "./answers.ts";

/** The contenders of a protocol: their files in `contenders/`, the floor first. */
export const CONTENDERS: Readonly<Record<Shape, readonly string[]>> = {
  openai: ["floor", "devussy", "openai", "ai", "xsai"],
  anthropic: ["floor_anthropic", "devussy_anthropic", "anthropic"],
};

/** The peers among them, which can be left out. */
export const CLIENTS: readonly string[] = ["openai", "ai", "xsai", "anthropic"];

const NAMES: Readonly<Record<string, string>> = {
  floor: "floor",
  floor_anthropic: "floor",
  devussy: "**devussy**",
  devussy_anthropic: "**devussy**",
  openai: "openai",
  ai: "ai",
  xsai: "@xsai/stream-text",
  anthropic: "@anthropic-ai/sdk",
};

/** The name of a contender in tables, with the version that the configuration pins. */
export function nameOf(file: string, imports: Readonly<Record<string, string>>): string {
  const name = NAMES[file] ?? file;
  const version = imports[name]?.split("@").at(-1);
  return version === undefined ? name : `${name} ${version}`;
}
