import {describe, expect, it} from 'vitest';
import {equalPolicies, equalStatements} from '../../source/policy/compare-policies.js';
import {type Statement} from '../../source/policy/policy-document.js';
import {outside, owner, policyOf, workato} from './policies.js';

const conditional = (Condition: Statement['Condition']): Statement => ({
	...workato,
	...(Condition && {Condition}),
});

describe('statements that say the same', () => {
	it.each<[string, Statement, Statement]>([
		['Sid', workato, {...workato, Sid: 'Other'}],
		['order of actions', workato, {...workato, Action: ['kms:Decrypt', 'kms:Encrypt']}],
		[
			'repeated actions',
			workato,
			{...workato, Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:Encrypt']},
		],
		['case of actions', workato, {...workato, Action: ['kms:encrypt', 'KMS:Decrypt']}],
		[
			'one value or a list',
			workato,
			{
				...workato,
				Principal: {
					AWS: [workato.Principal].flatMap((who) => (typeof who === 'object' ? who.AWS! : [])),
				},
				Resource: ['*'],
			},
		],
		[
			'account ID or root',
			{...workato, Principal: {AWS: outside}},
			{...workato, Principal: {AWS: `arn:aws:iam::${outside}:root`}},
		],
		[
			'account ID or root elsewhere',
			{...workato, Principal: {AWS: outside}},
			{...workato, Principal: {AWS: `arn:aws-us-gov:iam::${outside}:root`}},
		],
		['everyone in an Allow', {...workato, Principal: '*'}, {...workato, Principal: {AWS: '*'}}],
		['no condition', workato, conditional({})],
		[
			'case of operator and key',
			conditional({StringEquals: {'kms:ViaService': 'x'}}),
			conditional({stringequals: {'KMS:viaservice': ['x']}}),
		],
		['true or "true"', conditional({Bool: {a: true}}), conditional({Bool: {a: 'true'}})],
		[
			'5 or "5"',
			conditional({NumericEquals: {a: [5, '6']}}),
			conditional({NumericEquals: {a: ['6', '5']}}),
		],
		['order of unknown keys', {...workato, Odd: {a: 1, b: [2]}}, {...workato, Odd: {b: [2], a: 1}}],
	])('%s', (_, a, b) => {
		expect(equalStatements(a, b)).toBe(true);
	});
});

describe('statements that differ', () => {
	it.each<[string, Statement, Statement]>([
		['Effect', workato, {...workato, Effect: 'Deny'}],
		['an action', workato, {...workato, Action: 'kms:Encrypt'}],
		['a principal', workato, {...workato, Principal: {AWS: outside}}],
		[
			'kind of principal',
			{...workato, Principal: {Service: 'a.b'}},
			{...workato, Principal: {Federated: 'a.b'}},
		],
		[
			'Principal and NotPrincipal',
			{...workato, Principal: {AWS: outside}},
			{
				Effect: 'Allow',
				NotPrincipal: {AWS: outside},
				Action: workato.Action!,
				Resource: '*',
			},
		],
		[
			'everyone in a Deny',
			{...workato, Effect: 'Deny', Principal: '*'},
			{...workato, Effect: 'Deny', Principal: {AWS: '*'}},
		],
		[
			'missing Resource',
			workato,
			{Effect: 'Allow', Principal: workato.Principal!, Action: workato.Action!},
		],
		['condition', workato, conditional({Bool: {a: true}})],
		[
			'case of a condition value',
			conditional({StringEquals: {a: 'x'}}),
			conditional({StringEquals: {a: 'X'}}),
		],
		['unknown key', workato, {...workato, Odd: 1}],
	])('%s', (_, a, b) => {
		expect(equalStatements(a, b)).toBe(false);
	});
});

describe('policies', () => {
	it('are equal whatever their Id, order and repetitions', () => {
		expect(
			equalPolicies(policyOf(owner, workato), {
				Version: '2012-10-17',
				Statement: [workato, owner, workato],
			}),
		).toBe(true);
	});

	it('differ by a statement or by Version, which is 2008-10-17 unless given', () => {
		expect(equalPolicies(policyOf(owner, workato), policyOf(owner))).toBe(false);
		expect(equalPolicies(policyOf(owner), {Statement: [owner]})).toBe(false);
		expect(equalPolicies({Version: '2008-10-17', Statement: [owner]}, {Statement: [owner]})).toBe(
			true,
		);
	});
});
