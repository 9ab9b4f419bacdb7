import {describe, expect, it} from 'vitest';
import {outsideAccess} from '../../source/policy/outside-access.js';
import {type Statement} from '../../source/policy/policy-document.js';
import {keyArn, outside, own, owner, policyOf, workato, workatoRole} from './policies.js';

const find = (statement: Statement, granted: Statement[] = [workato]) =>
	outsideAccess(policyOf(owner, statement), {account: own, arn: keyArn}, granted).map(
		({index, level}) => ({index, level}),
	);

const none: unknown[] = [];
const wanted = [{index: 1, level: 'granted'}];
const wider = [{index: 1, level: 'more'}];
const anyone = [{index: 1, level: 'anyone'}];
const anyAccount = [{index: 1, level: 'any-account'}];
const organisation = [{index: 1, level: 'organisation'}];
const ownService = [{index: 1, level: 'own-service'}];
const everyone = (Condition: Statement['Condition']): Statement => ({
	...workato,
	Principal: {AWS: '*'},
	...(Condition && {Condition}),
});

describe('what outsiders get', () => {
	it.each<[string, Statement, unknown[]]>([
		["Workato's statement", workato, wanted],
		[
			"Workato's statement in another spelling",
			{...workato, Action: ['kms:decrypt', 'kms:encrypt'], Sid: 'x'},
			wanted,
		],
		['less than the statement', {...workato, Action: 'kms:Encrypt'}, wanted],
		['the statement with a condition', {...workato, Condition: {Bool: {a: true}}}, wanted],
		[
			'a session of the role is another principal',
			{
				...workato,
				Principal: {AWS: `arn:aws:sts::${outside}:assumed-role/Workato_EKM/x`},
			},
			wider,
		],
		['one more action', {...workato, Action: ['kms:Encrypt', 'kms:DescribeKey']}, wider],
		['a wildcard action', {...workato, Action: 'kms:*crypt'}, wider],
		[
			'another role',
			{
				...workato,
				Principal: {AWS: [workatoRole, `arn:aws:iam::${outside}:role/Other`]},
			},
			wider,
		],
		['the whole account', {...workato, Principal: {AWS: outside}}, wider],
		['everyone', everyone(undefined), anyone],
		['everyone of the own account', everyone({StringEquals: {'kms:CallerAccount': own}}), none],
		[
			'everyone of the own account by principal',
			everyone({StringEquals: {'aws:PrincipalAccount': [own]}}),
			none,
		],
		[
			'everyone of two accounts',
			everyone({StringEquals: {'kms:CallerAccount': [own, outside]}}),
			wider,
		],
		['everyone, if it exists', everyone({StringEqualsIfExists: {'kms:CallerAccount': own}}), none],
		[
			'everyone of the organisation',
			everyone({StringEquals: {'aws:PrincipalOrgID': 'o-1'}}),
			wider,
		],
		[
			'everyone but one',
			{
				Effect: 'Allow',
				NotPrincipal: {AWS: own},
				Action: 'kms:Encrypt',
				Resource: '*',
			},
			anyone,
		],
		[
			'everything but one action',
			{
				Effect: 'Allow',
				Principal: {AWS: workatoRole},
				NotAction: 'kms:Sign',
				Resource: '*',
			},
			wider,
		],
		['an AWS service', {...workato, Principal: {Service: 'logs.amazonaws.com'}}, anyAccount],
		[
			'an AWS service under a condition',
			{
				...workato,
				Principal: {Service: 'logs.amazonaws.com'},
				Condition: {StringEquals: {'aws:SourceAccount': own}},
			},
			ownService,
		],
		[
			'an AWS service for an organisation',
			{
				...workato,
				Principal: {Service: 'logs.amazonaws.com'},
				Condition: {StringEquals: {'aws:SourceOrgID': 'o-1'}},
			},
			organisation,
		],
		[
			'an AWS service for whoever is of no organisation',
			{
				...workato,
				Principal: {Service: 'logs.amazonaws.com'},
				Condition: {
					'ForAllValues:StringLike': {'aws:SourceOrgPaths': 'o-mine1/*'},
				},
			},
			anyAccount,
		],
		[
			'every AWS service for any account',
			everyone({Bool: {'aws:PrincipalIsAWSService': true}}),
			anyAccount,
		],
		[
			'one AWS service by its name for any account',
			everyone({
				StringEquals: {'aws:PrincipalServiceName': 'logs.amazonaws.com'},
			}),
			anyAccount,
		],
		[
			'a service and a stranger',
			{
				...workato,
				Principal: {Service: 'logs.amazonaws.com', AWS: '999999999999'},
			},
			wider,
		],
		['the own account', {...workato, Principal: {AWS: own}}, none],
		['a deleted role', {...workato, Principal: {AWS: 'AROADBQP57FF2AEXAMPLE'}}, none],
		['a Deny', {...workato, Effect: 'Deny', Principal: '*'}, none],
		['no Resource', {Effect: 'Allow', Principal: '*', Action: 'kms:Encrypt'}, none],
	])('%s', (_, statement, expected) => {
		expect(find(statement)).toEqual(expected);
	});

	it('counts several granted statements together', () => {
		const granted = ['kms:Encrypt', 'kms:Decrypt'].map((Action) => ({
			...workato,
			Action,
		}));
		expect(find(workato, granted)).toEqual(wanted);
		expect(find(workato, granted.slice(1))).toEqual(wider);
		expect(find(workato, [])).toEqual(wider);
	});

	it('does not take a narrower grant for a wider one', () => {
		expect(find(workato, [{...workato, Condition: {Bool: {a: true}}}])).toEqual(wider);
		expect(find(workato, [{...workato, Resource: 'arn:aws:kms:*:*:key/1'}])).toEqual(wider);
		expect(find({...workato, Action: 'kms:En*'}, [{...workato, Action: 'kms:E*'}])).toEqual(wanted);
		expect(
			find({...workato, Action: 'kms:Encryp*'}, [{...workato, Action: 'kms:Encryp?'}]),
		).toEqual(wider);
	});

	it('explains', () => {
		expect(outsideAccess(policyOf(workato), {account: own}, [])[0]!.explanation).toBe(
			`Lets the role Workato_EKM of account ${outside} encrypt and decrypt with this key.`,
		);
	});
});

it('sees a stranger whom a Deny for all others spares', () => {
	const stranger = `arn:aws:iam::${outside}:role/Partner`;
	const denial = (spared: string[]): Statement => ({
		Effect: 'Deny',
		NotPrincipal: {AWS: spared},
		Action: 'kms:*',
		Resource: '*',
	});
	const levels = (...spared: string[]) =>
		outsideAccess(
			policyOf(owner, everyone(undefined), denial(spared)),
			{account: own, arn: keyArn},
			[],
		).map(({index, level}) => ({index, level}));
	expect(levels(own)).toStrictEqual(none);
	expect(levels(own, outside, stranger)).toStrictEqual(wider);
});
