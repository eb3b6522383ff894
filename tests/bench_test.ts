import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { placeOf, rendered } from "./bench/page.ts";

const PAGE = new URL("bench/README.md", import.meta.url);
const MAIN = fileURLToPath(new URL("bench/main.ts", import.meta.url));
const PARTS = ["startup", "first", "weight", "streaming", "schedule", "size", "checks", "progress"];
/** All peers: they are not installed in tests. */
const NOBODY = "--skip=task-master-ai,@fission-ai/openspec,backlog.md,openai,ai,xsai,anthropic";

/** Runs the bench as `deno task bench` does. */
async function bench(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const may = [
    "--no-prompt",
    "--allow-read",
    "--allow-write",
    "--allow-run",
    "--allow-env",
    "--allow-sys=cpus,loadavg",
  ];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...may, MAIN, ...args],
    env: { NO_COLOR: "1" },
  }).output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}

/** Gives a test a copy of the page to write to. */
async function withCopy(test: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.copyFile(PAGE, `${folder}/README.md`);
    await test(`${folder}/README.md`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The tables in a place of a page, as cells; whatever was measured is out of them. */
function tablesIn(page: string, part: string): { heads: string[]; names: string[]; rows: string[][] }[] {
  const place = placeOf(page, part);
  assert.ok(place !== undefined, `the page has no place for ${part}`);
  return [...place.matchAll(/(?:^\|.*\|$\n?)+/gm)].map(([table]) => {
    const [heads = [], , ...rows] = table.trim().split("\n").map((line) =>
      line.slice(1, -1).split("|").map((cell) => cell.trim())
    );
    // Sizes and versions may differ; what a row is about may not.
    const plain = (text: string) => text.replace(/\d[\d.,]*/g, "N");
    const naming = heads[1] === "Command" ? 2 : 1;
    return { heads: heads.map(plain), names: rows.map((row) => plain(row.slice(0, naming).join(", "))), rows };
  });
}

Deno.test("deno task bench measures all parts and writes them to their places in its page", async () => {
  await withCopy(async (path) => {
    const { code, stdout, stderr } = await bench("--quick", NOBODY, `--output=${path}`);
    assert.equal(code, 0, stderr);
    const [written, page] = [await Deno.readTextFile(path), await Deno.readTextFile(PAGE)];
    const places = (text: string) => PARTS.reduce((rest, part) => rest.replace(placeOf(rest, part) ?? "", ""), text);
    assert.equal(places(written), places(page), "nothing but the places is written");
    for (const part of PARTS) {
      assert.ok(stdout.includes(placeOf(written, part) ?? "-"), `${part} is also printed`);
      const [tables, known] = [tablesIn(written, part), tablesIn(page, part)];
      assert.ok(tables.length > 0 && tables.length === known.length, `${part}: run deno task bench`);
      for (const [at, { heads, names, rows }] of tables.entries()) {
        assert.deepEqual(heads, known[at]?.heads, `${part}: run deno task bench`);
        // The dearest rules may be others on another machine.
        if (!/rules/.test(heads[0] ?? "")) {
          assert.deepEqual(
            names.filter((name) => !known[at]?.names.includes(name)),
            [],
            `${part}: run deno task bench`,
          );
        }
        const figures = rows.flat().filter((cell) => /^(?:[\d.,]+(?: %)?|-)$/.test(cell));
        assert.ok(figures.length >= rows.length, `${part} has figures in each row`);
      }
    }
    const format = await new Deno.Command(Deno.execPath(), {
      args: ["fmt", "--check", "--no-config", "--line-width=120", path],
      stderr: "piped",
    }).output();
    assert.equal(format.code, 0, new TextDecoder().decode(format.stderr));
  });
});

Deno.test("the page of the bench has figures of every part and of the peers", async () => {
  const page = await Deno.readTextFile(PAGE);
  for (const part of PARTS) assert.ok(tablesIn(page, part).length > 0, `${part}: run deno task bench`);
  for (const peer of ["task-master-ai", "@fission-ai/openspec", "backlog.md"]) {
    for (const part of ["startup", "weight"]) assert.ok(placeOf(page, part)?.includes(peer), `${peer} in ${part}`);
  }
});

Deno.test("the bench says what it cannot use, with exit code 2, and measures nothing", async () => {
  for (
    const [args, expected] of [
      [["--only=nothing"], /Cannot use --only: expected startup, .*, got "nothing"/],
      [["--skip=devussy"], /Cannot use --skip: expected task-master-ai, .*, got "devussy"/],
      [["--rounds=0"], /Cannot use --rounds: expected a whole number from 1, got "0"/],
      [["--fast"], /Cannot read the arguments: .*--fast/],
    ] as const
  ) {
    const { code, stdout, stderr } = await bench(...args);
    assert.equal(code, 2, stderr);
    assert.match(stderr, expected);
    assert.match(stderr, /--help/);
    assert.equal(stdout, "");
  }
});

Deno.test("the bench stops at a page without a place for what it measured, before it measures", async () => {
  await withCopy(async (path) => {
    await Deno.writeTextFile(path, "# Nothing here\n");
    const { code, stdout, stderr } = await bench("--quick", "--only=size", `--output=${path}`);
    assert.equal(code, 1, stderr);
    assert.match(
      stderr,
      /Cannot write what size measured: expected the lines "<!-- SIZE_START.*" and "<!-- SIZE_END -->"/,
    );
    assert.equal(stdout, "");
    assert.equal(await Deno.readTextFile(path), "# Nothing here\n");
  });
});

Deno.test("rendered() aligns words to the left and figures to the right", () => {
  assert.equal(
    rendered({
      heads: ["Tool", "MiB", "Says"],
      rows: [["a", "1.50", "x"], ["longer", "-", "12 y"], ["b", "1,200", "z"]],
    }),
    [
      "| Tool   |   MiB | Says |",
      "| ------ | ----: | ---- |",
      "| a      |  1.50 | x    |",
      "| longer |     - | 12 y |",
      "| b      | 1,200 | z    |",
    ].join("\n"),
  );
});
