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
 * Writes the licences of all packages that `cli.ts` reaches, and of those that these need.
 *
 * @throws {ReleaseError} If Deno cannot say which they are, or one has no licence.
 */
export async function writeLicenses(path: string): Promise<void> {
  const ended = await runProgram(Deno.execPath(), ["info", "--json", "cli.ts"]);
  if (ended.code !== 0) {
    throw new ReleaseError(`Cannot list the packages of cli.ts: ${lastWords(ended)}`, "Run: deno info cli.ts");
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
  const texts = [...reached.values()].sort((a, b) => a.name < b.name ? -1 : 1).map((one) =>
    `${one.name} ${one.version}\n\n${licenseOf(one).trim()}\n`
  );
  await Deno.writeTextFile(path, texts.join(`\n${"-".repeat(80)}\n\n`));
}

function licenseOf({ name, version, localPath }: Package): string {
  const file = [...Deno.readDirSync(localPath)].find((entry) => /^licen[cs]e(?:\.\w+)?$/i.test(entry.name));
  if (file !== undefined) return Deno.readTextFileSync(`${localPath}/${file.name}`);
  throw new ReleaseError(
    `Cannot write the licences: ${name} ${version} has no licence file`,
    "Find its licence, and whether it may be bundled.",
  );
}
