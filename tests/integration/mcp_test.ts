import assert from "node:assert/strict";
import { formatPlan } from "../../src/plan/write.ts";
import { parsePlan } from "../../src/plan/read.ts";
import type { Plan } from "../../src/plan/types.ts";
import { syntheticPlan } from "../bench/synthetic_plan.ts";
import { goodPlan, step } from "../unit/plan/builders.ts";
import { assertHarmless, filesIn, inFolder, run, start, TIMEOUT, write } from "./cli_harness.ts";
import { DOCS, type Session, withServer, writePlan } from "./mcp_harness.ts";

/** The most characters of a result that nobody asked to be large. */
const SMALL = 4000;

const READ_ONLY = ["plan_status", "next_steps", "get_step", "handoff", "lint"];

function test(name: string, fn: (dir: string) => Promise<void>): void {
  Deno.test({ name, timeout: TIMEOUT, fn: () => inFolder(fn) });
}

async function readPlan(dir: string): Promise<Plan> {
  return parsePlan(await Deno.readTextFile(`${dir}/${DOCS}/plan.json`));
}

test("mcp serves the plan to read, and nothing else", async (dir) => {
  await writePlan(dir, goodPlan());
  const before = await filesIn(dir);
  const { stderr } = await withServer(dir, async ({ client, call, fails }) => {
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(({ name }) => name), READ_ONLY);
    for (const { annotations, outputSchema, description = "" } of tools) {
      assert.equal(annotations?.readOnlyHint, true);
      assert.equal(outputSchema?.type, "object");
      assert.ok(description.length > 20 && description.length < 300, description);
    }

    const status = await call("plan_status");
    assert.match(status.text, /^Link shortener, revision 1: 0 of 6 steps done \(0 %\)\nPhase 1 Phase 1: 0\/3\n/);
    assert.deepEqual(status.data.next, [
      { number: "1.1", id: "S1x1", title: "Build part 1 of 1", size: "S", files: ["part_1_1.go", "part_1_1_test.go"] },
    ]);
    assert.equal(status.data.waiting, 5);

    const next = await call("next_steps");
    assert.match(next.text, /^Steps 1 to 1 of 1 that can start now:\n- 1\.1 Build part 1 of 1 \(S\): part_1_1\.go/);
    assert.equal(next.data.nextCursor, undefined);
    assert.match(await fails("next_steps", { cursor: "2-00000000" }), /the list has changed since\nAsk again without/);
    assert.match(await fails("next_steps", { cursor: "%" }), /expected the nextCursor of the page before/);
    assert.match(await fails("next_steps", { limit: 21 }), /limit/);
    assert.match(await fails("next_steps", { agents: 0 }), /agents/);
    assert.match(await fails("next_steps", { many: 3 }), /many/);

    const found = await call("get_step", { step: "s1X2" });
    assert.match(found.text, /^Step 1\.2 Build part 1 of 2 \(S1x2, feature, size S, todo\)\nDo:\n- Write /);
    assert.deepEqual([found.data.waitsFor, found.data.neededBy], [["1.1"], ["1.3", "2.1"]]);
    assert.deepEqual(found.data.do, goodPlan().phases[0]?.steps[1]?.do);
    assert.deepEqual(found.data.requirements, [{ id: "R1", text: "Users can shorten links." }]);
    assert.match(await fails("get_step", { step: "S1x9" }), /Cannot find the step "S1x9".*\nDid you mean S1x/);
    assert.match(await fails("get_step", { step: 2.1 }), /expected a text such as "2\.3"/);
    assert.match(await fails("get_step"), /step/);

    const pack = await call("handoff", { part: "2.1" });
    assert.match(pack.text, /^# Step 2\.1: /);
    assert.equal(pack.data.prompt, pack.text);
    assert.match((await call("handoff", { part: "phase 2", budget: 2000 })).text, /Phase 2/);
    assert.match(
      await fails("handoff", { part: "2.1", budget: 200 }),
      /Cannot fit step 2\.1 into 200 tokens.*\nGive it \d+ tokens/,
    );
    assert.match(await fails("handoff", { part: "7.7" }), /Cannot find the step "7\.7"/);

    const lint = await call("lint");
    assert.match(lint.text, /^Score 100: 0 errors, 0 warnings; the plan passes\.$/);

    // Clients may call what they are not offered.
    assert.match(
      await fails("mark_done", { step: "1.1" }),
      /Cannot use mark_done: .* read only\n.*devussy mcp --write/,
    );
    await assert.rejects(client.callTool({ name: "delete_plan", arguments: {} }), /delete_plan not found/);
  });
  assert.match(stderr, /^mcp: serving docs\/plan\.json, read-only; messages on standard input\n$/);
  assert.deepEqual(await filesIn(dir), before);
});

