import assert from "node:assert/strict";
import { StoreError } from "../../../src/errors.ts";
import { keepAnswer } from "../../../src/store/kept_answer.ts";
import { inFolder } from "./folder.ts";

const RUN = "run-abcd2345";

Deno.test("keepAnswer() writes the text under a harmless name", () =>
  inFolder(async (dir) => {
    const names = [
      ["phase 3", "phase-3.txt"],
      ["../../etc/passwd", "etc-passwd.txt"],
      ["a/b\\c:d\0e\x1b[31m", "a-b-c-d-e-31m.txt"],
      ["con", "answer-con.txt"],
      ["漢字", "answer.txt"],
      ["", "answer-2.txt"],
      ["x".repeat(500), `${"x".repeat(60)}.txt`],
    ] as const;
    for (const [label, name] of names) {
      assert.equal(await keepAnswer(dir, RUN, label, `text of ${label}`), `${dir}/answers/${RUN}/${name}`);
    }
    const written = [...Deno.readDirSync(`${dir}/answers/${RUN}`)].map(({ name }) => name).sort();
    assert.deepEqual(written, names.map(([, name]) => name).sort());
    assert.equal(await Deno.readTextFile(`${dir}/answers/${RUN}/phase-3.txt`), "text of phase 3");
  }));

Deno.test("keepAnswer() gives each of many at once a file of its own", () =>
  inFolder(async (dir) => {
    const texts = Array.from({ length: 20 }, (_, at) => `answer ${at}`);
    const paths = await Promise.all(texts.map((text) => keepAnswer(dir, RUN, "Phase 1", text)));
    assert.equal(new Set(paths).size, texts.length);
    assert.deepEqual(paths.map((path) => Deno.readTextFileSync(path)), texts);
  }));

Deno.test("keepAnswer() writes nowhere but in the state folder", () =>
  inFolder(async (dir) => {
    for (const id of ["..", "run-../../..", "run-abcd2345/..", "", "run-ABCD2345"]) {
      await assert.rejects(keepAnswer(dir, id, "phase 1", "text"), TypeError);
    }
    await Deno.mkdir(`${dir}/outside`);
    await Deno.mkdir(`${dir}/state`);
    await Deno.symlink("../outside", `${dir}/state/answers`);
    await assert.rejects(keepAnswer(`${dir}/state`, RUN, "phase 1", "text"), StoreError);
    await Deno.remove(`${dir}/state/answers`);
    await Deno.mkdir(`${dir}/state/answers`);
    await Deno.symlink("../../outside", `${dir}/state/answers/${RUN}`);
    await assert.rejects(
      keepAnswer(`${dir}/state`, RUN, "phase 1", "text"),
      (error: unknown) => error instanceof StoreError && /--state-dir/.test(error.hint),
    );
    assert.deepEqual([...Deno.readDirSync(`${dir}/outside`)], []);
  }));
