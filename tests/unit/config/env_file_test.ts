import assert from "node:assert/strict";
import { isInIndex, parseEnvFile } from "../../../src/config/env_file.ts";
import { providers } from "../../../src/providers.ts";

Deno.test("parseEnvFile() reads the names that are ours, and expands nothing", () => {
  const { values, warnings } = parseEnvFile(
    `\ufeff# mine
export OPENAI_API_KEY="sk-1" # the key
GROQ_API_KEY='a b'
LLM_PROVIDER=openai
LLM_MODEL=$HOME/\${LLM_PROVIDER}
ANTHROPIC_API_KEY=
GENERIC_BASE_URL=http://127.0.0.1:1/v1
DATABASE_URL=postgres://u:p@h/d
ACME_API_KEY=other
NODE_ENV=production
`,
    ".env",
    providers,
  );
  assert.deepEqual(Object.fromEntries(values), {
    OPENAI_API_KEY: "sk-1",
    GROQ_API_KEY: "a b",
    LLM_PROVIDER: "openai",
    LLM_MODEL: "$HOME/${LLM_PROVIDER}",
    GENERIC_BASE_URL: "http://127.0.0.1:1/v1",
  });
  assert.deepEqual(warnings, []);
});

Deno.test("parseEnvFile() warns once of names that would turn the process elsewhere", () => {
  const names = [
    "HTTP_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "DENO_CERT",
    "NODE_EXTRA_CA_CERTS",
    "PATH",
    "HOME",
    "DEVUSSY_STATE_DIR",
  ];
  const { values, warnings } = parseEnvFile(names.map((name) => `${name}=/secret\n`).join(""), ".env", providers);
  assert.equal(values.size, 0);
  assert.equal(warnings.length, 1);
  for (const name of names) assert.ok(warnings[0]?.includes(name), name);
  assert.doesNotMatch(warnings[0] ?? "", /secret/);
});

Deno.test("parseEnvFile() takes any text", () => {
  for (
    const text of ["", "\0", "=", "A", "'\n\"", "=x\n==\n", "OPENAI_API_KEY", '__proto__=1\nconstructor="', "\xff\xfe"]
  ) {
    assert.equal(parseEnvFile(text, ".env", providers).values.size, 0, JSON.stringify(text));
  }
});

/** Runs git in a folder. */
async function git(dir: string, ...args: string[]): Promise<void> {
  const { code, stderr } = await new Deno.Command("git", {
    args: ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args],
    cwd: dir,
  }).output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
}

for (const version of ["2", "4"]) {
  Deno.test(`isInIndex() finds a file that git ${version === "2" ? "" : "(index version 4) "}tracks, and no other`, async () => {
    const dir = await Deno.makeTempDir({ prefix: "devussy-" });
    try {
      await git(dir, "init", "-q");
      await git(dir, "config", "index.version", version);
      for (const name of [".editorconfig", ".env.example", ".env", "my.env"]) {
        await Deno.writeTextFile(`${dir}/${name}`, "x");
      }
      await git(dir, "add", ".editorconfig", ".env.example", "my.env");
      assert.equal(isInIndex(await Deno.readFile(`${dir}/.git/index`), ".env"), false);
      await git(dir, "add", ".env");
      assert.equal(isInIndex(await Deno.readFile(`${dir}/.git/index`), ".env"), true);
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  });
}

Deno.test("isInIndex() finds nothing where there is no index", () => {
  for (const text of ["", "\x04.env\0", "DIRC"]) assert.equal(isInIndex(new TextEncoder().encode(text), ".env"), false);
});
