/**
 * Removes the coverage files that processes left half-written because a test killed them: `deno coverage` reads none
 * if it cannot read all.
 * @module
 */
const [folder = "coverage"] = Deno.args;
for await (const { name } of Deno.readDir(folder)) {
  try {
    JSON.parse(await Deno.readTextFile(`${folder}/${name}`));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    await Deno.remove(`${folder}/${name}`);
  }
}
