import assert from "node:assert/strict";
import fc from "fast-check";
import type { FaultFacts } from "../../../src/llm/fault.ts";
import { Remedies } from "../../../src/llm/heal.ts";
import { anthropicMessages } from "../../../src/llm/protocols/anthropic_messages.ts";
import { openaiChat } from "../../../src/llm/protocols/openai_chat.ts";

type Body = Record<string, unknown>;

const chat = () => new Remedies(openaiChat().remedies);
const anthropic = () => new Remedies(anthropicMessages().remedies);

function refusal(what: string, more: Partial<FaultFacts> = {}): FaultFacts {
  return { kind: "bad_request", status: 400, what: `HTTP 400, "${what}"`, hint: "", ...more };
}

/** Lets a server refuse a body with these words until they don't help any more; gives the bodies that it saw. */
function talk(
  remedies: Remedies,
  body: Body,
  refusals: readonly (string | FaultFacts)[],
): { sent: Body[]; warnings: string[] } {
  let now = remedies.apply(body);
  const sent = [now.body];
  for (const said of refusals) {
    if (!remedies.learn(typeof said === "string" ? refusal(said) : said, now.body)) break;
    now = remedies.apply(body);
    // As a call does: the same body is not sent again.
    if (JSON.stringify(now.body) === JSON.stringify(sent.at(-1))) break;
    sent.push(now.body);
  }
  return { sent, warnings: now.warnings };
}

Deno.test("Remedies leave a body as it is while nothing is known", () => {
  const body = { model: "m", temperature: 0.2, stream: true };
  assert.deepEqual(chat().apply(body), { body, warnings: [] });
});

Deno.test("Remedies drop a parameter by the words of recorded refusals", () => {
  const cases: [string, string][] = [
    [
      "temperature",
      "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
    ],
    ["temperature", "Unsupported parameter: 'temperature' is not supported with this model."],
    ["temperature", "`temperature` is deprecated for this model."],
    ["top_p", "body.top_p: Extra inputs are not permitted"],
    ["top_k", "Unrecognized request argument supplied: top_k"],
    ["stream_options", "property 'stream_options' is unsupported"],
    ["reasoning_effort", "reasoning_effort is not supported by this model"],
  ];
  for (const [name, words] of cases) {
    const { sent, warnings } = talk(chat(), { model: "m", [name]: 1 }, [words, words]);
    assert.deepEqual(sent, [{ model: "m", [name]: 1 }, { model: "m" }], name);
    assert.deepEqual(warnings, [`${name} was left out: the provider refuses it for this model`]);
  }
});

Deno.test("Remedies believe the parameter that the provider names before its words", () => {
  const body = { temperature: 1, top_p: 1, stream_options: {} };
  const said = refusal("temperature is fine, this is not", { param: "stream_options.include_usage" });
  assert.deepEqual(talk(chat(), body, [said]).sent.at(-1), { temperature: 1, top_p: 1 });
  assert.deepEqual(talk(chat(), body, [refusal("No.", { param: "top_p" })]).sent.at(-1), {
    temperature: 1,
    stream_options: {},
  });
});

Deno.test("Remedies rename max_tokens, and back, and drop it when neither is taken", () => {
  const words =
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
  const renamed = talk(chat(), { model: "m", max_tokens: 9 }, [words]);
  assert.deepEqual(renamed.sent.at(-1), { model: "m", max_completion_tokens: 9 });
  assert.deepEqual(renamed.warnings, ["max_tokens was sent as max_completion_tokens, which this model wants"]);
  assert.deepEqual(talk(chat(), { max_completion_tokens: 9 }, ["Unknown name max_completion_tokens"]).sent.at(-1), {
    max_tokens: 9,
  });
  for (const first of ["max_tokens", "max_completion_tokens"]) {
    const pingPong = Array.from(
      { length: 9 },
      (_, at) => `${at % 2 === 0 ? "max_tokens" : "max_completion_tokens"} is unknown`,
    );
    const { sent } = talk(chat(), { model: "m", [first]: 9 }, first === "max_tokens" ? pingPong : pingPong.slice(1));
    assert.equal(sent.length, 3, first);
    assert.deepEqual(sent.at(-1), { model: "m" }, first);
  }
});

Deno.test("Remedies lower a limit to what the provider names", () => {
  const cases: [Remedies, string, string, number][] = [
    [anthropic(), "max_tokens", "max_tokens: 64000 > 8192, which is the maximum allowed number of output tokens", 8192],
    [
      chat(),
      "max_tokens",
      "max_tokens is too large: 64000. This model supports at most 16384 completion tokens",
      16_384,
    ],
    [chat(), "max_completion_tokens", "max_completion_tokens: the maximum value is 4096", 4096],
  ];
  for (const [remedies, name, words, most] of cases) {
    const { sent, warnings } = talk(remedies, { [name]: 64_000 }, [words, words]);
    assert.deepEqual(sent, [{ [name]: 64_000 }, { [name]: most }]);
    assert.deepEqual(warnings, [`${name} was lowered to ${most}, the most it takes`]);
    assert.deepEqual(remedies.apply({ [name]: 100 }).body, { [name]: 100 }, "what is below stays");
  }
});

