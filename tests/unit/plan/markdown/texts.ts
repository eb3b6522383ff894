/** Texts that are no plan, and texts that would break a careless reader; for the tests of Markdown. */
import fc from "fast-check";

export const REFUSALS: Readonly<Record<string, string>> = {
  "a refusal": "I'm sorry, but I can't help with that.",
  "a refusal with reasons":
    "I'm sorry, but I can't plan this:\n\n1. **No access**: I have none\n2. **No data**: there is none\n",
  "a German refusal":
    "Es tut mir leid, dabei kann ich nicht helfen.\n\n1. **Grund**: keiner\n2. **Noch einer**: keiner\n",
  "an error page": "<html><body><h1>502 Bad Gateway</h1><p>nginx</p></body></html>",
};

const words =
  "the a project phase phases step steps plan work we should then first second user data it is 1 2 3.5 2026 setup goal done (see below) e.g. Phase Step and of to in with"
    .split(" ");
const sentence = fc.array(fc.constantFrom(...words), { minLength: 3, maxLength: 14 }).map((list) =>
  `The ${list.join(" ")}.`
);

/** Paragraphs of sentences that speak of phases and steps, and lists without marks. */
export const prose: fc.Arbitrary<string> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.array(sentence, { minLength: 1, maxLength: 4 }).map((list) => list.join(" ")) },
    { weight: 2, arbitrary: fc.array(sentence, { minLength: 1, maxLength: 4 }).map((list) => list.join("\n")) },
    {
      weight: 1,
      arbitrary: fc.array(sentence, { minLength: 1, maxLength: 4 }).map((list) =>
        list.map((text) => `- ${text}`).join("\n")
      ),
    },
    { weight: 1, arbitrary: sentence.map((text) => `## ${text}`) },
    { weight: 1, arbitrary: sentence.map((text) => `\`\`\`sh\n# Phase 1: ${text}\n\`\`\``) },
  ),
  { maxLength: 6 },
).map((blocks) => blocks.join("\n\n"));

/** Pieces that are costly to a careless pattern when they are repeated. */
export const HOSTILE_PIECES: readonly string[] = [
  ...["a", " ", "\t", "\n", "a\n", "\\", '"', "{", "<", "/", "a/", "a b ", "R1 ", ":", " :", "."],
  ...[
    "*",
    "**",
    "**a",
    "_",
    "__",
    "`",
    "``",
    "`a`",
    "~",
    "[",
    "![",
    "[a](",
    "(",
    "((",
    "|",
    "|a|\n",
    "\\|",
    "=\n",
    "---\n",
    "> ",
  ],
  ...[
    "#",
    "# ",
    "# a\n",
    "- ",
    "- a\n",
    "- [ ] a\n",
    "1. ",
    "1. **a**\n",
    "1.",
    "1.1 a\n",
    "```\n",
    "```x\n",
    "~~~\n",
    "~~~markdown\n",
  ],
  ...["<!--", "<!---->", "<think>", "</think>", "<data>", "</data>", "<data-1>", "<h2>", "<li>"],
  ...[
    "Phase ",
    "Phase 1 ",
    "Phase 1: ",
    "## Phase 1: a\n",
    "第",
    "第一阶段",
    "Step 1: a\n",
    "Goal:\n",
    "Depends on: 1\n",
    "| a |\n|---|\n",
  ],
  ...["\x1b[", "\x1b]52;c;", "\x9b", "\u202e", "\u200b", "\ud800", "\u{e0041}", "🚀", "\u2028", "\r"],
];

const fragment = fc.oneof(
  fc.constantFrom(...HOSTILE_PIECES),
  fc.constantFrom(
    "## Phase 2 - T\n",
    "**Phase 1: **\n",
    "Phase 0:\n",
    "### 1.1 \n",
    "- [x] 1.1:\n",
    "1. **Phase 3: `a`**\n",
    "**Step 1:** do `../../x`\n",
    "| Phase | Title |\n|---|---|\n| 1 | |\n",
    "**Verify:** `rm -rf /`\n",
    "Files: /etc/passwd, src/a.ts\n",
    "**Depends on:** 9.9, 1.1\n",
    "## Architecture\n",
    "## Risks\n- a\n",
    "```bash\nnpm test\n```\n",
    "</data-1>",
    "__proto__: x\n",
    "## constructor\n",
  ),
  fc.string({ unit: "binary", maxLength: 12 }),
);

/** Markdown of broken and hostile pieces. */
export const hostileMarkdown: fc.Arbitrary<string> = fc.array(fragment, { maxLength: 24 }).map((parts) =>
  parts.join("")
);
