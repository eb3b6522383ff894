import assert from "node:assert/strict";
import { generated, read } from "./tools/generate.ts";

for (const [path, make] of Object.entries(generated)) {
  Deno.test(`${path} is what deno task generate writes`, () => {
    const now = read(path);
    assert.equal(now, make(now), "run: deno task generate");
  });
}
