/**
 * Hostile text must cost time that grows with its length. Each case runs in a process of its own, since a regular expression
 * that has gone astray cannot be stopped. Linear cases take milliseconds; the others would take minutes and are ended.
 */
import assert from "node:assert/strict";

/** Far above what a linear case takes, and far below the others: a header takes milliseconds. */
const PATIENCE_MS = { megabytes: 30_000, header: 3000 };

const source = (path: string) => JSON.stringify(new URL(`../../../src/llm/${path}`, import.meta.url).href);

/** Whether a program ends by itself. */
async function ends(program: string, patienceMs: number): Promise<boolean> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", program],
    env: { NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  const { stdout, stderr } = await child.output();
  clearTimeout(timer);
  assert.equal(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout).trim() === "ended";
}

const REDACT = `
  import { redactor, StreamRedactor } from ${source("redact.ts")};
  const key = "sk-taint-4f9Qz/7+Lm2=Xb8-KdRw6Yt3Hv5Np1";
  const redact = redactor([key, "a".repeat(60), "short-1"]);
  const parts = ["sk-taint-4f9", key, "a", " ", "Bearer ", "authorization: ", "?key=", "sk-", "short-", "\\ud83d"];
  for (const part of parts) {
    const text = part.repeat(Math.ceil(1e6 / part.length));
    redact(text);
    redact("authorization" + text);
    const stream = new StreamRedactor([key, "a".repeat(60)]);
    for (let at = 0; at < text.length; at += 7) stream.push(text.slice(at, at + 7));
    stream.end();
  }
  console.log("ended");`;

const ERROR_BODY = `
  import { readErrorText } from ${source("error_body.ts")};
  import { kindOf } from ${source("classify.ts")};
  for (const part of ["<", "<title", "<script", "<style>", "</title>", "\\x1b[", "\\x1b]", "\\x90", " ", "\\n", "data:", "{", "[", '"', "over ", "a"]) {
    const text = part.repeat(Math.ceil(1e6 / part.length));
    kindOf(400, readErrorText(text));
    kindOf(400, readErrorText("<html>" + text));
    kindOf(400, readErrorText(JSON.stringify({ error: { message: text, metadata: { raw: text } } })));
  }
  console.log("ended");`;

const RETRY = `
  import { retryAfterOf } from ${source("retry.ts")};
  for (const part of ["a", "1", "1.", " ", "Sun, "]) {
    const text = part.repeat(Math.ceil(300_000 / part.length));
    retryAfterOf(new Headers({ "retry-after": text + "x", "retry-after-ms": text + "x" }), 0);
  }
  console.log("ended");`;

const LIMITER = `
  import { createLimiter } from ${source("limiter.ts")};
  for (const part of ["1", "1.", "1m", "2026-01-01T", "s"]) {
    const reset = part.repeat(Math.ceil(300_000 / part.length)) + "x";
    createLimiter().learn(new Headers({ "x-ratelimit-remaining-requests": "1", "x-ratelimit-reset-requests": reset }));
  }
  console.log("ended");`;

Deno.test("redactor() and StreamRedactor end on a hostile megabyte", async () =>
  assert.ok(await ends(REDACT, PATIENCE_MS.megabytes)));

Deno.test("readErrorText() and kindOf() end on a hostile megabyte", async () =>
  assert.ok(await ends(ERROR_BODY, PATIENCE_MS.megabytes)));

Deno.test("retryAfterOf() and learn() end on hostile headers: fetch lets 500,000 characters through", async () => {
  const [retry, limiter] = await Promise.all([ends(RETRY, PATIENCE_MS.header), ends(LIMITER, PATIENCE_MS.header)]);
  assert.deepEqual({ retry, limiter }, { retry: true, limiter: true });
});
