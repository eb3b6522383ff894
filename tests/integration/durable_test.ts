/** What is stored of a run, what it costs, who may make it, and that no key is in it. */
import assert from "node:assert/strict";
import { type HttpProvider, parsePlan, providers } from "../../mod.ts";
import { memorize, serveScripted } from "../pipeline/scripted_model.ts";
import { serveModel } from "../llm/conformance/model_server.ts";
import { briefNames, briefTest, readBrief } from "../unit/briefs.ts";
import { assertFiles, assertHarmless, done, filesIn, inFolder, run, send, start, write } from "./cli_harness.ts";
import { argsOf, KEY, labelOf, LARGE, memorizeLarge, serveAfter, setupFor } from "./model_harness.ts";

const IDEA = { name: "URL shortener", languages: ["Go"], requirements: "Shorten links. Count clicks." };
const ARGS = argsOf(IDEA);
const memory = await memorize(IDEA);
const right = ({ right }: { right: unknown }) => JSON.stringify(right);

for (const name of ["openai", "anthropic"]) {
  Deno.test(`the same command again asks ${name} for nothing; --fresh asks for all`, async () => {
    await using model = serveScripted(providers[name] as HttpProvider, memory, right);
    await inFolder(async (dir) => {
      const args = [...ARGS, "--provider", name];
      const setup = setupFor(dir, { [name]: model });
      await done(dir, args, setup);
      const files = await filesIn(`${dir}/docs`);
      const asked = model.questions.length;
      assert.equal(asked, memory.plan.phases.length + 3);
      const { stderr } = await done(dir, args, setup);
      assert.equal(model.questions.length, asked, "nothing was asked again");
      assert.match(stderr, /continuing run-\w{8}: 6 answers are stored \(design, phases, (?:phase \d, ){3}handoff\)/);
      assert.match(stderr, /calls: 6 \(6 stored\), /);
      await assertFiles(`${dir}/docs`, files);
      await done(dir, [...args, "--fresh"], setup);
      assert.equal(model.questions.length, 2 * asked);
    });
  });
}

Deno.test("another model, temperature or brief is another request", async () => {
  await using model = serveScripted(providers["openai"] as HttpProvider, memory, right);
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    await done(dir, ARGS, setup);
    const asked = model.questions.length;
    for (const [count, more] of [["--model", "other"], ["--temperature", "0.5"]].entries()) {
      const { stderr } = await done(dir, [...ARGS, ...more], setup);
      assert.equal(model.questions.length, (count + 2) * asked, more.join(" "));
      if (more.includes("--model")) {
        assert.match(stderr, /6 answers are stored, but of openai\/gpt-5\.5; openai\/other is asked for all/);
      }
    }
  });
});

Deno.test("a model that fails for now ends with exit 4; the command that is printed continues", async () => {
  let fails = true;
  const provider = providers["openai"] as HttpProvider;
  await using healthy = serveScripted(provider, memory, right);
  await using flaky = serveModel(provider, async (request, number, wire) => {
    if (fails && number > 2) return wire.error(500, "server_error", "oops");
    const answer = await fetch(`${healthy.origin}/v1/chat/completions`, {
      method: "POST",
      body: JSON.stringify(request.body),
    });
    return new Response(await answer.text(), { headers: answer.headers });
  });
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: flaky });
    const first = await run(dir, [...ARGS, "--max-attempts", "1", "--concurrency", "1"], setup);
    assert.equal(first.code, 4, first.stderr);
    assertHarmless(first);
    const words = /^ {2}continue: devussy (.*)$/m.exec(first.stderr)?.[1] ?? assert.fail(first.stderr);
    fails = false;
    const again = [...words.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
    await done(dir, again, setup);
    assert.equal(healthy.questions.length, memory.plan.phases.length + 3, "each question was answered once");
  });
});

