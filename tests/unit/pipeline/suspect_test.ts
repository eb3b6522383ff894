import assert from "node:assert/strict";
import fc from "fast-check";
import type { LLMClient } from "../../../src/llm/types.ts";
import { writtenIn } from "../../../src/plan/language.ts";
import { repeats } from "../../../src/pipeline/repetition.ts";
import { startPlan } from "../../../src/pipeline/request.ts";
import { runPipeline } from "../../../src/pipeline/run.ts";
import { suspicionOf } from "../../../src/pipeline/suspect.ts";
import { createLLMClient } from "../../../src/providers.ts";
import { briefNames, briefTest, readBrief } from "../briefs.ts";

interface Project {
  about: { name: string; texts: string[] };
  /** What the embedded planner answers, by stage and phase, as JSON. */
  answers: { label: string; text: string }[];
}

/** All texts of a JSON answer. */
function textsIn(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "object" && value !== null ? Object.values(value).map(textsIn).join("\n") : "";
}

/** A project with all answers that the embedded planner gives for it. */
async function projectOf(name: string, brief: string): Promise<Project> {
  const start = startPlan({ name, brief });
  const planner = createLLMClient("offline", {});
  const answers: Project["answers"] = [];
  const client: LLMClient = {
    ...planner,
    async complete(messages, options) {
      const completion = await planner.complete(messages, options);
      answers.push({ label: `${options?.task?.name} ${answers.length}`, text: completion.text });
      return completion;
    },
  };
  await runPipeline(start, { client, brief, concurrency: 1 });
  return { about: { name, texts: [brief, ...start.requirements.map(({ text }) => text)] }, answers };
}

const IDEAS: Readonly<Record<string, string>> = {
  "Snake": "Snake game in the terminal.",
  "Todo": "Users add todo items. They tick them off and export them as CSV.",
  "Weather bot": "A weather bot for Telegram that sends the forecast each morning.",
  "Invoices": "Freelancers write invoices, send them as PDF by mail and see which are paid.",
  "Chess": "Chess server with ratings and tournaments.",
  "x": "Build a thing.",
  "Notes": "Take short notes.",
};

const briefs = () =>
  Promise.all(briefNames.map((name) => projectOf(name.replace(/\.\w+$/, "").replaceAll("_", " "), readBrief(name))));

Deno.test("suspicionOf() suspects no answer about an idea of one line", async () => {
  for (const [name, idea] of Object.entries(IDEAS)) {
    const { about, answers } = await projectOf(name, idea);
    for (const { label, text } of answers) {
      assert.equal(suspicionOf(textsIn(JSON.parse(text)), about), undefined, `${name}: ${label}`);
      assert.equal(suspicionOf(text, about), undefined, `${name}: ${label}, as JSON`);
    }
  }
});

briefTest("suspicionOf() suspects no answer about its own brief, and nearly all runs about another", async () => {
  const projects = await briefs();
  let pairs = 0;
  let found = 0;
  for (const project of projects) {
    for (const { label, text } of project.answers) {
      assert.equal(suspicionOf(textsIn(JSON.parse(text)), project.about), undefined, `${project.about.name}: ${label}`);
    }
    for (const other of projects) {
      if (other === project) continue;
      pairs++;
      const suspicions = other.answers.map(({ text }) => suspicionOf(textsIn(JSON.parse(text)), project.about));
      if (suspicions.some((suspicion) => suspicion?.startsWith("it is not about this project"))) found++;
    }
  }
  assert.ok(found >= pairs * 0.9, `${found} of ${pairs}`);
});

const ENGLISH =
  "The program keeps the notes of its users in one file and shows them when they are asked for. It should start at once, and each note that is written must be there after a restart. Users can search in all of their notes by any word, and see which of them have changed.";
