import {type ExportPlan} from '../../resources/export.js';
import {type ShellPart} from '../../resources/shell.js';
import {quoteForShell, escapeOdd} from '../../terminal/foreign-text.js';

/**
The setup as a bash script of aws commands. It looks before it makes anything, so that it can be run again; it stops at the
first refusal, at what somebody else has made or added, and in any account but the setup's own.
*/
export function shellScript(plan: ExportPlan, parts: readonly ShellPart[]): string {
	const body = [
		policyFunctions,
		...parts.map((part) => part.functions ?? ''),
		parts.flatMap(({variables = []}) => variables).join('\n'),
		...parts.map(({lines}) => lines.join('\n')),
	]
		.filter((text) => text !== '')
		.map((text) => `${text.trimEnd()}\n`)
		.join('\n');
	const absent = parts.flatMap(({absentCodes = []}) => absentCodes);
	return `${prelude(plan, absent, body)}\n${body}`;
}

/*
The head of a script: strictness, region, account, and the functions that the rest is written with. What `body`, the rest,
does not use is left out.
*/
function prelude(
	{name, title, region, account, mark}: ExportPlan,
	absent: readonly string[],
	body: string,
): string {
	return `#!/usr/bin/env bash
# ${escapeOdd(`${title}: the setup "${name}"`)}, as workato-aws would make it.
# It can be run again: what is there already is found by this mark and left alone.
set -euo pipefail

export AWS_REGION=${quoteForShell(region)} AWS_DEFAULT_REGION=${quoteForShell(region)} AWS_PAGER=''
mark=${quoteForShell(mark)}

${functions(absent)}
command -v jq >/dev/null || stop "This script needs jq."
ask aws sts get-caller-identity
caller=$(jq -r '.Account, .Arn' <<<"$answer")
account=\${caller%%$'\\n'*} caller=\${caller#*$'\\n'}
${
	account === undefined
		? body.includes('"$partition"')
			? 'partition=$(cut -d: -f2 <<<"$caller")\n'
			: ''
		: `[[ $account == ${quoteForShell(account)} ]] ||
	stop "This is account $account; the setup is for account ${account}."
`
}say "Account $account, $AWS_REGION, as $caller"
`;
}

// Each answer is put into a variable by an assignment of its own: bash stops at no other place where a command fails.
const functions = (absent: readonly string[]) => String.raw`errors=$(mktemp)
so_far='Nothing was changed.'
trap 'code=$?; rm -f "$errors"; [[ $code == 0 ]] || say "$so_far" >&2' EXIT

say() {
	printf '%s\n' "$*"
}

stop() {
	say "$@" >&2
	exit 1
}

# Reads from AWS into $answer; a refusal ends the script.
ask() {
	answer=$("$@" --output json)
}

# Reads from AWS into $answer, which is empty where AWS knows no such thing. Any other refusal ends the script.
look_for() {
	local refusal
	if answer=$("$@" --output json 2>"$errors"); then
		return
	fi

	refusal=$(LC_ALL=C sed -n 's/^[^(]*An error occurred (\([^)]*\)) when calling .*/\1/p' "$errors")
	case $refusal in
		${['NotFoundException', 'NoSuchEntity', ...absent].join(' | ')})
			answer=''
			;;
		*)
			cat "$errors" >&2
			exit 1
			;;
	esac
}

# Changes something in AWS, and puts what AWS says into $answer.
change() {
	so_far='The last call failed. What is said above to be made or added is done. Run this again once the reason is gone.'
	answer=$("$@" --output json)
	so_far='What is said above was changed, and nothing else.'
}
`;

/** The functions of the script that compare policies with what the setup wants, and add to them. */
export const policyFunctions = String.raw`# What jq has to know of policies: their statements, and what a statement means whatever its spelling.
policies='
	def list: if type == "array" then unique else [.] end;
	def meaning: del(.Sid)
		| if .Action then .Action |= (list | map(ascii_downcase) | unique) else . end
		| if .Resource then .Resource |= list else . end
		| if (.Principal | type) == "object" then .Principal |= map_values(list) else . end
		| if .Condition then .Condition |= map_values(map_values(list)) else . end;
	def statements: .Statement | if type == "array" then . else [.] end;
'

# The statements of a policy ($1) that are not among these ($2), one a line.
others() {
	jq -ac --argjson wanted "$2" "$policies"'
		statements[] | select(meaning as $this | any($wanted[]; meaning == $this) | not)
	' <<<"$1"
}

# A policy ($1) with these statements ($2) added; nothing when it holds them. Every other statement stays as it is.
merge() {
	local bare given kept
	# Strings go first: what looks like a number in them is none.
	bare=$(LC_ALL=C sed -E 's/"([^"\\]|\\.)*"//g' <<<"$1") || exit 1
	if [[ $bare =~ [0-9][0-9.]{15}|[0-9][eE] ]]; then
		stop "This policy holds a number that jq would write differently. Add to it in the AWS console."
	fi

	# Of two fields of one name jq keeps the last.
	given=$(jq -c --stream . <<<"$1") || exit 1
	kept=$(jq -c tostream <<<"$1") || exit 1
	[[ $given == "$kept" ]] ||
		stop "This policy holds a name twice in one object, and jq would leave one of the two out. Correct it in the AWS console."

	jq -c --argjson wanted "$2" "$policies"'
		def free($taken): . as $sid
			| first(($sid, (range(2; 1000) | "\($sid)\(.)")) | select(. as $name | $taken | index($name) | not));
		.Statement = statements
		| . as $before
		| reduce $wanted[] as $new (.;
			if any(.Statement[]; meaning == ($new | meaning)) then .
			else (.Statement | map(.Sid // empty)) as $taken
				| .Statement += [$new | if .Sid then .Sid |= free($taken) else . end]
			end)
		| if . == $before then empty else . end
	' <<<"$1"
}
`;
