import assert from "node:assert/strict";
import fc from "fast-check";
import { type Box, layOut } from "../../../../src/output/page/layout.ts";

/** Where boxes stand, as `row.column`. */
function placesOf(boxes: readonly Box[], most = 3): string[] {
  return layOut(boxes, most).places.map(({ row, column }) => `${row}.${column}`);
}

const box = (band: number, ...after: number[]): Box => ({ band, after });

Deno.test("what follows on each other stands in a row, and goes on in the next", () => {
  assert.deepEqual(placesOf([box(0), box(0, 0), box(0, 1), box(0, 2)]), ["0.0", "0.1", "0.2", "1.0"]);
});

Deno.test("boxes that wait for nothing stand beside each other, those of the next band below", () => {
  assert.deepEqual(placesOf([box(0), box(0), box(1, 0), box(1, 1)]), ["0.0", "0.1", "1.0", "1.1"]);
});

Deno.test("a branch begins a row of its own", () => {
  assert.deepEqual(placesOf([box(0), box(0, 0), box(0, 0), box(0, 2)]), ["0.0", "0.1", "1.0", "1.1"]);
});

Deno.test("bands without boxes and circles do no harm", () => {
  assert.deepEqual(placesOf([box(0, 1), box(0, 0), box(2, 2)]), ["0.0", "0.1", "1.0"]);
  assert.deepEqual(layOut([box(0), box(2)], 3).bands, [{ from: 0, to: 1 }, { from: 1, to: 1 }, { from: 1, to: 2 }]);
  assert.deepEqual(layOut([], 3), { places: [], bands: [], columns: 0 });
});

Deno.test("no two boxes share a place, and lines of a sound plan lead down or to the right", () => {
  const plans = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.array(fc.nat(30), { maxLength: 4 })), {
    maxLength: 30,
  });
  fc.assert(fc.property(plans, fc.integer({ min: 1, max: 5 }), (drafts, most) => {
    let band = 0;
    const boxes = drafts.map(([next, after], at) => box(band += next, ...after.filter((other) => other < at)));
    const { places, columns } = layOut(boxes, most);
    assert.equal(new Set(places.map(({ row, column }) => `${row}.${column}`)).size, boxes.length);
    assert.ok(columns <= most);
    boxes.forEach(({ after }, at) => {
      for (const other of after) {
        const [from, to] = [places[other]!, places[at]!];
        assert.ok(to.row > from.row || (to.row === from.row && to.column > from.column));
      }
    });
  }));
});
