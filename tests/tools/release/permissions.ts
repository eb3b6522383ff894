/**
 * What devussy may do where its permissions are fixed: baked into a binary, and given by the npm package's launcher.
 *
 * There is no `--no-prompt`: on a terminal Deno asks for anything more (a gateway of your own, a brief elsewhere, `sh` for
 * `done --run`), which a binary needs, since it takes no flags of Deno's. Without a terminal nothing is asked: the command
 * fails and names the permission. Paths are relative: they stay so in a binary and mean its working directory.
 *
 * Not here: `~/.config/devussy`, where an answer about a project's base URL would be kept. A binary knows no home when it
 * is made, so it asks each time, and says so; `--trust-project` answers.
 * @module
 */
import { environmentNames } from "../../../src/config/environment.ts";
import { isLoopback } from "../../../src/llm/loopback.ts";
import { providers } from "../../../src/providers.ts";

/** Permissions by kind, as the flags of Deno know them. */
export interface Permissions {
  /** What is allowed. */
  allow: { read: readonly string[]; write: readonly string[]; net: readonly string[]; env: readonly string[] };
  /** What is denied even where it is asked for; an empty list means all of it. */
  deny: {
    write: readonly string[];
    ffi: readonly string[];
    sys: readonly string[];
    import: readonly string[];
  };
}

/** The permissions. */
export const permissions: Permissions = {
  allow: {
    // Briefs, plans, configuration and templates lie anywhere in the project.
    read: ["."],
    // The output and state folders have any name, and `init`, `agents` and `--log-file` write beside them.
    write: ["."],
    net: hosts(),
    // TERM says whether a terminal can be drawn on; NO_COLOR needs no permission.
    env: [...environmentNames(providers), "TERM"],
  },
  deny: {
    // Nothing of ours writes there, and a hook or a key would outlive the run.
    write: [".git", ".env"],
    // All code is in the program: nothing is loaded, and nothing is asked about the machine.
    ffi: [],
    sys: [],
    import: [],
  },
};

/** The hosts of the built-in providers; those on this machine under both of its names. */
function hosts(): string[] {
  return Object.values(providers).flatMap((provider) => {
    const url = "answer" in provider ? null : URL.parse(provider.baseUrl ?? "");
    if (url === null) return [];
    const port = url.port || (url.protocol === "https:" ? "443" : "80");
    return (isLoopback(url.hostname) ? ["127.0.0.1", "localhost"] : [url.hostname]).map((name) => `${name}:${port}`);
  });
}

/** The permissions as flags of Deno. */
export function flagsOf({ allow, deny }: Permissions): string[] {
  const flags = (verb: string, kinds: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(kinds).map(([kind, values]) =>
      values.length === 0 ? `--${verb}-${kind}` : `--${verb}-${kind}=${values.join(",")}`
    );
  return [...flags("allow", { ...allow }), ...flags("deny", { ...deny })];
}
