import assert from "node:assert/strict";
import { hasBriefs, PAGES, replayed, replayedStory, STORY } from "./tools/replay.ts";

for (const page of PAGES) {
  Deno.test(`the commands in ${page} print what it shows`, async () => {
    const now = await Deno.readTextFile(new URL(`../${page}`, import.meta.url));
    assert.match(now, /\$ devussy lint [^\n]+\n\S/);
    assert.equal(await replayed(page), now, "run: deno run -A tests/tools/replay.ts");
  });
}

Deno.test({
  name: `the story in ${STORY} goes as it is told${hasBriefs() ? "" : " (skipped: its brief is not there)"}`,
  ignore: !hasBriefs(),
  fn: async () => {
    const now = await Deno.readTextFile(new URL(`../${STORY}`, import.meta.url));
    assert.ok([...now.matchAll(/^\$ .*\bdevussy /gm)].length >= 30);
    assert.equal(await replayedStory(), now, "run: deno run -A tests/tools/replay.ts");
  },
});
