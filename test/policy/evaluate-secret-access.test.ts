import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	evaluateSecretAccess,
	type ReadSecret,
	type SecretReader,
} from '../../source/policy/evaluate-secret-access.js';
import {type PolicyDocument, type Statement} from '../../source/policy/policy-document.js';
import {buildSecretsPermissions} from '../../source/policy/secrets-permissions.js';
import {keyArn, outside, own, owner, policyOf} from './policies.js';

const arn = `arn:aws:secretsmanager:us-east-1:${own}:secret:app/db-AbCdEf`;
const role = `arn:aws:iam::${own}:role/Workato-App`;
const permissions = buildSecretsPermissions({
	secrets: [arn],
	region: 'us-east-1',
	account: own,
	partition: 'aws',
	kmsKeyArns: [keyArn],
});

const named = (document: PolicyDocument) => ({name: 'Read', document});
const deny: Statement = {
	Effect: 'Deny',
	Principal: '*',
	Action: 'secretsmanager:*',
	Resource: '*',
};
const elsewhere = arn.split(own).join(outside);
const grant: Statement = {
	Effect: 'Allow',
	Principal: {AWS: role},
	Action: 'secretsmanager:GetSecretValue',
	Resource: '*',
};
const decryptForRole: Statement = {...grant, Action: 'kms:Decrypt'};
const others: Statement = {
	...decryptForRole,
	Principal: {AWS: `arn:aws:iam::${own}:role/Other`},
};
const key = {arn: keyArn, policy: policyOf(owner)};

const judge = (reader: Partial<SecretReader> = {}, secret: Partial<ReadSecret> = {}) =>
	evaluateSecretAccess(
		{arn: role, policies: [named(permissions)], boundary: 'none', ...reader},
		{arn, policy: 'none', ...secret},
	);

const allowAll = policyOf({Effect: 'Allow', Action: '*', Resource: '*'});

describe('whether a role reads a secret', () => {
	it.each<[string, Partial<SecretReader>, Partial<ReadSecret>, string]>([
		['by its permissions', {}, {}, 'allowed'],
		['with a key of the account', {}, {key}, 'allowed'],
		['without permissions', {policies: []}, {}, 'denied'],
		['with permissions for another secret', {}, {arn: arn.replace('db', 'api')}, 'denied'],
		[
			'with permissions that could not all be read',
			{policies: [], isIncomplete: true},
			{},
			'cannot tell',
		],
		['with a Deny somewhere that could not be read', {isIncomplete: true}, {}, 'cannot tell'],
		[
			'with a Deny in an attached policy',
			{policies: [named(permissions), named(policyOf(deny))]},
			{},
			'denied',
		],
		['with a Deny in the resource policy', {}, {policy: policyOf(deny)}, 'denied'],
		['with a resource policy nobody could read', {}, {policy: 'unknown'}, 'cannot tell'],
		['by the resource policy alone', {policies: []}, {policy: policyOf(grant)}, 'allowed'],
		[
			'by a resource policy that leaves it to the account’s own policies',
			{policies: []},
			{policy: policyOf({...grant, Principal: {AWS: own}})},
			'denied',
		],
		['within a boundary', {boundary: allowAll}, {}, 'allowed'],
		[
			'with a boundary for other things',
			{boundary: policyOf({...grant, Action: 's3:*'})},
			{},
			'denied',
		],
		['with a boundary nobody could read', {boundary: 'unknown'}, {}, 'cannot tell'],
		[
			'with a condition on the network',
			{
				policies: [
					named(
						policyOf({
							...permissions.Statement[0],
							Condition: {IpAddress: {'aws:SourceIp': '10.0.0.0/8'}},
						}),
					),
				],
			},
			{},
			'cannot tell',
		],
		[
			'with a Deny on whoever has no MFA',
			{
				policies: [
					named(permissions),
					named(
						policyOf({
							...deny,
							Condition: {
								BoolIfExists: {'aws:MultiFactorAuthPresent': 'false'},
							},
						}),
					),
				],
			},
			{},
			'denied',
		],
		[
			'with a key policy that names other people only',
			{},
			{key: {arn: keyArn, policy: policyOf(others)}},
			'denied',
		],
		[
			'with a key policy that names the role',
			{
				policies: [named(policyOf(permissions.Statement[0]!))],
			},
			{key: {arn: keyArn, policy: policyOf(decryptForRole)}},
			'allowed',
		],
		[
			'without permission for the key',
			{policies: [named(policyOf(permissions.Statement[0]!))]},
			{key},
			'denied',
		],
		[
			'with a key policy nobody could read',
			{},
			{key: {arn: keyArn, policy: 'unknown'}},
			'cannot tell',
		],
		[
			'in another account, encrypted with its default key',
			{policies: [named(allowAll)]},
			{arn: elsewhere, policy: policyOf(grant)},
			'denied',
		],
		[
			'in another account, with all three policies',
			{policies: [named(allowAll)]},
			{
				arn: elsewhere,
				policy: policyOf(grant),
				key: {
					arn: keyArn.split(own).join(outside),
					policy: policyOf(decryptForRole),
				},
			},
			'allowed',
		],
		[
			'in another account, without its resource policy',
			{policies: [named(allowAll)]},
			{arn: elsewhere, key},
			'denied',
		],
		[
			'in another account, with a key policy that does not know it',
			{policies: [named(allowAll)]},
			{
				arn: elsewhere,
				policy: policyOf(grant),
				key: {arn: keyArn.split(own).join(outside), policy: policyOf(others)},
			},
			'denied',
		],
	])('%s', (_, reader, secret, expected) => {
		expect(judge(reader, secret).verdict).toBe(expected);
	});

	it('names the statement that decides', () => {
		expect(judge()).toEqual({
			verdict: 'allowed',
			because: 'Statement 1 ("ReadSecrets") of the policy Read allows reading the secret.',
			policy: 'the policy Read',
			statement: 0,
		});
		expect(judge({}, {policy: policyOf(deny)}).because).toBe(
			'Statement 1 of the secret’s resource policy denies reading the secret.',
		);
		expect(judge({}, {key: {arn: keyArn, policy: policyOf(others)}}).because).toBe(
			'No statement of the key policy allows decrypting it.',
		);
		expect(judge({boundary: policyOf()}).because).toBe(
			'No statement of the role’s permissions boundary allows reading the secret.',
		);
	});

	it('never gets better by something that could not be read, or by a Deny', () => {
		const rank = (verdict: string) => ['denied', 'cannot tell', 'allowed'].indexOf(verdict);
		const seen = fc.constantFrom<'none' | PolicyDocument>(
			'none',
			allowAll,
			policyOf(grant),
			policyOf(owner, decryptForRole),
			policyOf(others),
		);
		fc.assert(
			fc.property(seen, seen, seen, (boundary, policy, keyPolicy) => {
				const secret = {policy, key: {arn: keyArn, policy: keyPolicy}};
				const before = rank(judge({boundary}, secret).verdict);
				expect(rank(judge({boundary, isIncomplete: true}, secret).verdict)).toBeLessThanOrEqual(
					Math.max(before, rank('cannot tell')),
				);
				expect(
					judge(
						{
							boundary,
							policies: [named(permissions), named(policyOf(deny))],
						},
						secret,
					).verdict,
				).toBe('denied');
			}),
			{seed: 5, numRuns: 100},
		);
	});
});
