import {describe, expect, it} from 'vitest';
import {type PolicyDocument, type Statement} from '../../source/policy/policy-document.js';
import {ask, type Asked} from './ask.js';
import {keyArn, outside, own, owner, policyOf, workato, workatoRole} from './policies.js';

const both = policyOf(owner, workato);
const single = policyOf(workato);
const admin = `arn:aws:iam::${own}:role/Admin`;
const session = `arn:aws:sts::${outside}:assumed-role/Workato_EKM/session-1`;
const deny: Statement = {...workato, Sid: 'No', Effect: 'Deny', Principal: '*'};

describe('the key policy of the guide', () => {
	it.each<[string, PolicyDocument, Asked, string]>([
		['encrypt', both, {}, 'allowed'],
		['decrypt', both, {action: 'kms:Decrypt'}, 'allowed'],
		['action names in other case', both, {action: 'KMS:decrypt'}, 'allowed'],
		['schedule deletion', both, {action: 'kms:ScheduleKeyDeletion'}, 'not allowed'],
		[
			'another role of the account',
			both,
			{principal: `arn:aws:iam::${outside}:role/Other`},
			'not allowed',
		],
		['generate a data key', both, {action: 'kms:GenerateDataKey'}, 'not allowed'],
		['describe', both, {action: 'kms:DescribeKey'}, 'not allowed'],
		['a session of the role', both, {principal: session}, 'allowed'],
		[
			'a session of another role',
			both,
			{principal: session.replace('Workato_EKM', 'Other')},
			'not allowed',
		],
		['own admin, PutKeyPolicy', both, {principal: admin, action: 'kms:PutKeyPolicy'}, 'allowed'],
		[
			'own admin, single statement',
			single,
			{principal: admin, action: 'kms:PutKeyPolicy'},
			'not allowed',
		],
		[
			'own root, single statement',
			single,
			{principal: `arn:aws:iam::${own}:root`, action: 'kms:PutKeyPolicy'},
			'not allowed',
		],
		[
			'orphaned principal',
			policyOf({...workato, Principal: {AWS: 'AROADBQP57FF2AEXAMPLE'}}),
			{},
			'not allowed',
		],
		[
			'kms:* to the outside role, deletion',
			policyOf({...workato, Action: 'kms:*'}),
			{action: 'kms:ScheduleKeyDeletion'},
			'not allowed',
		],
		[
			'kms:* to the outside role, PutKeyPolicy',
			policyOf({...workato, Action: 'kms:*'}),
			{action: 'kms:PutKeyPolicy'},
			'not allowed',
		],
		[
			'kms:* to the outside role, CreateGrant',
			policyOf({...workato, Action: 'kms:*'}),
			{action: 'kms:CreateGrant'},
			'allowed',
		],
		['bare account ID', policyOf({...workato, Principal: {AWS: outside}}), {}, 'allowed'],
		[
			'root of the account',
			policyOf({...workato, Principal: {AWS: `arn:aws:iam::${outside}:root`}}),
			{},
			'allowed',
		],
		['explicit Deny', policyOf(owner, workato, deny), {}, 'not allowed'],
		['Deny of another action', policyOf(workato, {...deny, Action: 'kms:Sign'}), {}, 'allowed'],
		[
			'Deny for the whole account',
			policyOf(workato, {...deny, Principal: {AWS: outside}}),
			{},
			'not allowed',
		],
		[
			'Deny for one session',
			policyOf(workato, {...deny, Principal: {AWS: session}}),
			{},
			'cannot tell',
		],
		['wildcard action', policyOf({...workato, Action: 'kms:?ncr*'}), {}, 'allowed'],
		[
			'NotAction',
			policyOf({
				Effect: 'Allow',
				Principal: workato.Principal!,
				NotAction: 'kms:Decrypt',
				Resource: '*',
			}),
			{},
			'allowed',
		],
		[
			'NotAction that names it',
			policyOf({
				Effect: 'Allow',
				Principal: workato.Principal!,
				NotAction: 'kms:Enc*',
				Resource: '*',
			}),
			{},
			'not allowed',
		],
		['this key as Resource', policyOf({...workato, Resource: [keyArn]}), {}, 'allowed'],
		['another key as Resource', policyOf({...workato, Resource: `${keyArn}0`}), {}, 'not allowed'],
		[
			'NotResource',
			policyOf({
				Effect: 'Allow',
				Principal: workato.Principal!,
				Action: 'kms:Encrypt',
				NotResource: keyArn,
			}),
			{},
			'not allowed',
		],
		[
			'Deny with NotPrincipal',
			policyOf(workato, {
				Effect: 'Deny',
				NotPrincipal: {AWS: admin},
				Action: 'kms:*',
				Resource: '*',
			}),
			{},
			'not allowed',
		],
		[
			'Deny with NotPrincipal that names the role',
			policyOf(workato, {
				Effect: 'Deny',
				NotPrincipal: {AWS: workatoRole},
				Action: 'kms:*',
				Resource: '*',
			}),
			{},
			'cannot tell',
		],
		[
			'Allow with NotPrincipal',
			policyOf({
				Effect: 'Allow',
				NotPrincipal: {AWS: admin},
				Action: 'kms:*',
				Resource: '*',
			}),
			{},
			'cannot tell',
		],
		[
			'no Action',
			policyOf({Effect: 'Allow', Principal: workato.Principal!, Resource: '*'}),
			{},
			'not allowed',
		],
		['Effect in wrong case', policyOf({...workato, Effect: 'allow'}), {}, 'not allowed'],
		[
			'wildcard in a principal',
			policyOf({
				...workato,
				Principal: {AWS: `arn:aws:iam::${outside}:role/*`},
			}),
			{},
			'not allowed',
		],
		['no principal to ask for', both, {principal: 'someone'}, 'cannot tell'],
	])('%s', (_, policy, asked, verdict) => {
		expect(ask(policy, asked).verdict).toBe(verdict);
	});

	it('says that a statement without Resource has no effect', () => {
		const {Resource, ...idle} = workato;
		expect(ask(policyOf(owner, idle))).toEqual({
			verdict: 'not allowed',
			because: `Statement 2 ("Allow use of the key") has no Resource, so KMS ignores it, and no other statement allows kms:Encrypt to ${workatoRole}.`,
			statements: [1],
		});
	});

	it('says when access hangs on the IAM policies of the other account', () => {
		const {because, statements} = ask(policyOf({...workato, Principal: {AWS: outside}}));
		expect(because).toContain(`whole account ${outside}`);
		expect(statements).toEqual([0]);
	});

	it('names the statement that denies', () => {
		expect(ask(policyOf(workato, deny)).because).toBe(
			`Statement 2 ("No") denies kms:Encrypt to ${workatoRole}.`,
		);
	});
});
