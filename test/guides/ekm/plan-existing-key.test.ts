import {expect, test} from 'vitest';
import {type EkmAnswers} from '../../../source/guides/ekm/answers.js';
import {type EkmObservation} from '../../../source/guides/ekm/observation.js';
import {type Change} from '../../../source/resources/call.js';
import {
	absent,
	found,
	key,
	keyArn,
	ownerStatement,
	planFor,
	policyOf,
	seen,
	workatos,
} from './ekm-observation.js';

const operations = ({changes}: {changes: Change[]}) => changes.map(({call}) => call.operation);

const off = found({enabled: false});
const on = (days?: number) => found({enabled: true, ...(days !== undefined && {days})});

test.each([
	['off, nothing said', undefined, off, 365],
	['off, wanted', {enabled: true, days: 180}, off, 180],
	['off, not wanted', {enabled: false}, off, undefined],
	['on, nothing said', undefined, on(90), undefined],
	['on, wanted without a period', {enabled: true}, on(90), undefined],
	['on, another period', {enabled: true, days: 180}, on(90), 180],
	['on, the same period', {enabled: true, days: 90}, on(90), undefined],
	['on, AWS does not say the period', {enabled: true, days: 90}, on(), undefined],
	['on, not wanted: it is never turned off', {enabled: false}, on(90), undefined],
] satisfies Array<
	[string, EkmAnswers['rotation'], EkmObservation['rotation'], number | undefined]
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
	['is there for another role', [{...workatos, Principal: {AWS: '999988887777'}}]],
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
		expect(change?.policy?.after.Statement.slice(0, -1)).toEqual(before.Statement);
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

test.each(['journal', 'tag'] as const)(
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

test('an earlier statement for the same Workato account is named: it stays, too', () => {
	const earlier = {
		...workatos,
		Sid: 'Workato, before the move',
		Principal: {AWS: 'arn:aws:iam::999988887777:role/Workato_Before'},
	};
	const whyOf = (statements: Parameters<typeof policyOf>) =>
		planFor({}, seen({policy: found(policyOf(...statements))})).changes.find(
			({id}) => id === 'put-key-policy',
		)?.why;
	expect(whyOf([ownerStatement, earlier])).toContain('“Workato, before the move”');
	expect(whyOf([ownerStatement])).not.toContain('“');
});
