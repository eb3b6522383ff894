import { type TypedCommand, wordsOf } from "./surface.ts";

/** The script for PowerShell 5.1 and later. */
export function renderPowerShell(commands: readonly TypedCommand[]): string {
  return `# Completions for devussy, made by: devussy completions powershell

Register-ArgumentCompleter -Native -CommandName devussy -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # What it does, and what may stand behind it: nothing, TEXT, FILE, DIR or one of some words.
    $commands = [ordered]@{
${commands.map(({ name, summary, takes }) => row(name, summary, takes)).map((line) => `        ${line}`).join("\n")}
        '--help' = @('show all commands', '')
        '--version' = @('show the version', '')
    }
    $options = @{
${commands.map(renderOptions).join("\n")}
    }

    function Complete-Word($begun, $rows) {
        foreach ($row in $rows.GetEnumerator()) {
            if (-not $row.Key.StartsWith($begun, [System.StringComparison]::Ordinal)) { continue }
            [System.Management.Automation.CompletionResult]::new($row.Key, $row.Key, 'ParameterValue', $row.Value[0])
        }
    }

    function Complete-Value($begun, $before, $takes) {
        if ($takes -ceq 'TEXT') { return }
        if ($takes -cne 'FILE' -and $takes -cne 'DIR') {
            foreach ($word in $takes.Split(' ')) {
                if (-not $word.StartsWith($begun, [System.StringComparison]::Ordinal)) { continue }
                [System.Management.Automation.CompletionResult]::new($before + $word, $word, 'ParameterValue', $word)
            }
            return
        }
        # Quotes what it must.
        foreach ($path in [System.Management.Automation.CompletionCompleters]::CompleteFilename($begun)) {
            if ($takes -ceq 'DIR' -and $path.ResultType -ne 'ProviderContainer') { continue }
            $text = $before + $path.CompletionText
            [System.Management.Automation.CompletionResult]::new($text, $path.ListItemText, $path.ResultType, $path.ToolTip)
        }
    }

    # The words in front of the one at the cursor.
    $typed = @(foreach ($element in $commandAst.CommandElements) {
            if ($element.Extent.EndOffset -lt $cursorPosition) { $element.Extent.Text }
        })
    if ($typed.Count -le 1) { return Complete-Word $wordToComplete $commands }
    $command = $typed[1]
    if (-not $options.Contains($command)) { return }
    $known = $options[$command]
    if ($wordToComplete -match '^(--[a-z-]+)=(.*)$') {
        $option = $Matches[1]
        $begun = $Matches[2]
        $before = $option + '='
    }
    else {
        $option = $typed[-1]
        $begun = $wordToComplete
        $before = ''
    }
    if ($known.Contains($option) -and $known[$option][1] -cne '') {
        return Complete-Value $begun $before $known[$option][1]
    }
    $operands = $commands[$command][1]
    if ($wordToComplete.StartsWith('-') -or $operands -ceq '') { return Complete-Word $wordToComplete $known }
    Complete-Value $wordToComplete '' $operands
}`;
}

function renderOptions({ name, options }: TypedCommand): string {
  const rows = options.map((option) => `            ${row(option.name, option.help, option.takes)}`);
  return [`        ${quote(name)} = [ordered]@{`, ...rows, "        }"].join("\n");
}

/** An entry of a table: a name, what it does, what may stand behind it. */
function row(name: string, does: string, takes?: TypedCommand["takes"]): string {
  return `${quote(name)} = @(${quote(does)}, ${quote(takes === undefined ? "" : wordsOf(takes))})`;
}

function quote(text: string): string {
  // Typographic quotes end a string as well.
  return `'${text.replace(/['\u2018-\u201b]/g, "$&$&")}'`;
}
