import {setupTag} from '../../aws/find-key-by-tag.js';
import {type Call} from '../../changes/change.js';
import {rotationDays} from '../../guides/ekm/answers.js';
import {inputsOf, makes, withoutEmptyRun} from '../call-input.js';
import {type Handover} from '../handover.js';
import {mergeCall} from './merge-lines.js';
import {commandOf, textField, variable, wordOf} from './words.js';

/** The lines for the key: a new one with its alias, or statements for one that is there; then rotation. */
export function keyLines(handover: Handover): string[] {
	const calls = handover.changes
		.map(({call}) => call)
		.filter(({service}) => service === 'kms');
	const find = (operation: string) =>
		calls.find((call) => call.operation === operation);
	const create = find('CreateKey');
	const alias = find('CreateAlias');
	const policy = find('PutKeyPolicy');
	const rotation = find('EnableKeyRotation');
	if (calls.length === 0) {
		return [];
	}

	return [
		...(create && alias ? newKeyLines(create, alias, handover) : []),
		...(create ? [] : usedKeyLines(calls, policy, handover)),
		...(rotation
			? rotationLines(rotation, create !== undefined, handover)
			: []),
		'say "Key ARN: $key"',
	];
}

const tagQuery = `"Tags[?TagKey=='${setupTag}'].TagValue | [0]"`;

function newKeyLines(create: Call, alias: Call, handover: Handover): string[] {
	const [named] = inputsOf(handover.changes, makes.alias);
	const name = wordOf(named?.AliasName ?? '', handover);
	return [
		'# Finds a key that this setup has made without coming as far as its alias.',
		'find_key() {',
		'	local keys candidate tag state',
		"	keys=$(aws kms list-keys --query 'Keys[].KeyArn' --output text) || return 1",
		'	for candidate in $keys; do',
		`		if tag=$(aws kms list-resource-tags --key-id "$candidate" --query ${tagQuery} --output text 2>"$errors"); then`,
		'			if [[ $tag == "$setup" ]]; then',
		'				state=$(aws kms describe-key --key-id "$candidate" --query KeyMetadata.KeyState --output text) || return 1',
		'				if [[ $state == Enabled ]]; then',
		'					printf \'%s\' "$candidate"',
		'					return',
		'				fi',
		'			fi',
		'		elif ! grep -q AccessDenied "$errors"; then',
		'			cat "$errors" >&2',
		'			return 1',
		'		fi',
		'	done',
		'}',
		'',
		`key=$(look aws kms describe-key --key-id ${name} --query KeyMetadata.Arn --output text)`,
		'if [[ -n $key ]]; then',
		`	tag=$(aws kms list-resource-tags --key-id "$key" --query ${tagQuery} --output text)`,
		'	[[ $tag == "$setup" ]] ||',
		`		stop ${name} "already names $key, which this setup did not make. Nothing was changed."`,
		'else',
		'	key=$(find_key)',
		'	if [[ -z $key ]]; then',
		'		say "Creating the key"',
		'		# Once only: a second try after a lost answer could make a second key.',
		`		key=$(AWS_MAX_ATTEMPTS=1 ${commandOf(withoutEmptyRun(create), handover)} --query KeyMetadata.Arn --output text)`,
		'		# AWS may take a moment to show it.',
		'		for _ in 1 2 3 4 5 6 7 8 9 10; do',
		'			[[ -z $(look aws kms describe-key --key-id "$key" --query KeyMetadata.KeyId --output text) ]] || break',
		'			sleep 3',
		'		done',
		'	fi',
		`	say "Naming it" ${name}`,
		`	${commandOf(alias, handover, {TargetKeyId: variable('key')})}`,
		'fi',
		'',
	];
}

function usedKeyLines(
	calls: readonly Call[],
	policy: Call | undefined,
	handover: Handover,
): string[] {
	const use = calls
		.map(({input}) => input.KeyId)
		.find((id) => typeof id === 'string');
	return [
		`key=$(aws kms describe-key --key-id ${wordOf(use ?? '', handover)} --query KeyMetadata.Arn --output text)`,
		...(policy
			? [
					'policy=$(aws kms get-key-policy --key-id "$key" --policy-name default --query Policy --output text)',
					`merged=$(${mergeCall('policy', textField(policy, 'Policy'), handover)})`,
					'if [[ -n $merged ]]; then',
					'	say "Adding Workato\'s statement to the key policy"',
					'	aws kms put-key-policy --key-id "$key" --policy-name default --policy "$merged"',
					'fi',
				]
			: []),
		'',
	];
}

// A key that others use keeps the period it has, unless the answers ask for one of their own.
function rotationLines(
	rotation: Call,
	isNew: boolean,
	handover: Handover,
): string[] {
	const days = Number(rotation.input.RotationPeriodInDays);
	const isDone =
		isNew || days !== rotationDays.usual
			? String.raw`$'True\t` + `${days}'`
			: 'True*';
	return [
		'rotation=$(aws kms get-key-rotation-status --key-id "$key" --query \'[KeyRotationEnabled,RotationPeriodInDays]\' --output text)',
		`if [[ $rotation != ${isDone} ]]; then`,
		`	say "Rotating it every ${days} days"`,
		`	${commandOf(rotation, handover, {KeyId: variable('key')})}`,
		'fi',
		'',
	];
}
