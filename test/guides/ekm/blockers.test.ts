import {expect, test} from 'vitest';
import {type EkmAnswers} from '../../../source/guides/ekm/answers.js';
import {type EkmObservation} from '../../../source/guides/ekm/observation.js';
import {account} from '../../aws/open-practice.js';
import {
	absent,
	found,
	key,
	keyArn,
	nothingThere,
	otherArn,
	ownerStatement,
	planFor,
	policyOf,
	seen,
	unknown,
	workatos,
} from './ekm-observation.js';

const used = {key: {use: keyArn}};
const usedKey = (different: object) =>
	seen({key: found({...key, foundBy: 'answer', ...different})});
const elsewhere = `arn:aws:kms:eu-west-1:${account}:key/1`;
const admins = (...administrators: string[]) => ({
	key: {create: {alias: 'workato-ekm', administrators}},
});
const filler = (bytes: number) => ({
	...ownerStatement,
	Sid: 'x'.repeat(bytes),
});

test.each([
	[
		'no statement',
		{statement: undefined},
		nothingThere,
		'MissingAnswer',
		'no statement',
	],
	[
		'an empty statement',
		{statement: ' \n'},
		nothingThere,
		'MissingAnswer',
		'no statement',
	],
	['no key', {key: undefined}, nothingThere, 'MissingAnswer', 'no key'],
	[
		'a refused statement',
		{statement: {...workatos, Action: 'kms:*'}},
		nothingThere,
		'StatementRefused',
		'(statement, line ',
	],
	[
		'broken JSON',
		{statement: '{"Effect": '},
		nothingThere,
		'StatementRefused',
		'line 1',
	],
	[
		'a placeholder',
		{
			statement: {
				...workatos,
				Principal: {AWS: 'arn:aws:iam::TODO-ACCOUNTID:role/x'},
			},
		},
		nothingThere,
		'StatementRefused',
		'TODO',
	],
	[
		'an administrator of another account',
		admins('arn:aws:iam::444455556666:role/Admin'),
		nothingThere,
		'AdministratorRefused',
		'444455556666:role/Admin',
	],
	[
		'an administrator that is no ARN',
		admins('Admin'),
		nothingThere,
		'AdministratorRefused',
		'“Admin”',
	],
	[
		'all roles as administrators',
		admins(`arn:aws:iam::${account}:role/*`),
		nothingThere,
		'AdministratorRefused',
		'role/*',
	],
	[
		'the account as administrator',
		admins(`arn:aws:iam::${account}:root`),
		nothingThere,
		'AdministratorRefused',
		'root',
	],
	[
		'a session as administrator',
		admins(`arn:aws:sts::${account}:assumed-role/Admin/me`),
		nothingThere,
		'AdministratorRefused',
		'assumed-role',
	],
	[
		'no identity',
		{},
		seen({identity: unknown}),
		'AccessDeniedException',
		'AWS did not say who you are: you may not look',
	],
	[
		'the alias names a stranger’s key',
		{},
		seen({key: absent, aliasTarget: found(otherArn)}),
		'AliasTaken',
		otherArn,
	],
	[
		'the alias was moved to another key',
		{},
		seen({aliasTarget: found(otherArn)}),
		'AliasTaken',
		otherArn,
	],
	[
		'it is not known whose the alias is',
		{},
		seen({key: unknown, aliasTarget: found(otherArn)}),
		'AccessDeniedException',
		'whether the key exists',
	],
	[
		'it is not known whether the alias is free',
		{},
		seen({aliasTarget: unknown}),
		'AccessDeniedException',
		'whether alias/workato-ekm is free',
	],
	[
		'the own key is not shown yet',
		{},
		seen({key: unknown, aliasTarget: absent}),
		'AccessDeniedException',
		'whether the key exists',
	],
	[
		'the key policy may not be read',
		{},
		seen({policy: unknown}),
		'AccessDeniedException',
		'what the key policy says: you may not look',
	],
	[
		'there is no key policy to read',
		{},
		seen({policy: absent}),
		'CannotTell',
		'what the key policy says.',
	],
	[
		'it is not known whether the key rotates',
		{},
		seen({rotation: unknown}),
		'AccessDeniedException',
		'whether the key rotates',
	],
	[
		'rotation is not shown yet',
		{},
		seen({rotation: absent}),
		'CannotTell',
		'whether the key rotates',
	],
	[
		'no such key',
		used,
		seen({key: absent}),
		'KeyNotFound',
		`There is no key ${keyArn} in account ${account}, us-east-1.`,
	],
	[
		'no such alias',
		{key: {use: 'alias/none'}},
		seen({key: absent}),
		'KeyNotFound',
		'There is no key alias/none',
	],
	[
		'the key may not be looked at',
		used,
		seen({key: unknown}),
		'AccessDeniedException',
		'whether the key exists',
	],
	[
		'a key of another region, where AWS says little',
		{key: {use: elsewhere}},
		seen({key: unknown}),
		'KeyNotFound',
		elsewhere,
	],
	[
		'a key of another account',
		used,
		usedKey({account: '444455556666'}),
		'KeyNotUsable',
		'belongs to account 444455556666',
	],
	[
		'a key of another region',
		used,
		usedKey({region: 'eu-west-1'}),
		'KeyNotUsable',
		'lives in eu-west-1',
	],
	[
		'a key that AWS manages',
		used,
		usedKey({manager: 'AWS'}),
		'KeyNotUsable',
		'managed by AWS',
	],
	[
		'an asymmetric key',
		used,
		usedKey({spec: 'RSA_2048'}),
		'KeyNotUsable',
		'not symmetric (RSA_2048)',
	],
	[
		'a signing key',
		used,
		usedKey({usage: 'SIGN_VERIFY'}),
		'KeyNotUsable',
		'not for encryption (SIGN_VERIFY)',
	],
	[
		'imported key material',
		used,
		usedKey({origin: 'EXTERNAL'}),
		'KeyNotUsable',
		'not from KMS (EXTERNAL)',
	],
	[
		'a disabled key',
		used,
		usedKey({state: 'Disabled'}),
		'KeyNotUsable',
		'disabled',
	],
	[
		'a key that waits for its deletion',
		used,
		usedKey({
			state: 'PendingDeletion',
			deletionDate: '2026-12-24T00:00:00.000Z',
		}),
		'KeyNotUsable',
		'deleted on 2026-12-24',
	],
	[
		'an odd state',
		used,
		usedKey({state: 'Updating'}),
		'KeyNotUsable',
		'in state Updating',
	],
	[
		'a full key policy',
		{},
		seen({policy: found(policyOf(filler(32_600)))}),
		'PolicyTooLong',
		'32 KB',
	],
	[
		'a new policy that is too long',
		{statement: {...workatos, Sid: 'x'.repeat(32_450)}},
		nothingThere,
		'PolicyTooLong',
		'32 KB',
	],
] satisfies Array<
	[string, Partial<EkmAnswers>, EkmObservation, string, string]
>)(
	'%s: nothing is planned, and it says why',
	(...[, answers, observation, code, words]) => {
		const {changes, blockers} = planFor(answers, observation);
		expect(changes).toEqual([]);
		expect(blockers).toHaveLength(1);
		expect(blockers[0]?.code).toBe(code);
		expect(blockers[0]?.message).toContain(words);
		expect(blockers[0]?.hint).not.toBe('');
	},
);

