import assert from "node:assert/strict";
import { lintPlan } from "../../../../src/plan/checks/lint.ts";
import type { Finding, Plan } from "../../../../src/plan/types.ts";
import { goodPlan, requirement, withStep } from "../builders.ts";

/** Enough to do for a step. */
const WORK = "Write a new short code for each long address, and refuse addresses over 2000 characters.";

function vagueIn(plan: Plan): Finding[] {
  return lintPlan(plan).findings.filter(({ rule }) => rule === "vague");
}

/** Whether a sentence among what is to be done is vague. */
function isVague(text: string): boolean {
  return vagueIn(withStep({ do: [text, WORK] })).length > 0;
}

Deno.test("lintPlan() finds weak words without a number, and names them", () => {
  const plan = withStep({ do: ["Make the lookup robust and user-friendly.", WORK] });
  assert.deepEqual(
    lintPlan(plan).findings.map(({ rule, severity, pointer, message }) => [rule, severity, pointer, message]),
    [
      [
        "vague",
        "warning",
        "/phases/0/steps/0/do/0",
        'Phase 1, step 1.1 is vague: "robust", "user-friendly" without a number',
      ],
    ],
  );
});

Deno.test("lintPlan() finds weak words of many kinds", () => {
  for (
    const text of [
      "Answer with an appropriate status.",
      "Handle errors properly.",
      "Store links, clicks, etc.",
      "Store links, clicks etc. in one table.",
      "Keep names, addresses and so on.",
      "The lookup is fast.",
      "It responds quickly.",
      "Use an efficient index.",
      "The page is intuitive.",
      "Give a seamless experience.",
      "Make it scalable and flexible.",
      "Add indexes as needed.",
      "Add a cache if necessary.",
      "Handle various edge cases.",
      "Follow best practices.",
      "Follow industry standards.",
      "Write comprehensive tests.",
      "Use proper error handling.",
      "Show meaningful messages.",
      "Clean up periodically.",
      "Validate input where appropriate.",
      "Make the code production-ready (R1).",
      "Reuse what step 1.1 made, in a robust way.",
      "The program works as expected.",
      "It looks professional.",
      "Choose a suitable table or something similar.",
      "Maybe add a cache.",
    ]
  ) assert.ok(isVague(text), text);
});

Deno.test("lintPlan() takes no word for weak when a number stands in its sentence", () => {
  for (
    const text of [
      "The lookup is fast: under 50 ms.",
      "A robust client tries three times.",
      "It responds quickly, within two seconds.",
      "Back up regularly: every night.",
      "Reasonable load is 100 requests per second.",
    ]
  ) assert.ok(!isVague(text), text);
  assert.ok(isVague("Answer within 50 ms. Handle errors properly."), "another sentence's number");
});

Deno.test("lintPlan() takes no word with an exact meaning for a weak one", () => {
  for (
    const text of [
      "Merge by fast-forward.",
      "Fail fast when the port is taken.",
      "Offer fast forward and rewind.",
      "Sort codes with a quick sort.",
      "Link to the quick start.",
      "Keep a simple list of codes.",
      "Try a clean install.",
      "Read /etc/hosts.",
      "Read etc/hosts.",
      "Change robust.ts and src/fast/lookup.ts.",
      "Use the crate fast-float.",
      "Generate with fast-check.",
      "Draw Scalable Vector Graphics.",
      "Write Extensible Markup Language.",
      "Show quotes properly escaped.",
      "Set a secure cookie.",
      "Use a flexible box for the row.",
      "Loop a seamless texture.",
      "Code with the optimal prefix code of Huffman.",
      "Find the effective date of a price.",
      "Shut down gracefully on SIGTERM.",
      "Answer as required by RFC nine.",
      "Lay the page out responsively.",
      "Check for sufficient funds.",
      "Show relevant results first.",
      "Add a basic and an advanced search.",
      'Show the button "Fast and robust".',
      "Show „robust“ and “user-friendly” as tags.",
      "Name the flag `--robust`.",
      "Let `properly` be a keyword.",
      "Ask $ROBUST and @robust.",
    ]
  ) assert.ok(!isVague(text), text);
});

Deno.test("lintPlan() looks for weak words where something is demanded, and nowhere else", () => {
  const words = "It is robust.";
  const plan = goodPlan({ definitionOfDone: ["All tests pass.", words] });
  Object.assign(plan.design ?? {}, { objectives: [words], architecture: words });
  Object.assign(plan.design?.components[0] ?? {}, { purpose: words });
  Object.assign(plan.risks[0] ?? {}, { mitigation: words });
  Object.assign(plan.phases[0] ?? {}, { goal: words, exitCriteria: [words] });
  Object.assign(plan.phases[0]?.steps[0] ?? {}, { title: "Robust links", why: words, verify: [{ expect: words }] });
  Object.assign(plan.handoff ?? {}, { notes: [words] });
  assert.deepEqual(vagueIn(plan).map(({ pointer }) => pointer), [
    "/design/objectives/0",
    "/definitionOfDone/1",
    "/phases/0/goal",
    "/phases/0/exitCriteria/0",
    "/phases/0/steps/0/verify/0/expect",
  ]);
});