const OTHERS: Readonly<Record<string, string>> = {
  German:
    "Das Programm hält die Notizen der Nutzer in einer Datei und zeigt sie, wenn danach gefragt wird. Es soll sofort starten, und jede Notiz, die geschrieben ist, muss nach einem Neustart da sein. Die Nutzer können mit einem Wort in allen Notizen suchen und sehen, welche sich geändert haben.",
  French:
    "Le programme garde les notes des utilisateurs dans un fichier et les montre quand on les demande. Il doit être prêt tout de suite, et chaque note qui est écrite doit être là après un redémarrage. Les utilisateurs cherchent dans toutes les notes avec un mot, et voient celles qui ont changé pour eux.",
  Spanish:
    "El programa guarda las notas de los usuarios en un archivo y las muestra cuando se piden. Debe arrancar al momento, y cada nota que se escribe debe estar ahí después de un reinicio. Los usuarios buscan en todas las notas con una palabra, y ven las que han cambiado para ellos.",
  Italian:
    "Il programma tiene le note degli utenti in un file e le mostra quando sono richieste. Deve partire subito, e ogni nota che è scritta deve essere lì dopo un riavvio. Gli utenti cercano in tutte le note con una parola, e vedono quali sono cambiate nella lista delle note per loro.",
  Portuguese:
    "O programa guarda as notas dos usuários em um arquivo e mostra as notas quando são pedidas. Ele deve abrir logo, e cada nota que é escrita deve estar lá depois de reiniciar. Os usuários buscam em todas as notas com uma palavra, e veem as que mudaram para eles. Não há uma conta.",
  Dutch:
    "Het programma bewaart de notities van de gebruikers in een bestand en toont ze als daar naar wordt gevraagd. Het moet meteen starten, en elke notitie die is geschreven moet er na een herstart zijn. De gebruikers zoeken met een woord in alle notities, en zien welke zijn veranderd.",
};
const OTHER_SCRIPTS: Readonly<Record<string, string>> = {
  "Chinese":
    "该程序将用户的笔记保存在一个文件中，并在需要时显示它们。它应当立即启动，写下的每一条笔记在重启之后都必须存在。用户可以在所有笔记中搜索任何词语。",
  "Japanese":
    "このプログラムは利用者のメモを一つのファイルに保存し、求められたときに表示します。すぐに起動し、書かれたメモは再起動の後にも残っていなければなりません。",
  "Korean":
    "이 프로그램은 사용자의 메모를 하나의 파일에 보관하고 요청이 있으면 보여 줍니다. 바로 시작해야 하며 작성된 메모는 다시 시작한 뒤에도 남아 있어야 합니다.",
  "Cyrillic letters":
    "Программа хранит заметки пользователей в одном файле и показывает их по запросу. Она должна запускаться сразу, и каждая записанная заметка должна остаться после перезапуска.",
  "Arabic letters":
    "يحفظ البرنامج ملاحظات المستخدمين في ملف واحد ويعرضها عند الطلب. يجب أن يبدأ فورا وأن تبقى كل ملاحظة مكتوبة بعد إعادة التشغيل.",
};

Deno.test("writtenIn() knows languages by their small words, and scripts by their letters", () => {
  assert.equal(writtenIn(ENGLISH).language, "English");
  for (const [name, text] of Object.entries(OTHERS)) assert.equal(writtenIn(text).language, name);
  for (const [name, text] of Object.entries(OTHER_SCRIPTS)) {
    assert.ok((writtenIn(text).scripts.get(name) ?? 0) > 0.9, name);
  }
  assert.equal(writtenIn("Users add notes.").language, undefined);
});

Deno.test("suspicionOf() tells an answer in another language, whichever the project's is", () => {
  const all = { English: ENGLISH, ...OTHERS };
  for (const [asked, project] of Object.entries(all)) {
    for (const [given, answer] of Object.entries(all)) {
      const suspicion = suspicionOf(answer, { name: "Notes", texts: [project] });
      if (asked === given) assert.equal(suspicion, undefined);
      else assert.equal(suspicion, `it is written in ${given}, the project's texts are in ${asked}`);
    }
  }
  for (const [name, text] of Object.entries(OTHER_SCRIPTS)) {
    assert.equal(
      suspicionOf(text, { name: "Notes", texts: [ENGLISH] }),
      `it is written in ${name}, the project's texts are in English`,
    );
    assert.equal(
      suspicionOf(ENGLISH, { name: "Notes", texts: [text] }),
      `it is written in English, the project's texts are in ${name}`,
    );
    assert.equal(suspicionOf(text, { name: "Notes", texts: [text] }), undefined, name);
    // English names and code stand in texts of any language.
    assert.equal(
      suspicionOf(`${text} PostgreSQL, \`src/store.ts\``, { name: "Notes", texts: [text, "Use PostgreSQL"] }),
      undefined,
    );
  }
});

Deno.test("suspicionOf() tells refusals and empty answers", () => {
  const about = { name: "Notes", texts: [ENGLISH] };
  for (const text of ["", " \n", "\t"]) assert.equal(suspicionOf(text, about), "it is empty");
  for (
    const text of [
      "I'm sorry, but I can't help with that.",
      "I cannot plan this.",
      "Sorry, I am not able to.",
      "As an AI, I have no access.",
      "Es tut mir leid, das geht nicht.",
    ]
  ) {
    assert.equal(suspicionOf(text, about), "it is a refusal", text);
  }
  assert.equal(suspicionOf("Sorry! is a game of notes.", about), undefined);
});

