/** How much of a project is looked at: enough for every usual one, little enough for a hostile one. */
export const LIMITS = {
  /** Entries of folders, also those that are ignored. */
  looked: 20_000,
  /** Folders above a file. */
  depth: 20,
  /** Files that are told. */
  kept: 2_000,
  /** Files of one folder that are told before those of deeper ones. */
  keptOfFolder: 100,
  /** Manifests that are read. */
  manifests: 50,
  /** Bytes of one manifest, or of one `.gitignore`. */
  bytes: 256 * 1024,
  /** Bytes of all `.gitignore` files. */
  ignoreBytes: 4 * 1024 * 1024,
  /** Comparisons of names with patterns. */
  comparisons: 20_000_000,
} as const;
