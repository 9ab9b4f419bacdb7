import {
	CreateRoleCommand,
	GetRoleCommand,
	GetRolePolicyCommand,
	ListRolesCommand,
	PutRolePolicyCommand,
	UpdateAssumeRolePolicyCommand,
	IAMClient,
} from '@aws-sdk/client-iam';
import {expect, test} from 'vitest';
import {type AwsSession} from '../../source/aws/session.js';
import {type Change} from '../../source/resources/call.js';
import {type PolicyDocument} from '../../source/policy/policy-document.js';
import {openSandboxAws} from '../aws/open-sandbox-aws.js';
import {applyAll, outcomes, setupOf} from '../guides/ekm/ekm-setup.js';

const trust = (externalId: string): PolicyDocument => ({
	Version: '2012-10-17',
	Statement: [
		{
			Effect: 'Allow',
			Principal: {AWS: 'arn:aws:iam::999988887777:root'},
			Action: 'sts:AssumeRole',
			Condition: {StringEquals: {'sts:ExternalId': externalId}},
		},
	],
});

const reads = (secret: string): PolicyDocument => ({
	Version: '2012-10-17',
	Statement: [
		{
			Effect: 'Allow',
			Action: 'secretsmanager:GetSecretValue',
			Resource: `arn:aws:secretsmanager:us-east-1:111122223333:secret:${secret}`,
		},
	],
});

const changeOf = (
	operation: string,
	input: Change['call']['input'],
	policy: Change['policy'],
	group = 'Payroll',
): Change => ({
	id: `${operation}:${group}`,
	title: operation,
	why: '',
	group,
	call: {service: 'iam', operation, input},
	...(policy && {policy}),
});

const createRole = (group = 'Payroll', run = 'this-run'): Change =>
	changeOf(
		'CreateRole',
		{
			RoleName: `Workato-${group}`,
			AssumeRolePolicyDocument: JSON.stringify(trust('one')),
			Tags: [{Key: 'workato-aws:run', Value: run}],
		},
		{after: trust('one')},
		group,
	);

const putPolicy = (group = 'Payroll', before?: PolicyDocument): Change =>
	changeOf(
		'PutRolePolicy',
		{
			RoleName: `Workato-${group}`,
			PolicyName: 'Workato',
			PolicyDocument: JSON.stringify(reads('wanted')),
		},
		{...(before && {before}), after: reads('wanted')},
		group,
	);

const updateTrust = changeOf(
	'UpdateAssumeRolePolicy',
	{
		RoleName: 'Workato-Payroll',
		PolicyDocument: JSON.stringify(trust('two')),
	},
	{before: trust('one'), after: trust('two')},
);

const trustNow = async (session: AwsSession, RoleName = 'Workato-Payroll') => {
	const {Role} = await session.client(IAMClient).send(new GetRoleCommand({RoleName}));
	return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
};

const policyNow = async (session: AwsSession) => {
	const {PolicyDocument: text = ''} = await session.client(IAMClient).send(
		new GetRolePolicyCommand({
			RoleName: 'Workato-Payroll',
			PolicyName: 'Workato',
		}),
	);
	return decodeURIComponent(text);
};

const workatoRoles = async (session: AwsSession) => {
	const {Roles = []} = await session.client(IAMClient).send(new ListRolesCommand({MaxItems: 1000}));
	return Roles.filter(({RoleName = ''}) => RoleName.startsWith('Workato-'));
};

test('a role and its policy are made, and made once', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	const progress = await applyAll(session, saved, [createRole(), putPolicy()]);
	expect(outcomes(progress)).toEqual(['CreateRole:Payroll done', 'PutRolePolicy:Payroll done']);
	expect(saved.journal[1]?.result).toMatchObject({
		RoleName: 'Workato-Payroll',
		Arn: 'arn:aws:iam::111122223333:role/Workato-Payroll',
	});
	expect(await trustNow(session)).toContain('"one"');
	expect(await policyNow(session)).toContain(':secret:wanted');
});

test.each(['reset-before', 'reset-after', 'truncated', 'internal', 'throttle'])(
	'%s on each call is got over, with one role',
	async (kind) => {
		const {session, fail} = await openSandboxAws();
		await fail({operation: 'CreateRole', kind}, {operation: 'PutRolePolicy', kind});
		const saved = setupOf();
		const progress = await applyAll(session, saved, [createRole(), putPolicy()]);
		expect(outcomes(progress)).toEqual(['CreateRole:Payroll done', 'PutRolePolicy:Payroll done']);
		expect(await workatoRoles(session)).toHaveLength(1);
		expect(saved.journal.map(({state}) => state)).toEqual(['intent', 'done', 'intent', 'done']);
	},
);

