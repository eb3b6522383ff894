import assert from "node:assert/strict";
import { sentencesOf } from "../../../../src/plan/requirements/sentences.ts";
import { summaryOf } from "../../../../src/plan/requirements/summary.ts";

Deno.test("sentencesOf() splits at the end of sentences", () => {
  assert.deepEqual(sentencesOf("Add notes. Edit them! Are they kept? Yes"), [
    "Add notes.",
    "Edit them!",
    "Are they kept?",
    "Yes",
  ]);
});

Deno.test("sentencesOf() keeps a sentence whole when abbreviations, numbers or names hold full stops", () => {
  for (
    const text of [
      "Export to files, e.g. PDF and CSV, at once.",
      "Export to text formats, i.e. Markdown, at once.",
      "Use a platform such as .NET Core for the server.",
      "Build it with Node.js and Vue.js on a server.",
      "Answers take at most 1.5 seconds at 99.9 percent.",
      "Compare lists vs. tables in one view.",
      "Save it as results/report.html beside the data.",
      "Written by J. Smith for the team.",
    ]
  ) assert.deepEqual(sentencesOf(text), [text]);
});

Deno.test("sentencesOf() keeps single line breaks inside sentences", () => {
  assert.deepEqual(sentencesOf("Users add\nnotes. They edit\nthem."), ["Users add notes.", "They edit them."]);
});

Deno.test("sentencesOf() splits German", () => {
  assert.deepEqual(sentencesOf("Nutzer legen Notizen an, z.B. Listen. Sie können sie teilen."), [
    "Nutzer legen Notizen an, z.B. Listen.",
    "Sie können sie teilen.",
  ]);
});

Deno.test("sentencesOf() splits Spanish", () => {
  assert.deepEqual(sentencesOf("Los usuarios crean notas. ¿Pueden compartirlas? ¡Deben poder!"), [
    "Los usuarios crean notas.",
    "¿Pueden compartirlas?",
    "¡Deben poder!",
  ]);
});

Deno.test("sentencesOf() splits Chinese", () => {
  assert.deepEqual(sentencesOf("用户可以创建笔记。系统必须保存数据！可以搜索吗？"), [
    "用户可以创建笔记。",
    "系统必须保存数据！",
    "可以搜索吗？",
  ]);
});

Deno.test("sentencesOf() splits Japanese", () => {
  assert.deepEqual(sentencesOf("ユーザーはメモを作成できる。メモを検索できる。"), [
    "ユーザーはメモを作成できる。",
    "メモを検索できる。",
  ]);
});

Deno.test("sentencesOf() splits Arabic", () => {
  assert.deepEqual(sentencesOf("يمكن للمستخدمين إضافة ملاحظات. هل يمكن مشاركتها؟ نعم يمكن ذلك."), [
    "يمكن للمستخدمين إضافة ملاحظات.",
    "هل يمكن مشاركتها؟",
    "نعم يمكن ذلك.",
  ]);
});

Deno.test("sentencesOf() gives nothing when a text has no letter and no digit", () => {
  for (const text of ["", " ", "...", "— !", "***"]) assert.deepEqual(sentencesOf(text), []);
});

Deno.test("summaryOf() takes the first whole sentence of prose", () => {
  assert.equal(
    summaryOf("# Notes\n\n- a list\n\nThis document is short. Notes keeps what people write in plain files. More."),
    "Notes keeps what people write in plain files.",
  );
});

Deno.test("summaryOf() gives nothing when there is no prose", () => {
  for (const brief of ["", "# Notes\n\n- Users add notes\n", "Notes\n"]) assert.equal(summaryOf(brief), undefined);
});
