/**
 * Reads tar archives as `deno publish` writes them: plain files with names of up to 100 bytes.
 * @module
 */
const BLOCK = 512;

/** A file of an archive. */
export interface Entry {
  path: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The files of an archive, in its order.
 *
 * @throws {Error} If something else than a file is in it (a link, a folder, a name in several parts), a checksum is
 * wrong or a file is cut.
 */
export function readTar(archive: Uint8Array<ArrayBuffer>): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const path = textOf(header, 0, 100);
    // The checksum is of the header with spaces in its own place.
    const sum = header.reduce((all, byte, place) => all + (place >= 148 && place < 156 ? 0x20 : byte), 0);
    if (sum !== numberOf(header, 148, 8)) throw new Error(`Cannot read the archive: "${path}" has a wrong checksum`);
    const type = textOf(header, 156, 1);
    if (type !== "0" && type !== "") throw new Error(`Cannot read the archive: "${path}" is of type ${type}, no file`);
    const size = numberOf(header, 124, 12);
    const bytes = archive.slice(at + BLOCK, at + BLOCK + size);
    if (bytes.length !== size) {
      throw new Error(`Cannot read the archive: "${path}" has ${bytes.length} of ${size} bytes`);
    }
    entries.push({ path, bytes });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}

/** A field up to its first zero byte. */
function textOf(header: Uint8Array, start: number, length: number): string {
  const text = new TextDecoder().decode(header.subarray(start, start + length));
  return text.replace(/\0[^]*/, "");
}

/** A field with a number in octal digits. */
function numberOf(header: Uint8Array, start: number, length: number): number {
  return parseInt(textOf(header, start, length).trim() || "0", 8);
}
