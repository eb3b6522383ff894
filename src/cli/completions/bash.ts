import { quote } from "../../text.ts";
import { type TypedCommand, type TypedOption, wordsOf } from "./surface.ts";

/**
 * The script for bash. Works without the package bash-completion, and on bash 3.2 as macOS has it but for file names
 * with spaces.
 */
export function renderBash(commands: readonly TypedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# Completions for devussy, made by: devussy completions bash

# Adds what compgen finds for the word at the cursor.
_devussy_add() {
  local found
  while IFS= read -r found; do
    COMPREPLY+=("$before$found")
  done < <(compgen "$@" -- "$word" 2>/dev/null)
}

_devussy() {
  local word=\${COMP_WORDS[COMP_CWORD]} command=\${COMP_WORDS[1]-} option='' before='' options='' takes='' operands=''
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _devussy_add -W ${quote(`${names} --help --version`)}
    return
  fi
  # Most bashes take --option=value for three words, some for one.
  if [[ $word == '=' ]]; then
    option=\${COMP_WORDS[COMP_CWORD - 1]} word=''
  elif [[ \${COMP_WORDS[COMP_CWORD - 1]} == '=' ]]; then
    option=\${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $word == --*=* ]]; then
    option=\${word%%=*} before=\${word%%=*}= word=\${word#*=}
  elif ((COMP_CWORD > 2)); then
    option=\${COMP_WORDS[COMP_CWORD - 1]}
  fi
  case $command in
${commands.map(renderCommand).join("\n")}
  esac
  if [[ -z $takes ]]; then
    if [[ $word == -* || -z $operands ]]; then takes=$options; else takes=$operands; fi
  fi
  case $takes in
    TEXT) ;;
    FILE | DIR)
      # Quotes what it must, and adds a slash to a folder; bash 3.2 has none.
      compopt -o filenames 2>/dev/null
      if [[ $takes == DIR ]]; then _devussy_add -d; else _devussy_add -f; fi
      ;;
    *) _devussy_add -W "$takes" ;;
  esac
}

complete -F _devussy devussy`;
}

function renderCommand({ name, options, takes }: TypedCommand): string {
  const values = Map.groupBy(
    options.filter((option): option is Required<TypedOption> => option.takes !== undefined),
    (option) => wordsOf(option.takes),
  );
  return [
    `    ${name})`,
    `      options=${quote(options.map((option) => option.name).join(" "))}`,
    ...(takes === undefined ? [] : [`      operands=${quote(wordsOf(takes))}`]),
    ...(values.size === 0 ? [] : [
      "      case $option in",
      ...[...values].map(([words, some]) =>
        `        ${some.map((option) => option.name).join(" | ")}) takes=${quote(words)} ;;`
      ),
      "      esac",
    ]),
    "      ;;",
  ].join("\n");
}