Deno.test("an unusable answer ends with exit 5, is kept, and is asked for anew by the next run", async () => {
  let wrong = true;
  await using model = serveScripted(
    providers["openai"] as HttpProvider,
    memory,
    (question) => wrong && question.phase === 2 ? `I would rather not plan this. ${"No. ".repeat(3)}` : right(question),
  );
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    const failed = await run(dir, ARGS, setup);
    assert.equal(failed.code, 5, failed.stderr);
    const path = /The answer is kept in (\S+)\. /.exec(failed.stderr)?.[1] ?? assert.fail(failed.stderr);
    assert.match(path, /^\.devussy\/answers\/run-\w{8}\/phase-2\.txt$/);
    assert.match(await Deno.readTextFile(`${dir}/${path}`), /^I would rather not plan this\./);
    assert.match(failed.stderr, /continue: devussy run-full-pipeline/);
    assert.equal(model.questions.filter(({ phase }) => phase === 2).length, 3);
    wrong = false;
    await done(dir, ARGS, setup);
    assert.equal(model.questions.filter(({ phase }) => phase === 2).length, 4);
    assert.equal(model.questions.filter(({ stage }) => stage === "project_design").length, 1);
  });
});

Deno.test("--fallback offline plans the part that the model does not, and says so", async () => {
  await using model = serveScripted(
    providers["openai"] as HttpProvider,
    memory,
    (question) => question.phase === 2 ? "No." : right(question),
  );
  await inFolder(async (dir) => {
    const { stderr } = await done(dir, [...ARGS, "--fallback", "offline"], setupFor(dir, { openai: model }));
    assert.match(stderr, /phase 2: .*offline/);
    const plan = parsePlan(await Deno.readTextFile(`${dir}/docs/plan.json`));
    assert.ok(plan.phases[1]?.steps.every(({ generatedBy }) => generatedBy === "offline"));
    assert.match(await Deno.readTextFile(`${dir}/docs/phase2.md`), /embedded planner/);
    assert.doesNotMatch(await Deno.readTextFile(`${dir}/docs/phase1.md`), /embedded planner/);
  });
});

Deno.test("what a fallback answered is not asked again, though the first provider is well by then", async () => {
  let ill = true;
  const openai = providers["openai"] as HttpProvider;
  await using sound = serveScripted(openai, memory, right);
  await using flaky = serveModel(openai, async ({ body }, number, wire) => {
    if (ill && number > 0) return wire.error(402, "insufficient_quota", "no money left");
    const answer = await fetch(`${sound.origin}/v1/chat/completions`, { method: "POST", body: JSON.stringify(body) });
    return new Response(await answer.text(), { headers: answer.headers });
  });
  await using second = serveScripted(providers["anthropic"] as HttpProvider, memory, right);
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: flaky, anthropic: second });
    const args = [...ARGS, "--provider", "openai", "--fallback", "anthropic"];
    await done(dir, args, setup);
    const files = await filesIn(`${dir}/docs`);
    const asked = [flaky.received.length, second.questions.length];
    ill = false;
    await done(dir, args, setup);
    assert.deepEqual([flaky.received.length, second.questions.length], asked);
    await assertFiles(`${dir}/docs`, files);
  });
});

Deno.test("generate-devplan and generate-handoff ask for nothing when they run again", async () => {
  await using model = serveScripted(providers["openai"] as HttpProvider, memory, right);
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    await done(dir, ["generate-design", ...ARGS.slice(1)], setup);
    for (const command of ["generate-devplan", "generate-handoff"]) {
      await done(dir, [command], setup);
      const asked = model.questions.length;
      await done(dir, [command], setup);
      assert.equal(model.questions.length, asked, command);
    }
  });
});

Deno.test("a second run in the same folder ends at once with exit 7; one in another folder shares the state", async () => {
  await using model = serveAfter("openai", memory, 700);
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    const flags = setup.flags?.map((flag) => flag.replace("/docs,", "/docs,other,")) ?? [];
    const first = start(dir, ARGS, { ...setup, flags });
    while (model.questions.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await run(dir, ARGS, { ...setup, flags });
    assert.equal(second.code, 7, second.stderr);
    assert.match(
      second.stderr,
      /error: Cannot use "docs": another run holds it \(process \d+, since .*, run-full-pipeline\)/,
    );
    assertHarmless(second);
    const other = await run(dir, [...ARGS, "--output-dir", "other"], { ...setup, flags });
    assert.equal(other.code, 0, other.stderr);
    const [{ code }] = await Promise.all([first.output(), first.stdin.close()]);
    assert.equal(code, 0);
    const { stdout } = await done(dir, ["list-checkpoints", "--json"], { ...setup, flags });
    assert.equal(JSON.parse(stdout).checkpoints.length, 2);
    assert.ok(!(".devussy.lock" in await filesIn(`${dir}/docs`)));
  });
});

