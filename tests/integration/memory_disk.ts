/**
 * Tests on a small file system of their own, in memory: one that fills up, or may not be written.
 * @module
 */
import assert from "node:assert/strict";
import { inFolder, TIMEOUT } from "./cli_harness.ts";

/** Mounts a memory file system on a folder; whether that went well. */
function mount(dir: string, options: string): boolean {
  try {
    return new Deno.Command("mount", { args: ["-t", "tmpfs", "-o", options, "tmpfs", dir], stderr: "null" })
      .outputSync().success;
  } catch {
    // No such command, or no permission to run it.
    return false;
  }
}

/** Changes how a mounted one is: its size, or that it may only be read. */
export function remount(dir: string, options: string): void {
  const { success } = new Deno.Command("mount", { args: ["-o", `remount,${options}`, dir] }).outputSync();
  assert.ok(success, `cannot remount ${dir}`);
}

function unmount(dir: string): void {
  const { success } = new Deno.Command("umount", { args: [dir] }).outputSync();
  assert.ok(success, `cannot unmount ${dir}`);
}

const canMount = ((): boolean => {
  const dir = Deno.makeTempDirSync({ prefix: "devussy-" });
  const mounted = mount(dir, "size=16k");
  if (mounted) unmount(dir);
  Deno.removeSync(dir);
  return mounted;
})();

/** Declares a test on a file system of its own, mounted at `disk`; ignored where the machine allows no mount. */
export function testOnDisk(name: string, options: string, test: (dir: string) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !canMount,
    timeout: TIMEOUT,
    fn: () =>
      inFolder(async (dir) => {
        await Deno.mkdir(`${dir}/disk`);
        assert.ok(mount(`${dir}/disk`, options));
        try {
          await test(dir);
        } finally {
          unmount(`${dir}/disk`);
        }
      }),
  });
}
