/** What a section of a design is about. */
export type Chapter = "summary" | "objectives" | "stack" | "architecture" | "risks" | "questions" | "other";

/** Each is matched against a whole title, in lower case; the first that fits counts. */
const CHAPTERS: readonly (readonly [Chapter, RegExp])[] = [
  [
    "questions",
    /^(?:open |unresolved )?(?:questions|issues)$|offene fragen|questions ouvertes|preguntas|domande|perguntas|open vragen|вопросы|问题|質問|課題|أسئلة/,
  ],
  ["risks", /\brisks?\b|\brisiken\b|risques|riesgos|rischi|riscos|risico|риски|风险|リスク|المخاطر/],
  [
    "stack",
    /tech(?:nology|nical|nologies)?[ -]?stack|^technolog(?:y|ies)(?: choices)?$|^tools(?: and technologies)?$|technologien|technologie-stack|pile technique|technologies utilisées|tecnolog[ií]as|tecnologie|technologieën|технологии|стек|技术栈|技術スタック|التقنيات/,
  ],
  [
    "objectives",
    /^(?:project |key |main )?(?:objectives|goals|aims)(?: and .{1,30})?$|^ziele$|^objectifs$|^objetivos$|^obiettivi$|^doelen$|^цели|目标|目的|الأهداف/,
  ],
  [
    "summary",
    /^(?:executive |project )?(?:summary|overview|introduction|description|vision|purpose|abstract)$|^(?:überblick|zusammenfassung|einleitung)$|^(?:résumé|aperçu|introduction)$|^(?:resumen|introducción)$|^(?:sommario|introduzione|panoramica)$|^(?:resumo|introdução|visão geral)$|^(?:samenvatting|inleiding)$|обзор|введение|概述|简介|概要|はじめに|نظرة عامة|ملخص/,
  ],
  [
    "architecture",
    /archite[ck]t|architett|arquitec?t|архитектура|架构|アーキテクチャ|البنية|الهيكل|^(?:system |high-level |technical |detailed )?(?:design|structure)$|\bcomponents?\b|\bmodules?\b|data (?:model|flow)|database schema|\bapi (?:design|endpoints?)|project structure|komponenten|datenmodell|composants|componentes|componenti|componenten|компоненты|组件|模块|コンポーネント/,
  ],
];

/** The chapter that a title opens. */
export function chapterOf(title: string): Chapter {
  const words = title.slice(0, 100).toLowerCase().replace(/^[^\p{L}]+/u, "").trim();
  return CHAPTERS.find(([, pattern]) => pattern.test(words))?.[0] ?? "other";
}