Deno.test("a budget ends a run with exit 9 before the call that may exceed it; a larger one continues", async () => {
  await using model = serveScripted(providers["openai"] as HttpProvider, memory, right);
  const config = `prices:\n  openai/gpt-5.5:\n    input_per_million: 100\n    output_per_million: 1000\n`;
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    const unknown = await run(dir, [...ARGS, "--max-usd", "1"], setup);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /the price of openai\/gpt-5\.5 is not known[^]*--allow-unknown-cost/);
    assert.equal(model.questions.length, 0);
    await write(dir, { "config/config.yaml": config });
    const poor = await run(dir, [...ARGS, "--max-usd", "4.1"], setup);
    assert.equal(poor.code, 9, poor.stderr);
    assertHarmless(poor);
    assert.match(
      poor.stderr,
      /error: Cannot ask on: the budget is \$4\.10, \$0\.\d+ are spent, and the next call may take \$4\.\d\d/,
    );
    const asked = model.questions.length;
    assert.ok(asked > 0 && asked < 6, String(asked));
    const { stderr, stdout } = await done(dir, [...ARGS, "--max-usd", "50", "--json"], setup);
    assert.equal(model.questions.length, 6, "nothing was asked twice");
    assert.match(stderr, /cost \$0\.\d+/);
    assert.ok(JSON.parse(stdout).runs.every(({ costUsd }: { costUsd: number }) => costUsd > 0));
    const tokens = await run(dir, [...ARGS, "--fresh", "--budget-tokens", "100"], setup);
    assert.equal(tokens.code, 9, tokens.stderr);
    assert.equal(model.questions.length, 6);
  });
});

Deno.test("a budget counts answers that nobody counted, also when the run goes on", async () => {
  const provider = providers["openai"] as HttpProvider;
  await using sound = serveScripted(provider, memory, right);
  await using model = serveModel(provider, async ({ body }) => {
    const answer = await fetch(`${sound.origin}/v1/chat/completions`, { method: "POST", body: JSON.stringify(body) });
    const text = (await answer.text()).replace(/"usage":\{[^}]*\}/g, '"usage":null');
    return new Response(text, { headers: answer.headers });
  });
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    const asked: number[] = [];
    for (let again = 0; again < 3; again++) {
      const { code, stderr } = await run(dir, [...ARGS, "--budget-tokens", "6500"], setup);
      assert.equal(code, 9, stderr);
      asked.push(model.received.length);
    }
    assert.ok((asked[2] ?? 0) < 6 && asked[1] === asked[2], asked.join());
  });
});

Deno.test("--dry-run prints what a run would take, and asks nobody", async () => {
  await using model = serveScripted(providers["openai"] as HttpProvider, memory, right);
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    await write(dir, {
      "config/config.yaml": "prices: { openai/gpt-5.5: { input_per_million: 1, output_per_million: 10 } }\n",
    });
    const { stdout } = await done(dir, [...ARGS, "--dry-run"], setup);
    assert.match(stdout, /^detailed_devplan +openai\/gpt-5\.5 +3 +~\d+ +~\d+ +\$0\.\d{4}$/m);
    const document = JSON.parse((await done(dir, [...ARGS, "--dry-run", "--json"], setup)).stdout);
    assert.equal(document.total.calls, 6);
    assert.ok(document.total.usd > 0);
    assert.equal(model.questions.length, 0);
    assert.deepEqual(Object.keys(await filesIn(dir)), ["config/config.yaml"]);
    await done(dir, ARGS, setup);
    assert.equal(model.questions.length, document.total.calls, "the estimate counts the calls");
  });
});

