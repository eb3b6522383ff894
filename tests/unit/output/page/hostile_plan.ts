import type { Plan } from "../../../../src/plan/types.ts";
import { goodPlan } from "../../plan/builders.ts";

/** Texts that try to become something else than text. */
export const HOSTILE: readonly string[] = [
  `</script><script>window.pwned=1</script>`,
  `<img src=x onerror="window.pwned=2">`,
  `"'><svg onload=alert(3)>`,
  `]]>--></style></title></textarea><a href=javascript:alert(4)>`,
  "W".repeat(400),
  "\u202eabc\u202c \u200bzero\u200d width",
  "שלום עולם <b>bold</b>",
  "`<i>code</i>` **<b>x</b>**",
  "javascript:alert(5)",
  "&lt;script&gt;alert(6)&lt;/script&gt;",
  "https://evil.example/x.png ![x](https://evil.example/y.png)",
  "{{constructor.constructor('alert(7)')()}} ${alert(8)}",
];

/** Texts that must stay as they are for the plan to be one. */
const KEPT =
  /^(?:[RSKAQD]\d+(?:x\d+)?|\d+\.\d+|high|low|medium|must|active|functional|brief|feature|enabler|docs|create|todo|S)$/;

/** A plan all of whose texts are hostile, ids of steps and references too. */
export function hostilePlan(): Plan {
  let next = 0;
  const plan: Plan = JSON.parse(
    JSON.stringify(goodPlan()),
    (_, value) =>
      typeof value !== "string" || KEPT.test(value) ? value : `${HOSTILE[next++ % HOSTILE.length]} ${value}`,
  );
  const [first, second, third] = plan.phases[0]!.steps;
  first!.id = `x" onclick="window.pwned=9`;
  second!.id = `</script>`;
  third!.id = first!.id;
  third!.dependsOn.push(`<img src=x>`);
  third!.requirements.push(`"><img src=x onerror=alert(10)>`);
  third!.status = "done";
  third!.evidence = { note: HOSTILE[0]!, at: HOSTILE[1]!, sha256: HOSTILE[2]! };
  plan.checks = {
    score: 10,
    findings: HOSTILE.map((text) => ({
      rule: text,
      severity: "error",
      message: text,
      location: text,
      pointer: `/phases/0/steps/${text}`,
      hint: text,
    })),
    unchecked: [{ rule: HOSTILE[0]!, off: true, reason: HOSTILE[1]! }],
  };
  return plan;
}
