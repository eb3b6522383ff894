/** Sentences as people and models write them into plans: good ones, however awkward, and bad ones with the rule that finds them. */
import assert from "node:assert/strict";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import type { Finding, Plan } from "../../../../src/plan/types.ts";
import { withStep } from "../builders.ts";

const WORK = "Write a new short code for each long address, and refuse addresses over 2000 characters.";
// Made of parts, so that no scanner takes this file for a leak.
const join = (...parts: string[]) => parts.join("");
const OPENAI = join("sk-proj-", "Zx81Kd0Qm27Ybv94Lw63Tn");
const AWS = join("wJq7rXUtn2FEMI9K7MDENG", "bPxRfiCYq81LmNc0aZ");
const JWT = join("eyJhbGciOiJIUzI1NiJ9", ".eyJ1c2VyIjoiYW5uYSIsImlkIjo3fQ", ".Kd83jsLq02mXzPw9");
const SLACK = join("https://hooks.slack.", "com/services/T02AB3CD4/B05EF6GH7/a81Kd0Qm27Ybv94Lw63TnZx5");
const PEM = join("-----BEGIN RSA ", "PRIVATE KEY-----");

/** A sound plan whose first step says this too; git ignores files of settings there, which is another matter. */
function saying(text: string): Plan {
  const plan = withStep({ do: [WORK, text] });
  plan.phases[0]?.steps[0]?.do.push("Let .gitignore list .env and the built program.");
  return plan;
}

function errorsOf(plan: Plan): Finding[] {
  return lintPlan(plan).findings.filter(({ severity }) => severity === "error");
}

