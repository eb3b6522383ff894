import type { StepAnswer } from "../answers.ts";
import { readmeIn, releaseIn } from "../existing/documents.ts";
import type { Plan } from "../types.ts";

/** What follows new work on a project that was released before: its texts and a release, as the last phase had them. */
export function closingSteps(
  { project, commands, phases, existing }: Plan,
  ids: readonly string[],
  count: number,
  revision: number,
): StepAnswer[] {
  const made = new Set([
    ...existing?.files ?? [],
    ...phases.flatMap(({ steps }) => steps.flatMap(({ deliverables }) => deliverables)).map(({ path }) => path),
  ]);
  const readme = readmeIn(existing);
  const release = releaseIn(existing);
  const file = (path: string) => ({ path, action: made.has(path) ? "modify" as const : "create" as const });
  const name = project.name.length > 50 ? "the project" : project.name;
  const cited = ids.slice(0, 3);
  const told = ids.length === 0 ? "" : ` (${ids.slice(0, 5).join(", ")})`;
  const all = Array.from({ length: count }, (_, at) => at + 1);
  return [
    {
      type: "docs",
      title: `Tell in the README what revision ${revision} changes`,
      do: [
        `Bring ${readme} in line with what ${name} does now${told}: what is new, what is different, and what is gone.`,
        "Try each command and example that it shows, and put in what they print now.",
      ],
      requirements: cited,
      dependsOn: all,
      deliverables: [file(readme)],
      verify: [{
        expect:
          `Each command of ${readme} prints what stands there, and nothing of it is older than revision ${revision}.`,
      }],
      size: "S",
    },
    {
      type: "ops",
      title: `Release ${name} with the changes of revision ${revision}`,
      do: [
        `Say in ${release.told} what users of ${name} will notice${told}: what is new, what works in another way, what is gone.`,
        "Raise the version by the size of these changes, tag it, and release it the way that the last version was.",
      ],
      requirements: cited,
      dependsOn: [count + 1],
      deliverables: [file(release.path)],
      verify: [{
        ...(commands === undefined ? {} : { command: commands.test }),
        expect: `passes on a fresh checkout of the tag, which holds the changes of revision ${revision}.`,
      }],
      size: "S",
    },
  ];
}
