import assert from "node:assert/strict";
import { hasBriefs, PAGES, replayed, replayedStory, STORIES } from "./tools/replay.ts";

for (const page of PAGES) {
  Deno.test(`the commands in ${page} print what it shows`, async () => {
    const now = await Deno.readTextFile(new URL(`../${page}`, import.meta.url));
    assert.match(now, /\$ devussy lint [^\n]+\n\S/);
    assert.equal(await replayed(page), now, "run: deno task replay");
  });
}

for (const { page, needsBriefs, commands } of STORIES) {
  const ignore = needsBriefs && !hasBriefs();
  Deno.test({
    name: `the story in ${page} goes as it is told${ignore ? " (skipped: its brief is not there)" : ""}`,
    ignore,
    fn: async () => {
      const now = await Deno.readTextFile(new URL(`../${page}`, import.meta.url));
      assert.ok([...now.matchAll(/^\$ .*\bdevussy /gm)].length >= commands);
      assert.equal(await replayedStory(page), now, "run: deno task replay");
    },
  });
}
