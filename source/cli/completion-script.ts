import {type Command} from 'commander';

/** The shells that completion is made for. */
export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

/** The script that teaches a shell to complete this program: it asks the program itself for each word. */
export function completionScript(shell: Shell, program: Command): string {
	switch (shell) {
		case 'bash': {
			return bash;
		}

		case 'zsh': {
			return zsh;
		}

		case 'fish': {
			return fish(program);
		}
	}
}

const bash = lines(
	'# Completion of workato-aws for bash: source <(workato-aws completion bash)',
	'_workato_aws() {',
	'	local line',
	'	COMPREPLY=()',
	'	while IFS= read -r line; do',
	"		line=${line%%$'\\t'*}",
	'		COMPREPLY+=("${line// /\\\\ }")',
	'	done < <(workato-aws complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)',
	'}',
	'complete -o default -F _workato_aws workato-aws',
);

const zsh = lines(
	'#compdef workato-aws',
	'# Completion of workato-aws for zsh: source <(workato-aws completion zsh)',
	'_workato_aws() {',
	'	local line word',
	'	local -a candidates',
	'	for line in "${(@f)$(workato-aws complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do',
	'		[[ -n $line ]] || continue',
	"		word=${line%%$'\\t'*}",
	'		candidates+=("${word//:/\\\\:}:${line#*$\'\\t\'}")',
	'	done',
	'	if (( $#candidates )); then',
	"		_describe 'workato-aws' candidates",
	'	else',
	'		_files',
	'	fi',
	'}',
	'if ! (( $+functions[compdef] )); then',
	'	autoload -Uz compinit && compinit',
	'fi',
	'compdef _workato_aws workato-aws',
);

// Fish offers files only where it is told that a file is meant.
function fish(program: Command): string {
	const files = program.commands.flatMap((command) =>
		command.options
			.filter(({required, flags}) => required && flags.includes('<file>'))
			.map(({long = '', short = ''}) =>
				[
					`complete -c workato-aws -n '__fish_seen_subcommand_from ${command.name()}'`,
					...(short ? [`-s ${short.slice(1)}`] : []),
					`-l ${long.slice(2)} -r -F`,
				].join(' '),
			),
	);
	return lines(
		'# Completion of workato-aws for fish: workato-aws completion fish | source',
		'function __workato_aws_complete',
		'	set -l typed (commandline -opc)',
		'	set -l current (commandline -ct)',
		'	workato-aws complete -- $typed[2..-1] "$current" 2>/dev/null',
		'end',
		"complete -c workato-aws -f -a '(__workato_aws_complete)'",
		...files,
	);
}

function lines(...text: readonly string[]): string {
	return `${text.join('\n')}\n`;
}
