import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { isSecret } from "../../../../src/store/repo/left_out.ts";
import { inFolder } from "../folder.ts";
import { empty, inProject } from "./tree.ts";

const FILES = [
  ".env",
  ".env.local",
  ".env.production.local",
  ".ENV",
  ".envrc",
  "prod.env",
  "server.pem",
  "tls.key",
  "tls.key.bak",
  "id_rsa",
  "id_rsa.pub",
  "id_ed25519",
  "store.p12",
  "store.PFX",
  "release.jks",
  "credentials",
  "credentials.json",
  "secrets.yml",
  "secrets.csproj",
  ".secrets",
  "secret.json",
  "client_secret_1.json",
  ".npmrc",
  ".yarnrc.yml",
  ".pypirc",
  ".netrc",
  "_netrc",
  ".pgpass",
  ".htpasswd",
  ".git-credentials",
  "auth.json",
  "service-account.json",
  "prod.tfvars",
  "terraform.tfstate.backup",
];
const FOLDERS = [".aws", ".ssh", ".gnupg", ".kube", ".docker", "secrets", ".secrets", "credentials"];
const OPEN = [
  ".env.example",
  "environment.ts",
  "keys.ts",
  "monkey.ts",
  "secretary.ts",
  "env",
  "idrsa.ts",
];

Deno.test("isSecret() knows files and folders of keys by their names", () => {
  for (const name of FILES) assert.equal(isSecret(name, false), true, name);
  for (const name of FOLDERS) assert.equal(isSecret(name, true), true, name);
  for (const name of OPEN) assert.equal(isSecret(name, false), false, name);
  for (const name of ["src", "env", "keys", "secretary"]) assert.equal(isSecret(name, true), false, name);
});

/** Scans in a process that notes each permission that it uses. */
async function scanAudited(dir: string, audit: string, ...more: string[]) {
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      `--allow-read=${dir}`,
      ...more,
      fileURLToPath(new URL("scan_child.ts", import.meta.url)),
      dir,
    ],
    env: { DENO_AUDIT_PERMISSIONS: audit, NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder();
  assert.ok(success, text.decode(stderr));
  return JSON.parse(text.decode(stdout));
}

Deno.test("scanRepo() lists no secret, and opens none: the runtime's own audit says so", async () => {
  const inside = FOLDERS.flatMap((folder) => [`b/${folder}/package.json`, `b/${folder}/.gitignore`]);
  await inFolder(async (outside) => {
    await inProject({
      ...empty("a/package.json", ".git/HEAD", ".git/config", ".env.example"),
      ...empty(...FILES, ...FILES.map((name) => `a/${name}`), ...inside),
      "package.json": "{}",
      "a/.gitignore": "!*\n!.env\n",
    }, async (dir) => {
      const audit = `${outside}/audit.jsonl`;
      const found = await scanAudited(dir, audit);
      assert.deepEqual(found.files, [".env.example", "a/.gitignore", "a/package.json", "package.json"]);
      const read = Deno.readTextFileSync(audit).trim().split("\n").map((line) => JSON.parse(line))
        .filter(({ permission }) => permission === "read").map(({ value }) => String(value).replace(`${dir}/`, ""));
      // What is looked at: the folders, the rules of version control, the manifests.
      assert.deepEqual(
        [...new Set(read)].sort(),
        [
          ...[dir, ".git", ".git/info", "a", "b", "a/.gitignore", "a/package.json", "package.json"],
        ].sort(),
      );
    });
  });
});

Deno.test("scanRepo() tells what it may not read, and which permission it needs", async () => {
  await inFolder(async (outside) => {
    await inProject({ ...empty("open/x", "shut/x"), "package.json": "{}" }, async (dir) => {
      const some = await scanAudited(
        dir,
        `${outside}/audit`,
        `--deny-read=${dir}/shut,${dir}/package.json`,
      );
      assert.deepEqual(some.files, ["open/x", "package.json"]);
      assert.deepEqual(some.notes, [
        '"shut" may not be read: what is in it was left out',
        '"package.json" was not read: it may not be read',
      ]);
      const none = await scanAudited(dir, `${outside}/audit2`, `--deny-read=${dir}`);
      assert.deepEqual(none, {
        name: "StoreError",
        message: `Cannot scan the project "${dir}": this process has no permission for it`,
        hint: "Allow it with --allow-read for that path, before the script's name (with npx: before the command).",
      });
    });
  });
});

Deno.test("scanRepo() leaves out a folder that the system denies", async (test) => {
  await inProject(empty("open/x", "shut/x"), async (dir) => {
    await Deno.chmod(`${dir}/shut`, 0);
    try {
      const isRoot = await Deno.lstat(`${dir}/shut/x`).then(() => true, () => false);
      await test.step({
        name: "as somebody who is not root",
        ignore: isRoot,
        async fn() {
          const { scanRepo } = await import("../../../../src/store/repo/scan.ts");
          const found = await scanRepo(dir);
          assert.deepEqual(found.files, ["open/x"]);
          assert.deepEqual(found.notes, ['"shut" may not be read: what is in it was left out']);
          await assert.rejects(scanRepo(`${dir}/shut`), {
            name: "StoreError",
            message: `Cannot scan the project "${dir}/shut": the system denies it`,
          });
        },
      });
    } finally {
      await Deno.chmod(`${dir}/shut`, 0o700);
    }
  });
});