Deno.test("lintPlan() leaves the owner's weak words alone, and finds those of a model", () => {
  const plan = withStep({ do: ["Make the lookup robust.", WORK] });
  plan.requirements[0] = requirement("R1", "Users can shorten links robustly.");
  assert.deepEqual(vagueIn(plan), []);
  plan.requirements[0] = requirement("R1", "Users can shorten links robustly.", {
    source: { from: "model" },
    acceptance: ["It feels modern.", "A link of 2000 characters is refused."],
  });
  assert.deepEqual(vagueIn(plan).map(({ pointer }) => pointer), [
    "/requirements/0/text",
    "/requirements/0/acceptance/0",
    "/phases/0/steps/0/do/0",
  ]);
});

Deno.test("lintPlan() leaves weak words of retired steps alone", () => {
  const plan = goodPlan();
  Object.assign(plan.phases[0]?.steps[1] ?? {}, { status: "retired", do: ["Make it robust."] });
  assert.deepEqual(vagueIn(plan), []);
});

/** A plan whose demanding texts are all in one language. */
function planIn(texts: readonly string[], more: string): Plan {
  const plan = goodPlan({ definitionOfDone: [...texts] });
  Object.assign(plan.design ?? {}, { objectives: [] });
  for (const [at, phase] of plan.phases.entries()) {
    Object.assign(phase, { goal: texts[at % texts.length], exitCriteria: [...texts] });
    for (const step of phase.steps) Object.assign(step, { do: [...texts], verify: [{ expect: texts[0] }] });
  }
  Object.assign(plan.phases[0]?.steps[0] ?? {}, { do: [more, ...texts] });
  return plan;
}

const LANGUAGES: readonly (readonly [language: string, texts: readonly string[], weak: string, exact: string])[] = [
  [
    "German",
    [
      "Schreibe die Abfrage für den Kurzlink und gib die Adresse mit dem Code aus, der in der Tabelle steht.",
      "Die Liste zeigt nach dem Klick auf die Taste auch den neuen Eintrag, und sie ist nicht leer.",
    ],
    "Die Oberfläche ist benutzerfreundlich und die Abfrage robust.",
    "Die Seite lädt fast alle Daten schnell, nämlich in 2 Sekunden.",
  ],
  [
    "French",
    [
      "Écris la requête pour le lien court et renvoie les adresses qui sont dans la table avec le code du lien.",
      "La liste montre une entrée pour chaque lien et les clics du jour sont dans la table.",
    ],
    "L'interface est conviviale, évolutive et les erreurs sont gérées si nécessaire.",
    "La page est rapide : elle répond en 50 ms.",
  ],
  [
    "Spanish",
    [
      "Escribe la consulta para el enlace corto y devuelve la dirección que está en la tabla con los códigos.",
      "La lista muestra una entrada por cada enlace y los clics del día están en la tabla.",
    ],
    "La interfaz es intuitiva y los errores se tratan según sea necesario.",
    "La página es rápida: responde en 50 ms.",
  ],
  [
    "Italian",
    [
      "Scrivi la richiesta per il collegamento breve e restituisci gli indirizzi che sono nella tabella con il codice.",
      "La lista mostra una riga per ogni collegamento e i clic del giorno sono nella tabella della pagina.",
    ],
    "La pagina è intuitiva e gli errori sono gestiti in modo adeguato.",
    "La pagina è veloce: risponde in 50 ms.",
  ],
  [
    "Portuguese",
    [
      "Escreva a consulta para o link curto e devolva os endereços que não estão na tabela com o código.",
      "A lista mostra uma linha para cada link e os cliques do dia são somados na tabela da página.",
    ],
    "A página é intuitiva e os erros são tratados de forma adequada.",
    "A página é rápida: responde em 50 ms.",
  ],
  [
    "Dutch",
    [
      "Schrijf de vraag voor de korte link en geef het adres terug dat in de tabel staat met de code van de link.",
      "De lijst toont voor elke link een regel en de kliks van de dag zijn ook in de tabel te zien.",
    ],
    "De pagina is gebruiksvriendelijk en schaalbaar.",
    "De pagina is snel: het antwoord komt in 50 ms.",
  ],
];

for (const [language, texts, weak, exact] of LANGUAGES) {
  Deno.test(`lintPlan() finds weak words of ${language} in a plan in ${language}, and only those`, () => {
    assert.deepEqual(vagueIn(planIn(texts, weak)).map(({ pointer }) => pointer), ["/phases/0/steps/0/do/0"]);
    assert.deepEqual(vagueIn(planIn(texts, exact)), []);
  });
}

Deno.test("lintPlan() leaves weak words alone when there is no list for the plan's language", () => {
  const texts = ["编写短链接的查询，并返回表中的地址。列表为每个链接显示一行，并显示当天的点击次数。"];
  assert.deepEqual(vagueIn(planIn(texts, "界面要 robust, user-friendly.")), []);
  const polish = [
    "Napisz zapytanie dla krótkiego adresu i zwróć adres, który jest w tabeli razem z jego kodem oraz liczbą kliknięć z dnia.",
  ];
  assert.deepEqual(vagueIn(planIn(polish, "Interfejs jest intuitive i robust.")), []);
});

Deno.test("lintPlan() ends in time when texts are full of weak words", () => {
  for (const part of ["robust ", "as a ", "handles ", "etc.", '"', "and fast ", "is ", ". ", "```", "e.g. "]) {
    const text = part.repeat(Math.ceil(100_000 / part.length));
    const plan = withStep({ do: [text, WORK] }, { definitionOfDone: [text] });
    plan.requirements[0] = requirement("R1", text);
    const start = performance.now();
    lintPlan(plan);
    assert.ok(performance.now() - start < 5000, JSON.stringify(part));
  }
});
