/** Reads command lines as a shell would, as far as the checks need it: which programs run, with which arguments. */

/** One program with its arguments. */
export interface ShellCommand {
  /** The program and its arguments, without quotes, assignments before it and redirections. */
  words: string[];
  /** Variables that are set for it alone. */
  assignments: string[];
  /** Whether it reads what the command before it writes. */
  piped: boolean;
  /** What `$(...)`, backticks and `<(...)` in it run. */
  inner: ShellCommand[];
}

/** More of a line is not looked at: nobody types that much. */
const LOOKED_AT = 8000;
/** Deeper substitutions are not looked at. */
const DEEPEST = 6;
const ASSIGNMENT = /^[A-Za-z_]\w{0,80}\+?=/;

/** The commands of a line or a script, in order; those in substitutions are in `inner` of theirs. */
export function commandsOf(line: string): ShellCommand[] {
  return new Reader(line.slice(0, LOOKED_AT), 0).commands();
}

/** A pass over the characters of a line. */
class Reader {
  #at = 0;
  #word: string | undefined;
  #quoted = false;
  /** The next word is where a redirection goes. */
  #redirected = false;
  /** The word that ends a here-document, which begins at the next line. */
  #until: string | undefined;
  #command: ShellCommand = empty(false);
  readonly #done: ShellCommand[] = [];

  constructor(readonly line: string, readonly depth: number) {}

  commands(): ShellCommand[] {
    while (this.#at < this.line.length) this.#step(this.line[this.#at] ?? "");
    this.#endCommand(false);
    return this.#done;
  }

  #step(char: string): void {
    const next = this.line[this.#at + 1] ?? "";
    this.#at++;
    if (char === "\\") {
      this.#at++;
      if (next !== "\n") this.#append(next);
    } else if (char === "'") this.#append(this.#upTo("'"), true);
    else if (char === '"') this.#doubleQuoted();
    else if (char === "`") this.#substitution(this.#upTo("`"));
    else if ((char === "$" || char === "<" || char === ">") && next === "(") {
      this.#at++;
      this.#substitution(this.#upToParenthesis());
    } else if (char === " " || char === "\t" || char === "\r") this.#endWord();
    else if (char === "#" && this.#word === undefined) this.#skipTo("\n");
    else if (char === "\n") this.#endLine();
    else if (char === "|" && next !== "|") {
      if (next === "&") this.#at++;
      this.#endCommand(true);
    } else if (char === "&" && next === ">") return;
    else if (char === ">" || char === "<") this.#redirection(char);
    else if (char === "&" || char === "|" || char === ";" || char === "(" || char === ")") {
      if (next === char && (char === "&" || char === "|")) this.#at++;
      this.#endCommand(false);
    } else this.#append(char);
  }

  #append(text: string, quoted = false): void {
    this.#word = (this.#word ?? "") + text;
    this.#quoted ||= quoted;
  }

  #endWord(): void {
    const word = this.#word;
    this.#word = undefined;
    const quoted = this.#quoted;
    this.#quoted = false;
    if (word === undefined) return;
    if (this.#redirected) this.#redirected = false;
    else if (this.#command.words.length === 0 && ASSIGNMENT.test(word)) this.#command.assignments.push(word);
    // Braces of a group stand alone; in quotes they are an argument.
    else if (quoted || (word !== "{" && word !== "}")) this.#command.words.push(word);
  }

  #endCommand(piped: boolean): void {
    this.#endWord();
    this.#redirected = false;
    const { words, assignments, inner } = this.#command;
    if (words.length + assignments.length + inner.length > 0) this.#done.push(this.#command);
    this.#command = empty(piped);
  }

  #endLine(): void {
    this.#endCommand(false);
    const until = this.#until;
    if (until === undefined) return;
    this.#until = undefined;
    while (this.#at < this.line.length) {
      const end = this.line.indexOf("\n", this.#at);
      const line = this.line.slice(this.#at, end < 0 ? undefined : end);
      this.#at = end < 0 ? this.line.length : end + 1;
      if (line.trim() === until) return;
    }
  }

  #redirection(char: string): void {
    // The number before it names a stream: "2>".
    if (this.#word !== undefined && /^\d$/.test(this.#word)) this.#word = undefined;
    this.#endWord();
    let count = 1;
    while (this.line[this.#at] === char) {
      count++;
      this.#at++;
    }
    if (char === "<" && count === 2) {
      const [whole = "", , word] = /^-?\s{0,4}(["']?)([\w-]{1,80})\1/.exec(this.line.slice(this.#at, this.#at + 100)) ??
        [];
      this.#until = word;
      this.#at += whole.length;
      return;
    }
    if (this.line[this.#at] === "&") this.#at++;
    this.#redirected = true;
  }

  #doubleQuoted(): void {
    this.#append("", true);
    while (this.#at < this.line.length) {
      const char = this.line[this.#at++] ?? "";
      if (char === '"') return;
      if (char === "\\") this.#append(this.line[this.#at++] ?? "");
      else if (char === "`") this.#substitution(this.#upTo("`"));
      else if (char === "$" && this.line[this.#at] === "(") {
        this.#at++;
        this.#substitution(this.#upToParenthesis());
      } else this.#append(char);
    }
  }

  #substitution(text: string): void {
    this.#append("", true);
    if (this.depth < DEEPEST) this.#command.inner.push(...new Reader(text, this.depth + 1).commands());
  }

  #upTo(end: string): string {
    const from = this.#at;
    this.#skipTo(end);
    const text = this.line.slice(from, this.#at);
    this.#at++;
    return text;
  }

  #upToParenthesis(): string {
    const from = this.#at;
    for (let open = 1; this.#at < this.line.length; this.#at++) {
      const char = this.line[this.#at];
      if (char === "(") open++;
      else if (char === ")" && --open === 0) break;
    }
    return this.line.slice(from, this.#at++);
  }

  #skipTo(end: string): void {
    const found = this.line.indexOf(end, this.#at);
    this.#at = found < 0 ? this.line.length : found;
  }
}

function empty(piped: boolean): ShellCommand {
  return { words: [], assignments: [], piped, inner: [] };
}
