import assert from "node:assert/strict";
import { send } from "../../integration/cli_harness.ts";
import { endOf, startChild } from "./child.ts";
import { answerOf, inFolder, startOf, withRuns } from "./folder.ts";

/** The answers that `writer_child.ts` stores. */
function writtenAs(key: string): string {
  return `${key} `.repeat(Number(key.replace(/^\D+\d*-/, "")) % 5 === 0 ? 3000 : 3);
}

async function assertStored(dir: string, identity: string, keys: readonly string[]): Promise<void> {
  await withRuns(dir, (runs) => {
    const run = runs.begin(startOf(identity));
    for (const key of keys) assert.deepEqual(run.find(key), answerOf(key, { text: writtenAs(key) }), key);
  });
}

Deno.test({
  name: "what a process called stored is there after kill -9, forty times over",
  timeout: 180_000,
  fn: () =>
    inFolder(async (dir) => {
      const keys: string[] = [];
      let killed = 0;
      for (let round = 0; round < 40; round++) {
        const child = startChild("writer_child.ts", dir, [dir, "one", `r${round}-`, "1000000"]);
        const writer = child.stdin.close();
        // From before the folder is there until it holds hundreds of answers.
        const timer = setTimeout(() => send(child, "SIGKILL"), 40 + ((round * 137) % 260));
        const { code, lines, stderr } = await endOf(child);
        await writer;
        clearTimeout(timer);
        assert.equal(code, 137, stderr);
        if (lines.length > 0) killed++;
        keys.push(...lines);
        // The last ones at each round, all of them in the end.
        await assertStored(dir, "one", keys.slice(-20));
      }
      assert.ok(killed > 10, `only ${killed} were ended while they wrote`);
      await assertStored(dir, "one", keys);
      assert.deepEqual([...Deno.readDirSync(dir)].filter(({ name }) => name.includes("damaged")), []);
    }),
});

Deno.test({
  name: "two processes store 200 answers each in one database that neither of them has found",
  timeout: 120_000,
  fn: () =>
    inFolder(async (dir) => {
      const ends = await Promise.all(["a-", "b-"].map(async (prefix) => {
        const child = startChild("writer_child.ts", dir, [dir, prefix, prefix, "200"]);
        const [end] = await Promise.all([endOf(child), child.stdin.close()]);
        return { prefix, ...end };
      }));
      for (const { prefix, code, lines, stderr } of ends) {
        assert.equal(code, 0, stderr);
        assert.equal(lines.length, 200);
        await assertStored(dir, prefix, lines);
      }
    }),
});

Deno.test({
  name: "eight processes may begin and end at once",
  timeout: 120_000,
  fn: () =>
    inFolder(async (dir) => {
      for (let round = 0; round < 6; round++) {
        const state = `${dir}/${round}/state`;
        await Deno.mkdir(`${dir}/${round}`);
        const ends = await Promise.all(Array.from({ length: 8 }, async (_, at) => {
          const child = startChild("writer_child.ts", dir, [state, `run ${at}`, `p${at}-`, "3"]);
          return (await Promise.all([endOf(child), child.stdin.close()]))[0];
        }));
        for (const { code, stderr } of ends) assert.equal(code, 0, stderr);
        await withRuns(state, (runs) => assert.deepEqual(runs.list().map(({ answers }) => answers), Array(8).fill(3)));
      }
    }),
});
