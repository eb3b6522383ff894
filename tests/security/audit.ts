/**
 * What a process asked Deno for, as Deno itself wrote it down (`DENO_AUDIT_PERMISSIONS`).
 * @module
 */

/** One thing that was asked for. */
export interface Touch {
  /** `read`, `write`, `net`, `env`, `run`, `sys`, `ffi` or `import` */
  permission: string;
  /** A path, a host, a variable or a program, as the code named it; empty for all of them. */
  value: string;
}

/** Reads what Deno wrote down, each once. A process that asked for nothing leaves no file. */
export async function readAudit(path: string): Promise<Touch[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  const seen = new Map<string, Touch>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const { permission, value = "" }: { permission: string; value?: string } = JSON.parse(line);
    seen.set(`${permission} ${value}`, { permission, value });
  }
  return [...seen.values()];
}