Deno.test("suspicionOf() says which words it missed", () => {
  const about = {
    name: "Beekeeper",
    texts: [
      "Beekeepers log hives, queens, swarms, honey harvests, varroa mites and apiary inspections; beekeepers see hives on a meadow.",
    ],
  };
  const foreign =
    "Shoppers browse a catalogue of shoes, put sneakers and boots into baskets, redeem vouchers, pick couriers, track parcels, rate sellers, compare sizes, save wishlists, invite friends, collect stamps, and return sandals.";
  assert.equal(
    suspicionOf(foreign, about),
    'it is not about this project: none of its words ("Beekeeper", "hives", "queens") appear',
  );
  assert.equal(suspicionOf(`${foreign} For the beekeeper's hives, queens and honey.`, about), undefined);
  // Too little is known, or said, to judge.
  assert.equal(suspicionOf(foreign, { name: "Shop", texts: ["Sell things."] }), undefined);
  assert.equal(suspicionOf("Set up the repository, the linter and CI, and test the start.", about), undefined);
});

Deno.test("repeats() finds a unit without end, however long it is and wherever the text is cut", () => {
  const unit = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }).filter((text) => text.length <= 400);
  fc.assert(fc.property(fc.string(), unit, fc.nat(500), (before, unit, extra) => {
    const text = before + unit.repeat(Math.ceil((3_300 + extra) / unit.length)) + unit.slice(0, extra % unit.length);
    assert.match(repeats(text) ?? "", /^it repeats .+ without end$/);
  }));
  for (const length of [1, 2, 100, 399, 400]) {
    const unit = Array.from({ length }, (_, at) => String.fromCharCode(97 + (at * at + at * 7) % 26)).join("");
    assert.ok(repeats("Here it comes. " + unit.repeat(Math.ceil(3_200 / length))) !== undefined, String(length));
    assert.equal(repeats(unit.repeat(7)), undefined);
  }
  assert.equal(repeats(" ".repeat(4_000)), "it repeats blank space without end");
});

Deno.test("repeats() finds a line that comes back again and again", () => {
  const lines = Array.from(
    { length: 80 },
    (_, at) => at % 2 === 0 ? "- Write the tests for it" : `- Another thing, number ${at * at}`,
  );
  assert.equal(repeats(`# Plan\n${lines.join("\n")}`), 'it repeats the line "- Write the tests for it" without end');
});

Deno.test("repeats() is silent on plans, tables, rules and JSON with equal values", async () => {
  const records = Array.from(
    { length: 400 },
    (_, at) => ({ path: `src/part_${at}.ts`, action: "create", dependsOn: [], size: "S" }),
  );
  const texts = [
    JSON.stringify(records, null, 2),
    JSON.stringify(records),
    records.map(({ path }) => `| ${path} | create | S | none |`).join("\n"),
    `${"-".repeat(200)}\n`.repeat(8),
    `# A\n\n${"=".repeat(120)}\n\ntext ${"· ".repeat(300)}`,
    records.map((_, at) =>
      `### 1.${at} Step ${at}\n- Do part ${at}\n- Then ${at * 7}\n**Verify:** \`npm test\` passes\n`
    ).join("\n"),
    JSON.stringify({ status: Array.from({ length: 250 }, () => "todo") }),
  ];
  for (const text of texts) assert.equal(repeats(text), undefined, text.slice(0, 80));
  for (const [name, idea] of Object.entries(IDEAS)) {
    for (const { text } of (await projectOf(name, idea)).answers) {
      assert.equal(repeats(text), undefined);
      assert.equal(repeats(JSON.stringify(JSON.parse(text), null, 2)), undefined);
    }
  }
});

briefTest("repeats() is silent while the plans of the shared briefs grow", async () => {
  for (const { answers } of await briefs()) {
    for (const { text } of answers) {
      for (let end = 4_000; end < text.length + 4_000; end += 4_000) {
        assert.equal(repeats(text.slice(0, end)), undefined);
      }
    }
  }
});

Deno.test("suspicionOf() and repeats() throw at nothing, and end on long texts", () => {
  const about = { name: "Notes", texts: [ENGLISH] };
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    suspicionOf(text, about);
    suspicionOf(ENGLISH, { name: text, texts: [text] });
    repeats(text.repeat(50));
  }));
  for (const piece of ["a", " ", "the ", "a/", "@", "`", "笔", "\n", "a\n", "\ud800", "-a", "."]) {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    suspicionOf(text, about);
    suspicionOf(ENGLISH, { name: "Notes", texts: [text] });
    repeats(text);
  }
});
