import assert from "node:assert/strict";
import { startPlan } from "../../../src/pipeline/request.ts";
import { basicDevplan } from "../../../src/pipeline/stages/basic_devplan.ts";
import type { BasicPlanAnswer } from "../../../src/plan/answers.ts";

const PLAN = startPlan({
  name: "图书馆",
  requirements: "读者可以搜索馆藏图书。 读者可以预约图书。 管理员可以登记归还的图书。 系统每天发送逾期提醒邮件。",
});
const IDS = PLAN.requirements.map(({ id }) => id);

/** What the stage says of phases with these titles, which name the requirements one after the other. */
function problemsOf(titles: readonly string[]): string[] {
  const phases: BasicPlanAnswer["phases"] = titles.map((title, at) => ({
    title,
    goal: title,
    kind: "feature",
    requirements: IDS.filter((_, index) => index % titles.length === at),
    dependsOn: [],
    exitCriteria: [title],
  }));
  const [ask] = basicDevplan.asks(PLAN, "");
  return ask?.problems({ phases }) ?? [];
}

Deno.test("phases without spaces between their words are known to be about the project, or not to be", () => {
  assert.equal(IDS.length, 4);
  assert.deepEqual(problemsOf(["搜索图书和归还图书", "预约与提醒邮件"]), []);
  assert.match(problemsOf(["连接地震传感器", "绘制波形"])[0] ?? "", /it is not about this project/);
});

Deno.test("a plan in Markdown without spaces between its words gets each requirement into the phase that speaks of it", async () => {
  const [ask] = basicDevplan.asks(PLAN, "");
  const text =
    "## 第一阶段：搜索和归还图书\n\n馆藏可以搜索，归还可以登记。\n\n## 第二阶段：预约和提醒\n\n可以预约图书，发送逾期提醒邮件。\n";
  const answer = await ask?.fromMarkdown?.(text, { phases: [] });
  assert.deepEqual(answer?.phases.map(({ requirements }) => requirements), [["R1", "R3"], ["R2", "R4"]]);
});
