import {expect, test} from 'vitest';
import {type EkmAnswers} from '../../../source/guides/ekm/answers.js';
import {type EkmObservation} from '../../../source/guides/ekm/observation.js';
import {type Change} from '../../../source/changes/change.js';
import {
	absent,
	found,
	key,
	keyArn,
	nothingThere,
	ownerStatement,
	planFor,
	policyOf,
	seen,
	workatos,
} from './ekm-observation.js';

const operations = ({changes}: {changes: Change[]}) =>
	changes.map(({call}) => call.operation);

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
	expect(changes[0]?.call.input.Policy).toBe(
		JSON.stringify(changes[0]?.policy?.after),
	);
	expect(changes[0]?.call.input).not.toHaveProperty(
		'BypassPolicyLockoutSafetyCheck',
	);
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
	[
		{enabled: true, days: 90},
		['CreateKey', 'CreateAlias', 'EnableKeyRotation'],
		90,
	],
	[{enabled: false}, ['CreateKey', 'CreateAlias'], undefined],
] satisfies Array<[EkmAnswers['rotation'], string[], number | undefined]>)(
	'a new key with the rotation answer %j: %j',
	(rotation, expected, days) => {
		const plan = planFor({rotation}, nothingThere);
		expect(operations(plan)).toEqual(expected);
		expect(plan.changes[2]?.call.input.RotationPeriodInDays).toBe(days);
	},
);

const off = found({enabled: false});
const on = (days?: number) =>
	found({enabled: true, ...(days !== undefined && {days})});

test.each([
	['off, nothing said', undefined, off, 365],
	['off, wanted', {enabled: true, days: 180}, off, 180],
	['off, not wanted', {enabled: false}, off, undefined],
	['on, nothing said', undefined, on(90), undefined],
	['on, wanted without a period', {enabled: true}, on(90), undefined],
	['on, another period', {enabled: true, days: 180}, on(90), 180],
	['on, the same period', {enabled: true, days: 90}, on(90), undefined],
	[
		'on, AWS does not say the period',
		{enabled: true, days: 90},
		on(),
		undefined,
	],
	[
		'on, not wanted: it is never turned off',
		{enabled: false},
		on(90),
		undefined,
	],
] satisfies Array<
	[
		string,
		EkmAnswers['rotation'],
		EkmObservation['rotation'],
		number | undefined,
	]
>)('rotation of a key that is there: %s', (_name, rotation, present, days) => {
	const {changes, blockers} = planFor({rotation}, seen({rotation: present}));
	expect(blockers).toEqual([]);
	expect(changes.map(({call}) => call)).toEqual(
		days === undefined
			? []
			: [
					{
						service: 'kms',
						operation: 'EnableKeyRotation',
						input: {KeyId: keyArn, RotationPeriodInDays: days},
					},
				],
	);
});

test('rotation of a replica is left alone: it belongs to the primary key', () => {
	const replica = found({...key, multiRegion: 'REPLICA' as const});
	expect(planFor({}, seen({key: replica, rotation: off}))).toEqual({
		changes: [],
		blockers: [],
	});
});

const respelled = {
	...workatos,
	Sid: 'By hand',
	Action: ['KMS:decrypt', 'kms:Encrypt'],
	Principal: {AWS: ['arn:aws:iam::999988887777:role/Workato_EKM']},
	Resource: ['*'],
};
const {Resource, ...withoutResource} = workatos;

test.each([
	['as pasted', workatos],
	['spelled otherwise, under another Sid', respelled],
])('the statement is there, %s: nothing to do', (_name, statement) => {
	const policy = found(policyOf(ownerStatement, statement));
	expect(planFor({}, seen({policy})).changes).toEqual([]);
});

test.each([
	['is missing', []],
	['differs in an action', [{...workatos, Action: 'kms:Encrypt'}]],
	[
		'is there for another role',
		[{...workatos, Principal: {AWS: '999988887777'}}],
	],
	['has no Resource, so that KMS ignores it', [withoutResource]],
	[
		'has a condition that was not pasted',
		[{...workatos, Condition: {Bool: {'aws:SecureTransport': 'true'}}}],
	],
])(
	'the statement %s: it is added at the end, and everything else stays as it is',
	(_name, others) => {
		const before = {
			Version: '2008-10-17',
			Id: 'mine',
			Statement: [ownerStatement, ...others],
		};
		const {changes} = planFor({}, seen({policy: found(before)}));
		expect(operations({changes})).toEqual(['PutKeyPolicy']);
		const [change] = changes;
		expect(change?.policy?.before).toEqual(before);
		expect(change?.policy?.after).toMatchObject({
			Version: '2008-10-17',
			Id: 'mine',
		});
		expect(change?.policy?.after.Statement.slice(0, -1)).toEqual(
			before.Statement,
		);
		const {Sid, ...added} = change?.policy?.after.Statement.at(-1) ?? {};
		const {Sid: pasted, ...wanted} = workatos;
		expect(added).toEqual(wanted);
		expect(Sid).toBe(others.length > 0 ? `${pasted}2` : pasted);
		expect(change?.call.input).toEqual({
			KeyId: keyArn,
			PolicyName: 'default',
			Policy: JSON.stringify(change?.policy?.after),
		});
	},
);

test('a pasted statement without Resource gets the one that KMS needs', () => {
	const plan = planFor({statement: withoutResource}, nothingThere);
	expect(plan.changes[0]?.policy?.after.Statement.at(-1)).toEqual({
		...withoutResource,
		Resource,
	});
});

test.each(['journal', 'tag', 'alias'] as const)(
	'the setup’s own key, found by %s, is finished and not made again',
	(foundBy) => {
		const plan = planFor(
			{},
			seen({key: found({...key, foundBy}), aliasTarget: absent, rotation: off}),
		);
		expect(plan.changes.map(({call}) => call)).toMatchObject([
			{
				operation: 'CreateAlias',
				input: {AliasName: 'alias/workato-ekm', TargetKeyId: key.keyId},
			},
			{operation: 'EnableKeyRotation'},
		]);
	},
);

test('administrators that the setup’s own key lacks are added, once', () => {
	const administrators = ['arn:aws:iam::111122223333:role/Admin'];
	const answers = {key: {create: {alias: 'workato-ekm', administrators}}};
	const [change] = planFor(answers, seen()).changes;
	expect(change?.policy?.after.Statement).toMatchObject([
		ownerStatement,
		workatos,
		{Principal: {AWS: administrators[0]}},
	]);
	const policy = found(change!.policy!.after);
	expect(planFor(answers, seen({policy})).changes).toEqual([]);
});

test('an existing key gets no alias and no tags: only what Workato needs', () => {
	const plan = planFor(
		{key: {use: keyArn}},
		seen({
			key: found({...key, foundBy: 'answer'}),
			aliasTarget: absent,
			policy: found(policyOf(ownerStatement)),
			rotation: off,
		}),
	);
	expect(operations(plan)).toEqual(['PutKeyPolicy', 'EnableKeyRotation']);
});

test('planning changes neither the answers nor what AWS said', () => {
	const observation = seen({
		policy: found(policyOf(ownerStatement)),
		rotation: off,
	});
	const before = structuredClone(observation);
	const first = planFor({}, observation);
	expect(observation).toEqual(before);
	expect(planFor({}, observation)).toEqual(first);
});
