import type { Existing, Plan } from "../../plan/types.ts";

/** So many paths tell a model how a project is laid out; more would crowd out the brief. */
const MOST_PATHS = 300;

/** What a model is told of a project that is there: the files nearest to its root stand for the rest. */
export function existingFor({ existing }: Plan): { existing?: Omit<Existing, "files"> & { files: string[] } } {
  if (existing === undefined) return {};
  const depth = (path: string) => path.split("/").length;
  const files = existing.files.toSorted((a, b) => depth(a) - depth(b)).slice(0, MOST_PATHS).sort();
  const omitted = existing.files.length - files.length + (existing.omitted ?? 0);
  const { omitted: _all, ...rest } = existing;
  return { existing: { ...rest, files, ...(omitted === 0 ? {} : { omitted }) } };
}
