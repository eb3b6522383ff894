/** RELIABILITY, group I, in runs with a model: signals, disks and folders, seen from outside. */
import assert from "node:assert/strict";
import { createLLMClient, type HttpProvider, providers, runPipeline, startPlan } from "../../mod.ts";
import { serveModel } from "../llm/conformance/model_server.ts";
import { memorize, serveScripted } from "../pipeline/scripted_model.ts";
import { assertHarmless, done, filesIn, inFolder, run, send, type Setup, start, write } from "./cli_harness.ts";
import { remount, testOnDisk } from "./memory_disk.ts";
import { argsOf, setupFor } from "./model_harness.ts";

const IDEA = { name: "URL shortener", languages: ["Go"], requirements: "Shorten links. Count clicks." };
const ARGS = argsOf(IDEA);
const OPENAI = providers["openai"] as HttpProvider;
const memory = await memorize(IDEA);
const right = ({ right }: { right: unknown }) => JSON.stringify(right);

/** Sends a signal as soon as something has happened, and returns what the process said at its end. */
async function signalled(dir: string, setup: Setup, signal: Deno.Signal, when: () => boolean) {
  const child = start(dir, ARGS, setup);
  while (!when()) await new Promise((resolve) => setTimeout(resolve, 2));
  send(child, signal);
  const [output] = await Promise.all([child.output(), child.stdin.close()]);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const result = { code: output.code, signal: output.signal, stdout: text(output.stdout), stderr: text(output.stderr) };
  assertHarmless(result);
  return result;
}

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143], ["SIGHUP", 129]] as const) {
  Deno.test({
    name: `${signal} within an answer ends the request and exits ${code}; the design is kept`,
    ignore: Deno.build.os === "windows",
    async fn() {
      let left = false;
      let hang = true;
      await using sound = serveScripted(OPENAI, memory, right);
      await using model = serveModel(OPENAI, async ({ body }, number, wire) => {
        if (hang && number > 0) return wire.hanging("{", () => left = true);
        const answer = await fetch(`${sound.origin}/v1/chat/completions`, {
          method: "POST",
          body: JSON.stringify(body),
        });
        return new Response(await answer.text(), { headers: answer.headers });
      });
      await inFolder(async (dir) => {
        const setup = setupFor(dir, { openai: model });
        const result = await signalled(dir, setup, signal, () => model.received.length > 1);
        assert.equal(result.code, code, result.stderr);
        assert.match(
          result.stderr,
          /error: Stopped by (?:Ctrl-C|a signal): no file was written\n {2}Run the same command again: it goes on with what run-\w{8} has stored\.\n {2}continue: devussy /,
        );
        assert.ok(left, "the server saw the client go");
        hang = false;
        const { stderr } = await done(dir, ARGS, setup);
        assert.match(stderr, /1 answers? (?:is|are) stored/);
        assert.equal(sound.questions.filter(({ stage }) => stage === "project_design").length, 1);
      });
    },
  });
}

Deno.test({
  name: "SIGINT in the pause before a retry exits 130 at once",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using model = serveModel(
      OPENAI,
      (_r, _n, wire) => wire.error(429, "rate_limit", "slow down", { "retry-after": "50" }),
    );
    await inFolder(async (dir) => {
      const { code, stderr } = await signalled(
        dir,
        setupFor(dir, { openai: model }),
        "SIGINT",
        () => model.received.length > 0,
      );
      assert.equal(code, 130, stderr);
      assert.equal(model.received.length, 1);
    });
  },
});

