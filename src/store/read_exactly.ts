import { StoreError } from "../errors.ts";
import { asStoreError, refuseEndless } from "./files.ts";

/**
 * The text of a file that is to be written again, byte for byte; absent where there is none.
 *
 * @throws {StoreError} If it may not be read, is no plain file or too large, or is not UTF-8: its bytes would not survive.
 */
export function readExactlyIfAny(path: string): string | undefined {
  let bytes: Uint8Array;
  try {
    refuseEndless(path);
    bytes = Deno.readFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error instanceof StoreError ? error : asStoreError(error, path, "read");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new StoreError(
      `Cannot change "${path}": it is not UTF-8, and what is in it would be lost`,
      path,
      "Save it as UTF-8, for example with: iconv -f ISO-8859-1 -t UTF-8.",
    );
  }
}
