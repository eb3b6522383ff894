import assert from "node:assert/strict";
import { PAGES, replayed } from "./tools/replay.ts";

for (const page of PAGES) {
  Deno.test(`the commands in ${page} print what it shows`, async () => {
    const now = await Deno.readTextFile(new URL(`../${page}`, import.meta.url));
    assert.match(now, /\$ devussy lint [^\n]+\n\S/);
    assert.equal(await replayed(page), now, "run: deno run -A tests/tools/replay.ts");
  });
}