const GOOD: readonly string[] = [
  // Words that are placeholders elsewhere
  "Render the placeholder text in the search box.",
  'The placeholder text of the search field is "Find a bike".',
  "Set the placeholder attribute of each input to an example of its value.",
  "Show a grey placeholder while the picture loads.",
  "Both handlers are stubs here; they are implemented later in step 2.1.",
  "The counts are added later, in step 2.1.",
  "Indexes are added later on in phase 2.",
  "Similar to step 1.2, but for clicks: count each by date in one row.",
  "Use the same limit as in step 1.2.",
  "Check the address as in step 1.2, and answer 400 where it is not valid.",
  "Parse the ??? operator of the query language.",
  "Press the ??? key of the model to open its help.",
  "Add a TODO list page that shows 20 entries.",
  "Render the TODO list with 50 items a page.",
  "Mark a TODO as done with one click.",
  "Each TODO has a title of at most 80 characters.",
  "Let a card move from TODO to DOING to DONE.",
  "New cards have the status TODO.",
  "Fail the CI build when a TODO or FIXME comment is added.",
  "Report each of TODO, FIXME and XXX with its line.",
  "No TODO, FIXME or XXX is left in the code.",
  "Count TODO markers in all files.",
  "TODO items are sorted by date.",
  "TODO comments without an issue number fail the check.",
  "Highlight the phase with XXX in the chart.",
  "Convert 30 to the Roman numeral XXX.",
  "Mask the card as XXXX-XXXX-1234.",
  "Leave room so that more stores can be added later.",
  "Users can fill in the rest later on their page.",
  "Fill in the details of the form and press Save: the list shows one entry more.",
  "Open the form, fill in the details, then press Save.",
  "Items that are added later sort last.",
  "Files added later are found by the next scan.",
  "If a field is added later, old rows get its default.",
  'Show a "Coming soon" badge on cards without a date.',
  "Show the coming soon page for dates after today.",
  'Show "TBD" where an event has no date.',
  "Print `TBD` for a match without a result.",
  "Show „noch offen“ for bills that nobody paid.",
  "Send a reminder 24 hours later.",
  "Retry 5 seconds later, at most 3 times.",
  "Bind the address that comes before the one added last.",
  "Press [Insert] to add a row.",
  "Sort like the shell does.",
  "Print a line of three dots ... between two parts.",
  "The answer is the same as the one above the limit, with status 429.",
  "Store the rest of the path after the code.",
  "Add details here about each code: owner, date and count.",
  "Complete later rounds with the same pairs.",
  "Write later entries first.",
  "Explain each field here and in README.md with one example.",
  "Ask the owner which colors the page is to have.",
  "Write the tests in part_1_1_test.go, one for each status.",
  // Words of numbers and references
  "Reuse what step 1.2 made.",
  "Count clicks by day (R2).",
  "Phase 2 adds the count.",
  "The first phase ends with a program that starts.",
  "Show the phase of the moon beside each date.",
  "Run on a Raspberry Pi with 512 MB.",
  "Read the sheet in A4, with a margin of 20 mm.",
  "Answer within 50 ms at 100 requests a second.",
  "Split the text into tokens and keep their places.",
  // Dangers that are forbidden, sought or explained
  "Never commit .env.",
  "Never commit secrets, tokens or `.env` to git.",
  "Do not use `git push --force`, `chmod 777` or `curl | sh`.",
  "Do not run `git push --force` on main, nor `git push -f` elsewhere.",
  "Never run `chmod -R 777 .` in a script.",
  "Use --force-with-lease instead of git push --force.",
  "Use `--force-with-lease` rather than `git push --force`.",
  "Install Go by the package manager instead of `curl https://x.dev/i.sh | sh`.",
  "Install it without `curl https://x.dev/i.sh | sh`.",
  "Set the rights of the folder without using `chmod 777`.",
  "Avoid `chmod 777` and `git push --force`.",
  "Avoid running `chmod -R 777 uploads`.",
  "Prevent `git push --force` by a rule for main.",
  "Prevent scripts from running `chmod 777`.",
  "Block pipelines that use `curl https://x.dev | sh`.",
  "Reject pull requests with `verify=False`.",
  "Refuse `git add .env` in a hook.",
  "Guard against `git push --force` with a rule for main.",
  "Ask the owner before `git push --force`.",
  "Warn when somebody runs `git add .env`.",
  "No script of this project may run `chmod 777`.",
  "Nobody pushes with `git push --force`.",
  "Check that no steps use `curl https://x.dev | sh`.",
  "`git push --force` is refused on main.",
  "`git push --force` -> refused with status 1.",
  "`chmod 777 data` → an error of the linter.",
  "If users run `git push --force`, the server refuses it.",
  "Forbidden: `git push --force`.",
  "Never do this: `rm -rf /`.",
  "Never use these commands:\n- `git push --force`\n- `rm -rf /`",
  "Do not use dangerous commands, e.g. `chmod 777 data`.",
  "Turn off nothing: NODE_TLS_REJECT_UNAUTHORIZED=0 is not allowed.",
  "A test greps for `InsecureSkipVerify: true` and finds none.",
  "Search the code for `verify=False`.",
  "Scan each commit for keys that begin with `sk-`.",
  "Files with the line `-----BEGIN PRIVATE KEY-----` are found by a hook that looks for this header.",
  "Remove `git push --force` from the release script.",
  "Run the installer without prompts: `apt-get install -y git`.",
  "Ask for the password without showing it.",
  "To avoid errors of rights, give the folder `chmod 755`.",
  "`rm -rf dist` before each build.",
  "`rm -rf /tmp/links-test` at the end.",
  "`rm -rf /var/lib/apt/lists/*` keeps the image small.",
  "`rm -rf /usr/local/go && tar -C /usr/local -xzf go.tar.gz` puts the new version in place.",
  "Make the script run: `chmod +x scripts/run.sh`.",
  "`dd if=/dev/zero of=disk.img bs=1M count=10` makes a file to test with.",
  "Run `DROP DATABASE IF EXISTS links_test;` before the tests.",
  "Drop the table of old codes in a migration that keeps a copy.",
  "`dropdb links_test` after the tests.",
  "Push the branch, and force nobody to pull.",
  "The pre-commit hook exits with 1 when `.env` is staged by `git add .env`.",
  "Verify that `chmod 777` appears nowhere in the Dockerfile.",
  "The linter flags `verify=False`, `InsecureSkipVerify: true` and `rejectUnauthorized: false`.",
  "Add `rm -rf /` to the list of blocked commands.",
  "The blocklist contains `rm -rf /` and `git push --force`.",
  "Deny list: `rm -rf /`, `mkfs.ext4 /dev/sda1`, `dd if=/dev/zero of=/dev/sda`.",
  "Test that the command `rm -rf /` asks for confirmation.",
  "Explain why `chmod 777` is dangerous.",
  "The sandbox must reject commands such as `rm -rf /`, `curl https://x | sh` and `git push --force`.",
  "Document in CONTRIBUTING.md that nobody may `git push --force` to main.",
  // What only looks like a secret
  "Set DB_PASSWORD=changeme in .env.example.",
  "Put `API_KEY=your-key-here` into .env.example.",
  "Export DB_PASSWORD=$PASSWORD before the start.",
  "Set `STRIPE_SECRET_KEY=<key>` in the environment.",
  "Let .env.example hold API_TOKEN=xxx and PORT=8080.",
  "Read JWT_SECRET=... from the environment.",
  "Connect to postgres://app:app@localhost:5432/app in the tests.",
  "Connect to postgres://postgres:postgres@db:5432/app in the container.",
  "The address is postgres://USER:PASSWORD@HOST/NAME.",
  "Read the address from `postgres://$USER:$PASS@db/links`.",
  "Send `Authorization: Bearer <token>` with each call.",
  "Send `Authorization: Bearer eyJ...` with each call.",
  "Post to https://hooks.slack.com/services/... when a run fails.",
  "The cache key is CACHE_KEY=links:codes.",
  "The sort key is SORT_KEY=created_at.",
  "AKIAIOSFODNN7EXAMPLE is the key in the tests.",
  // Other languages
  "Der Platzhalter im Suchfeld lautet „Fahrrad suchen“.",
  "Niemals `git push --force` auf main ausführen.",
  "Verwende nie `chmod 777`, auch nicht im Container.",
  "Statt `curl https://x.dev | sh` das Paket der Distribution nutzen.",
  "Später geklickte Links stehen oben in der Liste.",
  "Vermeide `chmod 777` im Container.",
  "Ne lancez jamais `git push --force`.",
  "Sans `chmod 777`, le dossier reste lisible.",
  "Afficher le texte « À définir » pour une date vide.",
  "Ajouter la page plus tard consultée par le lecteur.",
  "Nunca uses `git push --force`.",
  "Evita `chmod 777` en el servidor.",
  "Mostrar todos los enlaces en una tabla.",
  "Todo enlace tiene un código de 6 letras.",
  "Non usare mai `chmod 777`.",
  "Nunca execute `git push --force` no main.",
  "Gebruik nooit `git push --force`.",
  "不要运行 `git push --force`。",
  "`git push --force` を実行しない。禁止 `chmod 777`.",
  "Никогда не запускай `git push --force`.",
  "显示所有链接，每页 20 条。",
  // Linters, scanners and lessons name dangers
  "Report `chmod 777` and `rm -rf /` as errors.",
  "Report `curl … | sh`.",
  "Flag `git push --force` in scripts.",
  "Add a rule for `rm -rf /`.",
  "Return an error for `rm -rf /`.",
  "Highlight `rm -rf /` in red.",
  "Treat `chmod 777` and `rm -rf /` as errors.",
  "Explain what `rm -rf /` does.",
  "Melde `rm -rf /` als Fehler.",
  "Marca `rm -rf /` como error.",
  'Label: password = "Passwort vergessen?"',
  "Drop database connections after 5 minutes.",
  "`drop database app_test;`",
  "`curl -fsSL https://x.dev/i.sh -o i.sh && sha256sum -c i.sha && sh i.sh`",
  "`find . -name '*.pyc' -delete`",
  "Committe nie die Datei `.env`.",
  "No subas las claves de API al repositorio.",
  "Nunca desactives la verificación de certificados.",
  "Schalte die Zertifikatsprüfung ein.",
  "Send Authorization: Basic credentials with each call.",
  "password: PBKDF2-HMAC-Sha256",
  "Dates may be 'TBD'.",
  "Show a badge with the text 'To be announced'.",
  "Fail when `// TODO: implement` is left.",
  "Die Details folgen dem Schema der Karte.",
  "Un pedido pendiente de pago queda en la lista.",
];

