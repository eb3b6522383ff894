/**
 * The shapes of the embedded planner's tables. To teach the planner a stack or a capability,
 * add data of these shapes; no code needs to change.
 * @module
 */

/** How a name is written in file names: `url_store`, `url-store`, `UrlStore`, `urlStore`, `urlstore`. */
export type NameStyle = "snake" | "kebab" | "pascal" | "camel" | "flat";

/**
 * Where things go in a stack's usual project layout. `{app}` stands for the project's name and
 * `{name}` for a unit's name, each written in the stack's {@linkcode StackProfile.naming}.
 */
export interface Layout {
  /** The file that declares dependencies, e.g. `go.mod`. */
  manifest: string;
  /** The file that starts the program, e.g. `cmd/{app}/main.go`. */
  entry: string;
  /** A unit of logic, e.g. `internal/{name}/{name}.go`. */
  unit: string;
  /** The test of a unit. */
  unitTest: string;
  /** A screen or page that a person sees; absent: screens are units. */
  page?: string;
  /** The test of a page; absent: as `unitTest`. */
  pageTest?: string;
  /** The file that lists the units, where the stack needs one, e.g. `src/lib.rs`: whoever adds a unit changes it. */
  index?: string;
  /** The test that starts the whole program. */
  smokeTest: string;
}

/** Exact commands, run from the project's root. `{test}` stands for the path of one test file, `{name}` and `{app}` as in {@linkcode Layout}. */
export interface StackCommands {
  setup: string;
  test: string;
  /** Runs one unit's tests. */
  testOne: string;
  lint: string;
  run: string;
  /** Builds what is released; absent where nothing is built. */
  build?: string;
}

/** A framework, library or build tool that changes a stack's layout or commands. */
export interface FrameworkProfile {
  /** As people write it: `Spring Boot`. */
  name: string;
  /** Other words that name it in a brief, lower case; `name` itself is always matched. */
  aliases?: string[];
  /** True where the name is also a common word (Express, Echo): then it counts in a brief only as written. */
  ambiguous?: boolean;
  /** What it is for, as the end of "because ...". */
  why: string;
  /** Replaces single entries of the stack's layout. */
  layout?: Partial<Layout>;
  /** Replaces single commands of the stack. */
  commands?: Partial<StackCommands>;
  /** Replaces them where another framework is there too, by its name. */
  commandsWith?: Readonly<Record<string, Partial<StackCommands>>>;
  /** Files of the first commit, besides the stack's own. */
  scaffold?: string[];
  /** The tools of the stack that this one stands in for, by name, e.g. `["pytest"]`. */
  replaces?: string[];
}

/** A language with its usual tools. */
export interface StackProfile {
  /** Short, unique, lower case: `go`. */
  id: string;
  /** As people write it: `Go`. */
  name: string;
  /** Other words that name it in a brief, lower case: `golang`. */
  aliases: string[];
  /** True where the name is also a common word (Go, C, R): then it counts in a brief only as written and after "in", "with", "using" or in a list of languages. */
  ambiguous?: boolean;
  naming: { app: NameStyle; unit: NameStyle };
  layout: Layout;
  /** Files of the first commit besides manifest, entry and smoke test, e.g. `.gitignore`, the linter's settings. */
  scaffold: string[];
  commands: StackCommands;
  /** The tools behind the commands. */
  tools: { name: string; why: string }[];
  /** How a program of this stack is handed to its users, as an instruction of one sentence. */
  release: string;
  frameworks: FrameworkProfile[];
}

/** A step that a capability usually needs, used in plans that have room for it. */
export interface Part {
  /** Imperative, at most 8 words: "Detect collisions and keep score". */
  title: string;
  /** The unit it makes, two words at most, spaced: `score board`. */
  unit: string;
  /** Two to four instructions, each concrete and at most 30 words. */
  do: string[];
  /** What its test shows, as the end of "the test shows that ...". */
  expect: string;
  /** True where it makes a screen or page. */
  page?: boolean;
}

/** A kind of thing that software does, recognised by phrases. */
export interface Archetype {
  /** Short, unique, lower case with dashes: `file-import`. */
  id: string;
  /** As a heading: `File import`. */
  title: string;
  /** Phrases that name it. Matched as whole words, ignoring case, hyphens and endings (-s, -ed, -ing). */
  phrases: string[];
  /** Phrases in which the words above mean something else, e.g. `binary search tree` for search. */
  unless?: string[];
  /** 1: others build on it (storage, login); 2: the work itself; 3: stands on the rest (reports, notifications). */
  rank: 1 | 2 | 3;
  /** Default unit name, two words at most, spaced: `session store`. */
  unit: string;
  /** What the component is responsible for, one sentence without its name. */
  purpose: string;
  /** Two to four steps in the order of building. */
  parts: Part[];
  /** Three to six instructions that help with any requirement of this kind, each at most 25 words, concrete. */
  hints: string[];
  /** Four to eight cases that tests must try, as short noun phrases: "an empty file". */
  edgeCases: string[];
  risks: {
    text: string;
    likelihood: "low" | "medium" | "high";
    impact: "low" | "medium" | "high";
    mitigation: string;
  }[];
  /** Asked unless the brief holds one of the phrases of `unless`. */
  questions: { text: string; unless: string[] }[];
  /** Stated unless the brief holds one of the phrases of `unless`. */
  assumptions: { text: string; ifWrong: string; unless: string[] }[];
  /** A choice that this capability forces. */
  decision?: { choice: string; alternatives: string[]; why: string; unless: string[] };
}

/** A database, service, protocol or tool that a brief may ask for by name. */
export interface Technology {
  /** As people write it: `PostgreSQL`. */
  name: string;
  /** Other words that name it, lower case: `postgres`. */
  aliases: string[];
  kind:
    | "database"
    | "cache"
    | "queue"
    | "search"
    | "storage"
    | "service"
    | "protocol"
    | "platform"
    | "library"
    | "format";
  /** What it is for, as the end of "because ...". */
  why: string;
}
