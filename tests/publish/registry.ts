/**
 * A JSR registry on loopback that knows one package. It speaks what Deno itself uses of JSR: the calls of
 * `deno publish` below `/api/`, and for `jsr:` specifiers `meta.json`, `VERSION_meta.json` and the files. A tarball is
 * checked as JSR documents it: who sends it, its paths and sizes, its `deno.json`, its exports, what its modules import.
 * @module
 */
import { type Entry, readTar } from "./tar.ts";

/** The largest package that JSR takes. */
const MAX_BYTES = 20 * 1024 * 1024;

/** The types by which Deno reads the files. */
const TYPES: Readonly<Record<string, string>> = { ts: "text/typescript", json: "application/json" };

/** A published version. */
export interface Version {
  /** Its files by path, `/mod.ts`. */
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  exports: Record<string, string>;
}

/** A running registry. */
export interface Registry extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/`, for `JSR_URL`. */
  url: string;
  /** What was asked, in order: method and path. */
  asked: string[];
  /** What was published, by version. */
  versions: Map<string, Version>;
}

/** Why a tarball is not taken; `code` is JSR's own where there is one. */
class Refusal extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }
}

/** Starts a registry that knows the package `@SCOPE/NAME`, of which nothing is published yet, and one token. */
export function serveRegistry(name: string, token: string): Registry {
  const [, scope = "", short = ""] = /^@([\w-]+)\/([\w-]+)$/.exec(name) ?? [];
  const asked: string[] = [];
  const versions = new Map<string, Version>();
  const api = `/api/scopes/${scope}/packages/${short}`;

  async function answer(request: Request, { pathname, searchParams }: URL): Promise<Response> {
    const version = pathname.startsWith(`${api}/versions/`) ? pathname.slice(`${api}/versions/`.length) : undefined;
    if (request.method === "POST" && version !== undefined) {
      if (request.headers.get("authorization") !== `Bearer ${token}`) {
        throw new Refusal(401, "invalidBearerToken", "Cannot publish: the token is wrong");
      }
      versions.set(version, await checked(request, name, version, searchParams.get("config")));
      return Response.json({ id: version, status: "processing", error: null });
    }
    if (version !== undefined && versions.has(version)) return Response.json({ scope, package: short, version });
    if (pathname === api) return Response.json({ scope, name: short });
    if (pathname.startsWith("/api/publish_status/")) {
      return Response.json({ id: pathname.slice("/api/publish_status/".length), status: "success", error: null });
    }
    return await served(pathname.slice(name.length + 2)) ?? notFound();
  }

  /** What is served below `/@SCOPE/NAME/`. */
  async function served(path: string): Promise<Response | undefined> {
    if (path === "meta.json") {
      const all = Object.fromEntries([...versions.keys()].map((version) => [version, {}]));
      return Response.json({ scope, name: short, latest: [...versions.keys()].at(-1) ?? null, versions: all });
    }
    const [, meta] = /^(.+)_meta\.json$/.exec(path) ?? [];
    const described = versions.get(meta ?? "");
    if (described !== undefined) {
      return Response.json({ manifest: await manifestOf(described.files), exports: described.exports });
    }
    const [, version, file] = /^([^/]+)(\/.+)$/.exec(path) ?? [];
    const bytes = versions.get(version ?? "")?.files.get(file ?? "");
    const type = TYPES[file?.split(".").at(-1) ?? ""] ?? "text/plain";
    return bytes && new Response(bytes, { headers: { "content-type": type } });
  }

  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const url = new URL(request.url);
    asked.push(`${request.method} ${url.pathname}`);
    try {
      return await answer(request, url);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return Response.json({ code: error.code, message: error.message }, { status: error.status });
    } finally {
      await request.body?.cancel().catch(() => {});
    }
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    asked,
    versions,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** The package of a request, if all is right with it. */
async function checked(request: Request, name: string, version: string, config: string | null): Promise<Version> {
  if (request.headers.get("content-encoding") !== "gzip" || request.body === null) {
    throw new Refusal(400, "malformedRequest", "Cannot read the tarball: expected a body in gzip");
  }
  const archive = await new Response(request.body.pipeThrough(new DecompressionStream("gzip"))).bytes().catch(() => {
    throw new Refusal(400, "untarError", "Cannot read the tarball: it is no gzip, or cut");
  });
  if (archive.length > MAX_BYTES) {
    throw new Refusal(400, "tarballSizeLimitExceeded", `${archive.length} bytes are too many`);
  }
  const files = new Map(entriesOf(archive).map(({ path, bytes }) => [`/${path}`, bytes]));
  const manifest = JSON.parse(new TextDecoder().decode(files.get(config ?? "") ?? new TextEncoder().encode("{}")));
  if (manifest.name !== name || manifest.version !== version) {
    throw new Refusal(400, "configFileNameMismatch", `"${config}" must name ${name} and ${version}`);
  }
  for (const path of Object.values<string>(manifest.exports)) {
    if (!files.has(path.slice(1))) {
      throw new Refusal(400, "configFileExportsInvalid", `"${path}" is exported, and not there`);
    }
  }
  for (const [path, bytes] of files) {
    if (path.endsWith(".ts")) checkImports(path, new TextDecoder().decode(bytes), files);
  }
  return { files, exports: manifest.exports };
}

/** The files of an archive with the paths that JSR allows. */
function entriesOf(archive: Uint8Array<ArrayBuffer>): Entry[] {
  let entries: Entry[];
  try {
    entries = readTar(archive);
  } catch (error) {
    throw new Refusal(400, "untarError", error instanceof Error ? error.message : String(error));
  }
  const wrong = entries.find(({ path }) =>
    !/^[\w.@+()[\]~-]+(?:\/[\w.@+()[\]~-]+)*$/.test(path) || /(?:^|\/)\.\.?(?:\/|$)/.test(path)
  );
  if (wrong !== undefined) throw new Refusal(400, "invalidPath", `"${wrong.path}" is no path of a package`);
  return entries;
}

/** Checks that what a module imports is in the package, part of the platform or a package with a version. */
function checkImports(path: string, text: string, files: ReadonlyMap<string, unknown>): void {
  for (
    const [, specifier = ""] of text.matchAll(
      /(?:^(?:import|export)\b[^"]*?\bfrom\s+|\bimport\(|^import\s+)"([^"]+)"/gm,
    )
  ) {
    // Comments hold examples, which import the package by its name.
    const inside = specifier.startsWith(".") && files.has(new URL(specifier, `file://${path}`).pathname);
    if (!inside && !/^(?:node:\w|(?:npm|jsr):\/?@?[\w./-]+@[\d^~]|@devussy\/devussy$)/.test(specifier)) {
      throw new Refusal(400, "graphError", `${path} imports "${specifier}", which is not in the package`);
    }
  }
}

/** Size and checksum of each file, which Deno compares with what it gets. */
async function manifestOf(files: Version["files"]): Promise<Record<string, { size: number; checksum: string }>> {
  const described = [...files].map(async ([path, bytes]) => {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [path, { size: bytes.length, checksum: `sha256-${digest.toHex()}` }] as const;
  });
  return Object.fromEntries(await Promise.all(described));
}

function notFound(): Response {
  return Response.json({ code: "notFound", message: "There is no such thing here" }, { status: 404 });
}
