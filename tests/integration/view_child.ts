/**
 * Shows a run on the terminal that it was started on, as the command does: `view_child.ts MODE`. The events are a
 * script, so that no model is needed.
 * @module
 */
import { createView } from "../../src/cli/view/mod.ts";
import { closeViews } from "../../src/cli/view/open.ts";
import type { PipelineEvent } from "../../src/pipeline/stage.ts";

const [mode = "whole", title = "Parse the header"] = Deno.args;
const about = { stage: "detailed_devplan", label: "phase 1" } as const;
const who = { provider: "openai", model: "gpt-5" };
const events: PipelineEvent[] = [
  { type: "stage-start", ...about, title: "Detailed devplan", calls: 2, ...who },
  { type: "call-start", ...about, ...who, id: "1a2b3c4d" },
  { type: "call-text", ...about, chars: 4000 },
  { type: "part", ...about, title },
];
const finish: PipelineEvent[] = [
  { type: "call-answer", ...about, ...who, id: "1a2b3c4d", stored: false, ms: 10, attempts: 1 },
  { type: "call-finish", ...about, done: 1, calls: 2 },
  { type: "stage-finish", ...about, title: "Detailed devplan" },
  { type: "checked", score: 100, errors: 0, warnings: 0 },
];
const encoder = new TextEncoder();
const write = (text: string) => {
  let bytes = encoder.encode(text);
  while (bytes.length > 0) bytes = bytes.subarray(Deno.stderr.writeSync(bytes));
};
const screen = {
  columns: () => Deno.consoleSize().columns,
  rows: () => Deno.consoleSize().rows,
  write,
  colour: !Deno.noColor,
};
const view = createView({ stages: ["detailed_devplan"], streaming: true, verbose: false }, {
  say: (line) => write(`${line}\n`),
  screen,
});
// As the command does it: before anything is drawn.
if (mode === "wait") {
  Deno.addSignalListener("SIGINT", () => {
    closeViews();
    Deno.exit(130);
  });
}
try {
  for (const event of events) view.onEvent(event);
  if (mode === "crash") throw new Error("the run has failed");
  if (mode === "wait") {
    // The spinner alone keeps no process alive.
    await new Promise((resolve) => setTimeout(resolve, 60_000));
  }
  for (const event of finish) view.onEvent(event);
} finally {
  view.close();
}