test('everything that is missing is named at once', () => {
	const {blockers} = planFor(
		{statement: undefined, key: undefined},
		nothingThere,
	);
	expect(blockers.map(({message}) => message)).toEqual([
		'The setup has no statement yet.',
		'The setup has no key yet.',
	]);
});

test('unknown rotation is no obstacle for a person who leaves rotation as it is', () => {
	const rotation = {enabled: false};
	expect(planFor({rotation}, seen({rotation: unknown})).blockers).toEqual([]);
});

test('a policy that is too long already, with Workato’s statement in it, needs nothing', () => {
	const policy = found(policyOf(filler(33_000), workatos));
	expect(planFor({}, seen({policy}))).toEqual({changes: [], blockers: []});
});

test.each([
	['account', {account: '444455556666'}, 'OtherAccount', '444455556666'],
	['region', {}, 'OtherRegion', 'eu-west-1'],
])(
	'a setup that belongs to another %s plans nothing here',
	(kind, saved, code, words) => {
		const region = kind === 'region' ? 'eu-west-1' : 'us-east-1';
		const {changes, blockers} = planFor({region}, nothingThere, saved);
		expect(changes).toEqual([]);
		expect(blockers).toMatchObject([{code}]);
		expect(blockers[0]?.message).toContain(words);
	},
);

test('whatever single answer AWS does not give, no change is planned that rests on it', () => {
	for (const base of [
		nothingThere,
		seen({policy: found(policyOf(ownerStatement))}),
	]) {
		for (const field of ['identity', 'key', 'aliasTarget'] as const) {
			const {changes, blockers} = planFor({}, {...base, [field]: unknown});
			expect(changes).toEqual([]);
			expect(blockers).not.toEqual([]);
		}
	}
});

test('what only the checklist needs does not stand in the way', () => {
	const plan = planFor(
		{},
		{...nothingThere, lastUse: unknown, service: unknown},
	);
	expect(plan.blockers).toEqual([]);
	expect(plan.changes).toHaveLength(3);
});