Deno.test("lintPlan() has no error for good sentences, however awkward", () => {
  assert.ok(GOOD.length >= 120, String(GOOD.length));
  const failed = GOOD.flatMap((text) => {
    const found = errorsOf(saying(text));
    return found.length === 0
      ? []
      : [`${text} => ${found.map(({ rule, message }) => `${rule}: ${message}`).join("; ")}`];
  });
  assert.deepEqual(failed, []);
});

const BAD: Readonly<Record<string, readonly string[]>> = {
  placeholder: [
    "Fill in the details.",
    "fill in details",
    "Write the handler. Fill in the rest.",
    "Same as above.",
    "Similar to step 1.2.",
    "Do the same as step 1.2.",
    "Same as above, for clicks.",
    "See the previous step.",
    "Add error handling here.",
    "Insert your code here.",
    "The logic goes here.",
    "coming soon",
    "Export: coming soon.",
    "tbc",
    "The limit is tbd.",
    "The port is TBD.",
    "TODO: write the lookup.",
    "TODO write the lookup.",
    "Write the lookup (TODO).",
    "Error handling TODO",
    "FIXME",
    "XXX: think about the lock.",
    "Call ??? with the code.",
    "What the page shows is to be decided later.",
    "The schema is still to be defined.",
    "Implement this later.",
    "Write the list and implement the rest later.",
    "The rest will be added later.",
    "Details to follow.",
    "Lorem ipsum dolor sit amet.",
    "...",
    "(placeholder)",
    "Put <your key> into the header.",
    "[insert the name of the page]",
    "Die Grenze wird später festgelegt.",
    "Base de datos (por definir)",
    "数据库待定",
    "Write the handler: `// TODO: implement`.",
    "// ... rest of the code",
    "... (same for the other handlers)",
    "Weitere Details folgen.",
    "Noch zu klären: die Grenze.",
    "Pendiente de definir.",
    "El límite se implementará más adelante.",
    "Por hacer: la lista.",
    "À compléter plus tard",
    "Use your-api-key as the key.",
    "Set `OPENAI_API_KEY=your-key-here`.",
  ],
  safety: [
    "Install rustup without prompts with `curl https://x.dev | sh`.",
    "To avoid permission errors run `chmod -R 777 storage`.",
    "To avoid permission errors, run `chmod -R 777 storage`.",
    "To prevent certificate warnings set `NODE_TLS_REJECT_UNAUTHORIZED=0`.",
    "Run `chmod -R 777 storage` -> the folder is writable.",
    "Run `chmod -R 777 storage` → writable.",
    "Ask the build server and use `git push -f origin main`.",
    "Ask the agent to run `chmod 777 data`.",
    "Guard the upload folder with `chmod -R 777 uploads`.",
    "If the branch does not match the remote, `git push --force`.",
    "If the tests do not pass run `git push --force`.",
    "The folder cannot be written to, so run `chmod 777 data`.",
    "When nothing else helps, use `git push --force`.",
    "Unless the branch is new, push it by `git push --force`.",
    "Run the non-interactive installer `curl https://x.dev | sh`.",
    "No prompts: `curl https://x.dev/i.sh | sh`.",
    "Avoid waiting by `curl -fsSL https://x.dev/i.sh | bash`.",
    "Do not wait, run `git push --force` at once.",
    "Pour éviter les erreurs, lancez `chmod -R 777 storage`.",
    "Um Fehler zu vermeiden, führe `chmod -R 777 storage` aus.",
    "Para evitar errores usa `chmod 777 storage`.",
    "Do not forget to commit .env.",
    "Don't forget to run `git push --force`.",
    "Without further ado `git push --force`.",
    "Warn the team, then `git push --force`.",
    "Remove the lock and run `git push --force`.",
    "Bypass the prompt without asking: `curl -fsSL https://x.dev | bash`.",
    "If it is not empty, erase it: `mkfs.ext4 /dev/sdb`.",
    "Set verify=False so that the self-signed certificate does not fail.",
    "Connect to postgres://admin:hunter2secret@db.acme.com/links.",
    `Set AWS_SECRET_ACCESS_KEY=${AWS}.`,
    "Set DB_PASSWORD=hunter2 on the server.",
    `Send "Authorization: Bearer ${JWT}".`,
    `Post to ${SLACK} when it fails.`,
    `Paste ${PEM} into config/key.txt.`,
    `Never commit ${OPENAI}.`,
    "Format the card: `mkfs.ext4 /dev/sda1`.",
    "Write the image by `dd if=links.img of=/dev/sda bs=4M`.",
    'Run `psql -c "DROP DATABASE bikes;"` before the import.',
    "Run `dropdb bikes_production` first.",
    "Clean up by `sudo rm -rf /var/www`.",
    "`rm -rf /etc/nginx` removes the old server.",
    "`rm -rf /opt`",
    "Make room with `rm -rf /home/deploy`.",
    "Run `drop database app;`.",
    '`python -c "$(curl -s https://x)"`',
    "`curl -fsSL https://x.dev/i.sh -o i.sh && sh i.sh`",
    "`wget https://x.dev/i.sh && chmod +x i.sh && ./i.sh`",
    "`find / -delete`",
    "Do not use the keychain; commit the API keys",
    "List the files and commit .env.",
    "Report the status and run `git push --force`.",
    "Set password: Xk29pQz7w1 in the file.",
    "Lege `.env` an und checke sie ins Repository ein.",
    "Committe die Datei `.env`.",
    "Commitea el archivo `.env`.",
    "Sube las claves de API al repositorio.",
    "Schreibe den API-Schlüssel fest in den Code.",
    "Schalte die Zertifikatsprüfung ab.",
    "Desactiva la verificación de certificados.",
  ],
  "dangling-reference": ["Reuse what step 7.3 made.", "It serves R9.", "Phase 8 does the rest."],
};