test('a role that an earlier try of this run made is taken; one of another run is left alone', async () => {
	const {session, takeCalls} = await openSandboxAws();
	await applyAll(session, setupOf(), [createRole()]);
	const again = setupOf();
	expect(outcomes(await applyAll(session, again, [createRole()]))).toEqual([
		'CreateRole:Payroll done',
	]);
	await takeCalls();
	const theirs = setupOf();
	const progress = await applyAll(session, theirs, [
		createRole('Payroll', 'another-run'),
		putPolicy(),
	]);
	expect(outcomes(progress)).toEqual([
		'CreateRole:Payroll failed',
		'PutRolePolicy:Payroll skipped',
	]);
	expect(progress.find(({error}) => error)?.error?.code).toContain('EntityAlreadyExists');
	expect(theirs.journal.at(-1)?.state).toBe('failed');
	expect(await takeCalls({isWritesOnly: true})).toEqual(['CreateRole']);
});

test('a new role that IAM does not show yet is waited for', async () => {
	const {session, control} = await openSandboxAws();
	await control('POST', '/_sandbox/consistency', {reads: 5});
	const progress = await applyAll(session, setupOf(), [createRole(), putPolicy()]);
	expect(outcomes(progress)).toEqual(['CreateRole:Payroll done', 'PutRolePolicy:Payroll done']);
});

test('a trust policy that somebody changed is not overwritten, also after a lost reply', async () => {
	const {session, fail, takeCalls} = await openSandboxAws();
	await applyAll(session, setupOf(), [createRole()]);
	const edit = async () => {
		await session.client(IAMClient).send(
			new UpdateAssumeRolePolicyCommand({
				RoleName: 'Workato-Payroll',
				PolicyDocument: JSON.stringify(trust('theirs')),
			}),
		);
	};

	await fail({operation: 'UpdateAssumeRolePolicy', kind: 'reset-before'});
	let isEdited = false;
	const saved = setupOf();
	const progress = await applyAll(session, saved, [updateTrust], {
		async wait() {
			if (isEdited) {
				return;
			}

			isEdited = true;
			await edit();
		},
	});
	expect(progress.at(-1)?.error?.code).toBe('ChangedSinceReview');
	expect(saved.journal.map(({state}) => state)).toEqual(['intent']);
	expect(await trustNow(session)).toContain('"theirs"');

	await takeCalls();
	const second = setupOf();
	const again = await applyAll(session, second, [updateTrust]);
	expect(again.at(-1)?.error?.code).toBe('ChangedSinceReview');
	expect(second.journal).toEqual([]);
	expect(await takeCalls({isWritesOnly: true})).toEqual([]);
});

test('an inline policy of the same name that came up meanwhile is not overwritten', async () => {
	const {session} = await openSandboxAws();
	await session.client(IAMClient).send(
		new CreateRoleCommand({
			RoleName: 'Workato-Payroll',
			AssumeRolePolicyDocument: JSON.stringify(trust('one')),
		}),
	);
	await session.client(IAMClient).send(
		new PutRolePolicyCommand({
			RoleName: 'Workato-Payroll',
			PolicyName: 'Workato',
			PolicyDocument: JSON.stringify(reads('theirs')),
		}),
	);
	const progress = await applyAll(session, setupOf(), [putPolicy()]);
	expect(progress.at(-1)?.error?.code).toBe('ChangedSinceReview');
	expect(await policyNow(session)).toContain(':secret:theirs');
	const reviewed = await applyAll(session, setupOf(), [putPolicy('Payroll', reads('theirs'))]);
	expect(reviewed.at(-1)?.status).toBe('done');
	expect(await policyNow(session)).toContain(':secret:wanted');
});

test('faster than IAM allows: everyone slows down, nothing fails, one role each', async () => {
	const {session, fail, takeCalls} = await openSandboxAws();
	await fail({operation: 'CreateRole', kind: 'throttle', times: 4});
	const groups = Array.from({length: 8}, (_, index) => `P${index}`);
	const saved = setupOf();
	const progress = await applyAll(
		session,
		saved,
		groups.flatMap((group) => [createRole(group), putPolicy(group)]),
	);
	expect(outcomes(progress).filter((each) => !each.endsWith('done'))).toEqual([]);
	expect(outcomes(progress)).toHaveLength(16);
	expect(await workatoRoles(session)).toHaveLength(8);
	const writes = await takeCalls({isWritesOnly: true});
	expect(writes).toHaveLength(20);
}, 60_000);

test('a throttled write is not sent again behind the back of the one place that does so', async () => {
	const {session, fail, takeCalls} = await openSandboxAws();
	await fail({operation: 'CreateRole', kind: 'throttle', times: 1});
	await takeCalls();
	await expect(
		session.once(IAMClient).send(
			new CreateRoleCommand({
				RoleName: 'Workato-Payroll',
				AssumeRolePolicyDocument: JSON.stringify(trust('one')),
			}),
		),
	).rejects.toMatchObject({code: 'Throttling'});
	expect(await takeCalls({isWritesOnly: true})).toEqual(['CreateRole']);
});
