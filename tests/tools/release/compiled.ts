/**
 * What `deno compile` put into a file, read from the file itself. Behind a runtime stand, each with its length before it,
 * the metadata and the list of embedded files as JSON; this is the layout of Deno 2.9.
 * @module
 */
import type { Permissions } from "./permissions.ts";
import { ReleaseError } from "./tool.ts";

/** What a compiled file holds besides the runtime. */
export interface Compiled {
  /** Each permission with its values as Deno wrote them; null: not given. */
  permissions: Readonly<Record<string, unknown>>;
  /** The first module. */
  entrypoint: string;
  /** Variables that were baked in. */
  env: Readonly<Record<string, string>>;
  /** All embedded files, by path. */
  files: readonly string[];
  /** How large they are together. */
  bytes: number;
}

/** Where it begins: Deno's mark and a length, then the metadata. */
const START = /d3n0l4nd[^]{8}\{"argv":/;

/** What we read of the metadata. */
interface Metadata {
  permissions: Readonly<Record<string, unknown>>;
  entrypoint_key: string;
  env_vars_from_env_file: Readonly<Record<string, string>>;
}

/** An entry of the list of embedded files. */
type Entry =
  | { File: { n: string; o: [from: number, length: number] } }
  | { Dir: { n: string; e: Entry[] } }
  | { Symlink: { n: string } };

/**
 * Reads a compiled file.
 *
 * @throws {ReleaseError} If it is none, or has another layout.
 */
export function readCompiled(bytes: Uint8Array, path: string): Compiled {
  try {
    const text = new TextDecoder("latin1").decode(bytes);
    const at = text.search(START) + 16;
    const meta = jsonAt(bytes, at);
    const list = jsonAt(bytes, text.slice(at).search(/\[\{"(?:File|Dir|Symlink)":/) + at);
    const files = filesOf(list as Entry[]);
    const { permissions, entrypoint_key: entrypoint, env_vars_from_env_file: env } = meta as Partial<Metadata>;
    if (permissions === undefined || entrypoint === undefined || env === undefined || files.length === 0) {
      throw new SyntaxError("a part is missing");
    }
    return { permissions, entrypoint, env, files: files.map(({ path }) => path), bytes: sum(files) };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new ReleaseError(
      `Cannot read what is compiled into ${path}: expected the layout of Deno 2.9, got another (${error.message})`,
      "Use the Deno that the README names, or bring tests/tools/release/compiled.ts up to date.",
    );
  }
}

/** The JSON at a place, whose length stands before it in eight bytes. */
function jsonAt(bytes: Uint8Array, at: number): unknown {
  if (at < 16) throw new SyntaxError("it is not there");
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(at - 8, true);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(at, at + Number(length))));
}

function filesOf(entries: readonly Entry[], folder = ""): { path: string; bytes: number }[] {
  return entries.flatMap((entry) => {
    if ("Dir" in entry) return filesOf(entry.Dir.e, `${folder}${entry.Dir.n}/`);
    if ("File" in entry) return [{ path: folder + entry.File.n, bytes: entry.File.o[1] }];
    return [{ path: folder + entry.Symlink.n, bytes: 0 }];
  });
}

function sum(files: readonly { bytes: number }[]): number {
  return files.reduce((all, { bytes }) => all + bytes, 0);
}

/** All that is not as it must be: other permissions, files besides the one module, variables of the environment. */
export function problemsOf(found: Compiled, { allow, deny }: Permissions, module: string): string[] {
  const expected = new Map<string, unknown>([
    ...Object.entries(allow).map(([kind, values]) => [`allow_${kind}`, values] as const),
    ...Object.entries(deny).map(([kind, values]) => [`deny_${kind}`, values] as const),
    // On a terminal Deno asks for more.
    ["prompt", true],
  ]);
  // What may be imported from elsewhere is listed by default; `deny_import` is what counts.
  const kinds = new Set([
    ...expected.keys(),
    ...Object.keys(found.permissions).filter((key) => key !== "allow_import"),
  ]);
  const wrong = [...kinds].flatMap((kind) => {
    const [want, got] = [expected.get(kind) ?? null, found.permissions[kind] ?? null].map((value) =>
      JSON.stringify(value)
    );
    return want === got ? [] : [`permission ${kind}: expected ${want}, got ${got}`];
  });
  const others = found.files.filter((path) => path !== module);
  if (found.entrypoint !== module) wrong.push(`first module: expected ${module}, got ${found.entrypoint}`);
  if (!found.files.includes(module)) wrong.push(`embedded files: expected ${module}, it is not there`);
  if (others.length > 0) wrong.push(`embedded files: expected ${module} alone, got also ${others.join(", ")}`);
  const names = Object.keys(found.env);
  if (names.length > 0) wrong.push(`variables: expected none baked in, got ${names.join(", ")}`);
  return wrong;
}
