import {parsePolicyDocument} from '../../policy/policy-document.js';
import {type Change} from '../call.js';
import {type ExportPlan} from '../export.js';
import {changesOf, inputsOf} from '../resource.js';
import {shellJson, shellText, type ShellPart} from '../shell.js';
import {createKey, enableKeyRotation, putKeyPolicy} from './calls.js';
import {usedKeys} from './permissions.js';
import {rotationDays} from './effects.js';

/** The lines for the key: a new one with its name, which is in `$alias`, or statements for one that is there; then rotation. */
export function keyShell(plan: ExportPlan): ShellPart {
	const {changes} = plan;
	const isNew = inputsOf(changes, createKey).length > 0;
	const days = periodOf(changes);
	return {
		lines: [
			...(isNew ? newKeyLines(plan) : usedKeyLines(plan)),
			...(days === undefined ? [] : rotationLines(days, isNew)),
			'say "Key ARN: $key"',
		],
	};
}

/** Days between two rotations, as the changes set them; nothing where they do not. */
function periodOf(changes: readonly Change[]): number | undefined {
	const [rotation] = inputsOf(changes, enableKeyRotation);
	return rotation?.RotationPeriodInDays;
}

const findKey = `# Looks for a key with this setup's mark: one that was made without coming as far as its alias.
find_key() {
	local candidate keys state tags unread=''
	ask aws kms list-keys
	keys=$(jq -r '.Keys[].KeyArn' <<<"$answer")
	for candidate in $keys; do
		if tags=$(aws kms list-resource-tags --key-id="$candidate" --output json 2>"$errors"); then
			run=$(jq -r "$run_tag" <<<"$tags")
			if [[ $run == "$mark" ]]; then
				ask aws kms describe-key --key-id="$candidate"
				state=$(jq -r .KeyMetadata.KeyState <<<"$answer")
				if [[ $state != Pending*Deletion ]]; then
					key=$candidate
					return
				fi
			fi
		elif [[ -z $unread ]]; then
			unread=$candidate
			cat "$errors" >&2
		fi
	done

	[[ -z $unread ]] || stop "The tags of $unread could not be read, so the key that this setup made could be among such."
}
`;

function newKeyLines(plan: ExportPlan): string[] {
	const {changes} = plan;
	const [create] = changesOf(changes, createKey);
	if (!create) {
		return [];
	}

	const days = periodOf(changes);
	const {Statement} = parsePolicyDocument(create.input.Policy);
	return [
		'run_tag=\'[.Tags[]? | select(.TagKey == "workato-aws:run").TagValue][0] // ""\'',
		findKey,
		'# The statements of its policy.',
		`statements=${shellJson(Statement, plan)}`,
		"key='' rotation=''",
		'look_for aws kms describe-key --key-id="$alias"',
		'named=$answer',
		'if [[ -n $named ]]; then',
		'	key=$(jq -r .KeyMetadata.Arn <<<"$named")',
		'	ask aws kms list-resource-tags --key-id="$key"',
		'	run=$(jq -r "$run_tag" <<<"$answer")',
		'	[[ $run == "$mark" ]] ||',
		'		stop "$alias already names $key, which this setup did not make: it does not carry the mark $mark."',
		'else',
		'	find_key',
		'fi',
		'',
		'if [[ -z $key ]]; then',
		'	# Once only: a second try after a lost answer could make a second key.',
		`	AWS_MAX_ATTEMPTS=1 change aws kms create-key --cli-input-json ${shellJson(create.change.call.input, plan)}`,
		'	key=$(jq -r .KeyMetadata.Arn <<<"$answer")',
		'	say "Made the key $key"',
		'	# AWS may take a moment to show it.',
		'	for _ in 1 2 3 4 5 6 7 8 9 10; do',
		'		look_for aws kms describe-key --key-id="$key"',
		'		[[ -z $answer ]] || break',
		'		sleep 3',
		'	done',
		'else',
		'	# All that is there is compared first; nothing is changed before.',
		...readPolicy.map((line) => `	${line}`),
		'	extra=$(others "$policy" "$statements")',
		...(days === undefined ? [] : readRotation.map((line) => `	${line}`)),
		'	if [[ -n $extra ]]; then',
		`		if [[ -n $merged || -z $named${days === undefined ? '' : ` || $rotation != '${wantedRotation(days)}'`} ]]; then`,
		'			stop "The key $key lacks something, but its policy holds what this setup did not put there:',
		'$extra"',
		'		fi',
		'',
		'		say "Mind: the policy of the key $key also says:',
		'$extra"',
		'	fi',
		'',
		...putPolicy.map((line) => `	${line}`),
		'fi',
		'',
		'if [[ -z $named ]]; then',
		'	change aws kms create-alias --alias-name="$alias" --target-key-id="$key"',
		'	say "Named it $alias"',
		'fi',
		'',
	];
}

const readPolicy = [
	'ask aws kms get-key-policy --key-id="$key" --policy-name=default',
	'policy=$(jq -r .Policy <<<"$answer")',
	'merged=$(merge "$policy" "$statements")',
];

const putPolicy = [
	'if [[ -n $merged ]]; then',
	'	change aws kms put-key-policy --key-id="$key" --policy-name=default --policy "$merged"',
	'	say "Added Workato\'s statement to the key policy"',
	'fi',
];

const readRotation = [
	'ask aws kms get-key-rotation-status --key-id="$key"',
	'rotation=$(jq -c \'[.KeyRotationEnabled, .RotationPeriodInDays]\' <<<"$answer")',
];

function usedKeyLines(plan: ExportPlan): string[] {
	const {changes, names} = plan;
	const [use = ''] = usedKeys(changes);
	const [policy] = inputsOf(changes, putKeyPolicy);
	const first = names?.[use];
	return [
		`ask aws kms describe-key --key-id=${shellText(use, plan)}`,
		'key=$(jq -r .KeyMetadata.Arn <<<"$answer")',
		...(first === undefined
			? []
			: [
					`first=${shellText(first, plan)}`,
					'[[ $key == "$first" ]] ||',
					`	stop ${shellText(use, plan)}" named the key $first when this setup first used it. Now it names $key."`,
				]),
		...(policy
			? [
					`statements=${shellJson(parsePolicyDocument(policy.Policy).Statement, plan)}`,
					...readPolicy,
				]
			: []),
		...(periodOf(changes) === undefined ? [] : readRotation),
		...(policy ? putPolicy : []),
		'',
	];
}

function rotationLines(days: number, isNew: boolean): string[] {
	// A key that others use keeps the period it has, unless the answers ask for one of their own.
	const isDone = isNew || days !== rotationDays.usual ? `'${wantedRotation(days)}'` : "'[true,'*";
	return [
		`if [[ $rotation != ${isDone} ]]; then`,
		`	change aws kms enable-key-rotation --key-id="$key" --rotation-period-in-days=${days}`,
		`	say "It rotates every ${days} days"`,
		'fi',
		'',
	];
}

function wantedRotation(days: number): string {
	return `[true,${days}]`;
}