Deno.test("Remedies lower a limit under its new name", () => {
  const { sent } = talk(chat(), { max_tokens: 64_000 }, [
    "use 'max_completion_tokens', not 'max_tokens'",
    "max_completion_tokens is too large: 64000. This model supports at most 16384 completion tokens",
  ]);
  assert.deepEqual(sent.at(-1), { max_completion_tokens: 16_384 });
});

Deno.test("Remedies can't lower a limit when no number is named: Anthropic demands one", () => {
  assert.deepEqual(
    talk(anthropic(), { max_tokens: 9 }, ["max_tokens: must be greater than thinking.budget_tokens"]).sent,
    [{
      max_tokens: 9,
    }],
  );
});

Deno.test("Remedies don't ask again when lowering changes nothing", () => {
  const { sent } = talk(anthropic(), { max_tokens: 100 }, ["max_tokens: at most 8192 here"]);
  assert.deepEqual(sent, [{ max_tokens: 100 }]);
});

Deno.test("Remedies put a schema into words when the provider refuses it", () => {
  for (const [remedies, name] of [[chat(), "response_format"], [anthropic(), "output_config"]] as const) {
    assert.equal(remedies.instruct, false);
    assert.ok(remedies.learn(refusal(`${name} is not supported`), { [name]: {} }));
    assert.equal(remedies.instruct, true);
    assert.equal(remedies.learn(refusal(`${name} is not supported`), {}), false);
  }
});

Deno.test("Remedies learn only from bad requests of status 400 and 422", () => {
  const body = { temperature: 1 };
  for (const status of [400, 422]) assert.ok(chat().learn(refusal("temperature", { status }), body));
  for (const status of [undefined, 200, 401, 404, 413, 415, 429, 500]) {
    assert.equal(chat().learn(refusal("temperature", { status }), body), false, `${status}`);
  }
  for (const kind of ["auth", "context_length", "content_filter", "not_found", "billing", "server"] as const) {
    assert.equal(chat().learn(refusal("temperature", { kind }), body), false, kind);
  }
});

Deno.test("Remedies heal only what was sent, and only whole names", () => {
  for (const body of [{}, { model: "m" }, { my_temperature: 1 }]) {
    assert.equal(chat().learn(refusal("temperature is not supported"), body), false);
  }
  for (const words of ["temperatures vary", "the_temperature", "no words about it", "Temperature", ""]) {
    assert.equal(chat().learn(refusal(words), { temperature: 1 }), false, words);
  }
  assert.equal(chat().learn(refusal("messages is too long", { param: "messages" }), { temperature: 1 }), false);
  assert.equal(anthropic().learn(refusal("reasoning_effort"), { reasoning_effort: "low" }), false);
});

Deno.test("Remedies tell a call that was under way with the old body to ask again as well", () => {
  // Two calls of one client start together, and both are refused. What the first one taught helps the second.
  const body = { model: "m", temperature: 1, max_tokens: 64_000, response_format: {} };
  for (
    const words of [
      "temperature is unsupported",
      "use max_completion_tokens, not max_tokens",
      "max_tokens: at most 8192",
      "response_format is unsupported",
    ]
  ) {
    const remedies = chat();
    assert.ok(remedies.learn(refusal(words), body), words);
    assert.ok(remedies.learn(refusal(words), body), `the second call: ${words}`);
  }
});

Deno.test("Remedies remember, for each client its own", () => {
  const [first, second] = [chat(), chat()];
  first.learn(refusal("temperature"), { temperature: 1 });
  assert.deepEqual(first.apply({ temperature: 0.5, top_p: 1 }).body, { top_p: 1 });
  assert.deepEqual(first.apply({ top_p: 1 }).warnings, [], "no warning about what was not asked for");
  assert.deepEqual(second.apply({ temperature: 0.5 }).body, { temperature: 0.5 });
});

Deno.test("Remedies come to an end, and send each body once, whatever is refused", () => {
  const names = fc.constantFrom(...Object.keys(openaiChat().remedies));
  const words = fc.constantFrom("is unsupported", "must be at most 100", "> 50");
  fc.assert(
    fc.property(
      fc.uniqueArray(names),
      fc.array(fc.tuple(names, words), { minLength: 30, maxLength: 60 }),
      (given, said) => {
        const body = Object.fromEntries(given.map((name) => [name, 1000]));
        // What the model's protocol would do once a schema is put into words.
        const remedies = chat();
        const build = () => {
          const { response_format: format, ...rest } = body;
          return remedies.apply(remedies.instruct || format === undefined ? rest : body).body;
        };
        const sent = new Set([JSON.stringify(build())]);
        for (const [name, what] of said) {
          const before = JSON.stringify(build());
          if (!remedies.learn(refusal(`${name} ${what}`), build())) continue;
          const text = JSON.stringify(build());
          if (text === before) continue;
          assert.ok(!sent.has(text), `${text} is sent again`);
          sent.add(text);
        }
        assert.ok(sent.size <= 2 * given.length + 1);
      },
    ),
  );
});
