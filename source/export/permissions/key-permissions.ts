import {setupTag} from '../../aws/find-key-by-tag.js';
import {type Statement} from '../../policy/policy-document.js';
import {inputsOf, makes} from '../call-input.js';
import {type Handover} from '../handover.js';
import {namedKey} from './named-key.js';
import {ownArn} from './own-arn.js';

const reads = [
	'kms:DescribeKey',
	'kms:GetKeyLastUsage',
	'kms:GetKeyPolicy',
	'kms:GetKeyRotationStatus',
	'kms:ListGrants',
];

/**
What an operator needs of AWS KMS. A new key can only be told by the tag that it is created with: conditions on the tag of a
key take effect minutes after its creation, too late for the calls that follow.
*/
export function keyPermissions(handover: Handover): Statement[] {
	const {changes, name} = handover;
	const kms = changes.filter(({call}) => call.service === 'kms');
	const [alias] = inputsOf(changes, makes.alias);
	if (kms.length === 0) {
		return [];
	}

	const rotates = kms.some(({call}) => call.operation === 'EnableKeyRotation');
	const writes = [
		...(rotates ? ['kms:EnableKeyRotation'] : []),
		'kms:PutKeyPolicy',
	];
	if (!alias) {
		return [
			{
				Sid: 'AddToTheKey',
				Effect: 'Allow',
				Action: [...reads, ...writes].toSorted(),
				...namedKey(handover),
			},
		];
	}

	const keys = ownArn(handover, 'kms', 'key/*');
	return [
		{
			Sid: 'CreateTheKey',
			Effect: 'Allow',
			Action: ['kms:CreateKey', 'kms:TagResource'],
			Resource: '*',
			Condition: {StringEquals: {[`aws:RequestTag/${setupTag}`]: name}},
		},
		{
			Sid: 'NameTheKey',
			Effect: 'Allow',
			Action: 'kms:CreateAlias',
			Resource: [ownArn(handover, 'kms', alias.AliasName), keys],
		},
		{
			// KMS itself asks for PutKeyPolicy: whoever creates a key must not lock themselves out of its policy.
			Sid: 'SetUpAndCheckTheKey',
			Effect: 'Allow',
			Action: [...reads, 'kms:ListResourceTags', ...writes].toSorted(),
			Resource: keys,
		},
		{
			Sid: 'FindTheKey',
			Effect: 'Allow',
			Action: 'kms:ListKeys',
			Resource: '*',
		},
	];
}
