import {describe, expect, it} from 'vitest';
import {
	type Condition,
	type Statement,
} from '../../source/policy/policy-document.js';
import {ask} from './ask.js';
import {outside, own, policyOf, workato} from './policies.js';

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
		[
			'key in other case',
			{stringequals: {'KMS:encryptioncontext:APP': 'workato'}},
			app,
			'allowed',
		],
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
		[
			'none of two values',
			{StringNotEquals: {x: ['a', 'b']}},
			{x: 'b'},
			'not allowed',
		],
		['not equal, absent', {StringNotEquals: {x: 'a'}}, {x: []}, 'allowed'],
		[
			'the account follows from the principal',
			{StringEquals: account},
			{},
			'allowed',
		],
		[
			'another account',
			{StringEquals: {'aws:PrincipalAccount': own}},
			{},
			'not allowed',
		],
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
		[
			'a bare star for an ARN',
			{ArnLike: {'aws:PrincipalArn': '*'}},
			{},
			'allowed',
		],
		[
			'all ARNs but none',
			{ArnNotLike: {'aws:PrincipalArn': '*'}},
			{},
			'not allowed',
		],
		[
			'an ARN pattern that is too short',
			{ArnLike: {'aws:PrincipalArn': 'arn:aws:iam::*'}},
			{},
			'cannot tell',
		],
		[
			'something that is no ARN',
			{ArnEquals: {a: 'arn:aws:iam::1:x'}},
			{a: 'x'},
			'cannot tell',
		],
		['transport', {Bool: {'aws:SecureTransport': true}}, {}, 'allowed'],
		['like', {StringLike: {x: 'wor?a*'}}, {x: 'workato'}, 'allowed'],
		['not like', {StringNotLike: {x: 'wor?a*'}}, {x: 'workato'}, 'not allowed'],
		[
			'if it exists, known',
			{StringEqualsIfExists: {x: 'a'}},
			{x: 'b'},
			'not allowed',
		],
		[
			'if it exists, absent',
			{StringEqualsIfExists: {x: 'a'}},
			{x: []},
			'allowed',
		],
		['if it exists, anything', {StringLikeIfExists: {x: '*'}}, {}, 'allowed'],
		[
			'anything, but it has to exist',
			{StringLike: {x: '*'}},
			{},
			'cannot tell',
		],
		['Null, absent', {Null: {x: true}}, {x: []}, 'allowed'],
		['Null, present', {Null: {x: 'true'}}, {x: 'a'}, 'not allowed'],
		['Null, not known', {Null: {x: 'false'}}, {}, 'cannot tell'],
		['number', {NumericLessThan: {x: '10'}}, {x: '9'}, 'allowed'],
		[
			'number, not equal',
			{NumericNotEquals: {x: 9}},
			{x: '9.0'},
			'not allowed',
		],
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
			'cannot tell',
		],
		[
			'any value',
			{'ForAnyValue:StringEquals': {x: ['a', 'b']}},
			{x: ['b', 'c']},
			'allowed',
		],
		[
			'all values',
			{'ForAllValues:StringEquals': {x: ['a', 'b']}},
			{x: ['b', 'c']},
			'not allowed',
		],
		[
			'all of no values',
			{'ForAllValues:StringEquals': {x: 'a'}},
			{x: []},
			'allowed',
		],
		[
			'any of no values',
			{'ForAnyValue:StringEquals': {x: 'a'}},
			{x: []},
			'not allowed',
		],
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
		expect(
			ask(policyOf({...workato, Condition: condition}), {context}).verdict,
		).toBe(verdict);
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
