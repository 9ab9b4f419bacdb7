import {IAMClient} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {whoAmI} from '../../source/aws/session.js';
import {simulatePermissions} from '../../source/aws/permissions.js';
import {type Statement} from '../../source/policy/policy-document.js';
import {account, allBut, openSandboxAws} from './open-sandbox-aws.js';

const session = `arn:aws:sts::${account}:assumed-role/Setup/me`;
const actions = ['kms:CreateKey', 'kms:CreateAlias', 'kms:PutKeyPolicy'];
const allow = (Action: string | string[], Resource: string | string[]) => ({
	Effect: 'Allow',
	Action,
	Resource,
});
const wanted = [allow(actions, '*')];

const ask = async (arn: string, policy?: object, rolePath?: string) => {
	const {openAs} = await openSandboxAws();
	const opened = await openAs(arn, policy, rolePath);
	const identity = await whoAmI(opened);
	expect(identity).toMatchObject({account, arn, partition: 'aws'});
	return simulatePermissions(opened, identity, wanted);
};

const all = {state: 'found', value: {allowed: actions, missing: []}};

test.each([
	['a role’s session', session, undefined],
	[
		'a role of IAM Identity Center, whose path only GetRole knows',
		session,
		'/aws-reserved/sso.amazonaws.com/',
	],
	['a user', `arn:aws:iam::${account}:user/bob`, undefined],
])('%s that may do everything', async (_name, arn, rolePath) => {
	expect(await ask(arn, undefined, rolePath)).toEqual(all);
});

test('the root user is not limited by IAM policies, and nothing is asked', async () => {
	const {openAs, takeCalls} = await openSandboxAws();
	const opened = await openAs(`arn:aws:iam::${account}:root`);
	const identity = await whoAmI(opened);
	await takeCalls();
	expect(await simulatePermissions(opened, identity, wanted)).toEqual({
		...all,
		value: {...all.value, isRoot: true},
	});
	expect(await takeCalls()).toEqual([]);
});

test('what is missing is named', async () => {
	const found = await ask(session, allBut('kms:Put*', 'kms:CreateAlias'));
	expect(found).toEqual({
		state: 'found',
		value: {
			allowed: ['kms:CreateKey'],
			missing: ['kms:CreateAlias', 'kms:PutKeyPolicy'],
		},
	});
});

test.each([
	['the simulation', 'iam:SimulatePrincipalPolicy', undefined, 'AccessDenied'],
	[
		'the role of a path that cannot be asked for',
		'iam:GetRole',
		'/aws-reserved/sso.amazonaws.com/',
		'NoSuchEntity',
	],
])('refused %s: cannot tell', async (_name, denied, rolePath, code) => {
	expect(await ask(session, allBut(denied), rolePath)).toMatchObject({
		state: 'unknown',
		code,
	});
});

test('without iam:GetRole a role without a path is still simulated', async () => {
	expect(await ask(session, allBut('iam:GetRole'))).toEqual(all);
});

test('an action that IAM says nothing about is not taken for allowed', async () => {
	const {session: own} = await openSandboxAws();
	own.client(IAMClient).middlewareStack.add(
		() => async () => ({
			response: {},
			output: {
				$metadata: {},
				EvaluationResults: [{EvalActionName: 'kms:CreateKey', EvalDecision: 'allowed'}],
			},
		}),
		{step: 'initialize'},
	);
	const identity = {
		account,
		arn: `arn:aws:iam::${account}:user/bob`,
		partition: 'aws',
		source: '',
	};
	expect(await simulatePermissions(own, identity, wanted)).toMatchObject({
		state: 'unknown',
		reason: 'IAM did not say whether kms:CreateAlias is allowed.',
	});
});

test('one refused resource counts against an action', async () => {
	const {session: own} = await openSandboxAws();
	own.client(IAMClient).middlewareStack.add(
		() => async () => ({
			response: {},
			output: {
				$metadata: {},
				EvaluationResults: ['explicitDeny', 'allowed'].map((EvalDecision) => ({
					EvalActionName: 'kms:CreateKey',
					EvalDecision,
				})),
			},
		}),
		{step: 'initialize'},
	);
	const identity = {
		account,
		arn: `arn:aws:iam::${account}:user/bob`,
		partition: 'aws',
		source: '',
	};
	expect(await simulatePermissions(own, identity, [allow('kms:CreateKey', '*')])).toMatchObject({
		value: {allowed: [], missing: ['kms:CreateKey']},
	});
});

test('whoever may do it on just these resources, with just these conditions, passes', async () => {
	const key = `arn:aws:kms:us-east-1:${account}:key/*`;
	const own: Statement[] = [
		{
			...allow('kms:CreateKey', '*'),
			Condition: {StringEquals: {'aws:RequestTag/team': 'security'}},
		},
		{
			...allow(['kms:PutKeyPolicy', 'kms:DescribeKey'], key),
			Condition: {
				'ForAnyValue:StringEquals': {'kms:ResourceAliases': 'alias/shared'},
			},
		},
		allow('iam:GetRole', [
			`arn:aws:iam::${account}:role/Setup`,
			`arn:aws:iam::${account}:role/Workato-*`,
		]),
	];
	const {openAs} = await openSandboxAws();
	const opened = await openAs(session, {
		Version: '2012-10-17',
		Statement: [...own, allow('iam:SimulatePrincipalPolicy', '*')],
	});
	const identity = await whoAmI(opened);
	expect(await simulatePermissions(opened, identity, own)).toMatchObject({
		value: {
			allowed: ['kms:CreateKey', 'kms:PutKeyPolicy', 'kms:DescribeKey', 'iam:GetRole'],
			missing: [],
		},
	});
	const wider = [
		allow('kms:CreateKey', '*'),
		allow('iam:GetRole', [`arn:aws:iam::${account}:role/*`]),
	];
	expect(await simulatePermissions(opened, identity, wider)).toMatchObject({
		value: {allowed: [], missing: ['kms:CreateKey', 'iam:GetRole']},
	});
});
