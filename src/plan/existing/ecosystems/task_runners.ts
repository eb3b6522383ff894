import type { Ecosystem } from "../ecosystem.ts";
import { ownCommands } from "../tasks.ts";

/** A target with what it needs; several may share a line. */
const TARGET = /^([A-Za-z][\w. :-]{0,200}?)\s{0,20}::?(?!=)/;
/** A recipe that can be started without arguments: it has none, or each has a value of its own. */
const RECIPE = /^@?([A-Za-z_][\w-]{0,59})(?:\s{1,20}(?:\*[\w-]{1,60}|[\w-]{1,60}=\S{1,100})){0,10}\s{0,20}:(?!=)/;

/** Make: its targets. */
export const make: Ecosystem = {
  languages: [],
  manifest: /^(?:GNUm|M|m)akefile$/,
  frameworks: {},
  read({ manifests, hasLike }) {
    const bodies = bodiesOf(manifests[0]?.text ?? "", (line) => TARGET.exec(line)?.[1]?.split(/\s+/) ?? []);
    const own = ownCommands(bodies, (name) => `make ${name}`);
    // In C, what there is to be made before all else is the program.
    const { setup } = hasLike(/\.(?:c|cc|cpp|cxx)$/) ? ownCommands(bodies, (name) => `make ${name}`, BUILDS) : {};
    return { dependencies: [], own, usual: setup === undefined ? {} : { setup } };
  },
};

/** just: its recipes. */
export const just: Ecosystem = {
  languages: [],
  manifest: /^\.?[jJ]ustfile$/,
  frameworks: {},
  read({ manifests }) {
    const bodies = bodiesOf(manifests[0]?.text ?? "", (line) => {
      const name = RECIPE.exec(line)?.[1];
      return name === undefined ? [] : [name];
    });
    return { dependencies: [], own: ownCommands(bodies, (name) => `just ${name}`), usual: {} };
  },
};

/** Targets that build everything. */
const BUILDS = { setup: ["all", "build"] };

/** The indented lines below each name. */
function bodiesOf(text: string, namesIn: (line: string) => readonly string[]): Map<string, string> {
  const bodies = new Map<string, string>();
  let names: readonly string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (/^[ \t]/.test(line)) {
      const command = line.trim().replace(/^[@-]{1,2}/, "");
      for (const name of names) bodies.set(name, `${bodies.get(name) ?? ""}${command}\n`);
    } else if (line.trim() !== "" && !line.startsWith("#")) {
      names = namesIn(line);
      for (const name of names) bodies.set(name, bodies.get(name) ?? "");
    }
  }
  return bodies;
}