test("mcp serves the files of a plan, and none beside them", async (dir) => {
  await writePlan(dir, goodPlan());
  await write(dir, { "docs/secret.md": "secret", "secret.md": "secret", "docs/phase9.md/inner": "a folder" });
  if (Deno.build.os !== "windows") await Deno.symlink("../secret.md", `${dir}/${DOCS}/phase8.md`);
  await withServer(dir, async ({ client }) => {
    const { resources } = await client.listResources();
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["devplan.md", "phase1.md", "phase2.md", "project_design.md", "handoff_prompt.md", "plan.json"],
    );
    for (const { uri, name, size, mimeType } of resources) {
      const [content] = (await client.readResource({ uri })).contents;
      const text = await Deno.readTextFile(`${dir}/${DOCS}/${name}`);
      assert.deepEqual(content, { uri, mimeType, text });
      assert.equal(size, new TextEncoder().encode(text).length);
    }
    for (
      const name of [
        "secret.md",
        "../secret.md",
        "..%2Fsecret.md",
        "phase8.md",
        "phase9.md",
        "phase3.md",
        "",
        "PLAN.JSON",
      ]
    ) {
      await assert.rejects(client.readResource({ uri: `devussy://plan/${name}` }), /not found/i, name);
    }
    await assert.rejects(client.readResource({ uri: `file://${dir}/secret.md` }), /not found/i);
    await Deno.remove(`${dir}/${DOCS}/devplan.md`);
    assert.equal((await client.listResources()).resources.length, 5);
  });
});

test("mcp reads the plan anew for each call, and outlives one that is damaged", async (dir) => {
  const path = `${dir}/${DOCS}/plan.json`;
  await withServer(dir, async ({ client, call, fails }) => {
    assert.match(
      await fails("plan_status"),
      /Cannot read the plan "docs\/plan\.json": there is no such file\nMake one/,
    );
    assert.deepEqual((await client.listResources()).resources, []);
    await writePlan(dir, goodPlan());
    assert.equal((await call("plan_status")).data.total, 6);

    const good = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, good.replace('"revision": 1,', '"revision": 1,,'));
    assert.match(await fails("next_steps"), /line \d+, column \d+/);
    await Deno.writeTextFile(path, good.replace('"schemaVersion": 1,', '"schemaVersion": 2,'));
    assert.match(await fails("get_step", { step: "1.1" }), /schemaVersion|newer/);
    await Deno.writeTextFile(path, "# A plan\n");
    assert.match(await fails("lint"), /expected a plan\.json/);

    // As large as plans get: no result grows with it.
    const large = syntheticPlan(600);
    for (const phase of large.phases) {
      delete phase.dependsOn;
      for (const step of phase.steps) step.dependsOn = [];
    }
    const [hostile] = large.phases[0]?.steps ?? [];
    assert.ok(hostile !== undefined);
    hostile.title = `\u202e<script>\u2028${"long ".repeat(2000)}`;
    hostile.do = Array.from({ length: 500 }, (_, at) => `Do this ${at}: ${"and that ".repeat(100)}`);
    hostile.deliverables = Array.from(
      { length: 500 },
      (_, at) => ({ path: `${at}${"x".repeat(900)}`, action: "create" }),
    );
    hostile.requirements = large.requirements.map(({ id }) => id);
    await Deno.writeTextFile(path, formatPlan(large));
    for (const name of ["plan_status", "next_steps", "lint"]) {
      const { text } = await call(name);
      assert.ok(text.length < SMALL, `${name}: ${text.length}`);
    }
    const { text, data } = await call("get_step", { step: "1.1" });
    assert.ok(text.length < SMALL, `get_step: ${text.length}`);
    assert.match(text, /\nLeft out: \d+ of 500 instructions, \d+ of 500 files, .*\d+ of 120 requirements/);
    assert.doesNotMatch(JSON.stringify(data), /[\u202e\u2028]/);
    await assertPages(large, { call, fails, client });
  });
});