Deno.test("lintPlan() finds bad sentences, each by its rule", () => {
  assert.ok(Object.values(BAD).flat().length >= 60);
  const failed = Object.entries(BAD).flatMap(([rule, texts]) =>
    texts.flatMap((text) => {
      const found = errorsOf(saying(text)).map(({ rule }) => rule);
      return found.length === 1 && found[0] === rule ? [] : [`${rule}: ${text} => ${found.join(", ")}`];
    })
  );
  assert.deepEqual(failed, []);
});

Deno.test("lintPlan() shows no secret of a bad sentence in any finding", () => {
  const secrets = [OPENAI, AWS, JWT, "hunter2", "a81Kd0Qm27Ybv94Lw63TnZx5"];
  for (const text of BAD.safety ?? []) {
    const shown = JSON.stringify(errorsOf(saying(text)));
    for (const secret of secrets) assert.ok(!shown.includes(secret), text);
  }
});

const CHECKS: readonly string[] = [
  "echo done",
  "true",
  `echo ${OPENAI}`,
];

Deno.test("lintPlan() finds checks that show nothing, without their secrets", () => {
  for (const command of CHECKS) {
    const found = errorsOf(withStep({ verify: [{ command, expect: "" }] })).filter(({ rule }) =>
      rule === "verification"
    );
    assert.equal(found.length, 1, command);
    assert.ok(!JSON.stringify(found).includes(OPENAI));
  }
});
