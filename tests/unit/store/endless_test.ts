import assert from "node:assert/strict";
import { StoreError } from "../../../src/errors.ts";
import { readTextIfAny } from "../../../src/store/files.ts";
import { readExactlyIfAny } from "../../../src/store/read_exactly.ts";

Deno.test({
  name: "a pipe, a device or gigabytes in the place of a text are refused before they are opened",
  ignore: Deno.build.os === "windows",
  fn: async () => {
    const dir = await Deno.makeTempDir();
    try {
      const { success } = await new Deno.Command("mkfifo", { args: [`${dir}/pipe`] }).output();
      assert.ok(success);
      await Deno.symlink("/dev/zero", `${dir}/device`);
      await Deno.writeTextFile(`${dir}/huge`, "");
      await Deno.truncate(`${dir}/huge`, 3 * 1024 ** 3);
      for (
        const [name, said] of [
          ["pipe", "it is a special file, expected a plain file"],
          ["device", "it is a special file, expected a plain file"],
          ["huge", "it has 3072 MB, expected at most 64 MB"],
        ] as const
      ) {
        const expected = (error: unknown) =>
          error instanceof StoreError && error.message === `Cannot read "${dir}/${name}": ${said}`;
        await assert.rejects(readTextIfAny(`${dir}/${name}`), expected);
        assert.throws(() => readExactlyIfAny(`${dir}/${name}`), expected);
      }
      assert.equal(await readTextIfAny(`${dir}/none`), undefined);
      assert.equal(readExactlyIfAny(`${dir}/none`), undefined);
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  },
});
