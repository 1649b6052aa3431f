import { Argument, type Command } from 'commander';
import { oneMode } from './claim-flags.ts';
import type { CommandContext } from './context.ts';
import { createCommand } from './shared-options.ts';

const examples = [
  'csp completion bash > ~/.local/share/bash-completion/completions/csp',
  'csp completion zsh > ~/.zfunc/_csp',
];

export const completionCommand = ({ messages, open }: CommandContext): Command =>
  createCommand('completion', messages, examples, oneMode())
    .addArgument(new Argument('<shell>', messages.help.arg.shell).choices(Object.keys(scripts)))
    .action(async (shell: keyof typeof scripts, _words: object, command: Command) =>
      (await open(command)).output.document(scripts[shell]),
    );

/** Each script hands the words typed so far to the hidden command `__complete`, which answers one candidate a line. */
const scripts = {
  bash: `# bash completion for csp
_csp() {
  local IFS=$'\\n'
  COMPREPLY=($(csp __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _csp csp
`,
  zsh: `#compdef csp
_csp() {
  local -a candidates
  candidates=("\${(@f)$(csp __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$candidates" ]]; then compadd -a candidates; else _files; fi
}
if [[ "$funcstack[1]" = _csp ]]; then _csp "$@"; else compdef _csp csp; fi
`,
  fish: `# fish completion for csp
function __csp_complete
  set -l words (commandline -opc) (commandline -ct)
  csp __complete -- $words[2..-1] 2>/dev/null
end
complete -c csp -f -n 'test -n "$(__csp_complete)"' -a '(__csp_complete)'
`,
  pwsh: `# PowerShell completion for csp
Register-ArgumentCompleter -Native -CommandName csp -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -eq '') { $words += '""' }
  csp __complete '--' @words 2>$null | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
} as const;
