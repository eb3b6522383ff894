#!/usr/bin/env node
/**
 * Starts devussy in the Deno that came with this package, with the permissions of permissions.json. More of them may stand
 * before the command: `devussy --allow-net=gateway.example:443 run-full-pipeline ...`; on a terminal Deno asks for them.
 *
 * Deno's own npm package is not used: it runs an install script, and its wrapper loses SIGTERM. The executable is in a
 * package for each system, and those are what this one depends on.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** The kinds of permission that may be added on the command line. */
const ADDED = /^--allow-(read|write|net|env|run)=(.+)$/;

/** Says what is wrong and ends. */
function fail(message, hint) {
  process.stderr.write(`error: ${message}\n  ${hint}\n`);
  process.exit(1);
}

/** The path of Deno's executable. */
function findDeno() {
  const { platform, arch } = process;
  const name = `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}`;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    return join(folder, platform === "win32" ? "deno.exe" : "deno");
  } catch {
    fail(
      `Cannot start Deno: expected the package ${name}, it is not installed`,
      "Install devussy without --omit=optional, on Linux, macOS or Windows, x64 or arm64; or run it with a Deno of your own.",
    );
  }
}

/** The flags of Deno, and what is for devussy. */
function split(args) {
  const { allow, deny } = JSON.parse(readFileSync(new URL("permissions.json", import.meta.url), "utf8"));
  const rest = [...args];
  for (let added = ADDED.exec(rest[0] ?? ""); added !== null; added = ADDED.exec(rest[0] ?? "")) {
    const [, kind, values] = added;
    allow[kind] = [...(allow[kind] ?? []), ...values.split(",")];
    rest.shift();
  }
  const flags = (verb, kinds) =>
    Object.entries(kinds).map(([kind, values]) =>
      `--${verb}-${kind}${values.length === 0 ? "" : `=${values.join(",")}`}`
    );
  return { flags: [...flags("allow", allow), ...flags("deny", deny)], rest };
}

const deno = findDeno();
const { flags, rest } = split(process.argv.slice(2));
const script = fileURLToPath(new URL("devussy.js", import.meta.url));
// All code is in the one file: nothing of the folder where it runs configures it, and nothing is fetched.
const alone = ["--quiet", "--no-config", "--no-lock", "--no-npm", "--no-remote"];
const child = spawn(deno, ["run", ...alone, ...flags, script, ...rest], {
  stdio: "inherit",
  env: { ...process.env, DENO_NO_UPDATE_CHECK: "1", DENO_NO_PACKAGE_JSON: "1" },
});

child.on("error", ({ code, message }) => {
  fail(
    `Cannot start Deno at ${deno}: ${code === "ENOENT" ? "it is not there, or this system has no glibc" : message}`,
    "Install devussy again; on Alpine and other systems without glibc, use a system with it.",
  );
});
child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));

// A terminal sends Ctrl-C to all of us at once: passed on, it would count as the second, which ends the work at once.
const terminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (signal !== "SIGINT" || !terminal) child.kill(signal);
  });
}
