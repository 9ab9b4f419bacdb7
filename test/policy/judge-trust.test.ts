import {describe, expect, it} from 'vitest';
import {judgeTrust} from '../../source/policy/judge-trust.js';
import {type Statement} from '../../source/policy/policy-document.js';
import {outside, own} from './policies.js';
import {
	externalId,
	otherExternalId,
	trusted,
	trustOf,
	trustStatement,
	withCondition,
} from './trust-policies.js';

const judge = (...statements: Statement[]) =>
	judgeTrust(trustOf(...statements), {...trusted, ownAccount: own});

/** What is said, as "severity code" in order. */
const said = (...statements: Statement[]) => [
	judge(...statements).isLetIn,
	...judge(...statements).findings.map(
		({severity, code}) => `${severity} ${code}`,
	),
];

const mine = {StringEquals: {'sts:ExternalId': externalId}};

describe('a trust policy', () => {
	it.each<[string, Statement[], string[]]>([
		['as it should be', [trustStatement], ['yes']],
		[
			'with people of the own account beside',
			[
				trustStatement,
				{...trustStatement, Principal: {AWS: own}, Condition: {}},
			],
			['yes'],
		],
		['empty', [], ['no', 'fail not-let-in']],
		[
			'for another external ID',
			[withCondition({StringEquals: {'sts:ExternalId': otherExternalId}})],
			['no', 'fail not-let-in', 'warn other-external-ids'],
		],
		[
			'for two external IDs',
			[
				withCondition({
					StringEquals: {'sts:ExternalId': [externalId, otherExternalId]},
				}),
			],
			['yes', 'warn other-external-ids'],
		],
		['without external ID', [withCondition(undefined)], ['yes', 'fail open']],
		[
			'with a second, open statement',
			[trustStatement, withCondition(undefined)],
			['yes', 'fail open'],
		],
		[
			'with IfExists',
			[withCondition({StringEqualsIfExists: {'sts:ExternalId': externalId}})],
			['yes', 'fail open'],
		],
		[
			'with ForAllValues',
			[
				withCondition({
					'ForAllValues:StringEquals': {'sts:ExternalId': externalId},
				}),
			],
			['yes', 'fail open'],
		],
		[
			'with ForAnyValue',
			[
				withCondition({
					'ForAnyValue:StringEquals': {'sts:ExternalId': externalId},
				}),
			],
			['yes', 'warn loose-external-id'],
		],
		[
			'with StringLike and a beginning',
			[withCondition({StringLike: {'sts:ExternalId': 'workato_*'}})],
			['yes', 'warn loose-external-id'],
		],
		[
			'with StringLike and anything',
			[withCondition({StringLike: {'sts:ExternalId': '*'}})],
			['yes', 'fail loose-external-id'],
		],
		[
			'that only asks for some external ID',
			[withCondition({Null: {'sts:ExternalId': 'false'}})],
			['yes', 'fail loose-external-id'],
		],
		[
			'with MFA',
			[withCondition({...mine, Bool: {'aws:MultiFactorAuthPresent': 'true'}})],
			['no', 'fail not-let-in', 'fail condition'],
		],
		[
			'with MFA if there is a say',
			[
				withCondition({
					...mine,
					BoolIfExists: {'aws:MultiFactorAuthPresent': 'true'},
				}),
			],
			['unknown', 'unknown cannot-tell', 'unknown condition'],
		],
		[
			'with MFA and no external ID',
			[withCondition({Bool: {'aws:MultiFactorAuthPresent': 'true'}})],
			['no', 'fail not-let-in', 'fail open', 'fail condition'],
		],
		[
			'with a source IP',
			[withCondition({...mine, IpAddress: {'aws:SourceIp': '10.0.0.0/8'}})],
			['unknown', 'unknown cannot-tell', 'unknown condition'],
		],
		[
			'with a source IP in a second statement',
			[
				trustStatement,
				withCondition({...mine, IpAddress: {'aws:SourceIp': '10.0.0.0/8'}}),
			],
			['yes', 'warn condition'],
		],
		[
			'with a Deny',
			[trustStatement, {...trustStatement, Effect: 'Deny'}],
			['no', 'fail denied'],
		],
		[
			'with a Deny that spares this external ID',
			[
				trustStatement,
				{
					...trustStatement,
					Effect: 'Deny',
					Principal: '*',
					Condition: {StringNotEquals: {'sts:ExternalId': externalId}},
				},
			],
			['yes'],
		],
		[
			'for one role of Workato',
			[
				{
					...trustStatement,
					Principal: {AWS: `arn:aws:iam::${outside}:role/Prod`},
				},
			],
			['unknown', 'unknown part-of-account'],
		],
		[
			'for one role of Workato, without external ID',
			[
				{
					...trustStatement,
					Principal: {AWS: `arn:aws:iam::${outside}:role/Prod`},
					Condition: {},
				},
			],
			['unknown', 'unknown part-of-account', 'fail open'],
		],
		[
			'for one role of Workato, with another external ID',
			[
				{
					...withCondition({
						StringEquals: {'sts:ExternalId': otherExternalId},
					}),
					Principal: {AWS: `arn:aws:iam::${outside}:role/Prod`},
				},
			],
			[
				'no',
				'unknown part-of-account',
				'fail not-let-in',
				'warn other-external-ids',
			],
		],
		[
			'for one role of Workato, beside the account',
			[
				trustStatement,
				{
					...trustStatement,
					Principal: {AWS: `arn:aws:iam::${outside}:role/Prod`},
				},
			],
			['yes', 'warn part-of-account'],
		],
		[
			'with other parties',
			[
				{
					...trustStatement,
					Principal: {
						AWS: [outside, '999999999999'],
						Service: 'lambda.amazonaws.com',
					},
				},
			],
			['yes', 'warn outsider'],
		],
		[
			'with everyone',
			[{...trustStatement, Principal: {AWS: '*'}}],
			['yes', 'fail outsider'],
		],
		[
			'with NotPrincipal',
			[
				trustStatement,
				{
					Effect: 'Allow',
					NotPrincipal: {AWS: own},
					Action: 'sts:AssumeRole',
				},
			],
			['yes', 'fail open', 'fail outsider'],
		],
		[
			'with a deleted role',
			[
				{
					...trustStatement,
					Principal: {AWS: [outside, 'AROAEXAMPLEEXAMPLE12']},
				},
			],
			['yes', 'warn orphan'],
		],
		[
			'from another partition',
			[
				{
					...trustStatement,
					Principal: {AWS: `arn:aws-cn:iam::${outside}:root`},
				},
			],
			['yes', 'fail partition'],
		],
	])('%s', (_, statements, expected) => {
		expect(said(...statements)).toEqual(expected);
	});

	it('says when the account is one’s own', () => {
		const {findings} = judgeTrust(trustOf(trustStatement), {
			...trusted,
			ownAccount: outside,
		});
		expect(findings.map(({code}) => code)).toContain('own-account');
	});

	it('names the statement, the weakness and why it matters', () => {
		const [finding] = judge({
			...withCondition({StringEqualsIfExists: {'sts:ExternalId': externalId}}),
			Sid: 'Console',
		}).findings;
		expect(finding).toMatchObject({statement: 0});
		expect(finding?.message).toBe(
			'Statement 1 ("Console") lets Workato’s account in without the external ID: StringEqualsIfExists also holds when it is absent. Anyone who uses Workato could then reach this role.',
		);
	});
});
