import {describe, expect, it} from 'vitest';
import {validateTrust} from '../../source/policy/validate-trust.js';
import {type PolicyDocument, type Statement} from '../../source/policy/policy-document.js';
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
	validateTrust(trustOf(...statements), {
		...trusted,
		ownAccount: own,
		now: Date.parse('2026-11-30T12:00:00Z'),
	});

/** What is said, as "kind code" in order. */
const said = (...statements: Statement[]) => [
	judge(...statements).isLetIn,
	...judge(...statements).findings.map(({kind, code}) => `${kind} ${code}`),
];

const mine = {StringEquals: {'sts:ExternalId': externalId}};

const denyOthers: Statement = {
	Effect: 'Deny',
	Principal: {AWS: '*'},
	Action: 'sts:AssumeRole',
	Condition: {StringNotEquals: {'sts:ExternalId': externalId}},
};

describe('a trust policy', () => {
	it.each<[string, Statement[], string[]]>([
		['as it should be', [trustStatement], ['yes']],
		[
			'with people of the own account beside',
			[trustStatement, {...trustStatement, Principal: {AWS: own}, Condition: {}}],
			['yes'],
		],
		['empty', [], ['no', 'fail not-let-in']],
		[
			'for another external ID',
			[withCondition({StringEquals: {'sts:ExternalId': otherExternalId}})],
			['no', 'fail not-let-in', 'fail other-external-ids'],
		],
		[
			'for two external IDs',
			[
				withCondition({
					StringEquals: {'sts:ExternalId': [externalId, otherExternalId]},
				}),
			],
			['yes', 'fail other-external-ids'],
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
			['yes', 'fail loose-external-id'],
		],
		[
			'with StringLike and this ID',
			[withCondition({StringLike: {'sts:ExternalId': externalId}})],
			['yes', 'warn loose-external-id'],
		],
		[
			'with StringLike and more digits',
			[withCondition({StringLike: {'sts:ExternalId': `${externalId}*`}})],
			['yes', 'fail loose-external-id'],
		],
		[
			'with StringLike and another end',
			[
				withCondition({
					StringLike: {'sts:ExternalId': `${externalId.slice(0, -1)}?`},
				}),
			],
			['yes', 'fail loose-external-id'],
		],
		[
			'with any ID but one',
			[withCondition({StringNotEquals: {'sts:ExternalId': otherExternalId}})],
			['yes', 'fail open'],
		],
		[
			'with any ID but one, if there is one',
			[
				withCondition({
					StringNotEquals: {'sts:ExternalId': otherExternalId},
					Null: {'sts:ExternalId': 'false'},
				}),
			],
			['yes', 'fail loose-external-id'],
		],
		[
			'without regard to case',
			[
				withCondition({
					StringEqualsIgnoreCase: {'sts:ExternalId': externalId},
				}),
			],
			['yes', 'warn loose-external-id'],
		],
		[
			'with a pattern that another condition narrows to this ID',
			[
				withCondition({
					StringLike: {'sts:ExternalId': 'workato_*'},
					StringEquals: {'sts:ExternalId': externalId},
				}),
			],
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
			[trustStatement, withCondition({...mine, IpAddress: {'aws:SourceIp': '10.0.0.0/8'}})],
			['yes', 'warn condition'],
		],
		['with a Deny', [trustStatement, {...trustStatement, Effect: 'Deny'}], ['no', 'fail denied']],
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
		['closed by its Deny alone', [withCondition(undefined), denyOthers], ['yes']],
		[
			'closed by a Deny on those without it, and one on others',
			[
				withCondition(undefined),
				{...denyOthers, Condition: {Null: {'sts:ExternalId': 'true'}}},
				{
					...denyOthers,
					Condition: {
						StringNotEqualsIfExists: {'sts:ExternalId': externalId},
					},
				},
			],
			['yes'],
		],
		[
			'with a Deny on others that forgets those without it',
			[
				withCondition(undefined),
				{
					...denyOthers,
					Condition: {
						'ForAnyValue:StringNotEquals': {'sts:ExternalId': externalId},
					},
				},
			],
			['yes', 'fail open'],
		],
		[
			'with a Deny on all that does not look like it',
			[
				withCondition(undefined),
				{
					...denyOthers,
					Condition: {StringNotLike: {'sts:ExternalId': 'workato_*'}},
				},
			],
			['yes', 'fail loose-external-id'],
		],
		[
			'with a Deny on all of some addresses',
			[
				trustStatement,
				{
					...denyOthers,
					Condition: {NotIpAddress: {'aws:SourceIp': '10.0.0.0/8'}},
				},
			],
			['unknown', 'unknown cannot-tell'],
		],
		[
			'until a day to come',
			[
				withCondition({
					...mine,
					DateLessThan: {'aws:CurrentTime': '2030-01-01T00:00:00Z'},
				}),
			],
			['yes'],
		],
		[
			'until a day that is over',
			[
				withCondition({
					...mine,
					DateLessThan: {'aws:CurrentTime': '2024-01-01T00:00:00Z'},
				}),
			],
			['no', 'fail not-let-in', 'fail condition'],
		],
		[
			'over TLS, from no service, for this account',
			[
				withCondition({
					StringEquals: {
						'sts:ExternalId': externalId,
						'aws:ResourceAccount': own,
					},
					Bool: {
						'aws:SecureTransport': true,
						'aws:PrincipalIsAWSService': false,
						'aws:ViaAWSService': false,
					},
					Null: {'aws:SourceArn': true},
				}),
			],
			['yes'],
		],
		[
			'for whoever is of Workato’s account',
			[
				withCondition({
					...mine,
					ArnLike: {'aws:PrincipalArn': `arn:aws:iam::${outside}:*`},
				}),
			],
			['yes'],
		],
		[
			'for a role of another account',
			[
				withCondition({
					...mine,
					ArnLike: {'aws:PrincipalArn': `arn:aws:iam::${own}:role/*`},
				}),
			],
			['no', 'fail not-let-in'],
		],
		[
			'for one role of Workato, from some addresses',
			[
				{
					...withCondition({
						...mine,
						IpAddress: {'aws:SourceIp': '10.0.0.0/8'},
					}),
					Principal: {AWS: `arn:aws:iam::${outside}:role/Prod`},
				},
			],
			['unknown', 'unknown part-of-account', 'unknown cannot-tell', 'unknown condition'],
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
			['no', 'unknown part-of-account', 'fail not-let-in', 'fail other-external-ids'],
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
		['with everyone', [{...trustStatement, Principal: {AWS: '*'}}], ['yes', 'fail outsider']],
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
			'with NotPrincipal that leaves out Workato’s account',
			[
				trustStatement,
				{
					Effect: 'Allow',
					NotPrincipal: {AWS: [own, outside]},
					Action: 'sts:AssumeRole',
				},
			],
			['yes', 'fail open', 'fail outsider'],
		],
		[
			'with NotPrincipal and this external ID',
			[
				trustStatement,
				{
					Effect: 'Allow',
					NotPrincipal: {AWS: own},
					Action: 'sts:AssumeRole',
					Condition: mine,
				},
			],
			['yes', 'fail outsider'],
		],
		[
			'with NotPrincipal, and a Deny on all but one’s own and Workato’s',
			[
				withCondition(undefined),
				{
					Effect: 'Allow',
					NotPrincipal: {AWS: own},
					Action: 'sts:AssumeRole',
				},
				denyOthers,
				{
					Effect: 'Deny',
					Principal: '*',
					Action: 'sts:AssumeRole',
					Condition: {
						StringNotEquals: {'aws:PrincipalAccount': [own, outside]},
					},
				},
			],
			['yes'],
		],
		...['sts:TagSession', ['sts:TagSession', 'sts:SetSourceIdentity']].map(
			(Action): [string, Statement[], string[]] => [
				`with others who may only ${String(Action)}`,
				[
					trustStatement,
					{...trustStatement, Principal: {AWS: '999999999999'}, Action},
					{...trustStatement, Principal: '*', Action, Condition: {}},
					{
						...trustStatement,
						Principal: {AWS: `arn:aws:iam::${outside}:role/Prod`},
						Action,
						Condition: {},
					},
				],
				['yes'],
			],
		),
		[
			'with others whom a Deny keeps out',
			[
				trustStatement,
				{...trustStatement, Principal: {AWS: '999999999999'}},
				{
					...denyOthers,
					Principal: {AWS: '999999999999'},
					Condition: {},
				},
			],
			['yes'],
		],
		[
			'with everyone, and a Deny that spares Workato and one role of others',
			[
				trustStatement,
				{...withCondition(mine), Principal: '*'},
				{
					Effect: 'Deny',
					NotPrincipal: {
						AWS: [`arn:aws:iam::${outside}:root`, 'arn:aws:iam::999999999999:role/Other'],
					},
					Action: '*',
				},
			],
			['unknown', 'unknown cannot-tell', 'warn outsider'],
		],
		[
			'with a Deny that spares one role of Workato',
			[
				trustStatement,
				{
					Effect: 'Deny',
					NotPrincipal: {AWS: `arn:aws:iam::${outside}:role/Prod`},
					Action: 'sts:AssumeRole',
				},
			],
			['unknown', 'unknown cannot-tell'],
		],
		[
			'with everyone whose account is not said',
			[
				trustStatement,
				{
					...trustStatement,
					Principal: '*',
					Action: 'sts:*',
					Condition: {Null: {'aws:PrincipalAccount': 'true'}},
				},
			],
			['yes', 'fail outsider'],
		],
		[
			'with everyone of the own account',
			[
				trustStatement,
				{
					...withCondition({StringEquals: {'aws:PrincipalAccount': own}}),
					Principal: '*',
				},
			],
			['yes'],
		],
		[
			'with everyone who has one of some roles of the own account',
			[
				trustStatement,
				{
					...withCondition({
						ArnLike: {'aws:PrincipalArn': `arn:aws:iam::${own}:role/Ops*`},
					}),
					Principal: {AWS: '*'},
				},
			],
			['yes'],
		],
		[
			'with everyone of another account',
			[
				trustStatement,
				{
					...withCondition({
						StringEquals: {'aws:PrincipalAccount': '999999999999'},
					}),
					Principal: '*',
				},
			],
			['yes', 'warn outsider'],
		],
		[
			'with everyone who has a role of some name, anywhere',
			[
				trustStatement,
				{
					...withCondition({
						ArnLike: {'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin'},
						StringNotEquals: {'aws:PrincipalAccount': outside},
					}),
					Principal: '*',
				},
			],
			['yes', 'fail outsider'],
		],
		[
			'with everyone from some addresses',
			[
				trustStatement,
				{
					...withCondition({
						...mine,
						IpAddress: {'aws:SourceIp': '10.0.0.0/8'},
					}),
					Principal: '*',
				},
			],
			['yes', 'warn condition', 'fail outsider'],
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

	it('names MFA where that is what cannot be told', () => {
		const {findings} = judge(
			withCondition({
				...mine,
				BoolIfExists: {'aws:MultiFactorAuthPresent': 'true'},
			}),
		);
		expect(findings[0]?.message).toBe(
			'Statement 1 ("WorkatoAssumeRole") has a condition that cannot be judged from here (BoolIfExists aws:MultiFactorAuthPresent).',
		);
	});

	it('says what a loose comparison takes, and who has the other ID', () => {
		expect(
			judge(withCondition({StringLike: {'sts:ExternalId': 'workato_*'}})).findings[0]?.message,
		).toBe(
			'Statement 1 ("WorkatoAssumeRole") takes external IDs of other projects and customers too: whatever looks like workato_*. It has to ask for this one with StringEquals.',
		);
		expect(
			judge(
				withCondition({
					StringEquals: {'sts:ExternalId': [externalId, otherExternalId]},
				}),
			).findings[0]?.message,
		).toBe(
			`Statement 1 ("WorkatoAssumeRole") takes the external ID ${otherExternalId} as well. Whoever has that one in Workato reaches this role.`,
		);
	});

	it('says when the account is one’s own', () => {
		const {findings} = validateTrust(trustOf(trustStatement), {
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

it('names whom a Deny for all others spares, and whom a date lets in later', () => {
	const stranger = '777788889999';
	const everyone: Statement = {
		...withCondition(mine),
		Principal: {AWS: '*'},
	};
	const spare = (...accounts: string[]): Statement => ({
		Effect: 'Deny',
		NotPrincipal: {AWS: accounts},
		Action: 'sts:AssumeRole',
	});
	const from = (date: string): Statement => ({
		...withCondition({DateGreaterThan: {'aws:CurrentTime': date}}),
		Principal: {AWS: stranger},
	});
	const outsiders = (...statements: Statement[]) =>
		judge(...statements)
			.findings.filter(({code}) => code === 'outsider')
			.map(({statement}) => statement);
	expect(outsiders(everyone, spare(own, outside))).toStrictEqual([]);
	expect(outsiders(everyone, spare(own, outside, stranger))).toStrictEqual([0]);
	expect(outsiders(trustStatement, from('2026-12-01T00:00:00Z'))).toStrictEqual([1]);
	const expired = withCondition({
		DateLessThan: {'aws:CurrentTime': '2020-01-01T00:00:00Z'},
	});
	expect(outsiders(trustStatement, {...expired, Principal: {AWS: stranger}})).toStrictEqual([]);
});

describe('sound trust policies stay calm', () => {
	const root = `arn:aws:iam::${outside}:root`;
	it.each<[string, PolicyDocument]>([
		[
			'the console’s, for another account with an external ID',
			{
				Version: '2012-10-17',
				Statement: [
					{
						Effect: 'Allow',
						Action: 'sts:AssumeRole',
						Principal: {AWS: outside},
						Condition: {StringEquals: {'sts:ExternalId': externalId}},
					},
				],
			},
		],
		[
			'the CDK’s, with PrincipalWithConditions and session tags',
			{
				Version: '2012-10-17',
				Statement: [
					{
						Action: ['sts:AssumeRole', 'sts:TagSession'],
						Effect: 'Allow',
						Principal: {AWS: root},
						Condition: {StringEquals: {'sts:ExternalId': externalId}},
					},
				],
			},
		],
		[
			'the Terraform module’s, with people of the own account beside',
			{
				Version: '2012-10-17',
				Statement: [
					{
						Sid: '',
						Effect: 'Allow',
						Action: ['sts:TagSession', 'sts:AssumeRole'],
						Principal: {AWS: [root]},
						Condition: {StringEquals: {'sts:ExternalId': [externalId]}},
					},
					{
						Sid: 'ExplicitSelfRoleAssumption',
						Effect: 'Allow',
						Action: 'sts:AssumeRole',
						Principal: {AWS: '*'},
						Condition: {
							ArnLike: {
								'aws:PrincipalArn': [`arn:aws:iam::${own}:role/Workato-App`],
							},
						},
					},
				],
			},
		],
		[
			'Workato’s, over TLS only',
			trustOf(trustStatement, {
				Effect: 'Deny',
				Principal: '*',
				Action: 'sts:*',
				Condition: {Bool: {'aws:SecureTransport': 'false'}},
			}),
		],
		[
			'one that keeps confused services out',
			trustOf(trustStatement, {
				Effect: 'Deny',
				Principal: '*',
				Action: 'sts:AssumeRole',
				Condition: {
					StringNotEqualsIfExists: {'aws:SourceAccount': own},
					Bool: {'aws:PrincipalIsAWSService': 'true'},
				},
			}),
		],
	])('%s', (_, policy) => {
		expect(
			validateTrust(policy, {
				...trusted,
				ownAccount: own,
				now: Date.parse('2026-11-30T12:00:00Z'),
			}),
		).toEqual({isLetIn: 'yes', findings: []});
	});
});
