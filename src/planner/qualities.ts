/**
 * How qualities are met and proved: a table by kind of quality. To teach the planner another, add a row.
 * @module
 */
import { findPhrases, indexPhrases } from "./match.ts";

/** A kind of quality with the way to prove it. */
export interface Quality {
  id: string;
  /** As the head of a step's title. */
  title: string;
  phrases: string[];
  /** The unit that holds its tests, two words at most. */
  unit: string;
  type: "feature" | "test" | "docs";
  do: string[];
  /** The end of "the run shows that ...". */
  expect: string;
}

const table: readonly Quality[] = [
  {
    id: "tests",
    title: "Required tests",
    phrases: [
      "unit test",
      "unit testing",
      "tests",
      "testing",
      "pytest",
      "junit",
      "test coverage",
      "automated test",
      "test case",
    ],
    unit: "required tests",
    type: "test",
    do: [
      "Write each test under exactly the name that the requirement gives it, and let each fail once by breaking the code it guards.",
    ],
    expect: "every test that is named here runs and passes",
  },
  {
    id: "validation",
    title: "Input checks",
    phrases: [
      "validate",
      "validated",
      "validation",
      "validity",
      "invalid",
      "sanitize",
      "error message",
      "fault tolerance",
      "malformed",
      "input check",
    ],
    unit: "input checks",
    type: "feature",
    do: [
      "List every place where outside data enters; refuse bad data there with one line that says what was expected and what came.",
    ],
    expect: "each kind of bad input is refused with its own message and changes nothing",
  },
  {
    id: "security",
    title: "Security",
    phrases: [
      "security",
      "secure",
      "securely",
      "vulnerability",
      "owasp",
      "xss",
      "csrf",
      "injection",
      "attack",
      "encrypt",
      "encrypted",
      "encryption",
    ],
    unit: "security",
    type: "feature",
    do: [
      "List who could attack what, in five lines, with one test for each.",
      "Take secrets from the environment only.",
    ],
    expect: "each listed attack is turned away and leaves no secret in the output",
  },
  {
    id: "privacy",
    title: "Data protection",
    phrases: [
      "privacy",
      "gdpr",
      "personal data",
      "confidential",
      "data protection",
      "user data",
      "anonymize",
      "data retention",
    ],
    unit: "data protection",
    type: "feature",
    do: [
      "List the personal data with its purpose; store it unreadable without the key, and test its deletion.",
    ],
    expect: "stored personal data cannot be read in plain text, and deleting a person removes all of it",
  },
  {
    id: "performance",
    title: "Performance",
    phrases: [
      "performance",
      "performant",
      "latency",
      "load within",
      "response time",
      "respond within",
      "throughput",
      "milliseconds",
      "within seconds",
      "seconds",
      "fast",
      "quickly",
      "speed",
    ],
    unit: "performance",
    type: "test",
    do: [
      "Time the named action 20 times with realistic data; print median, worst and the limit.",
    ],
    expect: "the measured median stands in the output beside the limit and is below it",
  },
  {
    id: "scale",
    title: "Scale",
    phrases: [
      "scalability",
      "scalable",
      "concurrent users",
      "users",
      "load",
      "large dataset",
      "millions",
      "thousands",
      "high traffic",
    ],
    unit: "load",
    type: "test",
    do: [
      "Fill the storage as promised, and drive the busiest action with the promised number of users for 60 seconds.",
    ],
    expect: "no request fails under the promised load, and memory is level in the last half",
  },
  {
    id: "compatibility",
    title: "Browsers and screens",
    phrases: [
      "responsive",
      "responsiveness",
      "browser",
      "browsers",
      "browser compatibility",
      "chrome",
      "firefox",
      "safari",
      "mobile devices",
      "screen sizes",
      "cross platform",
      "compatible",
    ],
    unit: "screens",
    type: "test",
    do: [
      "Go through every screen at 360, 768 and 1,280 pixels in each browser that is named; keep a picture of each and mend what is cut off or overlaps.",
    ],
    expect: "no screen scrolls sideways at 360 pixels and every control can be reached",
  },
  {
    id: "accessibility",
    title: "Accessibility",
    phrases: ["accessibility", "accessible", "wcag", "screen reader", "keyboard navigation", "a11y", "contrast"],
    unit: "accessibility",
    type: "test",
    do: [
      "Walk through each screen by keyboard alone; give every control a name and text a contrast of at least 4.5 to 1.",
    ],
    expect: "the audit reports 0 violations and the walk by keyboard reaches every control",
  },
  {
    id: "usability",
    title: "Ease of use",
    phrases: [
      "usability",
      "intuitive",
      "user friendly",
      "easy to use",
      "ease of use",
      "look and feel",
      "minimalist",
      "minimalistic",
      "modern design",
      "clean design",
      "user experience",
      "prompts",
    ],
    unit: "walkthrough",
    type: "test",
    do: [
      "Write the three most frequent tasks as walkthroughs of single actions; let somebody new follow them and mend each place where they stop.",
    ],
    expect: "somebody new finishes each of the three walkthroughs without a question",
  },
  {
    id: "reliability",
    title: "Reliability",
    phrases: [
      "reliability",
      "reliable",
      "availability",
      "uptime",
      "recover",
      "recovery",
      "robust",
      "stability",
      "resilient",
      "failover",
      "backup",
    ],
    unit: "recovery",
    type: "test",
    do: [
      "Stop the program in the middle of its longest work, start it again and compare what is stored; take away each outside service once.",
    ],
    expect: "after each interruption the stored data is whole and the next run goes on",
  },
  {
    id: "logging",
    title: "Messages and logs",
    phrases: ["log", "logs", "logging", "run log", "audit", "status of each", "progress messages", "monitoring"],
    unit: "run log",
    type: "feature",
    do: [
      "Give each operation one line at its start and one with its result; messages go to the error stream so that results can be piped.",
    ],
    expect: "each operation leaves one line with its name and outcome, and no secret in it",
  },
  {
    id: "documentation",
    title: "Documentation",
    phrases: ["documentation", "documented", "document", "comments", "docstrings", "user guide", "manual", "api docs"],
    unit: "documentation",
    type: "docs",
    do: [
      "Describe every public name: what it does, its inputs, its failures, one example; run the examples in a test so that they cannot age.",
    ],
    expect: "no public name is without its description and every example runs",
  },
  {
    id: "maintainability",
    title: "Maintainability",
    phrases: [
      "maintainability",
      "maintainable",
      "modular",
      "extensible",
      "extensibility",
      "configurable",
      "configurability",
      "customization",
      "clean code",
      "coding standards",
      "conventions",
    ],
    unit: "extension",
    type: "test",
    do: [
      "Add one variant through the public interface alone, in a test.",
    ],
    expect: "the added variant works and no existing file changed",
  },
];

/** For limits and qualities that no row knows. */
const other: Quality = {
  id: "limits",
  title: "Limits",
  phrases: [],
  unit: "limits",
  type: "test",
  do: ["Write a check that fails where the code breaks this."],
  expect: "the check fails when this is broken on purpose",
};

const index = indexPhrases(table.flatMap((quality) => quality.phrases.map((phrase) => [phrase, quality] as const)));

/** The kind of quality that a text asks for most. */
export function qualityIn(text: string): Quality {
  return [...findPhrases(text, index)].sort(([a, m], [b, n]) => n - m || table.indexOf(a) - table.indexOf(b))[0]?.[0] ??
    other;
}
