import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	matchTrust,
	buildTrustStatement,
	mergeTrustPolicy,
} from '../../source/policy/trust-policy.js';
import {type PolicyDocument, type Statement} from '../../source/policy/policy-document.js';
import {parseAwsPrincipal} from '../../source/policy/principals.js';
import {withoutMfa} from '../../source/policy/request-context.js';
import {fixed} from './arbitraries.js';
import {outside, own} from './policies.js';
import {externalId, otherExternalId, trusted, trustOf, trustStatement} from './trust-policies.js';

const other = buildTrustStatement({...trusted, externalId: otherExternalId});
const lambda: Statement = {
	Effect: 'Allow',
	Principal: {Service: 'lambda.amazonaws.com'},
	Action: 'sts:AssumeRole',
};
const admin: Statement = {
	...lambda,
	Sid: 'WorkatoAssumeRole',
	Principal: {AWS: `arn:aws:iam::${own}:role/Admin`},
};

describe('the trust statement', () => {
	it('names the account, and asks for the external ID', () => {
		expect(trustStatement).toEqual({
			Sid: 'WorkatoAssumeRole',
			Effect: 'Allow',
			Principal: {AWS: `arn:aws:iam::${outside}:root`},
			Action: 'sts:AssumeRole',
			Condition: {StringEquals: {'sts:ExternalId': externalId}},
		});
	});
});

describe('merging it into a trust policy', () => {
	it('makes a policy where there is none', () => {
		expect(mergeTrustPolicy(undefined, trustStatement)).toEqual(trustOf(trustStatement));
	});

	it('adds it behind the others, under a free Sid', () => {
		expect(mergeTrustPolicy(trustOf(lambda, admin), trustStatement)).toEqual(
			trustOf(lambda, admin, {...trustStatement, Sid: 'WorkatoAssumeRole2'}),
		);
	});

	it.each<[string, Partial<Statement>]>([
		['under another Sid', {Sid: 'Console'}],
		['with the bare account ID', {Principal: {AWS: outside}}],
		['beside another account', {Principal: {AWS: [own, outside]}}],
		['in other case', {Action: ['STS:assumerole', 'sts:TagSession']}],
		[
			'with a second external ID',
			{
				Condition: {
					stringequals: {'STS:ExternalId': [otherExternalId, externalId]},
				},
			},
		],
	])('changes nothing when it is there %s', (_, part) => {
		const policy = trustOf(lambda, {...trustStatement, ...part});
		expect(mergeTrustPolicy(policy, trustStatement)).toBe(policy);
	});

	it.each<[string, Partial<Statement>]>([
		['without the external ID', {Condition: {}}],
		['with StringLike', {Condition: {StringLike: {'sts:ExternalId': externalId}}}],
		[
			'with another condition too',
			{
				Condition: {
					StringEquals: {'sts:ExternalId': externalId},
					Bool: {'aws:MultiFactorAuthPresent': 'true'},
				},
			},
		],
		['as a Deny', {Effect: 'Deny'}],
		['for one role of the account', {Principal: {AWS: `arn:aws:iam::${outside}:role/X`}}],
	])('adds its own beside one %s', (_, part) => {
		const theirs = {...trustStatement, Sid: 'Theirs', ...part};
		expect(mergeTrustPolicy(trustOf(theirs), trustStatement)).toEqual(
			trustOf(theirs, trustStatement),
		);
	});

	it('adds an external ID to its own statement', () => {
		expect(mergeTrustPolicy(trustOf(lambda, trustStatement), other)).toEqual(
			trustOf(lambda, {
				...trustStatement,
				Condition: {
					StringEquals: {'sts:ExternalId': [externalId, otherExternalId]},
				},
			}),
		);
	});

	it('leaves a statement of the same form alone when its name is not ours', () => {
		const theirs = {...trustStatement, Sid: 'Console'};
		expect(mergeTrustPolicy(trustOf(theirs), other)).toEqual(trustOf(theirs, other));
	});
});

