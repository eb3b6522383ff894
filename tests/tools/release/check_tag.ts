/**
 * Looks whether a tag is the version that would be published: `deno run ... tests/tools/release/check_tag.ts TAG`.
 * @module
 */
import { UsageError } from "../../../src/errors.ts";
import { VERSION } from "../../../src/version.ts";
import { endWith, ReleaseError, tell } from "./tool.ts";

await endWith(() => {
  const [tag, ...more] = Deno.args;
  if (tag === undefined || more.length > 0) {
    throw new UsageError(
      `Cannot check a tag: expected one, got ${Deno.args.length}`,
      `Write: check_tag.ts v${VERSION}`,
    );
  }
  if (tag !== `v${VERSION}`) {
    throw new ReleaseError(
      `Cannot release "${tag}": expected v${VERSION}, the version in deno.json`,
      "Delete the tag, set the version, and tag that commit.",
    );
  }
  tell(`ok    ${tag} is the version in deno.json`);
});
