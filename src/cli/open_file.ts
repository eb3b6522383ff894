import { resolve } from "node:path";

/** What opens a file by its kind, by system. None of these is a shell: a name may hold anything. */
const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ["open"],
  windows: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Some openers are the browser itself and stay as long as it does. */
const PATIENCE = 3000;

/**
 * Opens a file as a click on it would. Returns whether something was started: not where there is no such program, it may
 * not be run, or it says that it could not.
 */
export async function openFile(path: string): Promise<boolean> {
  const [program = "", ...args] = OPENERS[Deno.build.os] ?? ["xdg-open"];
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const child = new Deno.Command(program, {
      args: [...args, absolute(path)],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    child.unref();
    const patience = new Promise<boolean>((settle) => {
      timer = setTimeout(settle, PATIENCE, true);
    });
    return await Promise.race([child.status.then(({ success }) => success), patience]);
  } catch {
    // There is no such program, or it may not be run.
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** The path so that no program takes it for an option; the working folder may be hidden from us. */
function absolute(path: string): string {
  try {
    return resolve(path);
  } catch {
    return path.startsWith("-") ? `./${path}` : path;
  }
}
