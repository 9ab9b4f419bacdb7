import {
	AttachRolePolicyCommand,
	CreatePolicyCommand,
	CreateRoleCommand,
	GetRoleCommand,
	PutRolePolicyCommand,
	UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {openScene} from './scene.js';

vi.setConfig({testTimeout: 30_000});

const lambda = {
	Sid: 'Lambda',
	Effect: 'Allow',
	Principal: {Service: 'lambda.amazonaws.com'},
	Action: 'sts:AssumeRole',
};
const policyOf = (...statements: unknown[]) =>
	JSON.stringify({Version: '2012-10-17', Statement: statements});

test.each([1, 3])(
	'%d new roles: all of them are gone, and a second undo has nothing to do',
	async (count) => {
		const {projects, apply, run, state} = await openScene();
		const before = await state();
		const setup = await projects(count);
		await apply(setup);
		const made = await state();
		expect(made.roles).toHaveLength(before.roles.length + count);
		const dry = await run(['undo', 'production', '--dry-run']);
		expect(dry.stdout).toContain('(iam:DeleteRolePolicy)');
		expect(dry.stdout).toContain('-           "sts:ExternalId": "workato_iam');
		expect(await state()).toEqual(made);

		const done = await run(['undo', 'production', '--yes']);
		expect(done.code).toBe(0);
		expect(await state()).toEqual(before);
		const again = await run(['undo', 'production', '--yes', '--json']);
		expect(again.json).toMatchObject({version: 1, changes: [], left: []});
		const check = await run(['check', 'production', '--all']);
		expect(check.stdout).toContain('There is no role Workato-Team-1.');

		const anew = await apply(setup);
		expect(anew.code).toBe(0);
		const {roles} = await state();
		expect(roles).toHaveLength(made.roles.length);
	},
);

test('an existing role loses what the setup gave it, and nothing else', async () => {
	const {projects, session, apply, run, state} = await openScene();
	const {iam} = session;
	await iam.send(
		new CreateRoleCommand({
			RoleName: 'Shared',
			AssumeRolePolicyDocument: policyOf(lambda),
		}),
	);
	const before = await state();
	const setup = await projects(1);
	await apply({
		...setup,
		projects: setup.projects.map((each) => ({...each, role: {use: 'Shared'}})),
	});
	const edge = {
		...lambda,
		Sid: 'Edge',
		Principal: {Service: 'edgelambda.amazonaws.com'},
	};
	await addTrust(edge);
	const {code} = await run(['undo', 'production', '--yes']);
	expect(code).toBe(0);
	const after = await state();
	const shared = after.roles.find(({name}) => name === 'Shared');
	expect(JSON.stringify(shared?.trust)).toContain('edgelambda');
	await iam.send(
		new UpdateAssumeRolePolicyCommand({
			RoleName: 'Shared',
			PolicyDocument: policyOf(lambda),
		}),
	);
	expect(await state()).toEqual(before);

	async function addTrust(statement: unknown) {
		const {Role} = await iam.send(new GetRoleCommand({RoleName: 'Shared'}));
		const {Statement} = z
			.object({Statement: z.array(z.unknown())})
			.parse(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')));
		await iam.send(
			new UpdateAssumeRolePolicyCommand({
				RoleName: 'Shared',
				PolicyDocument: policyOf(...Statement, statement),
			}),
		);
	}
});

test('a role that others attached something to is left, without what the setup gave it', async () => {
	const {projects, session, apply, run, state} = await openScene();
	const {iam} = session;
	await apply(await projects(2));
	const {Policy} = await iam.send(
		new CreatePolicyCommand({
			PolicyName: 'Logs',
			PolicyDocument: policyOf({
				Effect: 'Allow',
				Action: 'logs:*',
				Resource: '*',
			}),
		}),
	);
	const RoleName = 'Workato-Team-1';
	await iam.send(new AttachRolePolicyCommand({RoleName, PolicyArn: Policy?.Arn}));
	const {code, stdout} = await run(['undo', 'production', '--yes']);
	expect(code).toBe(0);
	expect(stdout).toContain('so it stays: the policy Logs');
	const {roles} = await state();
	expect(roles.map(({name}) => name)).not.toContain('Workato-Team-2');
	expect(roles.find(({name}) => name === RoleName)).toMatchObject({
		inline: [],
		attached: [{PolicyName: 'Logs'}],
	});
});

test('an inline policy that was changed since stays, and its role with it; Workato may not assume it any more', async () => {
	const {projects, session, apply, run, state} = await openScene();
	await apply(await projects(1));
	await session.iam.send(
		new PutRolePolicyCommand({
			RoleName: 'Workato-Team-1',
			PolicyName: 'workato-secrets',
			PolicyDocument: policyOf({
				Effect: 'Allow',
				Action: 's3:GetObject',
				Resource: '*',
			}),
		}),
	);
	const {stdout, code} = await run(['undo', 'production', '--yes']);
	expect(code).toBe(0);
	expect(stdout).toContain('Somebody has changed it since');
	const role = await roleNamed('Workato-Team-1');
	expect(JSON.stringify(role?.inline)).toContain('s3:getobject');
	expect(JSON.stringify(role?.trust)).toContain('Deny');
	expect(JSON.stringify(role?.trust)).not.toContain('999988887777');

	// Nothing more to do, and the role is still named.
	const second = await run(['undo', 'production', '--yes', '--json']);
	expect(second).toMatchObject({code: 0});
	expect(second.json).toMatchObject({
		changes: [],
		left: [{state: 'kept'}, {state: 'kept'}],
	});

	async function roleNamed(wanted: string) {
		const {roles} = await state();
		return roles.find(({name}) => name === wanted);
	}
});

test('an edited policy is no harmless thing to leave when the person keeps Workato in the trust', async () => {
	const {projects, session, apply, run} = await openScene();
	await apply(await projects(2));
	await session.iam.send(
		new PutRolePolicyCommand({
			RoleName: 'Workato-Team-1',
			PolicyName: 'workato-secrets',
			PolicyDocument: policyOf({Effect: 'Allow', Action: 's3:GetObject', Resource: '*'}),
		}),
	);
	const undo = async (stdin: string) => run(['undo', 'production'], {isTty: true, stdin});
	const kept = await undo('y\ny\nn\n');
	expect(kept.stdout).toContain('Kept, as you chose: 1 change');
	expect(kept.stdout).toContain('Workato may still get in by what is left as it is, above.');
	expect(kept.code).toBe(1);
	const taken = await undo('y\n');
	expect(taken.stdout).toContain('Taken back: 1 change.');
	expect(taken.code).toBe(0);
});
