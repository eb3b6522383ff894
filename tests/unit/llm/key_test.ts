import assert from "node:assert/strict";
import fc from "fast-check";
import { ConfigError } from "../../../src/errors.ts";
import { checkedHeaders, checkedKey, secretsIn, urlVariablesOf, variableOf } from "../../../src/llm/key.ts";
import { anyText } from "./any_text.ts";

function refusal(run: () => void): ConfigError {
  try {
    run();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new assert.AssertionError({ message: "expected a ConfigError" });
}

Deno.test("checkedKey() trims what editors, shells and files leave around a key", () => {
  for (
    const key of ["sk-abc", " sk-abc ", "sk-abc\n", "sk-abc\r\n", "\ufeffsk-abc", "\tsk-abc\u00a0", "\ufeff sk-abc \n"]
  ) {
    assert.equal(checkedKey(key, "openai"), "sk-abc");
  }
  assert.equal(checkedKey("!#$%&'*+-./:;<=>?@[]^_`{|}~\"\\", "openai"), "!#$%&'*+-./:;<=>?@[]^_`{|}~\"\\");
});

Deno.test("checkedKey() takes no key for none", () => {
  for (const key of [undefined, "", "  ", "\n", "\ufeff"]) assert.equal(checkedKey(key, "openai"), undefined);
});

Deno.test("checkedKey() says what is wrong with a key and repeats nothing of it", () => {
  const cases: [string, RegExp][] = [
    ["hunter22\nrest9876", /a line break/],
    ["hunter22\r\nrest9876", /a line break/],
    ["hunter22 rest9876", /white space/],
    ["hunter22\trest9876", /white space/],
    ["Bearer hunter22", /white space/],
    ["hunter22\u00a0rest9876", /white space/],
    ["hunter22é", /not printable ASCII/],
    ["hunter22\u200b", /not printable ASCII/],
    ["hunter22“", /not printable ASCII/],
    ["hunter22😀", /not printable ASCII/],
    ["hunter\ufeff22", /white space|not printable ASCII/],
    ["hunter22\x00", /ASCII/],
    ["\x1b[31mhunter22", /ASCII/],
  ];
  for (const [key, what] of cases) {
    const { message, hint, stack } = refusal(() => checkedKey(key, "my-own"));
    assert.match(message, what, JSON.stringify(key));
    assert.match(hint, /MY_OWN_API_KEY/);
    assert.doesNotMatch(`${message}\n${hint}\n${stack}`, /hunter|rest9876/);
    assert.doesNotMatch(message, /[\r\n]/);
  }
});

Deno.test("checkedKey() lets through only what a header takes", () => {
  fc.assert(fc.property(anyText(30), (text) => {
    let key: string | undefined;
    try {
      key = checkedKey(text, "p");
    } catch (error) {
      assert.ok(error instanceof ConfigError);
      return;
    }
    if (key === undefined) return;
    assert.match(key, /^[\x21-\x7e]+$/);
    assert.equal(new Headers({ authorization: `Bearer ${key}` }).get("authorization"), `Bearer ${key}`);
  }));
});

Deno.test("checkedHeaders() lets through only what a header takes, and repeats no value", () => {
  checkedHeaders({}, "p");
  checkedHeaders({ "X-Title": "a b\tc é", "anthropic-version": "2026-10-21", empty: "" }, "p");
  const wrong: Record<string, string>[] = [
    { "x-key": "hunter22\nx: y" },
    { "x-key": "hunter22\r" },
    { "x-key": "hunter22\x00" },
    { "x-key": "hunter22“" },
    { "x key": "hunter22" },
    { "x-key:": "hunter22" },
    { "": "hunter22" },
    { "é\n": "hunter22" },
  ];
  for (const headers of wrong) {
    const { message, hint, stack } = refusal(() => checkedHeaders(headers, "p"));
    assert.match(message, /^Cannot use the header ".*" of provider "p"/, JSON.stringify(headers));
    assert.doesNotMatch(`${message}\n${hint}\n${stack}`, /hunter22/);
    assert.doesNotMatch(message, /[\r\n]/);
  }
});

Deno.test("checkedHeaders() agrees with the platform on what a header is", () => {
  const text = fc.string({ unit: "binary-ascii", maxLength: 6 });
  fc.assert(
    fc.property(text, text, (name, value) => {
      try {
        checkedHeaders({ [name]: value }, "p");
      } catch (error) {
        assert.ok(error instanceof ConfigError);
        return;
      }
      assert.doesNotThrow(() => new Headers([[name, value]]), JSON.stringify([name, value]));
    }),
    { numRuns: 500 },
  );
});

Deno.test("secretsIn() gives the values of headers that carry secrets, without the scheme", () => {
  assert.deepEqual(
    secretsIn({
      Authorization: "Bearer abc-1",
      "proxy-authorization": "basic abc-2",
      "X-Api-Key": " abc-3 ",
      "api-key": "abc-4",
      "x-goog-api-key": "abc-5",
      apikey: "abc-6",
      Cookie: "session=abc-7",
      "cf-access-client-secret": "abc-8",
      "x-auth-token": "abc-9",
      "x-title": "no secret",
      "anthropic-version": "2023-06-01",
    }),
    ["abc-1", "abc-2", "abc-3", "abc-4", "abc-5", "abc-6", "session=abc-7", "abc-8", "abc-9"],
  );
});

Deno.test("secretsIn() knows the headers of companies' gateways too", () => {
  for (const name of ["Ocp-Apim-Subscription-Key", "x-functions-key", "api_key", "x-auth-key", "x-access-key"]) {
    assert.deepEqual(secretsIn({ [name]: "abc-1" }), ["abc-1"], name);
  }
});

Deno.test("variableOf() and urlVariablesOf() name a provider's variables", () => {
  assert.equal(variableOf("openai"), "OPENAI_API_KEY");
  assert.equal(variableOf("my-own.v2"), "MY_OWN_V2_API_KEY");
  assert.deepEqual(urlVariablesOf("llamacpp"), ["LLAMACPP_API_BASE_URL", "LLAMACPP_BASE_URL"]);
});
