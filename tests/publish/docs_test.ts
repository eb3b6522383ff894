import assert from "node:assert/strict";
import { ROOT } from "../tools/release/tool.ts";
import { deno, denoDone } from "./package.ts";

const { exports: DOORS }: { exports: Record<string, string> } = JSON.parse(
  await Deno.readTextFile(`${ROOT}deno.json`),
);

/** What `deno doc --json` says about a piece of code, as far as it is read here. */
interface Documented {
  name?: string;
  kind?: string;
  jsDoc?: { doc?: string; tags?: { kind: string }[] };
  /** Of a class or an interface: lists of its members, by their kind. */
  def?: Record<string, unknown>;
}

interface Module {
  module_doc?: Documented["jsDoc"];
  symbols: { name: string; declarations: Documented[] }[];
}

/** The lists of what can be used of a class or an interface. */
const MEMBERS = ["constructors", "properties", "methods", "callSignatures", "indexSignatures"];

/** What a door of the package shows. */
async function moduleAt(door: string): Promise<Module> {
  const { nodes } = JSON.parse(await denoDone(ROOT, ["doc", "--json", door]));
  const [only, ...others] = Object.values<Module>(nodes);
  assert.ok(only !== undefined && others.length === 0, door);
  return only;
}

/** The declarations that a door shows, with their names. */
function declarationsOf({ symbols }: Module): { name: string; declared: Documented }[] {
  return symbols.flatMap(({ name, declarations }) => declarations.map((declared) => ({ name, declared })));
}

/** The names of the members that have no word of documentation. */
function silentMembers(name: string, { def = {} }: Documented): string[] {
  const members = MEMBERS.flatMap((kind) => (def[kind] ?? []) as Documented[]);
  return members.filter(({ jsDoc }) => !jsDoc?.doc).map((member) => `${name}.${member.name}`);
}

Deno.test("every door of the package says what it is, and its public API passes the documentation lint", async () => {
  for (const door of Object.values(DOORS)) {
    const { module_doc } = await moduleAt(door);
    assert.ok(module_doc?.doc, `${door} has no @module text`);
    const kinds = module_doc.tags?.map(({ kind }) => kind) ?? [];
    assert.ok(kinds.includes("module") && kinds.includes("example"), `${door} needs @module and @example`);
  }
  const { code, stderr } = await deno(ROOT, ["doc", "--lint", ...Object.values(DOORS)]);
  assert.equal(code, 0, stderr);
});

Deno.test("all that is exported is documented, with the members of classes and interfaces", async () => {
  for (const door of Object.values(DOORS)) {
    const declarations = declarationsOf(await moduleAt(door));
    const silent = declarations.filter(({ declared }) => !declared.jsDoc?.doc).map(({ name }) => name);
    assert.deepEqual(silent, [], `${door}: these say nothing`);
    const members = declarations.flatMap(({ name, declared }) => silentMembers(name, declared));
    assert.deepEqual(members, [], `${door}: these members say nothing`);
  }
  assert.ok(declarationsOf(await moduleAt(DOORS["."] ?? "")).length > 100, "the documentation was not read");
});

Deno.test("each exported function, class and value shows how it is used", async () => {
  const declarations = declarationsOf(await moduleAt(DOORS["."] ?? ""));
  const used = declarations.filter(({ declared: { kind } }) => /^(?:function|class|variable)$/.test(kind ?? ""));
  assert.ok(used.length > 30, "the documentation was not read");
  const bare = used.filter(({ declared }) => !declared.jsDoc?.tags?.some(({ kind }) => kind === "example"));
  assert.deepEqual(bare.map(({ name }) => name), [], "these have no @example");
});