Deno.test("a fallback at the same address is refused before anything is asked", async () => {
  await using model = serveScripted(providers["openai"] as HttpProvider, memory, right);
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model, generic: model });
    const { code, stderr } = await run(dir, [...ARGS, "--fallback", "generic/other"], setup);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /Cannot use "generic" as a fallback: "openai" is at the same address/);
    assert.equal(model.questions.length, 0);
  });
});

Deno.test("templates of the user's own are sent; a folder without any is refused", async () => {
  await using model = serveScripted(providers["openai"] as HttpProvider, memory, right);
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    await write(dir, {
      "own/rules.md": "Speak like a shipwright.\n",
      "own/notes.txt": "no prompt",
      "none/readme.md": "x",
    });
    await done(dir, [...ARGS, "--templates", "own"], setup);
    const system = (model.received[0]?.body["messages"] as { content: string }[])[0]?.content;
    assert.equal(system, "Speak like a shipwright.");
    for (const folder of ["none", "nowhere"]) {
      const { code, stderr } = await run(dir, [...ARGS, "--templates", folder], setup);
      assert.equal(code, 2, stderr);
    }
  });
});

Deno.test("no key is in state, files, logs or output, and no prompt in logs and output", async () => {
  const marker = "Zyzzogeton7";
  const idea = { ...IDEA, requirements: `Shorten links of ${marker}. Count clicks.` };
  const marked = await memorize(idea);
  // Each phase fails once, and the server repeats the key where it can.
  const seen = new Set<string>();
  await using model = serveScripted(providers["openai"] as HttpProvider, marked, (question) => {
    if (seen.has(question.label)) return `\`\`\`json\n${right(question)}\n\`\`\``;
    seen.add(question.label);
    return `Your key is ${KEY}, and so is Bearer ${KEY}.`;
  });
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    const result = await done(dir, [...argsOf(idea), "--verbose", "--log-file", "docs/log.jsonl"], setup);
    const files = await filesIn(dir);
    assert.ok(Object.keys(files).some((name) => name.startsWith(".devussy/runs.db")), Object.keys(files).join());
    const all: Record<string, string> = { ...files, stdout: result.stdout, stderr: result.stderr };
    const hex = Array.from(new TextEncoder().encode(KEY), (byte) => byte.toString(16)).join("");
    for (const form of [KEY, KEY.slice(4, 20), btoa(KEY).slice(0, 20), hex, encodeURIComponent(KEY)]) {
      for (const [name, text] of Object.entries(all)) assert.ok(!text.includes(form), `${form} in ${name}`);
    }
    for (const name of ["docs/log.jsonl", "stdout", "stderr"]) {
      assert.ok(!all[name]?.includes(marker), `the prompt in ${name}`);
    }
    assert.match(result.stderr, /openai\/gpt-5\.5/);
  });
});

Deno.test("Deno's own telemetry shows the requests, and no key", async () => {
  await using model = serveScripted(providers["openai"] as HttpProvider, memory, right);
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model });
    const env = { ...setup.env, OTEL_DENO: "true", OTEL_EXPORTER_OTLP_PROTOCOL: "console" };
    const { code, stdout, stderr } = await run(dir, ARGS, { ...setup, env });
    assert.equal(code, 0, stderr);
    assert.match(stdout + stderr, /chat\/completions/, "the requests are among the spans");
    assert.ok(!(stdout + stderr).includes(KEY));
  });
});

Deno.test("a key that cannot be sent is told of, and nobody else is asked in its place", async () => {
  await using model = serveScripted(providers["openai"] as HttpProvider, memory, right);
  await inFolder(async (dir) => {
    const setup = setupFor(dir, { openai: model, xai: model });
    const env = { ...setup.env, OPENAI_API_KEY: "sk-two\nlines-0123456789" };
    const { code, stderr } = await run(dir, ARGS, { ...setup, env });
    assert.equal(code, 2, stderr);
    assert.match(stderr, /provider "openai"/);
    assert.doesNotMatch(stderr, /lines-0123456789/);
    assert.equal(model.questions.length, 0);
  });
});