const condition = fc.constantFrom<NonNullable<Statement['Condition']>>(
	{},
	{StringEquals: {'sts:ExternalId': externalId}},
	{StringEquals: {'sts:ExternalId': [otherExternalId]}},
	{StringLike: {'sts:ExternalId': 'workato_*'}},
	{StringEqualsIfExists: {'sts:ExternalId': otherExternalId}},
	{Bool: {'aws:MultiFactorAuthPresent': 'true'}},
	{StringNotEquals: {'sts:ExternalId': externalId}},
);

const statement: fc.Arbitrary<Statement> = fc.record(
	{
		Sid: fc.constantFrom('WorkatoAssumeRole', 'WorkatoAssumeRole2', 'A'),
		Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
		Principal: fc.constantFrom<NonNullable<Statement['Principal']>>(
			'*',
			{AWS: outside},
			{AWS: [own, `arn:aws:iam::${outside}:root`]},
			{AWS: `arn:aws:iam::${outside}:role/X`},
			{Service: 'lambda.amazonaws.com'},
		),
		Action: fc.constantFrom('sts:AssumeRole', 'sts:*', 'sts:TagSession'),
		Condition: condition,
	},
	{requiredKeys: ['Effect', 'Principal', 'Action']},
);

const policy: fc.Arbitrary<PolicyDocument> = fc
	.array(statement, {maxLength: 4})
	.map((statements) => trustOf(...statements));

describe('any merge into a trust policy', () => {
	const wanted = fc.constantFrom(trustStatement, other);
	const match = (document: PolicyDocument, account: string, id: string) =>
		matchTrust(
			{policy: document, ownAccount: own},
			{
				who: parseAwsPrincipal(account),
				externalId: id,
				context: withoutMfa,
			},
		);
	const isAllowed = (document: PolicyDocument, account: string, id: string) => {
		const rows = match(document, account, id);
		return (
			rows.some(({effect, answer}) => effect === 'Allow' && answer === 'yes') &&
			rows.every(({effect, answer}) => effect === 'Allow' || answer === 'no')
		);
	};

	it('gives the wanted account the wanted ID and nobody anything else, and takes from nobody', () => {
		fc.assert(
			fc.property(
				policy,
				wanted,
				fc.constantFrom(outside, own, '999999999999'),
				fc.constantFrom(externalId, otherExternalId, 'made-up'),
				(before, added, account, id) => {
					const after = mergeTrustPolicy(before, added);
					const isWanted = account === outside && isAllowed(trustOf(added), account, id);
					const isDenied = match(before, account, id).some(
						({effect, answer}) => effect === 'Deny' && answer !== 'no',
					);
					expect(isAllowed(after, account, id)).toBe(
						isAllowed(before, account, id) || (isWanted && !isDenied),
					);
				},
			),
			fixed,
		);
	});

	it('keeps the statements of others as they are, and changes nothing the second time', () => {
		fc.assert(
			fc.property(policy, wanted, (before, added) => {
				const copy = structuredClone(before);
				const after = mergeTrustPolicy(before, added);
				expect(before).toEqual(copy);
				expect(mergeTrustPolicy(after, added)).toBe(after);
				for (const [index, one] of before.Statement.entries()) {
					if (!one.Sid?.startsWith('Workato')) {
						expect(after.Statement[index]).toBe(one);
					}
				}
			}),
			fixed,
		);
	});
});

describe('whom a role is to trust', () => {
	it.each([
		{account: '*'},
		{account: '99998888777*'},
		{account: '999988887777:root","AWS":"*'},
		{externalId: ''},
		{externalId: '*'},
		{externalId: '${aws:PrincipalArn}'},
	])('is one account with one external ID, not %j', (part) => {
		expect(() => buildTrustStatement({...trusted, ...part})).toThrow(RangeError);
	});
});
