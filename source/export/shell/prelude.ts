import {quoteForShell} from '../../changes/print-call.js';
import {type Handover} from '../handover.js';

/**
The head of a script: strictness, region, account, and the functions that the rest is written with. Variables that `body`,
the rest, does not use are left out.
*/
export function prelude(
	{name, title, region, account}: Handover,
	body: string,
): string[] {
	return [
		'#!/usr/bin/env bash',
		`# ${title}: the setup "${name}", as workato-aws would make it.`,
		'# It can be run again: what is there already is found and left alone.',
		'set -euo pipefail',
		'',
		`export AWS_REGION=${quoteForShell(region)} AWS_DEFAULT_REGION=${quoteForShell(region)} AWS_PAGER=''`,
		...(body.includes('"$setup"') ? [`setup=${quoteForShell(name)}`] : []),
		'',
		'errors=$(mktemp)',
		'trap \'rm -f "$errors"\' EXIT',
		'',
		'say() {',
		String.raw`	printf '%s\n' "$*"`,
		'}',
		'',
		'stop() {',
		String.raw`	printf '%s\n' "$*" >&2`,
		'	exit 1',
		'}',
		'',
		'# Runs a command that reads. What AWS does not know prints nothing; any other refusal stops the script.',
		'look() {',
		'	local answer',
		'	if answer=$("$@" 2>"$errors"); then',
		'		printf \'%s\' "$answer"',
		'	elif ! grep -Eq \'NotFoundException|NoSuchEntity\' "$errors"; then',
		'		cat "$errors" >&2',
		'		return 1',
		'	fi',
		'}',
		'',
		"caller=$(aws sts get-caller-identity --query '[Account,Arn]' --output text)",
		'read -r account caller <<<"$caller"',
		...(account === undefined
			? body.includes('"$partition"')
				? ['partition=$(cut -d: -f2 <<<"$caller")']
				: []
			: [
					`[[ $account == ${quoteForShell(account)} ]] ||`,
					`	stop "This is account $account; the setup is for account ${account}. Nothing was changed."`,
				]),
		'say "Account $account, $AWS_REGION, as $caller"',
	];
}
