/**
 * What a scan of a project never lists and never opens, whatever its `.gitignore` says.
 * @module
 */
import { isSafePath } from "../../plan/paths.ts";
import { cleanText } from "../../text.ts";

/** Files that hold keys or passwords by custom; rather too many than one too few. */
const SECRET_FILE = new RegExp(
  `^(?:${
    [
      "\\.env(?!\\.example$)(?:[._-].*|rc)?",
      ".+\\.env",
      ".*\\.(?:pem|key|p12|pfx|jks|keystore|ppk|kdbx|gpg|tfvars|tfstate)(?:\\..*)?",
      "id_(?:rsa|dsa|ecdsa|ed25519).*",
      "\\.?(?:credentials|secrets|(?:credential|secret)(?![a-z])).*",
      "(?:client|app)[._-]secrets?.*|service[._-]?account.*\\.json",
      "\\.(?:npmrc|yarnrc|yarnrc\\.yml|pypirc|pgpass|htpasswd|dockercfg|dockerconfigjson|git-credentials|vault_pass.*)",
      "[._]netrc|auth\\.json",
    ].join("|")
  })$`,
  "i",
);
/** Folders of them. */
const SECRET_FOLDER =
  /^(?:\.env(?:\..*)?|\.(?:aws|ssh|gnupg|kube|azure|gcloud|docker)|\.?(?:credentials|secrets|(?:credential|secret)(?![a-z])).*)$/i;
/** Folders of tools: fetched, made or kept by them. */
const TOOLS: ReadonlySet<string> = new Set(
  (".git .hg .svn .jj .devussy node_modules bower_components jspm_packages vendor Pods Carthage .venv venv virtualenv " +
    "__pycache__ .mypy_cache .pytest_cache .ruff_cache .tox .nox .eggs .ipynb_checkpoints .gradle .kotlin .m2 .bundle " +
    ".next .nuxt .output .svelte-kit .astro .angular .turbo .nx .yarn .pnpm-store .parcel-cache .cache .dart_tool " +
    ".terraform .stack-work .build DerivedData .vs .idea htmlcov").split(" "),
);
/** Folders of results, where the tool that makes them is in use beside them. */
const BUILT: Readonly<Record<string, RegExp>> = {
  dist: /^(?:package\.json|deno\.jsonc?|pyproject\.toml|setup\.py|.*\.cabal)$/,
  build:
    /^(?:package\.json|pyproject\.toml|setup\.py|CMakeLists\.txt|build\.gradle(?:\.kts)?|pubspec\.yaml|meson\.build)$/,
  out: /^(?:package\.json|CMakeLists\.txt|build\.gradle(?:\.kts)?)$/,
  coverage: /^(?:package\.json|deno\.jsonc?|pyproject\.toml|setup\.py)$/,
  target: /^(?:Cargo\.toml|pom\.xml|build\.sbt)$/,
  bin: /\.(?:cs|fs|vb)proj$/,
  obj: /\.(?:cs|fs|vb)proj$/,
  _build: /^(?:mix\.exs|dune-project|rebar\.config)$/,
  deps: /^mix\.exs$/,
};

/** Whether a name belongs to keys or passwords. */
export function isSecret(name: string, folder: boolean): boolean {
  return (folder ? SECRET_FOLDER : SECRET_FILE).test(name);
}

/** Whether a folder holds what tools fetch or make; `isBeside` tells whether a file that fits lies beside it. */
export function isMade(name: string, isBeside: (pattern: RegExp) => boolean): boolean {
  if (TOOLS.has(name)) return true;
  const by = Object.hasOwn(BUILT, name) ? BUILT[name] : undefined;
  return by !== undefined && isBeside(by);
}

/** Whether a path can be written into a plan as it is: no line ends, no control or hidden characters, no `..`. */
export function isPlainPath(path: string): boolean {
  return isSafePath(path) && !/[`\ufffd]/.test(path) && cleanText(path) === path;
}
