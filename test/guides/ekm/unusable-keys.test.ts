import {expect, test} from 'vitest';
import {type EkmAnswers} from '../../../source/guides/ekm/answers.js';
import {type EkmObservation} from '../../../source/guides/ekm/observation.js';
import {account} from '../../aws/open-sandbox-aws.js';
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
	unknown,
	workatos,
} from './ekm-observation.js';

const used = {key: {use: keyArn}};
const usedKey = (different: object) =>
	seen({key: found({...key, foundBy: 'answer', ...different})});
const elsewhere = `arn:aws:kms:eu-west-1:${account}:key/1`;
const filler = (bytes: number) => ({
	...ownerStatement,
	Sid: 'x'.repeat(bytes),
});

test.each([
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
	['a key that AWS manages', used, usedKey({manager: 'AWS'}), 'KeyNotUsable', 'managed by AWS'],
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
	['a disabled key', used, usedKey({state: 'Disabled'}), 'KeyNotUsable', 'disabled'],
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
	['an odd state', used, usedKey({state: 'Updating'}), 'KeyNotUsable', 'in state Updating'],
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
] satisfies Array<[string, Partial<EkmAnswers>, EkmObservation, string, string]>)(
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
