/** Asked of every project unless the brief holds one of the phrases: what a plan cannot know and a wrong guess makes dear. */
export const generalQuestions: readonly { text: string; example: string; unless: readonly string[] }[] = [
  {
    text: "Who uses it, how many people at a time, and on which devices?",
    example: "About 50 members of one club, most of them on phones.",
    unless: ["users", "customers", "visitors", "developers", "students", "team", "desktop and mobile"],
  },
  {
    text: "Where will it run: on one person's machine, on a server of yours, or with a hosting service?",
    example: "On a small Linux server of ours.",
    unless: ["deploy", "hosted", "hosting", "server", "docker", "cloud", "locally", "command line", "browser"],
  },
  {
    text: "What must it keep between two runs, and for how long?",
    example: "All notes, until their owner deletes them.",
    unless: ["database", "store", "stored", "save", "persist", "sqlite", "postgres", "in memory"],
  },
  {
    text: "What is left out of the first version on purpose?",
    example: "Payments, and an app for phones.",
    unless: ["out of scope", "first phase", "first version", "mvp", "not included", "non goals"],
  },
  {
    text: "How will you tell that it works well enough: which task, by whom, in what time?",
    example: "A new member books a course in under two minutes, without help.",
    unless: ["acceptance criteria", "success criteria", "within seconds", "must pass"],
  },
];

/** True of every plan made here. */
export const generalRisks = [
  {
    text: "The brief leaves questions open whose answers change the design after it is built.",
    likelihood: "medium",
    impact: "high",
    mitigation:
      "Answer the questions in project_design.md before the first feature step, and change the plan where an answer differs from its assumption.",
  },
  {
    text: "The slices work alone but not together, because they meet only at the end.",
    likelihood: "medium",
    impact: "medium",
    mitigation: "Keep the end-to-end smoke test of the first phase green, and extend it with each slice.",
  },
  {
    text: "A newer version of a dependency breaks the build on another machine.",
    likelihood: "low",
    impact: "medium",
    mitigation: "Commit the lock file, and let CI install from it on an empty machine.",
  },
] as const;