Deno.test("a brief that holds the key is refused before anything is stored or sent", async () => {
  await using model = serveScripted(providers["openai"] as HttpProvider, memory, right);
  await inFolder(async (dir) => {
    const args = argsOf({ ...IDEA, requirements: `Shorten links with ${KEY}.` });
    const { code, stdout, stderr } = await run(dir, args, setupFor(dir, { openai: model }));
    assert.equal(code, 2, stderr);
    assert.match(stderr, /the texts hold the key of provider "openai"/);
    assert.ok(!(stdout + stderr).replace(/^.*continue:.*$/m, "").includes(KEY));
    assert.deepEqual(await filesIn(dir), {});
    assert.equal(model.questions.length, 0);
  });
});

for (const name of briefNames.length === 0 ? ["a brief"] : briefNames.slice(0, 3)) {
  briefTest(
    `${name}: killed twice, with models of two protocols on two servers, it ends as if undisturbed`,
    async () => {
      const text = readBrief(name);
      const idea = { name: "Brief", brief: text };
      const memory = await memorize(idea);
      let slow = 0;
      await using main = serveAfter("openai", memory, () => slow);
      await using own = serveAfter("anthropic", memory, () => slow);
      const config =
        `stages:\n  design: { provider: anthropic, model: claude-own }\n  handoff: { provider: anthropic }\n` +
        "prices:\n" + ["openai/gpt-5.5", "anthropic/claude-own", "anthropic/claude-sonnet-5-5"]
          .map((model) => `  ${model}: { input_per_million: 2, output_per_million: 8 }\n`).join("");
      const files = { "brief.md": text, "config/config.yaml": config };
      const args = ["run-full-pipeline", "--name", "Brief", "--brief", "brief.md", "--provider", "openai"];
      const asked = () => [...main.questions, ...own.questions].map(labelOf);
      let expected: Record<string, string> = {};
      await inFolder(async (dir) => {
        await write(dir, files);
        const { stderr } = await done(dir, args, setupFor(dir, { openai: main, anthropic: own }));
        assert.match(stderr, /calls: \d+, \d[\d,]* tokens in, [\d,]+ out, cost \$0\.\d+/);
        expected = await filesIn(`${dir}/docs`);
      });
      const undisturbed = asked().length;
      await inFolder(async (dir) => {
        await write(dir, files);
        const setup = setupFor(dir, { openai: main, anthropic: own });
        for (const calls of [1, 3]) {
          const before = asked().length;
          slow = 50;
          const child = start(dir, [...args, "--concurrency", "1"], setup);
          while (asked().length < before + calls) await new Promise((resolve) => setTimeout(resolve, 2));
          send(child, "SIGKILL");
          await Promise.all([child.output(), child.stdin.close()]);
        }
        slow = 0;
        await done(dir, args, setup);
        await assertFiles(`${dir}/docs`, expected);
      });
      // A request that was under way when the process was killed has no stored answer: it alone is asked again.
      assert.ok(asked().length - undisturbed <= undisturbed + 2, asked().slice(undisturbed).join(", "));
      assert.deepEqual([...new Set(own.questions.map(({ stage }) => stage))].sort(), ["handoff", "project_design"]);
      assert.ok(main.questions.every(({ stage }) => !["handoff", "project_design"].includes(stage)));
    },
  );
}

Deno.test("eight phases are asked for at once up to the limit, and come out in order", async () => {
  const large = await memorizeLarge();
  let inFlight = 0;
  let most = 0;
  await using model = serveScripted(providers["openai"] as HttpProvider, large, async (question) => {
    most = Math.max(most, ++inFlight);
    await new Promise((resolve) => setTimeout(resolve, 30));
    inFlight--;
    return right(question);
  });
  await inFolder(async (dir) => {
    await done(dir, [...argsOf(LARGE), "--concurrency", "3"], setupFor(dir, { openai: model }));
    assert.equal(most, 3);
    const plan = parsePlan(await Deno.readTextFile(`${dir}/docs/plan.json`));
    assert.deepEqual(plan.phases.map(({ number }) => number), [1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
