import {expect, test} from 'vitest';
import {type EkmAnswers} from '../../../source/guides/ekm/answers.js';
import {type Change} from '../../../source/resources/call.js';
import {nothingThere, ownerStatement, planFor, workatos} from './ekm-observation.js';

const operations = ({changes}: {changes: Change[]}) => changes.map(({call}) => call.operation);

test('nothing there: a key with policy, description and tags, its alias, its rotation', () => {
	const {changes, blockers} = planFor({}, nothingThere);
	expect(blockers).toEqual([]);
	expect(changes).toMatchObject([
		{
			id: 'create-key',
			call: {
				service: 'kms',
				operation: 'CreateKey',
				input: {
					Description: 'Workato Enterprise Key Management',
					KeySpec: 'SYMMETRIC_DEFAULT',
					KeyUsage: 'ENCRYPT_DECRYPT',
					Origin: 'AWS_KMS',
					Tags: [
						{TagKey: 'workato-aws:setup', TagValue: 'production'},
						{
							TagKey: 'workato-aws:run',
							TagValue: '0f0e0d0c-0000-4000-8000-000000000001',
						},
					],
				},
			},
			policy: {after: {Statement: [ownerStatement, workatos]}},
		},
		{
			id: 'create-alias',
			call: {
				input: {
					AliasName: 'alias/workato-ekm',
					TargetKeyId: {$from: 'create-key', field: 'KeyId'},
				},
			},
		},
		{
			id: 'enable-key-rotation',
			call: {
				input: {
					KeyId: {$from: 'create-key', field: 'KeyId'},
					RotationPeriodInDays: 365,
				},
			},
		},
	]);
	expect(changes[0]?.policy).not.toHaveProperty('before');
	expect(changes[0]?.call.input.Policy).toBe(JSON.stringify(changes[0]?.policy?.after));
	expect(changes[0]?.call.input).not.toHaveProperty('BypassPolicyLockoutSafetyCheck');
});

test('the answers’ description, tags and administrators go into the new key; its marks cannot be taken over', () => {
	const admin = 'arn:aws:iam::111122223333:role/team/Security';
	const {changes} = planFor(
		{
			key: {
				create: {
					alias: 'alias/team/workato',
					description: 'Ours',
					tags: {team: 'security'},
					administrators: [admin],
				},
			},
		},
		nothingThere,
	);
	expect(changes[0]?.call.input).toMatchObject({
		Description: 'Ours',
		Tags: [
			{TagKey: 'team', TagValue: 'security'},
			{TagKey: 'workato-aws:setup'},
			{TagKey: 'workato-aws:run'},
		],
	});
	expect(changes[0]?.policy?.after.Statement).toMatchObject([
		ownerStatement,
		{Principal: {AWS: admin}},
		workatos,
	]);
	expect(changes[1]?.call.input).toMatchObject({
		AliasName: 'alias/team/workato',
	});
});

test.each([
	[undefined, ['CreateKey', 'CreateAlias', 'EnableKeyRotation'], 365],
	[{enabled: true}, ['CreateKey', 'CreateAlias', 'EnableKeyRotation'], 365],
	[{enabled: true, days: 90}, ['CreateKey', 'CreateAlias', 'EnableKeyRotation'], 90],
	[{enabled: false}, ['CreateKey', 'CreateAlias'], undefined],
] satisfies Array<[EkmAnswers['rotation'], string[], number | undefined]>)(
	'a new key with the rotation answer %j: %j',
	(rotation, expected, days) => {
		const plan = planFor({rotation}, nothingThere);
		expect(operations(plan)).toEqual(expected);
		expect(plan.changes[2]?.call.input.RotationPeriodInDays).toBe(days);
	},
);

const {Resource, ...withoutResource} = workatos;

test('a pasted statement without Resource gets the one that KMS needs', () => {
	const plan = planFor({statement: withoutResource}, nothingThere);
	expect(plan.changes[0]?.policy?.after.Statement.at(-1)).toEqual({
		...withoutResource,
		Resource,
	});
});
