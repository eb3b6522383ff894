/**
 * A plain web host on loopback: it hands out files as they are, with a type by their ending, and knows nothing of Deno.
 * @module
 */
import { ROOT } from "../tools/release/tool.ts";

/** The types that web hosts give these files. */
const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript",
  json: "application/json",
  ts: "application/typescript",
};

/** A running host. */
export interface WebHost extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** `127.0.0.1:PORT` */
  host: string;
  /** The paths that were asked for, in order. */
  asked: string[];
}

/** Serves the code of this checkout, as a host that shows its repository. */
export function serveTree(): WebHost {
  return serveFolder(ROOT, /^(?:(?:mod|cli)\.ts|deno\.json|src\/[\w/]+\.(?:ts|json))$/);
}

/** Serves the files below a folder whose paths (`src/text.ts`) fit a pattern. */
export function serveFolder(folder: string, shown: RegExp): WebHost {
  const asked: string[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async ({ url }) => {
    const path = new URL(url).pathname.slice(1);
    asked.push(path);
    if (!shown.test(path)) return new Response("not found", { status: 404 });
    const type = TYPES[path.replace(/.*\./, "")] ?? "text/plain";
    return new Response(await Deno.readFile(`${folder}/${path}`), { headers: { "content-type": type } });
  });
  const host = `127.0.0.1:${server.addr.port}`;
  return { url: `http://${host}`, host, asked, [Symbol.asyncDispose]: () => server.shutdown() };
}
