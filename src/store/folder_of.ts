import { dirname } from "node:path";

/** The folder of a path, as this system writes paths; empty for the working directory. */
export function folderOf(path: string): string {
  return /[\\/]/.test(path) ? dirname(path) : "";
}
