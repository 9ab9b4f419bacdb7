import {plainJson} from '../../changes/plain-json.js';
import {parsePolicyDocument} from '../../policy/parse-policy-document.js';
import {type Handover} from '../handover.js';
import {wordOf} from './words.js';

/** For a script that cannot do without `merge`: stops before anything is changed where jq is not there. */
export const needsJqLines: readonly string[] = [
	'command -v jq >/dev/null || stop "This script needs jq, to add to policies. Nothing was changed."',
	'',
];

/**
The function of the script that adds statements to a policy; every other statement stays as it is. It needs jq, and stops at
a number that jq would round.
*/
export const mergeLines: readonly string[] = [
	'# Adds statements ($2) to a policy ($1). Prints nothing when they are there already.',
	'merge() {',
	'	command -v jq >/dev/null || stop "This script needs jq, to add to policies."',
	// Strings go first: what looks like a number in them is none.
	String.raw`	if sed -E 's/"([^"\\]|\\.)*"//g' <<<"$1" | grep -E '[0-9][0-9.]{15}|[0-9][eE]' >/dev/null; then`,
	'		stop "This policy holds a number that jq would write differently. Add to it in the AWS console."',
	'	fi',
	'	jq -c --argjson wanted "$2" \'',
	'		def list: if type == "array" then sort else [.] end;',
	'		def plain: del(.Sid)',
	'			| if .Action then .Action |= (list | map(ascii_downcase) | sort) else . end',
	'			| if .Resource then .Resource |= list else . end',
	'			| if (.Principal | type) == "object" then .Principal |= map_values(list) else . end',
	'			| if .Condition then .Condition |= map_values(map_values(list)) else . end;',
	'		def free($taken): . as $sid',
	String.raw`			| first(($sid, (range(2; 1000) | "\($sid)\(.)")) | select(. as $name | $taken | index($name) | not));`,
	'		.Statement |= (if type == "array" then . else [.] end)',
	'		| . as $before',
	'		| reduce $wanted[] as $new (.;',
	'			if any(.Statement[]; plain == ($new | plain)) then .',
	'			else (.Statement | map(.Sid // empty)) as $taken',
	'				| .Statement += [$new | if .Sid then .Sid |= free($taken) else . end]',
	'			end)',
	'		| if . == $before then empty else . end',
	'	\' <<<"$1"',
	'}',
];

/** The command that adds the statements of a planned policy to the policy in a variable. */
export function mergeCall(
	variable: string,
	planned: string,
	handover: Handover,
): string {
	const {Statement} = parsePolicyDocument(planned);
	return `merge "$${variable}" ${wordOf(plainJson(Statement), handover)}`;
}
