/**
 * Compressed bodies, good and bad.
 * @module
 */
import { constants, deflateRawSync } from "node:zlib";

/** A gzip stream that can be made as long as one likes: `head`, `block` any number of times, `tail`. */
export interface Bomb {
  readonly head: Uint8Array;
  /** One MB or so when unpacked, a few KB as it is. */
  readonly block: Uint8Array;
  readonly tail: Uint8Array;
}

/** Packs a repeated text; packing a whole GB each time would take seconds. */
export function gzipBomb(text: string): Bomb {
  const megabyte = text.repeat(Math.ceil(1_048_576 / text.length));
  return {
    head: new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
    // A full flush ends on a byte and forgets what was before, so that blocks can follow each other in any number.
    block: deflateRawSync(megabyte, { finishFlush: constants.Z_FULL_FLUSH }),
    // An empty last block, and a check sum that nobody should live to see.
    tail: new Uint8Array([3, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  };
}
