import assert from "node:assert/strict";
import { StoreError } from "../../../../src/errors.ts";
import { openLogFile } from "../../../../src/store/log_file.ts";

/** Runs a test in a fresh folder and removes it. */
async function inFolder(test: (dir: string) => void | Promise<void>): Promise<void> {
  const dir = await Deno.makeTempDir({ prefix: "devussy-" });
  try {
    await test(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

Deno.test("openLogFile(): lines are in the file when write() returns, behind those of earlier runs", () =>
  inFolder((dir) => {
    const path = `${dir}/run.log`;
    for (const run of ["first", "second"]) {
      const log = openLogFile(path);
      log.write(`{"run":"${run}"}`);
      assert.match(Deno.readTextFileSync(path), new RegExp(`{"run":"${run}"}\n$`));
      log.close();
      log.close();
    }
    assert.equal(Deno.readTextFileSync(path), '{"run":"first"}\n{"run":"second"}\n');
    if (Deno.build.os !== "windows") assert.equal((Deno.statSync(path).mode ?? 0) & 0o777, 0o600);
  }));

Deno.test("openLogFile(): a line that cannot be written any more is told as such", () =>
  inFolder((dir) => {
    const path = `${dir}/run.log`;
    const log = openLogFile(path);
    log.close();
    assert.throws(() => log.write("x"), (error) => {
      assert.ok(error instanceof StoreError, String(error));
      assert.ok(error.message.startsWith(`Cannot write the log "${path}": `), error.message);
      return true;
    });
  }));

Deno.test("openLogFile(): what cannot be written is told with what to do", () =>
  inFolder(async (dir) => {
    Deno.writeTextFileSync(`${dir}/file`, "");
    Deno.mkdirSync(`${dir}/folder`);
    const cases: [string, RegExp][] = [
      [`${dir}/missing/run.log`, /it is not there/],
      [`${dir}/folder`, /a folder stands where a file is needed/],
      [`${dir}/file/run.log`, /a file stands where a folder is needed/],
    ];
    if (Deno.build.os !== "windows") {
      await new Deno.Command("mkfifo", { args: [`${dir}/pipe`] }).output();
      cases.push([`${dir}/pipe`, /it is a pipe/]);
    }
    for (const [path, cause] of cases) {
      assert.throws(() => openLogFile(path), (error) => {
        assert.ok(error instanceof StoreError, String(error));
        assert.ok(error.message.startsWith(`Cannot write the log "${path}": `), error.message);
        assert.match(error.message, cause);
        assert.doesNotMatch(error.hint, /output-dir/);
        return true;
      });
    }
  }));
