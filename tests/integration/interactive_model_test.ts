import assert from "node:assert/strict";
import { type HttpProvider, providers } from "../../mod.ts";
import { Stopped } from "../../src/cli/failure.ts";
import { parsePlan } from "../../src/plan/read.ts";
import { type ModelServer, type Received, serveModel, type Wire, wireOf } from "../llm/conformance/model_server.ts";
import { inFolder, TIMEOUT } from "./cli_harness.ts";
import { askedIn, interviewing, storedIn } from "./interviewing.ts";
import { KEY } from "./model_harness.ts";

const OPENAI = providers["openai"] as HttpProvider;
/** The questions of an idea with its language, up to the model's. */
const IDEA = ["--name", "URL shortener", "--requirements", "Shorten links. Count clicks.", "--languages", "Go"];
const BEFORE = "\n".repeat(8);
const GOOD = [
  { text: "How long must a short code be?", why: "It decides how many links there can be.", suggestion: "7 letters" },
  { text: "May links expire?", why: "Expired links need a job.", suggestion: "" },
];

/** A model that answers the wish for questions, and nothing else: it has no credit left. */
function serveQuestions(answer: (wire: Wire, request: Received) => Response): ModelServer {
  const wire = wireOf(OPENAI);
  return serveModel(
    OPENAI,
    (request) =>
      wire.userText(request.body).includes("Task: project_design (follow-up questions)")
        ? answer(wire, request)
        : wire.error(402, "insufficient_quota", "no credit"),
  );
}

function saying(text: string): (wire: Wire) => Response {
  return (wire) => wire.stream(text.match(/[^]{1,4000}/gu) ?? []);
}

function asksForQuestions({ received }: ModelServer): Received[] {
  return received.filter(({ body }) => wireOf(OPENAI).userText(body).includes("follow-up questions"));
}

function test(name: string, fn: (dir: string) => Promise<void>): void {
  Deno.test({ name: `interactive with a model ${name}`, timeout: TIMEOUT, fn: () => inFolder(fn) });
}

const talkTo = (
  server: ModelServer,
  dir: string,
  typed: string,
  more: readonly string[] = [],
  signal = new AbortController().signal,
) =>
  interviewing(dir, [...IDEA, "--fallback", "offline", "--max-attempts", "1", ...more], {
    typed,
    signal,
    env: { OPENAI_API_KEY: KEY, OPENAI_API_BASE_URL: server.origin },
  });

test("puts its questions once, stores them before, and plans with the answers", async (dir) => {
  await using server = serveQuestions(saying(JSON.stringify({ questions: GOOD })));
  const first = await talkTo(server, dir, `${BEFORE}?\n`);
  assert.equal(first.code, 130, first.stderr);
  assert.match(first.stderr, /asking openai\/gpt-5\.5 what it wants to know besides/);
  assert.match(first.stderr, /What openai\/gpt-5\.5 asks besides/);
  assert.match(first.stderr, /It decides how many links there can be\. For example: 7 letters/);
  const second = await talkTo(server, dir, "7 letters and digits\nOwners can set a day on which a link expires.\n");
  assert.equal(second.code, 0, second.stderr);
  assert.deepEqual(askedIn(second.stderr), GOOD.map(({ text }) => text));
  assert.equal(asksForQuestions(server).length, 1);
  const plan = parsePlan(Deno.readTextFileSync(`${dir}/docs/plan.json`));
  assert.deepEqual(plan.requirements.slice(2).map(({ kind, text }) => [kind, text]), [
    ["constraint", "How long must a short code be: 7 letters and digits"],
    ["functional", "Owners can set a day on which a link expires."],
  ]);
  const [request] = asksForQuestions(server);
  const said = JSON.stringify(request?.body);
  assert.ok(!said.includes(KEY));
  assert.match(said, /Who uses it, how many people/);
  assert.equal(storedIn(dir).state, "finished");
});

