import { oneLine, shorten } from "../../../text.ts";
import { isSafePath } from "../../paths.ts";
import type { Found, Rule } from "../rule.ts";

/** Words that stand where a path should, and name nothing; a folder of that name ends in a slash. */
const NOTHING = new Set(
  ("code|the code|source|sources|source code|the source code|source file|source files|code file|code files|codebase|the codebase|file|files|" +
    "the file|the files|new file|new files|various|various files|multiple files|several files|all files|relevant files|existing files|" +
    "other files|etc|misc|none|null|nil|undefined|unknown|nothing|n/a|na|n.a|tba|tbd|todo|the app|the application|the project|" +
    "project files|the program|implementation|the implementation|changes|code changes|output|result|results|deliverable|deliverables|artifact|" +
    "artifacts|path|filename|file name|same|same as above|see above|as above|everything|feature|component|module|function|class|" +
    "quellcode|quelltext|datei|dateien|diverse|keine|code source|fichier|fichiers|aucun|código|código fuente|archivo|archivos|ninguno|" +
    "arquivo|arquivos|nenhum|codice|codice sorgente|nessuno|broncode|bestand|bestanden|geen|код|исходный код|файл|файлы|нет|" +
    "代码|源代码|文件|源文件|无|コード|ソースコード|ファイル|なし|코드|소스 코드|파일|없음").split("|"),
);

/** What follows a path where more than a path stands: another one, or a remark. */
const MORE_THAN_A_PATH =
  /\.[\p{L}\p{N}]{1,10}(?:[,;:]| (?:and|or|with|for|und|mit|et|avec|y|con|e|com|en|met|[-–—+&])) +\S|\s\([^()]{0,200}\)$/u;

/** A step leaves something behind. */
export const deliverable: Rule = {
  id: "deliverable",
  severity: "error",
  demands: "A step names at least one file or folder, each by a relative path inside the project.",
  why:
    'A step that leaves nothing behind cannot be seen to be done, "source code" tells nobody where, and a path that leaves the project may do harm. Files without an extension (Makefile, bin/tool) and folders with a slash at the end are paths like any other.',
  needs: ["steps", "deliverables"],
  check(view) {
    return view.steps.flatMap(({ step, location, pointer }): Found[] => {
      // Where a format has no place for files, "run the audit" and "deploy" need none.
      const doing = !view.has("actions") && (step.type === "test" || step.type === "ops");
      if (step.deliverables.length === 0 && !doing) {
        return [{
          message: `Step ${step.number} leaves nothing behind`,
          location,
          pointer: `${pointer}/deliverables`,
          hint: "Name the file that it makes or changes.",
        }];
      }
      return step.deliverables.flatMap(({ path }, index) => {
        const slip = slipOf(path);
        return slip === undefined ? [] : [{ ...slip, location, pointer: `${pointer}/deliverables/${index}/path` }];
      });
    });
  },
};

function slipOf(path: string): { message: string; hint: string } | undefined {
  if (/[*?]/.test(path) && isSafePath(path.replace(/[*?]+/g, "x"))) {
    return {
      message: `"${shorten(oneLine(path), 240)}" stands for many files`,
      hint: "Name the folder, with a slash at its end, or each file.",
    };
  }
  if (!isSafePath(path.replace(/^\.\/(?=.)/, ""))) {
    return {
      message: `The path "${shorten(oneLine(path), 240)}" does not stay inside the project`,
      hint: 'Use a path relative to the project\'s root, with slashes and without "..".',
    };
  }
  if (MORE_THAN_A_PATH.test(path)) {
    return {
      message: `"${path}" is more than one path`,
      hint: "Give each file an entry of its own, with nothing but its path.",
    };
  }
  if (namesNothing(path)) {
    return {
      message: `"${path}" names no file or folder`,
      hint: 'Name it by its path, such as "src/orders.ts"; a folder ends in a slash.',
    };
  }
  return undefined;
}

/** Words instead of a path: those above, and several words without a slash or an extension. */
function namesNothing(path: string): boolean {
  const words = path.trim().toLowerCase().replace(/^[`'*([\s_-]+/, "").replace(/[`'*)\]\s…_-]+$/, "");
  return words === "" || NOTHING.has(words) ||
    (/\s/.test(words) && !words.includes("/") && !/\.[\p{L}\p{N}]{1,10}$/u.test(words));
}
