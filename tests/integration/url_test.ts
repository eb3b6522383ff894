import assert from "node:assert/strict";

const ROOT = new URL("../../", import.meta.url);

/** Serves the bare tree as a plain web host would: files, no build, no import map. */
function serveTree(): { server: Deno.HttpServer<Deno.NetAddr>; url: string } {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (request) => {
    const path = new URL(request.url).pathname;
    if (!/^\/(?:mod\.ts|cli\.ts|deno\.json|src\/[\w/]+\.(?:ts|json))$/.test(path)) {
      return new Response("not found", { status: 404 });
    }
    const type = path.endsWith(".json") ? "application/json" : "application/typescript";
    return new Response(await Deno.readFile(new URL(`.${path}`, ROOT)), { headers: { "content-type": type } });
  });
  return { server, url: `http://127.0.0.1:${server.addr.port}` };
}

Deno.test("cli.ts runs from a plain URL in an empty folder, with no import map and no configuration", async () => {
  const { server, url } = serveTree();
  const folder = await Deno.makeTempDir();
  try {
    const command = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        "--allow-read=docs",
        "--allow-write=docs",
        `${url}/cli.ts`,
        "run-full-pipeline",
        "--name",
        "URL shortener",
        "--languages",
        "Go",
      ],
      cwd: folder,
    });
    const { code, stdout, stderr } = await command.output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    assert.deepEqual(
      new TextDecoder().decode(stdout).trim().split("\n").sort(),
      [...Deno.readDirSync(`${folder}/docs`)].map(({ name }) => `docs/${name}`).sort(),
    );
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("mod.ts is imported from a plain URL and makes a plan with no permission at all", async () => {
  const { server, url } = serveTree();
  const folder = await Deno.makeTempDir();
  try {
    const script = `
      import { createLLMClient, renderPlan, runPipeline, startPlan } from "${url}/mod.ts";
      const plan = await runPipeline(startPlan({ name: "Snake" }), { client: createLLMClient("offline", {}) });
      console.log(Object.keys(renderPlan(plan)).join(" "));`;
    await Deno.writeTextFile(`${folder}/use.ts`, script);
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", `--allow-import=127.0.0.1:${server.addr.port}`, "use.ts"],
      cwd: folder,
    }).output();
    assert.equal(code, 0, new TextDecoder().decode(stderr));
    assert.match(
      new TextDecoder().decode(stdout),
      /^project_design\.md devplan\.md phase1\.md .*handoff_prompt\.md\n$/,
    );
  } finally {
    await server.shutdown();
    await Deno.remove(folder, { recursive: true });
  }
});
