import assert from "node:assert/strict";
import fc from "fast-check";
import { ConfigError } from "../../../src/errors.ts";
import { anthropicMessages } from "../../../src/llm/protocols/anthropic_messages.ts";
import { openaiChat } from "../../../src/llm/protocols/openai_chat.ts";
import type { HttpProvider } from "../../../src/llm/provider.ts";
import { anthropic } from "../../../src/llm/providers/anthropic.ts";
import { openai } from "../../../src/llm/providers/openai.ts";
import { presets } from "../../../src/llm/providers/presets.ts";
import { requesty } from "../../../src/llm/providers/requesty.ts";
import { isLoopback } from "../../../src/llm/loopback.ts";
import { endpointOf, shownUrl } from "../../../src/llm/url.ts";

const chat: HttpProvider = { name: "own", protocol: openaiChat() };
const messages: HttpProvider = { name: "own", protocol: anthropicMessages() };

function failure(given: string | undefined, provider: HttpProvider = chat): ConfigError {
  try {
    const url = endpointOf(provider, given);
    throw new assert.AssertionError({ message: `${given}: expected an error, got ${url}` });
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

Deno.test("endpointOf() leads every form of a chat base URL to one address", () => {
  for (
    const path of [
      "",
      "/",
      "//",
      "/v1",
      "/v1/",
      "//v1//",
      "/v1/v1",
      "/v1/v1/",
      "/v1/chat/completions",
      "/v1/chat/completions/",
      "/v1/v1/chat/completions",
      "/v1#part",
    ]
  ) {
    for (
      const origin of ["https://h.example", "http://127.0.0.1:8000", "http://[::1]:8080", "https://h.example:8443"]
    ) {
      assert.equal(endpointOf(chat, origin + path).href, `${origin}/v1/chat/completions`, path);
    }
  }
});

Deno.test("endpointOf() leads every form of an Anthropic base URL to one address", () => {
  for (const path of ["", "/", "/v1", "/v1/", "/v1/v1", "/v1/messages", "/v1/messages/", "/v1/v1/messages"]) {
    assert.equal(endpointOf(messages, `https://h.example${path}`).href, "https://h.example/v1/messages", path);
  }
});

Deno.test("endpointOf() puts /v1 behind the path of an Anthropic-compatible service", () => {
  const bases = [
    "https://api.deepseek.com/anthropic",
    "https://api.z.ai/api/anthropic",
    "https://h.example/a/b-v1x",
    "https://gateway.ai.cloudflare.com/v1/account/gateway/anthropic",
  ];
  for (const base of bases) {
    for (const given of [base, `${base}/`, `${base}/v1`, `${base}/v1/messages`]) {
      assert.equal(endpointOf(messages, given).href, `${base}/v1/messages`, given);
    }
  }
});

Deno.test("endpointOf() leaves the path of a chat service as it is, versions of any form included", () => {
  for (
    const base of [
      "https://api.perplexity.ai/sonar",
      "https://open.bigmodel.cn/api/paas/v4",
      "https://generativelanguage.googleapis.com/v1beta/openai",
      "https://gateway.ai.cloudflare.com/v1/account/gateway/openai",
      "https://h.example/api/v2/cortex/v1",
      "https://h.example/a%20b/v1",
    ]
  ) assert.equal(endpointOf(chat, base).href, `${base}/chat/completions`);
});

Deno.test("endpointOf() keeps the query, as Azure wants it, and never shows it", () => {
  const base = "https://r.openai.azure.com/openai/deployments/d";
  for (const path of ["", "/", "/chat/completions"]) {
    const url = endpointOf(chat, `${base}${path}?api-version=2025-01-01&sig=SECRET`);
    assert.equal(url.href, `${base}/chat/completions?api-version=2025-01-01&sig=SECRET`);
    assert.equal(shownUrl(url), `${base}/chat/completions`);
  }
  assert.equal(endpointOf(chat, "https://h.example?a=1").href, "https://h.example/v1/chat/completions?a=1");
});

Deno.test("endpointOf() gives an origin alone the path of the provider's own base URL", () => {
  const paths: Readonly<Record<string, string>> = {
    openrouter: "/api/v1",
    groq: "/openai/v1",
    gemini: "/v1beta/openai",
  };
  for (const provider of [openai, requesty, anthropic, ...presets]) {
    const expected = (paths[provider.name] ?? "/v1") + provider.protocol.path;
    assert.equal(endpointOf(provider, "http://127.0.0.1:9").href, `http://127.0.0.1:9${expected}`, provider.name);
    assert.equal(endpointOf(provider, undefined).pathname, expected, provider.name);
    assert.equal(endpointOf(provider, undefined).origin, new URL(provider.baseUrl ?? "").origin, provider.name);
  }
});

Deno.test("endpointOf() gives the same address when it is given its own", () => {
  const segment = fc.constantFrom("v1", "v1beta", "api", "openai", "anthropic", "v2");
  fc.assert(
    fc.property(
      fc.constantFrom(chat, messages),
      fc.uniqueArray(segment, { maxLength: 4 }),
      fc.constantFrom("", "?a=1"),
      (
        provider,
        segments,
        query,
      ) => {
        const once = endpointOf(provider, `https://h.example/${segments.join("/")}${query}`);
        assert.equal(endpointOf(provider, once.href).href, once.href);
        assert.ok(once.pathname.endsWith(provider.protocol.path));
        assert.equal(once.search, query);
      },
    ),
  );
});

Deno.test("endpointOf() refuses what is no address of an API, and says how to write one", () => {
  for (
    const given of [
      "api.example.com/v1",
      "localhost:8000/v1",
      "127.0.0.1:8000",
      "/v1",
      "//h.example/v1",
      "file:///etc/passwd",
      "ftp://h.example/v1",
      "ws://h.example/v1",
      "javascript:alert(1)",
      "http://",
      "https://h.example:99999",
      "words of a person",
    ]
  ) {
    const error = failure(given);
    assert.match(error.message, /^Cannot use the base URL.* of provider "own": expected .*https?:\/\//, given);
    assert.match(
      error.hint,
      /http:\/\/127\.0\.0\.1:8000\/v1 \(baseUrl; on the command line --base-url or OWN_API_BASE_URL\)/,
    );
    assert.doesNotMatch(error.message, /null/, `${given}: what came is written as "null..."`);
  }
  for (const given of [undefined, "", "  "]) {
    const error = failure(given);
    assert.match(error.message, /needs a base URL, got none/);
    assert.match(error.hint, /OWN_API_BASE_URL/);
  }
});

Deno.test("endpointOf() refuses user information, and its errors never show a password", () => {
  for (
    const given of [
      "https://user:hunter22@h.example/v1",
      "https://:hunter22@h.example",
      "https://hunter22@h.example",
      "ftp://user:hunter22@h.example/v1",
      "https://user:hunter22@h.exa mple/v1",
      "https://user:hunter22@h.example:99999/v1",
      "user:hunter22@h.example/v1",
      "hunter22@h.example",
      "https:user:hunter22@h.example",
      "ws:user:hunter22@h.example",
    ]
  ) {
    const { message, hint, stack } = failure(given);
    assert.doesNotMatch(`${message}\n${hint}\n${stack}`, /hunter22/, given);
  }
});

Deno.test("endpointOf() refuses link-local addresses and metadata services, however they are written", () => {
  for (
    const host of [
      "169.254.169.254",
      "169.254.0.1:8080",
      "2852039166",
      "0xa9fea9fe",
      "[::ffff:169.254.169.254]",
      "[fe80::1]",
      "[FEBF::1]",
      "[fd00:ec2::254]",
      "100.100.100.200",
      "metadata.google.internal",
      "METADATA.google.internal.",
    ]
  ) assert.match(failure(`http://${host}/v1`).message, /expected a server, not an address of the cloud/, host);
  for (const host of ["169.253.1.1", "[fd00::1]", "[fec0::1]", "192.168.0.1", "metadata.example"]) {
    assert.ok(endpointOf(chat, `http://${host}/v1`), host);
  }
});

Deno.test("isLoopback() knows this machine, and nobody who only sounds like it", () => {
  for (
    const url of ["http://localhost", "http://LOCALHOST:1", "http://a.localhost", "http://127.0.0.1", "http://127.1"]
  ) {
    assert.ok(isLoopback(new URL(url).hostname), url);
  }
  for (const url of ["http://127.255.0.9:80", "http://[::1]:8080", "http://2130706433"]) {
    assert.ok(isLoopback(new URL(url).hostname), url);
  }
  for (
    const url of [
      "http://127.0.0.1.example.com",
      "http://localhost.example.com",
      "http://notlocalhost",
      "http://0.0.0.0",
      "http://169.254.169.254",
      "http://192.168.0.1",
      "http://[::2]",
      "http://[2001:db8::1]",
      "http://1.127.0.0.1.nip.io",
    ]
  ) assert.ok(!isLoopback(new URL(url).hostname), url);
});
