import assert from "node:assert/strict";
import type { Found } from "../../../../src/plan/checks/rule.ts";
import { foreign } from "../../../../src/plan/checks/rules/foreign.ts";
import { PlanView } from "../../../../src/plan/checks/view.ts";
import { runPipeline } from "../../../../src/pipeline/run.ts";
import { startPlan } from "../../../../src/pipeline/request.ts";
import type { Phase, Plan } from "../../../../src/plan/types.ts";
import { createLLMClient } from "../../../../src/providers.ts";
import { goodPlan, phase, step } from "../builders.ts";
import { soundPlans } from "./sound_plans.ts";

function found(plan: Plan, percent = 60): Found[] {
  return foreign.check(new PlanView(plan, { absent: [], files: [] }), { min_percent: percent });
}

const IDEAS: Readonly<Record<string, string>> = {
  "Beekeeping diary":
    "Beekeepers record hives, inspections, honey harvest and the age of queens. Show a calendar of the swarm season. Warn when varroa mites exceed 3 per 100 bees.",
  "Tax assistant":
    "Employees upload payslips and receipts. Compute the deductible expenses by category. Fill the income declaration. Show the refund that is expected.",
  "Train delays":
    "Commuters see trains on a map with their delay in minutes. Subscribe to a line and receive a notification of cancellations. Show a chart of punctuality by station.",
  "Chess trainer":
    "Players solve chess puzzles sorted by rating. Explain each blunder with an engine line. Opponents play blitz games with a clock. Show the openings repertoire as a tree.",
};

const plans = () =>
  Promise.all(
    Object.entries(IDEAS).map(([name, requirements]) =>
      runPipeline(startPlan({ name, requirements }), { client: createLLMClient("offline", {}) })
    ),
  );

Deno.test("lintPlan() finds a plan when it is another project's", async () => {
  const all = await plans();
  for (const plan of all) {
    assert.deepEqual(found(plan), []);
    for (const { design, phases, risks, assumptions } of all.filter((other) => other !== plan)) {
      const swapped = design === undefined ? plan : { ...plan, design, phases, risks, assumptions };
      assert.match(found(swapped)[0]?.message ?? "", /^The plan is not about this project: \d+ of \d+ key words/);
      assert.equal(found({ ...plan, phases }).length > 0, true, "its own design does not make up for foreign steps");
    }
  }
});

Deno.test("lintPlan() says which words it missed, and where the plan is", async () => {
  const [bees, taxes] = await plans();
  assert.ok(bees !== undefined && taxes !== undefined);
  const [finding] = found({ ...bees, phases: taxes.phases });
  assert.match(finding?.message ?? "", /"Beekeepers"/);
  assert.equal(finding?.pointer, "/phases");
  assert.deepEqual(found({ ...bees, phases: taxes.phases }, 0).filter(({ pointer }) => pointer === "/phases"), []);
});

Deno.test("lintPlan() finds a phase when it is another project's", () => {
  const work = (at: number, matter: string) =>
    step(`2.${at}`, {
      title: `Let clerks ${matter} invoices`,
      do: [
        `Write how an invoice is ${matter}ed, with dunning, ledger and discount.`,
        `Reject an invoice whose ${matter} has no debtor, tariff or surcharge in the catalogue of vendors.`,
      ],
      requirements: ["R2"],
    });
  const alien: Phase = phase(2, [work(1, "dispatch"), work(2, "reconcile"), work(3, "factor")], { title: "Invoices" });
  const plan = beesWith(alien);
  assert.deepEqual(found(plan).map(({ pointer }) => pointer), ["/phases/1"]);
  assert.match(found(plan)[0]?.message ?? "", /it speaks of "\w+" throughout/);
});

Deno.test("lintPlan() takes no phase of tools for another project's", () => {
  const phases = [
    [
      "Hardening",
      "Limit sign-in attempts to five per minute with a sliding window and lock for fifteen minutes.",
      "Set a strict content policy, nosniff and a referrer policy; verify with a scanner.",
      "Derive hashes with argon2id and rehash when parameters change; rotate credentials.",
    ],
    [
      "Operations",
      "Write a multi-stage Dockerfile with a distroless image, non-root uid and named volumes.",
      "Describe the virtual machine, firewall and DNS zone with Terraform modules in an encrypted bucket.",
      "Dump the volume nightly with restic, rotate copies and rehearse a restore on a scratch host.",
    ],
    [
      "Accessibility",
      "Add visible focus rings, skip links and roving tabindex; escape closes dialogs politely.",
      "Audit colours with axe, honour reduced motion, respect dark schemes, enlarge touch targets.",
      "Split bundles by route, preload fonts, compress with brotli, defer offscreen pictures.",
    ],
  ];
  for (const [title = "", ...texts] of phases) {
    const steps = texts.map((text, at) => step(`2.${at + 1}`, { title: `${title} ${at + 1}`, do: [text] }));
    assert.deepEqual(found(beesWith(phase(2, steps, { title }))), [], title);
  }
});

Deno.test("lintPlan() does not judge plans when the project says little or is written in another language", async () => {
  const [, taxes] = await plans();
  assert.ok(taxes !== undefined);
  const short = await runPipeline(startPlan({ name: "A snake game" }), { client: createLLMClient("offline", {}) });
  assert.deepEqual(found({ ...short, phases: taxes.phases }), []);
  const german =
    "Imker erfassen Völker, Durchsichten, Honigernten und das Alter der Königinnen. Das Programm zeigt einen Kalender der Schwarmzeit und warnt, wenn die Varroamilben einen Wert von drei je hundert Bienen übersteigen. Die Ernte wird als Tabelle ausgegeben, und der Imker sieht sie nach Jahren sortiert auf einer Seite mit allen Völkern.";
  const other = startPlan({ name: "Imkerbuch", requirements: german });
  assert.deepEqual(found({ ...other, phases: taxes.phases }), []);
  assert.deepEqual(found(goodPlan()), []);
});

Deno.test("lintPlan() finds every sound plan about its own project", async () => {
  for (const [name, plan] of await soundPlans()) assert.deepEqual(found(plan), [], name);
});

/** A plan about bees with one phase more. */
function beesWith(second: Phase): Plan {
  const texts = (IDEAS["Beekeeping diary"] ?? "").split(". ");
  const own = phase(
    1,
    texts.map((text, at) =>
      step(`1.${at + 1}`, { title: text, do: [`${text}, with a test for it.`], requirements: ["R1"] })
    ),
  );
  return goodPlan({
    project: {
      name: "Beekeeping diary",
      summary: "A diary for the hives of beekeepers.",
      languages: ["Go"],
      frameworks: [],
      apis: [],
    },
    requirements: texts.map((text, at) => ({
      id: `R${at + 1}`,
      text,
      kind: "functional",
      priority: "must",
      source: { from: "brief", line: 1 },
      acceptance: [],
      status: "active",
    })),
    phases: [own, second],
  });
}