for (
  const [what, text] of [
    ["no JSON", "What do you mean?"],
    ["a page of HTML", "<!doctype html><html><body><h1>502</h1></body></html>"],
    ["another shape", '{"questions":"Which?"}'],
    ["half an answer", '{"questions":[{"text":"How lo'],
  ] as const
) {
  test(`goes on where it answers ${what}, and does not pay for it twice`, async (dir) => {
    await using server = serveQuestions(saying(text));
    const { code, stderr } = await talkTo(server, dir, BEFORE, ["--dry-run"]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /warning: no questions of openai\/gpt-5\.5: Cannot use the answer/);
    assert.equal((await talkTo(server, dir, "")).code, 0);
    assert.equal(asksForQuestions(server).length, 1);
  });
}

test("leaves out questions that are asked already, too long, hostile or none", async (dir) => {
  const why = "It matters.";
  const suggestion = "";
  const questions = [
    { text: "WHO uses it, how many people at a time -- and on which devices?", why, suggestion },
    { text: `Is it ${"very ".repeat(100)}large?`, why, suggestion },
    { text: "Is <script>alert(1)</script> allowed?", why, suggestion },
    { text: "\x1b[2J\x1b]0;owned\x07May \u202elinks expire?", why, suggestion },
    { text: "May links expire", why, suggestion },
    { text: "Beyond the fifth?", why, suggestion },
  ];
  await using server = serveQuestions(saying(JSON.stringify({ questions })));
  const { code, stderr } = await talkTo(server, dir, `${BEFORE}never\n`);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /4 questions of openai\/gpt-5\.5 left out/);
  assert.equal(askedIn(stderr).at(-1), "May links expire?");
  // deno-lint-ignore no-control-regex -- they are what must not be there
  assert.doesNotMatch(stderr, /[\x00-\x09\x0b-\x1f\u202e]/);
});

test("has no more questions where it says so", async (dir) => {
  await using server = serveQuestions(saying('{"questions":[]}'));
  const { code, stderr } = await talkTo(server, dir, BEFORE);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /openai\/gpt-5\.5 has no more questions/);
});

test("goes on without it where the call fails, and asks again the next time", async (dir) => {
  let fail = true;
  await using server = serveQuestions((wire) =>
    fail ? wire.error(500, "oops", "down") : saying(JSON.stringify({ questions: GOOD }))(wire)
  );
  const { code, stderr } = await talkTo(server, dir, BEFORE, ["--dry-run"]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /warning: no questions of openai\/gpt-5\.5: .*500/);
  fail = false;
  assert.deepEqual(askedIn((await talkTo(server, dir, "\n\n")).stderr), GOOD.map(({ text }) => text));
});

test("asks nothing that the budget does not allow", async (dir) => {
  await using server = serveQuestions(saying(JSON.stringify({ questions: GOOD })));
  const { code, stderr } = await talkTo(server, dir, BEFORE, ["--budget-tokens", "100", "--dry-run"]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /warning: no questions of openai\/gpt-5\.5: Cannot ask on: the budget is 100 tokens/);
  assert.equal(server.received.length, 0);
});

test("keeps all answers when Ctrl-C comes while it thinks", async (dir) => {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  await using server = serveQuestions((wire) => {
    controller.abort(new Stopped(130));
    return wire.hanging("{", resolve);
  });
  const { code, stderr } = await talkTo(server, dir, BEFORE, [], controller.signal);
  assert.equal(code, 130);
  assert.match(stderr, /Stopped by Ctrl-C: 8 answers kept in/);
  assert.equal(storedIn(dir).answers.length, 8);
  await promise;
});

test("says before the first question that the model cannot be used", async (dir) => {
  const { code, stderr } = await interviewing(dir, ["--provider", "openai"], { typed: "Notes\n" });
  assert.equal(code, 2, stderr);
  assert.match(stderr, /OPENAI_API_KEY/);
  assert.deepEqual(askedIn(stderr), []);
});

test("sends no brief that holds a key", async (dir) => {
  await using server = serveQuestions(saying(JSON.stringify({ questions: GOOD })));
  Deno.writeTextFileSync(`${dir}/brief.md`, `Users can write notes. The key is ${KEY}.\n`);
  const { code, stderr } = await talkTo(server, dir, BEFORE, ["--brief", `${dir}/brief.md`]);
  assert.equal(code, 2, stderr);
  assert.match(stderr, /holds the key of provider "openai"/);
  assert.equal(server.received.length, 0);
});
