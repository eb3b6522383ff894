import { quote } from "../../text.ts";
import { COMMON } from "../command.ts";
import type { Takes, TypedCommand, TypedOption } from "./surface.ts";

/** The script for zsh: a file named `_devussy` in a folder of `fpath`, or sourced after `compinit`. */
export function renderZsh(commands: readonly TypedCommand[]): string {
  return `#compdef devussy
# Completions for devussy, made by: devussy completions zsh

_devussy_commands() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quote(`${name}:${escape(summary, /[\\:]/g)}`)}`).join("\n")}
  )
  _describe -t commands 'devussy command' commands
}

_devussy() {
  local curcontext=$curcontext state ret=1
  local -a line common
  local -A opt_args
  common=(
${commonOf(commands).map((option) => `    ${specOf(option)}`).join("\n")}
  )
  _arguments -C \\
    '(- *)'{-h,--help}'[show all commands]' \\
    '(- *)'{-V,--version}'[show the version]' \\
    '1: :_devussy_commands' \\
    '*:: :->behind' && ret=0
  [[ $state == behind ]] || return ret
  case $words[1] in
${commands.map(renderCommand).join("\n")}
  esac
  return ret
}

# As a file of fpath it is the body of the function; sourced, it declares it.
if [[ $funcstack[1] == _devussy ]]; then
  _devussy "$@"
elif (( $+functions[compdef] )); then
  compdef _devussy devussy
fi`;
}

/** The switches that every command has stand once. */
function commonOf([first]: readonly TypedCommand[]): readonly TypedOption[] {
  return first?.options.filter(isCommon) ?? [];
}

function isCommon({ name }: TypedOption): boolean {
  return Object.hasOwn(COMMON, name.slice(2));
}

function renderCommand({ name, options, takes }: TypedCommand): string {
  const specs = options.filter((option) => !isCommon(option)).map(specOf);
  if (takes !== undefined) specs.push(quote(`*: :${actionOf(takes)}`));
  return [
    `    ${name})`,
    `      _arguments -S ${["$common", ...specs].join(" \\\n        ")} && ret=0`,
    "      ;;",
  ].join("\n");
}

/** What `_arguments` takes for an option. */
function specOf({ name, help, value, takes, many }: TypedOption): string {
  const again = many ? "*" : "";
  const explained = `${again}${name}${takes === undefined ? "" : "="}[${escape(help, /[\\\[\]]/g)}]`;
  return quote(takes === undefined ? explained : `${explained}:${escape(value, /[\\:]/g)}:${actionOf(takes)}`);
}

function actionOf(takes: Takes): string {
  if (takes === "file") return "_files";
  if (takes === "dir") return "_path_files -/";
  return takes === "text" ? " " : `(${takes.join(" ")})`;
}

function escape(text: string, special: RegExp): string {
  return text.replace(special, "\\$&");
}
