import { splitBold, withoutLead } from "./inline.ts";

/** What a label announces. */
export type Topic =
  | "goal"
  | "exit"
  | "delivers"
  | "verify"
  | "files"
  | "depends"
  | "requirements"
  | "do"
  | "about"
  | "aside";

const TOPICS: Readonly<Record<Topic, string>> = {
  goal:
    "goal|goals|objective|objectives|aim|purpose|outcome|milestone|ziel|ziele|zweck|objectif|objectifs|but|objetivo|objetivos|meta|" +
    "obiettivo|obiettivi|scopo|doel|doelen|цель|цели|目标|目的|目標|ゴール|الهدف|الأهداف",
  exit:
    "exit criteria|exit criterion|acceptance criteria|success criteria|definition of done|done when|abschlusskriterien|akzeptanzkriterien|" +
    "critères de sortie|critères d'acceptation|criterios de salida|criterios de aceptación|criteri di uscita|criteri di accettazione|" +
    "critérios de saída|critérios de aceitação|acceptatiecriteria|критерии завершения|критерии приемки|验收标准|完成标准|完了条件|معايير الإنجاز",
  delivers:
    "deliverables|deliverable|outputs|output|ergebnisse|ergebnis|liefergegenstände|livrables|livrable|entregables|consegne|entregáveis|" +
    "opleveringen|результаты|交付物|成果物|المخرجات",
  verify:
    "verify|verification|test|tests|testing|how to test|how to verify|validation|validate|acceptance|acceptance test|check|checks|expected|" +
    "expected result|expected output|expect|result|command|commands|run|prüfen|prüfung|überprüfung|abnahme|vérification|vérifier|verificar|" +
    "verificación|pruebas|prueba|verifica|verificação|teste|testes|verificatie|controle|проверка|проверить|тест|тесты|验证|测试|検証|テスト|確認|" +
    "التحقق|الاختبار",
  files:
    "file|files|path|paths|creates|create|modifies|modify|changes|artifacts|artefacts|files created|files modified|files to create|" +
    "files to modify|datei|dateien|fichier|fichiers|archivo|archivos|ficheros|file da creare|arquivo|arquivos|bestand|bestanden|файл|файлы|" +
    "文件|ファイル|الملفات|الملف",
  depends:
    "depends on|depends|dependency|dependencies|prerequisite|prerequisites|requires|blocked by|after|hängt ab von|abhängigkeiten|" +
    "voraussetzungen|dépend de|dépendances|prérequis|depende de|dependencias|dipende da|dipendenze|dependências|afhankelijk van|" +
    "afhankelijkheden|зависит от|зависимости|依赖|依存|依存関係|يعتمد على",
  requirements:
    "requirement|requirements|requirement ids|covers|satisfies|serves|traces to|implements|anforderungen|exigences|requisitos|" +
    "requisiti|vereisten|требования|需求|要件|المتطلبات",
  do:
    "do|instructions|instruction|tasks|task|actions|action|what to do|implementation|details|steps|sub-steps|substeps|subtasks|sub-tasks|" +
    "activities|work|aufgaben|tätigkeiten|tâches|actions à mener|tareas|actividades|attività|compiti|tarefas|atividades|taken|задачи|任务|タスク|" +
    "المهام",
  about:
    "description|summary|overview|what|scope|context|beschreibung|umfang|description du travail|descripción|descrizione|descrição|" +
    "beschrijving|описание|描述|説明|الوصف",
  aside:
    "why|reason|rationale|size|effort|estimate|estimated effort|estimated time|duration|time|timeline|priority|status|type|owner|notes|note|" +
    "risk|risks|complexity|dauer|aufwand|priorität|durée|priorité|duración|prioridad|durata|priorità|duração|prioridade|duur|prioriteit|" +
    "длительность|срок|приоритет|时间|工期|優先度|期間|المدة",
};

const KNOWN: ReadonlyMap<string, Topic> = new Map(
  (Object.entries(TOPICS) as [Topic, string][]).flatMap(([topic, words]) =>
    words.split("|").map((word) => [word, topic] as const)
  ),
);

/** What a word or two announce, if that is known. */
export function topicOf(label: string): Topic | undefined {
  const words = label.slice(0, 80).toLowerCase().replace(/[*_`:：()]|\p{So}|\ufe0f/gu, " ").replace(/\s+/g, " ").trim();
  return KNOWN.get(words);
}

/** The known label that a line begins with, and the text behind it: `**Goal:** T`, `Goal: T`, `*Goal*: T`, `Goal`. */
export function labelled(text: string): { topic: Topic; text: string } | undefined {
  const bold = splitBold(text);
  if (bold !== undefined) {
    const topic = topicOf(bold.bold);
    return topic === undefined ? undefined : { topic, text: withoutLead(bold.rest) };
  }
  const colon = text.slice(0, 60).search(/[:：]/);
  if (colon < 1) return undefined;
  const topic = topicOf(text.slice(0, colon));
  return topic === undefined ? undefined : { topic, text: text.slice(colon + 1).replace(/^[*_]{0,3}/, "").trim() };
}
