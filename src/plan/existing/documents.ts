import type { Existing } from "../types.ts";

const DOCUMENTS = {
  "README.md": /^readme(?:\.\w+)?$/i,
  "CHANGELOG.md": /^(?:change(?:log|s)|history|news|release(?:s|[-_]?notes))(?:\.(?:md|markdown|rst|txt|adoc))?$/i,
} as const;
/** What declares a version. */
const VERSIONED =
  /^(?:package\.json|deno\.jsonc?|pyproject\.toml|setup\.(?:py|cfg)|Cargo\.toml|pom\.xml|build\.gradle(?:\.kts)?|CMakeLists\.txt)$/;

/** The file that is such a document in a project, whatever it is called there; absent where it has none. */
export function documentIn(existing: Existing | undefined, kind: keyof typeof DOCUMENTS): string | undefined {
  return existing?.files.find((path) => DOCUMENTS[kind].test(path));
}

/** The file that is to be called README.md: as the project calls its own. */
export function readmeIn(existing: Existing | undefined): string {
  return documentIn(existing, "README.md") ?? "README.md";
}

/** Where a release is written down, and the words for where its changes are told: a project may keep no list of them. */
export function releaseIn(existing: Existing | undefined): { path: string; told: string } {
  const list = existing === undefined ? "CHANGELOG.md" : documentIn(existing, "CHANGELOG.md");
  if (list !== undefined) return { path: list, told: list };
  const path = existing?.manifests.find((manifest) => VERSIONED.test(manifest)) ?? readmeIn(existing);
  return { path, told: "the message of the tag" };
}
