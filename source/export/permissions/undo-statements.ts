import {type Statement} from '../../policy/policy-document.js';
import {inputsOf, makes} from '../call-input.js';
import {type Handover} from '../handover.js';
import {namedKey} from './named-key.js';
import {ownArn} from './own-arn.js';
import {namesIn, roleReads} from './role-permissions.js';

const keyReads = [
	'kms:DescribeKey',
	'kms:GetKeyPolicy',
	'kms:GetKeyRotationStatus',
];

/**
The least that a person or pipeline needs to take the setup back with `undo`, and nothing of what it takes to run it. The
deletion of a key is not among it: nobody is given that beforehand.
*/
export function undoStatements(handover: Handover): Statement[] {
	return [...keyStatements(handover), ...roleStatements(handover)];
}

function keyStatements(handover: Handover): Statement[] {
	const {changes} = handover;
	if (changes.every(({call}) => call.service !== 'kms')) {
		return [];
	}

	const [alias] = inputsOf(changes, makes.alias);
	if (!alias) {
		return [
			{
				Sid: 'TakeBackFromTheKey',
				Effect: 'Allow',
				// Rotation goes back to what it was: to off, or to its own period.
				Action: [
					...keyReads,
					'kms:DisableKeyRotation',
					'kms:EnableKeyRotation',
					'kms:PutKeyPolicy',
				].toSorted(),
				...namedKey(handover),
			},
		];
	}

	const keys = ownArn(handover, 'kms', 'key/*');
	return [
		{
			Sid: 'TakeTheKeysNameAway',
			Effect: 'Allow',
			Action: 'kms:DeleteAlias',
			Resource: [ownArn(handover, 'kms', alias.AliasName), keys],
		},
		{
			Sid: 'StopTheKeysRotation',
			Effect: 'Allow',
			Action: [...keyReads, 'kms:DisableKeyRotation'].toSorted(),
			Resource: keys,
		},
	];
}

function roleStatements(handover: Handover): Statement[] {
	const calls = handover.changes
		.map(({call}) => call)
		.filter(({service}) => service === 'iam');
	const made = namesIn(calls, 'CreateRole');
	const used = namesIn(calls, 'PutRolePolicy').filter(
		(name) => !made.includes(name),
	);
	// Never folded: a shared beginning could be another role's.
	const statement = (
		Sid: string,
		names: readonly string[],
		actions: readonly string[],
	): Statement[] => {
		const [first, ...others] = names.map((name) =>
			ownArn(handover, 'iam', `role/${name}`),
		);
		return first === undefined
			? []
			: [
					{
						Sid,
						Effect: 'Allow',
						Action: [...actions, ...roleReads].toSorted(),
						Resource: others.length === 0 ? first : [first, ...others],
					},
				];
	};

	return [
		...statement('TakeTheRolesAway', made, [
			'iam:DeleteRole',
			'iam:DeleteRolePolicy',
		]),
		...statement('TakeBackFromTheRoles', used, [
			'iam:DeleteRolePolicy',
			'iam:UpdateAssumeRolePolicy',
		]),
	];
}
