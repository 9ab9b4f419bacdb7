import {expect, test} from 'vitest';
import {account} from '../../../aws/open-sandbox-aws.js';
import {checksFor, found, key, keyArn, seen} from '../ekm-observation.js';
import {type KeyFacts} from '../../../../source/resources/kms-key/read.js';

const checksOf = (different: Partial<KeyFacts>) =>
	checksFor({}, seen({key: found({...key, ...different})}));

test.each([
	['key-enabled', {state: 'Disabled'}, 'fail', 'The key is disabled. Workato cannot use it.'],
	[
		'key-enabled',
		{state: 'PendingDeletion', deletionDate: '2026-12-24T10:00:00.000Z'},
		'fail',
		'The key is waiting to be deleted on 2026-12-24. Workato cannot use it.',
	],
	[
		'key-enabled',
		{state: 'PendingDeletion'},
		'fail',
		'The key is waiting to be deleted. Workato cannot use it.',
	],
	[
		'key-enabled',
		{state: 'PendingReplicaDeletion'},
		'fail',
		'The key is waiting to be deleted, once its replicas are gone. Workato cannot use it.',
	],
	[
		'key-enabled',
		{state: 'Unavailable'},
		'fail',
		'The key is in state Unavailable. Workato cannot use it.',
	],
	['key-enabled', {state: ''}, 'unknown', 'AWS did not say.'],
	['key-type', {spec: 'RSA_2048'}, 'fail', 'The key is RSA_2048 for ENCRYPT_DECRYPT.'],
	[
		'key-type',
		{usage: 'SIGN_VERIFY', spec: 'ECC_NIST_P256'},
		'fail',
		'The key is ECC_NIST_P256 for SIGN_VERIFY.',
	],
	[
		'key-type',
		{origin: 'EXTERNAL'},
		'fail',
		'The key material comes from EXTERNAL; the document asks for KMS.',
	],
	['key-type', {spec: ''}, 'unknown', 'AWS did not say.'],
	['key-type', {usage: ''}, 'unknown', 'AWS did not say.'],
	['key-type', {origin: ''}, 'unknown', 'AWS did not say.'],
	[
		'key-manager',
		{manager: 'AWS'},
		'fail',
		'AWS manages this key, so its policy cannot be changed.',
	],
	['key-manager', {manager: ''}, 'unknown', 'AWS did not say.'],
	[
		'key-region',
		{region: 'eu-west-1'},
		'fail',
		`The key is in account ${account}, eu-west-1; the setup is for ${account}, us-east-1.`,
	],
	[
		'key-region',
		{account: '444455556666'},
		'fail',
		`The key is in account 444455556666, us-east-1; the setup is for ${account}, us-east-1.`,
	],
	['key-region', {account: ''}, 'unknown', 'AWS did not say.'],
	[
		'key-region',
		{multiRegion: 'PRIMARY'},
		'pass',
		`In account ${account}, us-east-1. Multi-Region primary: each replica has a key policy of its own, and only this one is checked.`,
	],
	['key-arn', {arn: `${keyArn} `}, 'fail', String.raw`“${keyArn}\u{20}” is not the ARN of a key.`],
	[
		'key-arn',
		{arn: keyArn.replace('key/', 'alias/')},
		'fail',
		`“${keyArn.replace('key/', 'alias/')}” is not the ARN of a key.`,
	],
	[
		'key-arn',
		{arn: keyArn.replace('key/', 'key/mrk-')},
		'pass',
		`${keyArn.replace('key/', 'key/mrk-')} has no spaces or stray characters. Workato needs exactly this.`,
	],
] satisfies Array<[string, Partial<KeyFacts>, string, string]>)(
	'%s of a key with %j: %s',
	(id, different, status, detail) => {
		const check = checksOf(different)[id];
		expect(check).toMatchObject({status, detail});
		if (status !== 'pass') {
			expect(check?.fix).not.toBe('');
		}
	},
);

test.each([
	[{state: 'Disabled'}, ['EnableKey']],
	// Cancelling a deletion leaves the key disabled.
	[{state: 'PendingDeletion'}, ['CancelKeyDeletion', 'EnableKey']],
	[{state: 'PendingReplicaDeletion'}, ['CancelKeyDeletion', 'EnableKey']],
	[{state: 'Unavailable'}, []],
	[{state: 'Enabled'}, []],
])('%j is mended by %j', (different, operations) => {
	const {fixChanges = [], fix} = checksOf(different)['key-enabled']!;
	expect(fixChanges.map(({call}) => call)).toEqual(
		operations.map((operation) => ({
			service: 'kms',
			operation,
			input: {KeyId: keyArn},
		})),
	);
	for (const operation of operations) {
		expect(fix).toContain(`kms:${operation}`);
	}
});
