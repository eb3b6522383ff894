/**
 * Values of a file of answers.
 * @module
 */
import type { YamlNode } from "../../config/yaml.ts";
import { cleanText, excerpt } from "../../text.ts";
import { namesIn, wrongName } from "./idea.ts";

/** Is told what is wrong, and where. */
export type Tell = (at: number, said: string, hint?: string) => void;

/** Reads a text; `""` where nothing stands, or something else, which is told. */
export function textOf(value: YamlNode, key: string, tell: Tell): string {
  if (isEmpty(value)) return "";
  // "Is it public?": yes
  if (value.kind === "scalar") {
    return cleanText(typeof value.value === "boolean" ? said(value.value) : String(value.value)).trim();
  }
  if (value.kind !== "reference") {
    tell(value.at, `${key}: expected a text, got ${shown(value)}`, "Write it as one text.");
  }
  return "";
}

/** Reads names: a list of them, or one text as people answer with it. */
export function listOf(value: YamlNode, key: string, tell: Tell): string[] {
  const items = value.kind === "list" ? value.items : [value];
  return items.flatMap((item) => {
    const names = namesIn(textOf(item, key, tell));
    const wrong = names.map(wrongName).find((why) => why !== undefined);
    if (wrong !== undefined) tell(item.at, `${key}: ${wrong}`, "For example: Go, TypeScript");
    return names;
  });
}

/** Whether a key has nothing behind it. */
export function isEmpty(value: YamlNode): boolean {
  return value.kind === "scalar" && value.value === null;
}

function said(value: boolean): string {
  return value ? "Yes" : "No";
}

/** What stands there, for a message. */
export function shown(node: YamlNode): string {
  return node.kind === "map"
    ? "keys"
    : node.kind === "list"
    ? "a list"
    : `"${excerpt(String(node.kind === "scalar" ? node.value : ""))}"`;
}
