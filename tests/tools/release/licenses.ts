/**
 * The licences of the packages that are bundled: minified, their files no longer carry them.
 * @module
 */
import { lastWords, ReleaseError, runProgram } from "./tool.ts";

/** A package as `deno info` tells of it. */
interface Package {
  name: string;
  version: string;
  dependencies: readonly string[];
  localPath: string;
}

/**
 * The licences of all packages that a script reaches, and of those that these need; each below its package's name.
 *
 * @throws {ReleaseError} If Deno cannot say which they are, or one has no licence.
 */
export async function licensesOf(script: string): Promise<string[]> {
  const ended = await runProgram(Deno.execPath(), ["info", "--json", script]);
  if (ended.code !== 0) {
    throw new ReleaseError(`Cannot list the packages of ${script}: ${lastWords(ended)}`, `Run: deno info ${script}`);
  }
  const { modules, npmPackages } = JSON.parse(ended.stdout) as {
    modules: { npmPackage?: string }[];
    npmPackages: Record<string, Package>;
  };
  const reached = new Map<string, Package>();
  const visit = (id: string): void => {
    const found = npmPackages[id];
    if (found === undefined || reached.has(id)) return;
    reached.set(id, found);
    found.dependencies.forEach(visit);
  };
  for (const { npmPackage } of modules) if (npmPackage !== undefined) visit(npmPackage);
  return [...reached.values()].sort((a, b) => a.name < b.name ? -1 : 1).map((one) =>
    `${one.name} ${one.version}\n\n${licenseOf(one).trim()}\n`
  );
}

/**
 * Writes the licences of the packages of `cli.ts` to a file.
 *
 * @throws {ReleaseError} As {@linkcode licensesOf} does.
 */
export async function writeLicenses(path: string): Promise<void> {
  await Deno.writeTextFile(path, (await licensesOf("cli.ts")).join(`\n${"-".repeat(80)}\n\n`));
}

function licenseOf({ name, version, localPath }: Package): string {
  const file = [...Deno.readDirSync(localPath)].find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry.name));
  if (file !== undefined) return Deno.readTextFileSync(`${localPath}/${file.name}`);
  throw new ReleaseError(
    `Cannot write the licences: ${name} ${version} has no licence file`,
    "Find its licence, and whether it may be bundled.",
  );
}
