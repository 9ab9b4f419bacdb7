import {quoteForShell} from '../../engine/print-call.js';
import {escapeOdd} from '../../terminal/foreign-text.js';
import {type Handover} from '../handover.js';

/**
The head of a script: strictness, region, account, and the functions that the rest is written with. What `body`, the rest,
does not use is left out.
*/
export function prelude(
	{name, title, region, account, mark}: Handover,
	body: string,
): string {
	return `#!/usr/bin/env bash
# ${escapeOdd(`${title}: the setup "${name}"`)}, as workato-aws would make it.
# It can be run again: what is there already is found by this mark and left alone.
set -euo pipefail

export AWS_REGION=${quoteForShell(region)} AWS_DEFAULT_REGION=${quoteForShell(region)} AWS_PAGER=''
mark=${quoteForShell(mark)}

${functions}
command -v jq >/dev/null || stop "This script needs jq."
ask aws sts get-caller-identity
account=$(jq -r .Account <<<"$answer")
caller=$(jq -r .Arn <<<"$answer")
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
const functions = String.raw`errors=$(mktemp)
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
		NotFoundException | NoSuchEntity)
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
