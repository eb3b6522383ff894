/** Where the settings of what checks each push lie, the likelier first. */
const PLACES: readonly RegExp[] = [
  /^\.(?:github|forgejo|gitea)\/workflows\/(?:ci|tests?|check|build|main)\.ya?ml$/,
  /^\.(?:github|forgejo|gitea)\/workflows\/[^/]*(?:ci|test|check|lint|build)[^/]*\.ya?ml$/,
  // What is left but for releases, scans and housekeeping; and these only where there is nothing else.
  /^\.(?:github|forgejo|gitea)\/workflows\/(?!.*(?:release|deploy|publish|codeql|scan|stale|label|docs|pages|docker))[^/]+\.ya?ml$/,
  /^\.gitlab-ci\.yml$/,
  /^\.circleci\/config\.yml$/,
  /^Jenkinsfile$/,
  /^azure-pipelines\.yml$/,
  /^bitbucket-pipelines\.yml$/,
  /^\.buildkite\/pipeline\.ya?ml$/,
  /^\.woodpecker(?:\.ya?ml$|\/[^/]+\.ya?ml$)/,
  /^\.(?:drone|travis|cirrus)\.yml$/,
  /^\.(?:github|forgejo|gitea)\/workflows\/[^/]+\.ya?ml$/,
];

/** The file that says what is checked on each push; absent where there is none. */
export function ciOf(files: readonly string[]): string | undefined {
  for (const place of PLACES) {
    const path = files.find((path) => place.test(path));
    if (path !== undefined) return path;
  }
  return undefined;
}
