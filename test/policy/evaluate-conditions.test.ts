import {describe, expect, it} from 'vitest';
import {type Condition, type Statement} from '../../source/policy/policy-document.js';
import {evaluateKeyPolicy} from '../../source/policy/key-policy.js';
import {ask} from './ask.js';
import {keyArn, outside, own, policyOf, workato, workatoRole} from './policies.js';

const session = `arn:aws:sts::${outside}:assumed-role/Workato_EKM/one`;

const deny: Statement = {...workato, Sid: 'No', Effect: 'Deny', Principal: '*'};
const variable = ['$', '{aws:username}'].join('');

describe('conditions', () => {
	const app = {'kms:EncryptionContext:app': 'workato'};
	const account = {'kms:CallerAccount': outside};
	it.each<[string, Condition, Record<string, string | string[]>, string]>([
		['encryption context, right', {StringEquals: app}, app, 'allowed'],
		[
			'encryption context, wrong',
			{StringEquals: app},
			{'kms:EncryptionContext:app': 'other'},
			'not allowed',
		],
		['encryption context, not known', {StringEquals: app}, {}, 'cannot tell'],
		[
			'encryption context, known to be absent',
			{StringEquals: app},
			{'kms:EncryptionContext:app': []},
			'not allowed',
		],
		['key in other case', {stringequals: {'KMS:encryptioncontext:APP': 'workato'}}, app, 'allowed'],
		[
			'value in other case',
			{StringEquals: {...app}},
			{'kms:EncryptionContext:app': 'Workato'},
			'not allowed',
		],
		[
			'value in other case, ignored',
			{StringEqualsIgnoreCase: app},
			{'kms:EncryptionContext:app': 'WORKATO'},
			'allowed',
		],
		['one of two values', {StringEquals: {x: ['a', 'b']}}, {x: 'b'}, 'allowed'],
		['none of two values', {StringNotEquals: {x: ['a', 'b']}}, {x: 'b'}, 'not allowed'],
		['not equal, absent', {StringNotEquals: {x: 'a'}}, {x: []}, 'allowed'],
		['the account follows from the principal', {StringEquals: account}, {}, 'allowed'],
		['another account', {StringEquals: {'aws:PrincipalAccount': own}}, {}, 'not allowed'],
		[
			'the principal ARN',
			{ArnLike: {'aws:PrincipalArn': 'arn:aws:iam::*:role/Workato_*'}},
			{},
			'allowed',
		],
		[
			'another principal ARN',
			{ArnNotLike: {'aws:PrincipalArn': 'arn:aws:iam::*:role/Workato_*'}},
			{},
			'not allowed',
		],
		[
			'ARN wildcards stay within their part',
			{ArnLike: {a: 'arn:aws:*:1:x:y'}},
			{a: 'arn:aws:iam:eu:1:x:y'},
			'not allowed',
		],
		['a bare star for an ARN', {ArnLike: {'aws:PrincipalArn': '*'}}, {}, 'allowed'],
		['all ARNs but none', {ArnNotLike: {'aws:PrincipalArn': '*'}}, {}, 'not allowed'],
		[
			'an ARN pattern that is too short',
			{ArnLike: {'aws:PrincipalArn': 'arn:aws:iam::*'}},
			{},
			'cannot tell',
		],
		['something that is no ARN', {ArnEquals: {a: 'arn:aws:iam::1:x'}}, {a: 'x'}, 'cannot tell'],
		['transport', {Bool: {'aws:SecureTransport': true}}, {}, 'allowed'],
		['like', {StringLike: {x: 'wor?a*'}}, {x: 'workato'}, 'allowed'],
		['not like', {StringNotLike: {x: 'wor?a*'}}, {x: 'workato'}, 'not allowed'],
		['if it exists, known', {StringEqualsIfExists: {x: 'a'}}, {x: 'b'}, 'not allowed'],
		['if it exists, absent', {StringEqualsIfExists: {x: 'a'}}, {x: []}, 'allowed'],
		['if it exists, anything', {StringLikeIfExists: {x: '*'}}, {}, 'allowed'],
		['anything, but it has to exist', {StringLike: {x: '*'}}, {}, 'cannot tell'],
		['Null, absent', {Null: {x: true}}, {x: []}, 'allowed'],
		['Null, present', {Null: {x: 'true'}}, {x: 'a'}, 'not allowed'],
		['Null, not known', {Null: {x: 'false'}}, {}, 'cannot tell'],
		['number', {NumericLessThan: {x: '10'}}, {x: '9'}, 'allowed'],
		['number, not equal', {NumericNotEquals: {x: 9}}, {x: '9.0'}, 'not allowed'],
		[
			'date',
			{DateGreaterThan: {x: '2024-01-01T00:00:00Z'}},
			{x: '2024-06-01T00:00:00Z'},
			'allowed',
		],
		[
			'date as seconds',
			{DateLessThanEquals: {x: '1704067200'}},
			{x: '2024-01-01T00:00:00Z'},
			'allowed',
		],
		[
			'address',
			{IpAddress: {'aws:SourceIp': '10.0.0.0/8'}},
			{'aws:SourceIp': '10.1.1.1'},
			'allowed',
		],
		[
			'address outside the block',
			{IpAddress: {'aws:SourceIp': ['10.0.0.0/8', '2001:db8::/32']}},
			{'aws:SourceIp': '11.1.1.1'},
			'not allowed',
		],
		[
			'address not in the block',
			{NotIpAddress: {'aws:SourceIp': '2001:db8::/32'}},
			{'aws:SourceIp': '2001:db8::1'},
			'not allowed',
		],
		[
			'something that is no block',
			{IpAddress: {'aws:SourceIp': '10.0.0.0/99'}},
			{'aws:SourceIp': '10.1.1.1'},
			'cannot tell',
		],
		['any value', {'ForAnyValue:StringEquals': {x: ['a', 'b']}}, {x: ['b', 'c']}, 'allowed'],
		['all values', {'ForAllValues:StringEquals': {x: ['a', 'b']}}, {x: ['b', 'c']}, 'not allowed'],
		['all of no values', {'ForAllValues:StringEquals': {x: 'a'}}, {x: []}, 'allowed'],
		['any of no values', {'ForAnyValue:StringEquals': {x: 'a'}}, {x: []}, 'not allowed'],
		[
			'several values without a quantifier',
			{StringEquals: {x: 'a'}},
			{x: ['a', 'b']},
			'cannot tell',
		],
		['unknown operator', {StringEqual: {x: 'a'}}, {x: 'a'}, 'cannot tell'],
		['variable', {StringEquals: {x: variable}}, {x: 'a'}, 'cannot tell'],
		[
			'one sure no is enough',
			{StringEqual: {x: 'a'}, StringEquals: {x: 'b'}},
			{x: 'a'},
			'not allowed',
		],
	])('%s', (_, condition, context, verdict) => {
		expect(ask(policyOf({...workato, Condition: condition}), {context}).verdict).toBe(verdict);
	});

	it.each<[string, Condition, string]>([
		[
			'the region of the key',
			{StringEquals: {'aws:RequestedRegion': ['us-east-1', 'us-east-2']}},
			'allowed',
		],
		['another region', {StringEquals: {'aws:RequestedRegion': 'eu-west-1'}}, 'not allowed'],
		[
			'a day that is over',
			{DateLessThan: {'aws:CurrentTime': '2026-01-01T00:00:00Z'}},
			'not allowed',
		],
		['a day to come, in seconds', {NumericLessThan: {'aws:EpochTime': '1893456000'}}, 'allowed'],
		[
			'sessions of long ago',
			{DateLessThan: {'aws:TokenIssueTime': '2024-11-01T00:00:00Z'}},
			'not allowed',
		],
		[
			'sessions since long ago',
			{DateGreaterThan: {'aws:TokenIssueTime': '2024-11-01T00:00:00Z'}},
			'allowed',
		],
		['the account of the key', {StringEquals: {'aws:ResourceAccount': own}}, 'allowed'],
		['a symmetric key', {StringEquals: {'kms:KeySpec': 'SYMMETRIC_DEFAULT'}}, 'allowed'],
		[
			'how it encrypts',
			{StringEquals: {'kms:EncryptionAlgorithm': 'RSAES_OAEP_SHA_256'}},
			'not allowed',
		],
		['material from elsewhere', {StringNotEquals: {'kms:KeyOrigin': 'AWS_KMS'}}, 'not allowed'],
		['one region only', {Bool: {'kms:MultiRegion': false}}, 'allowed'],
		['through a service', {Null: {'kms:ViaService': false}}, 'not allowed'],
		['for a resource of a service', {ArnLike: {'aws:SourceArn': 'arn:aws:s3:::*'}}, 'not allowed'],
		['for an account', {Null: {'aws:SourceAccount': true}}, 'allowed'],
		['a grant', {Bool: {'kms:GrantIsForAWSResource': true}}, 'not allowed'],
		['not by a service', {Bool: {'aws:ViaAWSService': false}}, 'allowed'],
		[
			'the account of whoever comes, as a variable',
			{
				StringEquals: {
					'kms:CallerAccount': ['$', '{aws:PrincipalAccount}'].join(''),
				},
			},
			'allowed',
		],
	])('what AWS fixes is known: %s', (_, condition, verdict) => {
		const policy = policyOf({...workato, Condition: condition});
		expect(
			evaluateKeyPolicy(policy, {
				principal: workatoRole,
				action: 'kms:Encrypt',
				keyArn,
				keyAccount: own,
				now: Date.parse('2026-11-30T12:00:00Z'),
				key: {
					spec: 'SYMMETRIC_DEFAULT',
					usage: 'ENCRYPT_DECRYPT',
					origin: 'AWS_KMS',
					multiRegion: 'no',
				},
			}).verdict,
		).toBe(verdict);
	});

	const allowIf = (condition: Condition): Statement => ({
		...workato,
		Condition: condition,
	});
	const denyIf = (condition: Condition): Statement => ({
		...deny,
		Condition: condition,
	});
	const inside = {'aws:SourceIp': '10.0.0.0/8'};
	it.each<[string, Statement[], string]>([
		[
			'here or not here',
			[allowIf({StringEquals: {x: 'a'}}), allowIf({StringNotEquals: {x: 'a'}})],
			'allowed',
		],
		[
			'here or there',
			[allowIf({StringEquals: {x: 'a'}}), allowIf({StringEquals: {x: 'b'}})],
			'cannot tell',
		],
		[
			'denied just where it is allowed',
			[allowIf({StringLike: {x: 'a*'}}), denyIf({StringLike: {x: ['a*', 'b']}})],
			'not allowed',
		],
		[
			'denied on less than is allowed',
			[allowIf({StringLike: {x: 'a*'}}), denyIf({StringLike: {x: 'ab*'}})],
			'cannot tell',
		],
		[
			'two patterns that never meet',
			[allowIf({StringLike: {x: 'a*'}, StringLikeIfExists: {x: 'b*'}})],
			'not allowed',
		],
		[
			'two patterns that may meet',
			[allowIf({StringLike: {x: 'a*'}, StringLikeIfExists: {x: '*b'}})],
			'cannot tell',
		],
		[
			'within and without a block of addresses',
			[allowIf({IpAddress: inside, NotIpAddress: inside})],
			'not allowed',
		],
		[
			'a block within a denied one',
			[allowIf({IpAddress: {'aws:SourceIp': '10.1.0.0/16'}}), denyIf({IpAddress: inside})],
			'not allowed',
		],
		[
			'a number between two borders that exclude each other',
			[allowIf({NumericLessThan: {x: 5}, NumericGreaterThan: {x: 7}})],
			'not allowed',
		],
		[
			'a number between two borders',
			[allowIf({NumericLessThan: {x: 7}, NumericGreaterThan: {x: 5}})],
			'cannot tell',
		],
		[
			'days on either side',
			[
				allowIf({DateLessThan: {x: '2024-01-01T00:00:00Z'}}),
				allowIf({DateGreaterThanEquals: {x: '2024-01-01T00:00:00Z'}}),
				allowIf({Null: {x: true}}),
			],
			'allowed',
		],
		[
			'a session that alone is denied, and alone allowed',
			[
				{...workato, Principal: {AWS: session}},
				{...deny, Principal: {AWS: session}},
			],
			'not allowed',
		],
		[
			'one of several values, and all of them',
			[
				allowIf({
					'ForAnyValue:StringEquals': {'aws:TagKeys': 'a'},
					'ForAllValues:StringEquals': {'aws:TagKeys': 'b'},
				}),
			],
			'not allowed',
		],
		[
			'two of several values',
			[
				allowIf({
					'ForAnyValue:StringEquals': {'aws:TagKeys': 'a'},
					'ForAnyValue:StringLike': {'aws:TagKeys': 'b'},
				}),
			],
			'cannot tell',
		],
		[
			'NotPrincipal with a session of the role',
			[{...workato, Principal: undefined, NotPrincipal: {AWS: session}}],
			'cannot tell',
		],
	])('however it turns out: %s', (_, statements, verdict) => {
		expect(ask(policyOf(...statements)).verdict).toBe(verdict);
	});

	it('says that it is so however the conditions turn out', () => {
		const policy = policyOf(
			allowIf({StringEquals: {x: 'a'}}),
			allowIf({StringNotEquals: {x: 'a'}}),
		);
		expect(ask(policy)).toEqual({
			verdict: 'allowed',
			because: `However the conditions turn out that cannot be judged from here: Statement 2 ("Allow use of the key") allows kms:Encrypt to ${workatoRole} or Statement 1 ("Allow use of the key") allows kms:Encrypt to ${workatoRole}.`,
			statements: [0, 1],
		});
	});

	it('reads a variable as plain text in the older version', () => {
		const policy = {
			Statement: [{...workato, Condition: {StringEquals: {x: variable}}}],
		};
		expect(ask(policy, {context: {x: variable}}).verdict).toBe('allowed');
	});

	it('cannot tell when a Deny hangs on something unknown, and names it', () => {
		const policy = policyOf(workato, {
			...deny,
			Condition: {NotIpAddress: {'aws:SourceIp': '10.0.0.0/8'}},
		});
		expect(ask(policy)).toMatchObject({
			verdict: 'cannot tell',
			statements: [1],
		});
		expect(ask(policy).because).toContain('NotIpAddress aws:SourceIp');
		expect(ask(policy, {action: 'kms:Sign'}).verdict).toBe('not allowed');
	});
});
