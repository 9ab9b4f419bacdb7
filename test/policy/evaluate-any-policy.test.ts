import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {type PolicyDocument} from '../../source/policy/policy-document.js';
import {anyPolicy, fixed, statementOf} from './arbitraries.js';
import {ask, type Asked} from './ask.js';
import {outside, own, workatoRole} from './policies.js';

const admin = `arn:aws:iam::${own}:role/Admin`;
const session = `arn:aws:sts::${outside}:assumed-role/Workato_EKM/session-1`;

describe('any policy', () => {
	const rank = (policy: PolicyDocument, asked: Asked) =>
		['not allowed', 'cannot tell', 'allowed'].indexOf(ask(policy, asked).verdict);
	const asked = fc.record({
		principal: fc.constantFrom(workatoRole, session, admin, own, outside, 'logs.amazonaws.com'),
		action: fc.constantFrom('kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey', 'kms:PutKeyPolicy'),
		context: fc.constantFrom<Record<string, string | string[]>>(
			{},
			{'kms:ViaService': []},
			{'aws:SourceIp': outside},
		),
	});
	const place = fc.nat(5);

	it('never allows more with one more Deny', () => {
		fc.assert(
			fc.property(
				anyPolicy,
				statementOf('Deny'),
				place,
				asked,
				(policy, statement, index, question) => {
					const more = {
						...policy,
						Statement: policy.Statement.toSpliced(index, 0, statement),
					};
					expect(rank(more, question)).toBeLessThanOrEqual(rank(policy, question));
				},
			),
			fixed,
		);
	});

	it('never allows less with one more Allow', () => {
		fc.assert(
			fc.property(
				anyPolicy,
				statementOf('Allow'),
				place,
				asked,
				(policy, statement, index, question) => {
					const more = {
						...policy,
						Statement: policy.Statement.toSpliced(index, 0, statement),
					};
					expect(rank(more, question)).toBeGreaterThanOrEqual(rank(policy, question));
				},
			),
			fixed,
		);
	});
});
