/** What files are for, as their paths tell; tests are known by `test_paths.ts`. */

const CI =
  /^(?:\.github\/workflows(?:\/|$)|\.gitlab-ci|\.gitlab\/ci\/|\.?jenkinsfile|\.circleci(?:\/|$)|\.?azure-pipelines|\.azure-pipelines\/|\.?azure\/pipelines|bitbucket-pipelines\.ya?ml$|\.(?:forgejo|gitea)\/workflows(?:\/|$)|\.woodpecker|\.drone\.|\.travis\.yml$|\.?appveyor\.yml$|\.buildkite(?:\/|$)|\.cirrus\.|\.builds?(?:\/|\.ya?ml$)|\.semaphore(?:\/|$)|\.teamcity(?:\/|$)|codemagic\.ya?ml$|codefresh\.ya?ml$|cloudbuild\.ya?ml$|buildspec\.ya?ml$|\.tekton(?:\/|$)|\.ci(?:\/|$)|ci\/|\.onedev-buildspec)/i;

/** Whether a path looks like the configuration of continuous integration. */
export function isCiPath(path: string): boolean {
  return CI.test(path) || /(?:^|\/)(?:Jenkinsfile|\.gitlab-ci\.ya?ml|\.github\/workflows\/)/.test(path.slice(0, 400));
}

/** Whether a path looks like a README. */
export function isReadmePath(path: string): boolean {
  return /(?:^|\/)(?:readme|read_me|liesmich|lisezmoi|leeme|leiame|leggimi)(?:[._-][\w.-]{0,40})?$/i.test(
    path.slice(-400),
  );
}