/** Pages through a list: all of it comes, once, in order. */
async function assertPages(plan: Plan, { call, fails }: Session): Promise<void> {
  const numbers: unknown[] = [];
  let cursor: unknown;
  do {
    const { text, data } = await call("next_steps", { limit: 20, ...(cursor === undefined ? {} : { cursor }) });
    assert.ok(text.length < SMALL, `${text.length}`);
    assert.ok(Array.isArray(data.steps) && data.steps.length <= 20);
    numbers.push(...data.steps.map(({ number }) => number));
    cursor = data.nextCursor;
  } while (cursor !== undefined && numbers.length < 200);
  const expected = plan.phases.flatMap(({ steps }) => steps.map(({ number }) => number));
  assert.equal(numbers.slice(0, 200).join(" "), expected.slice(0, 200).join(" "));
  assert.match(await fails("next_steps", { agents: 2, cursor }), /the list has changed since/);

  const { data } = await call("next_steps", { agents: 3, limit: 4 });
  assert.ok(Array.isArray(data.steps));
  assert.deepEqual(data.steps.map(({ wave }) => wave), [1, 1, 1, 2]);
}

test("mcp --write marks steps as done, also from two servers at once", async (dir) => {
  const free = (number: string) => step(number, { deliverables: [{ path: `part_${number}.go`, action: "create" }] });
  const numbers = Array.from({ length: 8 }, (_, at) => `1.${at + 1}`);
  const plan = goodPlan();
  const [first] = plan.phases;
  assert.ok(first !== undefined);
  first.steps = [...numbers.map(free), step("1.9", { dependsOn: ["1.1"] })];
  plan.phases = [first];
  await writePlan(dir, plan);
  const page = `${dir}/${DOCS}/phase1.md`;
  await Deno.writeTextFile(page, `${await Deno.readTextFile(page)}\nA word of mine.\n`);
  const setup = { args: ["--write"], flags: [`--allow-read=${dir}`, `--allow-write=${dir}/${DOCS}`] };

  await withServer(dir, async ({ client, call, fails }) => {
    const tool = (await client.listTools()).tools.find(({ name }) => name === "mark_done");
    assert.equal(tool?.annotations?.readOnlyHint, false);
    const before = await filesIn(dir);
    assert.match(
      await fails("mark_done", { step: "1.1" }),
      /Cannot mark step 1\.1 done: part_1\.1\.go is not there\nMake/,
    );
    assert.match(await fails("mark_done", { step: "1.9" }), /it waits for 1\.1 \(todo\)\n.*next_steps.*force: true/);
    assert.match(await fails("mark_done", { step: "1.11" }), /Cannot find the step "1\.11"/);
    assert.match(await fails("mark_done", { step: "1.1", note: "\u200b \n" }), /note|not there/);
    assert.deepEqual(await filesIn(dir), before);

    for (const number of numbers) await Deno.writeTextFile(`${dir}/part_${number}.go`, "package main\n");
    const { text, data } = await call("mark_done", { step: "1.1", note: "two\nlines" });
    assert.match(text, /^Step 1\.1 Build part 1 of 1 is done: 1 of 9 steps\.\nCan start now:\n- 1\.2 /);
    assert.deepEqual([data.verified, data.changed, data.done, data.total, data.startable], [true, true, 1, 9, 8]);
    const after = await filesIn(dir);
    assert.equal((await call("mark_done", { step: "S1x1" })).data.changed, false);
    assert.deepEqual(await filesIn(dir), after, "marking it twice is marking it once");
    const [done] = (await readPlan(dir)).phases[0]?.steps ?? [];
    assert.equal(done?.status, "done");
    assert.equal(done?.evidence?.note, "two lines");
    assert.equal(done?.evidence?.verified, true);
    assert.match(done?.evidence?.sha256 ?? "", /^[0-9a-f]{64}$/);

    const forced = await call("mark_done", { step: "1.9", force: true });
    assert.match(forced.text, /is done, unverified: 2 of 9/);
    assert.match((await call("get_step", { step: "1.9" })).text, /, done, unverified\)/);

    await withServer(dir, async (other) => {
      const rest = numbers.slice(1);
      await Promise.all(rest.map((name, at) => (at % 2 === 0 ? call : other.call)("mark_done", { step: name })));
      assert.equal((await other.call("plan_status")).data.percent, 100);
      assert.match((await call("next_steps")).text, /^Nothing can start now/);
    }, setup);
  }, setup);

  const text = await Deno.readTextFile(page);
  assert.equal(text.match(/^- \[x\] /gm)?.length, 9, text);
  assert.ok(text.endsWith("\nA word of mine.\n"));
  assert.match(await Deno.readTextFile(`${dir}/${DOCS}/devplan.md`), /100 %|9 of 9|9\/9/);
});

