import fc from "fast-check";

/** Texts of any UTF-16 units, half surrogate pairs included. fast-check's own `binary` takes a second to set up. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  const unit = fc.oneof(fc.nat(0x7f), fc.nat(0xffff)).map((code) => String.fromCharCode(code));
  return fc.string({ unit, maxLength });
}
