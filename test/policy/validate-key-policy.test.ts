import {describe, expect, it} from 'vitest';
import {newKeyPolicy} from '../../source/policy/key-policy.js';
import {type PolicyDocument, type Statement} from '../../source/policy/policy-document.js';
import {validateKeyPolicy} from '../../source/policy/validate-key-policy.js';
import {outside, own, owner, policyOf, workato} from './policies.js';

const messages = (policy: PolicyDocument) => validateKeyPolicy(policy).map(({message}) => message);

describe('a key policy that KMS takes', () => {
	it('has no problems', () => {
		const administrators = [`arn:aws:iam::${own}:role/Admin`, `arn:aws:iam::${own}:user/ana`];
		expect(messages(newKeyPolicy(own, 'aws', [workato], administrators))).toEqual([]);
		expect(messages(newKeyPolicy(own, 'aws-us-gov', [workato], []))).toEqual([]);
	});

	it('is built of the owner, the administrators and Workato', () => {
		const policy = newKeyPolicy(own, 'aws', [workato], [`arn:aws:iam::${own}:role/Admin`]);
		expect(policy).toMatchObject({
			Id: 'key-consolepolicy-3',
			Version: '2012-10-17',
		});
		expect(policy.Statement.map(({Sid}) => Sid)).toEqual([
			'Enable IAM User Permissions',
			'Allow access for Key Administrators',
			'Allow use of the key',
		]);
		expect(policy.Statement[0]).toEqual(owner);
		expect(policy.Statement[1]!.Principal).toEqual({
			AWS: `arn:aws:iam::${own}:role/Admin`,
		});
		expect(policy.Statement[1]!.Action).toContain('kms:ScheduleKeyDeletion');
		expect(policy.Statement[2]).toEqual(workato);
	});
});

describe('what KMS refuses or ignores', () => {
	const {Resource, ...noResource} = workato;
	const {Action, ...noAction} = workato;
	const {Effect, ...noEffect} = workato;
	const {Principal, ...noPrincipal} = workato;
	it.each<[string, Statement, string]>([
		['no Effect', noEffect, 'Effect is missing'],
		['a wrong Effect', {...workato, Effect: 'allow'}, 'spelt so, not "allow"'],
		['no Principal', noPrincipal, 'Principal is missing'],
		['an empty Principal', {...workato, Principal: {AWS: []}}, 'Principal is missing'],
		[
			'a placeholder',
			{...workato, Principal: {AWS: 'arn:aws:iam::TODO-ACCOUNTID:root'}},
			'placeholder',
		],
		[
			'a spaced placeholder',
			{
				...workato,
				Principal: {AWS: 'arn:aws:iam::TODO - ACCOUNTID:role/Workato_EKM'},
			},
			'placeholder',
		],
		[
			'a spaced account',
			{
				...workato,
				Principal: {AWS: `arn:aws:iam:: ${outside}:role/Workato_EKM`},
			},
			'has spaces',
		],
		[
			'a wildcard in a principal',
			{...workato, Principal: {AWS: `arn:aws:iam::${outside}:role/*`}},
			'wildcard',
		],
		['a deleted role', {...workato, Principal: {AWS: 'AROADBQP57FF2AEXAMPLE'}}, 'deleted role'],
		['a bare principal', {...workato, Principal: outside}, 'has to be an object'],
		['a wrong kind of principal', {...workato, Principal: {Aws: outside}}, 'Did you mean AWS?'],
		['Principal and NotPrincipal', {...workato, NotPrincipal: '*'}, 'exclude each other'],
		['no Action', noAction, 'Action is missing'],
		["another service's action", {...workato, Action: 's3:GetObject'}, 'not an action of KMS'],
		['no Resource', noResource, 'Resource is missing'],
		[
			'a misspelt operator',
			{...workato, Condition: {StringEqual: {a: 'b'}}},
			'Did you mean StringEquals?',
		],
		[
			'a misspelt operator with a suffix',
			{...workato, Condition: {StringLikesIfExists: {a: 'b'}}},
			'Did you mean StringLike?',
		],
		['a misspelt element', {...workato, Conditions: {}}, 'Did you mean Condition?'],
		['a character', {...workato, Sid: 'Schlüssel für Workato – neu'}, 'U+2013'],
		['a character in a name', {...workato, Condition: {StringEquals: {'a😀': 'b'}}}, 'U+1F600'],
	])('%s', (_, statement, words) => {
		const found = messages(policyOf(owner, statement));
		expect(found).toHaveLength(1);
		expect(found[0]).toContain('Statement 2');
		expect(found[0]).toContain(words);
	});

	it('no statements, a wrong Version, too many bytes', () => {
		expect(messages(policyOf())).toEqual(['The policy has no statements.']);
		expect(messages({Version: '2012-10-18', Statement: [owner]})[0]).toContain('2012-10-17');
		const long = policyOf(
			...Array.from({length: 300}, (_, index) => ({
				...workato,
				Sid: `Statement ${index}`,
			})),
		);
		expect(messages(long)[0]).toContain('32768');
	});

	it('nothing about known operators, suffixes and prefixes', () => {
		const Condition = {
			'ForAnyValue:StringLike': {a: 'b'},
			arnlikeifexists: {a: 'b'},
			Null: {a: true},
			NotIpAddress: {a: '1.2.3.4'},
		};
		expect(messages(policyOf({...workato, Condition}))).toEqual([]);
	});
});

it.each(['*', `arn:aws:iam::${own}:role/*`, `arn:aws:iam::${own}:root`, 'arn:aws:s3:::bucket'])(
	'a new key has no administrator %s',
	(arn) => {
		expect(() => newKeyPolicy(own, 'aws', [workato], [arn])).toThrow(RangeError);
	},
);
