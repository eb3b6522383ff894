import assert from "node:assert/strict";
import fc from "fast-check";
import { isSafePath } from "../../../src/plan/paths.ts";
import { briefCommands, resultFiles, sourceFiles } from "../../../src/planner/facts.ts";

Deno.test("sourceFiles() finds the source files that a text names, each once", () => {
  assert.deepEqual(sourceFiles("Load data in `src/data_loader.py`, train in src/model.py; see `src/model.py`."), [
    "src/data_loader.py",
    "src/model.py",
  ]);
});

Deno.test("sourceFiles() takes no product, address or outside path for a file", () => {
  for (
    const text of [
      "Use Node.js and Vue.js with Three.js",
      "See https://example.org/a/b.html",
      "Read ../secret/a.py and /etc/b.py",
      "Version 1.2.3 of e.g. something",
    ]
  ) assert.deepEqual(sourceFiles(text), [], text);
});

Deno.test("sourceFiles() takes no page for source when it is generated", () => {
  assert.deepEqual(sourceFiles("Save the report as `out/report.html`."), []);
  assert.deepEqual(sourceFiles("The page is in `web/index.html`."), ["web/index.html"]);
});

Deno.test("resultFiles() finds files and folders that the program is to write", () => {
  assert.deepEqual(resultFiles("Save the figure as `results/figures/a.png` and the report as results/report.html."), [
    "results/figures/a.png",
    "results/report.html",
  ]);
  assert.deepEqual(resultFiles("Save all figures under `results/figures/`."), ["results/figures/"]);
  assert.deepEqual(resultFiles("Read `src/model.py`."), []);
});

Deno.test("sourceFiles() and resultFiles() give only safe paths whatever the text", () => {
  const part = fc.constantFrom(
    "..",
    "a",
    "b.py",
    "c.png",
    "/",
    "`",
    " ",
    "save ",
    "C:",
    "\\",
    "~",
    "//",
    ".",
    "文",
    "d/",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
      const text = parts.join("");
      for (const path of [...sourceFiles(text), ...resultFiles(text)]) {
        assert.ok(isSafePath(path), `${JSON.stringify(path)} in ${JSON.stringify(text)}`);
      }
    }),
    { numRuns: 2000 },
  );
});

Deno.test("briefCommands() takes the scripts of a package.json", () => {
  const brief = '```json\n{ "scripts": { "start": "node server.js", "test": "jest" } }\n```';
  assert.deepEqual(briefCommands(brief), { run: "npm start", test: "npm test" });
});

Deno.test("briefCommands() takes the program that a brief starts by its file", () => {
  assert.deepEqual(briefCommands("Run `python query.py --help`."), { entry: "query.py", run: "python query.py" });
});

Deno.test("briefCommands() takes nothing when a path leaves the project or nothing is named", () => {
  for (const brief of ["Run `python ../x.py`.", "Run `node /opt/a.js`.", "Written in Python.", ""]) {
    assert.deepEqual(briefCommands(brief), {}, brief);
  }
});
