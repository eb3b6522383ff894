import assert from "node:assert/strict";
import fc from "fast-check";
import { pageOf } from "../../../../src/cli/mcp/page.ts";
import { UsageError } from "../../../../src/errors.ts";

const name = (entry: number) => String(entry);

Deno.test("pages hold all of a list, once, in order", () => {
  fc.assert(fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 20 }), (list, limit) => {
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = pageOf(list, { limit, cursor }, name, name);
      assert.equal(page.from, seen.length);
      assert.equal(page.total, list.length);
      assert.ok(page.items.length <= limit);
      seen.push(...page.items.map(Number));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    assert.deepEqual(seen, list);
  }));
});

Deno.test("a cursor is good for its own list alone", () => {
  const { nextCursor: cursor } = pageOf([1, 2, 3], { limit: 2 }, name, name);
  assert.deepEqual(pageOf([1, 2, 3], { limit: 2, cursor }, name, name).items, ["3"]);
  for (const list of [[1, 2], [1, 2, 4], [2, 1, 3], [1, 2, 3, 4]]) {
    assert.throws(
      () => pageOf(list, { limit: 2, cursor }, name, name),
      (error) =>
        error instanceof UsageError && /the list has changed/.test(error.message) &&
        /without a cursor/.test(error.hint),
    );
  }
  for (const cursor of ["", "2", "-1-00000000", "x"]) {
    assert.throws(() => pageOf([1, 2, 3], { limit: 2, cursor }, name, name), /expected the nextCursor/);
  }
});

Deno.test("a page of long entries holds fewer of them, but always one", () => {
  const list = Array.from({ length: 20 }, (_, at) => at);
  const page = (size: number) => pageOf(list, { limit: 20 }, name, (entry) => `${entry} ${"x".repeat(size)}`);
  assert.equal(page(10).nextCursor, undefined);
  assert.equal(page(500).items.length, 6);
  assert.match(page(500).nextCursor ?? "", /^6-/);
  assert.equal(page(5000).items.length, 1);
});
