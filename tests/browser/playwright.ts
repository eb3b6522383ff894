/**
 * `playwright-core` with the browser that the system has: none is downloaded.
 * @module
 */
import { type Browser, chromium } from "npm:playwright-core@1.65.1";

export type { Browser, BrowserContextOptions, Page } from "npm:playwright-core@1.65.1";

/** Starts the browser without a window. */
export async function launch(executablePath: string): Promise<Browser> {
  // Without its sandbox it starts as root too, as in containers; it sees nothing but our pages.
  return await chromium.launch({ executablePath, args: ["--no-sandbox"] });
}
