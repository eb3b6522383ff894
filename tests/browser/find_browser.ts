/** Where Chromium may be; `CHROME` names another. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The path of a browser, if this machine has one. */
export function findBrowser(): string | undefined {
  const named = Deno.env.get("CHROME");
  return [...(named === undefined ? [] : [named]), ...PLACES].find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}