Deno.test("a run asks for at most 20 retries, whoever is asked", async () => {
  await using model = serveModel(OPENAI, (_r, _n, wire) => wire.error(503, "overloaded", "busy"));
  const plan = await runPipeline(startPlan(IDEA), {
    client: createLLMClient("offline"),
    stages: ["project_design", "basic_devplan"],
  });
  const { phases } = plan;
  const [phase] = phases;
  assert.ok(phase !== undefined);
  await inFolder(async (dir) => {
    const many = {
      ...plan,
      phases: Array.from({ length: 12 }, (_, at) => ({ ...phase, number: at + 1, dependsOn: [] })),
    };
    const retryQuota = { left: 20 };
    await write(dir, { "plan.json": JSON.stringify(many) });
    const client = createLLMClient("openai", {
      apiKey: "sk-0123456789abcdef",
      baseUrl: model.origin,
      retry: { maxAttempts: 100, baseDelayMs: 1, maxDelayMs: 1 },
      retryQuota,
    });
    await assert.rejects(runPipeline(many, { client, stages: ["detailed_devplan"], concurrency: 5 }), /HTTP 503/);
    assert.ok(model.received.length <= 5 + 20, `${model.received.length} requests`);
    assert.equal(retryQuota.left, 0);
  });
});

const BLOCKED: readonly (readonly [what: string, files: Record<string, string>, args: string[], cause: RegExp])[] = [
  ["the output folder is a file", { docs: "mine" }, [], /"docs": a file stands where a folder is needed/],
  ["the state folder is a file", { ".devussy": "mine" }, [], /"\.devussy[^"]*": a file stands/],
  ["the database is no database", { ".devussy/runs.db": "mine ".repeat(2000) }, [], /runs\.db.*damaged|runs\.db.*not/],
  ["the log cannot be written", {}, ["--log-file", "nowhere/log"], /"nowhere\/log"/],
];
for (const [what, files, more, cause] of BLOCKED) {
  Deno.test(`nothing is asked, and the exit code is 6, when ${what}`, async () => {
    await using model = serveScripted(OPENAI, memory, right);
    await inFolder(async (dir) => {
      await write(dir, files);
      const setup = setupFor(dir, { openai: model });
      const flags = [`--allow-write=${dir}`, ...setup.flags?.filter((flag) => !flag.startsWith("--allow-write")) ?? []];
      const result = await run(dir, [...ARGS, ...more], { ...setup, flags });
      assert.equal(result.code, 6, result.stderr);
      assertHarmless(result);
      assert.match(result.stderr, cause);
      assert.equal(model.questions.length, 0);
      // What was there is there, under its name or set aside.
      const kept = Object.values(await filesIn(dir));
      for (const content of Object.values(files)) assert.ok(kept.includes(content));
    });
  });
}

Deno.test("nothing is asked, and the flag to add is named, when the state folder may not be written", async () => {
  await using model = serveScripted(OPENAI, memory, right);
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    const flags = setup.flags?.map((flag) => flag.replace(`,${dir}/.devussy`, "")) ?? [];
    const result = await run(dir, ARGS, { ...setup, flags });
    assert.equal(result.code, 6, result.stderr);
    assert.match(result.stderr, /\.devussy.*no permission[^]*--allow-write/);
    assert.equal(model.questions.length, 0);
    assert.deepEqual(await filesIn(dir), {});
  });
});

testOnDisk(
  "a state disk that fills up ends a run with exit 6; with more space it continues",
  "size=60k",
  async (dir) => {
    await using model = serveScripted(OPENAI, memory, right);
    const setup = setupFor(dir, { openai: model });
    const flags = setup.flags?.map((flag) => flag.replace("/.devussy", "/disk")) ?? [];
    const args = [...ARGS, "--state-dir", "disk/state"];
    const result = await run(dir, args, { ...setup, flags });
    assert.equal(result.code, 6, result.stderr);
    assertHarmless(result);
    assert.match(result.stderr, /no space is left on the disk[^]*Free some space[^]*continue: devussy/);
    assert.ok(!Object.keys(await filesIn(dir)).some((name) => name.startsWith("docs/")));
    remount(`${dir}/disk`, "size=4m");
    await done(dir, args, { ...setup, flags });
    const asked = new Map<string, number>();
    for (const { label } of model.questions) asked.set(label, (asked.get(label) ?? 0) + 1);
    // The answer that found no space is the only one to be asked for twice.
    assert.ok([...asked.values()].filter((times) => times > 1).length <= 5, [...asked].join("; "));
  },
);
