import { createHash } from "node:crypto";
import type { Plan } from "../../plan/types.ts";
import { cleanText, oneLine } from "../../text.ts";
import { checks } from "./checks.ts";
import { contents } from "./contents.ts";
import { design, questions, risks } from "./design.ts";
import { graph } from "./graph.ts";
import { header } from "./header.ts";
import { Html, markup, type Part } from "./html.ts";
import { ICON_SHAPES } from "./icons.ts";
import { type Lookup, lookup } from "./lookup.ts";
import { next } from "./next.ts";
import { phases } from "./phases.ts";
import { requirements } from "./requirements.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";
import { tools } from "./tools.ts";

/** How a page made by us begins: what does not may be somebody's own. */
export const BEGINNING = '<!DOCTYPE html>\n<html lang="en" data-made-by="devussy">\n';

/** Plans of more steps are drawn as far as they are seen. */
const LARGE = 300;

/** Nothing but the page's own style and script may be used, and nothing may be asked for or sent. */
const POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLE)}`,
  `script-src ${hashOf(SCRIPT)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

const SIGN =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%232348b5'/%3E%3Cpath d='M4 8.4l2.6 2.6L12 5.4' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E";

/**
 * Renders a plan as one page of HTML for people: progress, phases and steps, the graph of what waits for what, the matrix
 * of requirements, checks, risks, questions and design, with a filter. The page asks for nothing from outside, works from a
 * file, and runs no script but its own; all texts of the plan stay texts. Pure: the same plan always gives the same bytes.
 *
 * @param plan A plan, complete or as far as it goes.
 * @returns The text of the page, to be written as `plan.html`.
 *
 * @example
 * ```ts
 * import { createLLMClient, renderHtml, runPipeline, startPlan } from "@devussy/devussy";
 * const idea = startPlan({ name: "<Snake>", requirements: "Steer a snake. Count points." });
 * const page = renderHtml(await runPipeline(idea, { client: createLLMClient("offline", {}) }));
 * if (!page.includes("<h1 dir=\"auto\">&lt;Snake&gt;</h1>")) throw new Error("expected the name as plain text");
 * ```
 */
export function renderHtml(plan: Plan): string {
  const page = lookup(plan);
  return BEGINNING + markup`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="devussy">
<title>${oneLine(plan.project.name)}: development plan</title>
<link rel="icon" href="${new Html(SIGN)}">
<style>${new Html(STYLE)}</style>
</head>
<body class="${page.steps.length > LARGE && "large"}">
<a class="skip" href="#main">Skip to the plan</a>
${ICON_SHAPES}
<div class="page">
${header(page)}
<div class="columns">
${contents(page)}
<main id="main" tabindex="-1">
${tools(page)}
${sections(page)}
</main>
</div>
<footer>${made(plan)}</footer>
</div>
<script>${new Html(SCRIPT)}</script>
</body>
</html>
`.text;
}

function sections(page: Lookup): Part {
  return [next, phases, graph, requirements, checks, risks, questions, design].map((section) => section(page));
}

/** Who made the plan. */
function made({ provenance: { tool, runs }, revision }: Plan): Part {
  const models = [
    ...new Set(runs.map(({ provider, model }) => provider === model ? provider : `${provider}/${model}`)),
  ];
  return `Made by ${cleanText(tool)}${
    models.length === 0 ? "" : ` with ${models.slice(0, 8).join(", ")}`
  }; revision ${revision} of the plan. This page is a picture of plan.json: devussy view makes it anew.`;
}
