import assert from "node:assert/strict";
import { inFolder, write } from "../integration/cli_harness.ts";
import { serveRegistry } from "./registry.ts";

const MANIFEST = JSON.stringify({ name: "@one/two", version: "1.0.0", exports: { ".": "./mod.ts" } });
const RIGHT = { "deno.json": MANIFEST, "mod.ts": 'import "node:path";\nexport * from "./a/b.ts";\n', "a/b.ts": "" };

/** What a package may not be: its files, or what becomes of the right archive, and the code of the refusal. */
const WRONG: {
  name: string;
  files?: Record<string, string>;
  link?: string;
  change?(archive: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  code: string;
}[] = [
  { name: "no gzip", change: () => new Uint8Array(600), code: "untarError" },
  { name: "a cut archive", change: (archive) => archive.slice(0, -20), code: "untarError" },
  { name: "a link", link: "passwd", code: "untarError" },
  { name: "a path with a space", files: { ...RIGHT, "a b.md": "" }, code: "invalidPath" },
  {
    name: "another name",
    files: { ...RIGHT, "deno.json": MANIFEST.replace("two", "x") },
    code: "configFileNameMismatch",
  },
  { name: "no deno.json", files: { "mod.ts": "" }, code: "configFileNameMismatch" },
  { name: "an export that is not there", files: { "deno.json": MANIFEST }, code: "configFileExportsInvalid" },
  { name: "a missing module", files: { ...RIGHT, "a/b.ts": 'await import("../c.ts");' }, code: "graphError" },
  {
    name: "a module of the web",
    files: { ...RIGHT, "a/b.ts": 'import "https://x.y/z.ts";' },
    code: "graphError",
  },
  {
    name: "a package without a version",
    files: { ...RIGHT, "a/b.ts": 'export { z } from "npm:zod";' },
    code: "graphError",
  },
];

/** Packs files with the system's tar, and a link of that name. */
async function pack(dir: string, files: Record<string, string>, link?: string): Promise<Uint8Array<ArrayBuffer>> {
  await write(dir, files);
  if (link !== undefined) await Deno.symlink("/etc/passwd", `${dir}/${link}`);
  const names = [...Object.keys(files), ...(link === undefined ? [] : [link])];
  const args = ["--create", "--gzip", "--format=gnu", ...names];
  const { code, stdout } = await new Deno.Command("tar", { args, cwd: dir }).output();
  assert.equal(code, 0);
  return stdout;
}

/** Sends an archive as `deno publish` does. */
function send(url: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  return fetch(`${url}api/scopes/one/packages/two/versions/1.0.0?config=/deno.json`, {
    method: "POST",
    headers: { authorization: "Bearer t", "content-encoding": "gzip" },
    body,
  });
}

Deno.test("the registry serves what was sent, with its size and checksum", () =>
  inFolder(async (dir) => {
    await using registry = serveRegistry("@one/two", "t");
    const sent = await send(registry.url, await pack(dir, RIGHT));
    assert.equal((await sent.json()).status, "processing");
    const of = async (path: string) => await (await fetch(`${registry.url}@one/two/${path}`)).text();
    assert.deepEqual(JSON.parse(await of("meta.json")).versions, { "1.0.0": {} });
    const { manifest, exports } = JSON.parse(await of("1.0.0_meta.json"));
    assert.deepEqual(exports, { ".": "./mod.ts" });
    assert.deepEqual(Object.keys(manifest), ["/deno.json", "/mod.ts", "/a/b.ts"]);
    // The checksum of nothing is well known.
    const checksum = "sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert.deepEqual(manifest["/a/b.ts"], { size: 0, checksum });
    assert.equal(await of("1.0.0/mod.ts"), RIGHT["mod.ts"]);
    assert.match(await of("2.0.0/mod.ts"), /notFound/);
  }));

for (const { name, files = RIGHT, link, change, code } of WRONG) {
  Deno.test(`the registry refuses ${name}`, () =>
    inFolder(async (dir) => {
      await using registry = serveRegistry("@one/two", "t");
      const archive = await pack(dir, files, link);
      const response = await send(registry.url, change?.(archive) ?? archive);
      const answer = await response.json();
      assert.equal(answer.code, code, answer.message);
      assert.equal(response.status, 400);
      assert.equal(registry.versions.size, 0);
    }));
}
