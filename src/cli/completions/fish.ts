import type { Takes, TypedCommand, TypedOption } from "./surface.ts";

/** The script for fish 3.0 and later. */
export function renderFish(commands: readonly TypedCommand[]): string {
  return `# Completions for devussy, made by: devussy completions fish

# The command stands first; what stands there also tells which options there are.
function __devussy_first
    test (count (commandline -opc)) -eq 1
end

function __devussy_behind
    set -l words (commandline -opc)
    test (count $words) -ge 2; and contains -- $words[2] $argv
end

complete -c devussy -f

complete -c devussy -n __devussy_first -s h -l help -d 'show all commands'
complete -c devussy -n __devussy_first -s V -l version -d 'show the version'
${
    commands.map(({ name, summary }) => `complete -c devussy -n __devussy_first -a ${name} -d ${quote(summary)}`)
      .join("\n")
  }

${commands.filter(({ takes }) => takes !== undefined && takes !== "text").map(renderWords).join("\n")}

${optionsOf(commands).join("\n")}`;
}

function renderWords({ name, takes = "text" }: TypedCommand): string {
  return `complete -c devussy -n '__devussy_behind ${name}' ${candidatesOf(takes)}`;
}

/** Each option once, for all commands that mean the same by it. */
function optionsOf(commands: readonly TypedCommand[]): string[] {
  const users = new Map<string, string[]>();
  for (const { name, options } of commands) {
    for (const option of options) {
      const line = renderOption(option);
      users.set(line, [...(users.get(line) ?? []), name]);
    }
  }
  return [...users].map(([line, names]) => {
    const condition = names.length === commands.length ? "not __devussy_first" : `__devussy_behind ${names.join(" ")}`;
    return `complete -c devussy -n ${quote(condition)} ${line}`;
  });
}

function renderOption({ name, help, takes }: TypedOption): string {
  const long = `-l ${name.slice(2)} -d ${quote(help)}`;
  return takes === undefined ? long : `${long} ${candidatesOf(takes, true)}`;
}

/** What may stand there: `-x` and `-r` say that an option needs it. */
function candidatesOf(takes: Takes, needed = false): string {
  if (takes === "file") return needed ? "-r -F" : "-F";
  if (takes === "text") return "-x";
  const list = takes === "dir" ? "(__fish_complete_directories)" : takes.join(" ");
  return `${needed ? "-x" : "-f"} -a ${quote(list)}`;
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