test("mcp speaks the protocol of 2026, too", async (dir) => {
  await writePlan(dir, goodPlan());
  await withServer(dir, async ({ client, call, fails }) => {
    assert.equal(client.getNegotiatedProtocolVersion(), "2026-07-28");
    assert.equal((await call("plan_status")).data.total, 6);
    assert.match(await fails("mark_done", { step: "1.1" }), /read only/);
    assert.equal((await client.listResources()).resources.length, 6);
  }, { mode: "auto" });
});

test("mcp answers what is piped in, whatever it is, and ends with its input", async (dir) => {
  await writePlan(dir, goodPlan({ project: { ...goodPlan().project, name: "Links \u2028\u0085 short" } }));
  const messages = [
    {
      id: 1,
      method: "initialize",
      params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } },
    },
    { method: "notifications/initialized" },
    { id: 2, method: "tools/call", params: { name: "plan_status" } },
    { id: 3, method: "no/such/method" },
    { id: 4, method: "resources/read", params: { uri: "devussy://plan/plan.json" } },
    { id: 5, method: "tools/call", params: { name: "lint", arguments: { severity: "none" } } },
    { id: 6, method: "tools/call", params: { name: "lint" } },
    { method: "notifications/cancelled", params: { requestId: 6 } },
    { id: 7, method: "ping" },
  ].map((message) => JSON.stringify({ jsonrpc: "2.0", ...message }));
  const garbage = [
    "{",
    "",
    "null",
    "[]",
    '{"jsonrpc":"1.0","id":8,"method":"ping"}',
    `{"a":"${"x".repeat(5_000_000)}"}`,
    "\xff\0",
  ];
  const lines = [messages[0], ...garbage, ...messages.slice(1)];
  // The last has no end of line.
  const { code, stdout, stderr } = await run(dir, ["mcp", "--json"], {
    stdin: lines.join("\r\n"),
    flags: [`--allow-read=${dir}`],
  });
  assert.equal(code, 0, stderr);
  assertHarmless({ code, signal: null, stdout, stderr });
  const answers = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
  const idsWith = (test: (answer: Record<string, unknown>) => boolean) =>
    answers.filter(test).map(({ id }) => id).sort();
  const codeOf = ({ error }: Record<string, unknown>) => Object(error).code;
  assert.deepEqual(idsWith(({ result }) => result !== undefined), [1, 2, 4, 5, 7]);
  assert.deepEqual(idsWith((answer) => codeOf(answer) === -32700), [null, null]);
  assert.deepEqual(idsWith((answer) => codeOf(answer) === -32600), [8, null, null, null]);
  assert.deepEqual(idsWith((answer) => codeOf(answer) === -32601), [3]);
});

test("mcp ends with a signal's exit code, and refuses to read the plan from where messages come", async (dir) => {
  const refused = await run(dir, ["mcp", "--plan", "-"]);
  assert.equal(refused.code, 2, refused.stderr);
  assert.match(refused.stderr, /^error: Cannot read the plan from standard input.*\n {2}Name a plan\.json\.\n/);
  if (Deno.build.os === "windows") return;
  const child = start(dir, ["mcp"]);
  const reader = child.stderr.getReader();
  // It listens once it has said so.
  await reader.read();
  child.kill("SIGTERM");
  const { code } = await child.status;
  reader.releaseLock();
  await Promise.all([child.stdout.cancel(), child.stderr.cancel(), child.stdin.close().catch(() => {})]);
  assert.equal(code, 143);
});
