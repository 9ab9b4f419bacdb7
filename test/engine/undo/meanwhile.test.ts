import fs from 'node:fs';
import path from 'node:path';
import {
	AddRoleToInstanceProfileCommand,
	AttachRolePolicyCommand,
	CreatePolicyCommand,
	CreateRoleCommand,
	DeleteRoleCommand,
	DeleteRolePolicyCommand,
	GetRoleCommand,
	type IAMClient,
	PutRolePermissionsBoundaryCommand,
	PutRolePolicyCommand,
	UntagRoleCommand,
	UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
	CancelKeyDeletionCommand,
	CreateAliasCommand,
	CreateKeyCommand,
	DisableKeyCommand,
	EnableKeyCommand,
	EnableKeyRotationCommand,
	GetKeyPolicyCommand,
	type KMSClient,
	PutKeyPolicyCommand,
	ScheduleKeyDeletionCommand,
	UntagResourceCommand,
} from '@aws-sdk/client-kms';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {later, openScene} from './scene.js';

vi.setConfig({testTimeout: 180_000});

// What others may have done to a key or a role between an apply and its undo, and what undo then takes and leaves.

type Scene = Awaited<ReturnType<typeof openScene>>;

const policySchema = z.looseObject({
	Statement: z.array(z.looseObject({Sid: z.string().optional()})),
});
type Statements = z.infer<typeof policySchema>['Statement'];

const undone = z.object({
	changes: z.array(z.object({call: z.object({operation: z.string()})})),
	left: z.array(
		z.strictObject({
			id: z.string(),
			title: z.string(),
			reason: z.string(),
			state: z.string(),
			fix: z.string().min(10),
		}),
	),
});

const owner = {
	Sid: 'Owner',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::111122223333:root'},
	Action: 'kms:*',
	Resource: '*',
};
const lambda = {
	Sid: 'Lambda',
	Effect: 'Allow',
	Principal: {Service: 'lambda.amazonaws.com'},
	Action: 'sts:AssumeRole',
};
const policyOf = (...statements: unknown[]) =>
	JSON.stringify({Version: '2012-10-17', Statement: statements});

/** How the ids end of what somebody else gave. */
const beside = ':stays';

/** The answer of an undo in one line: its exit code, its calls, and what stays with its state. */
async function undo({run}: Scene, args: readonly string[]): Promise<string> {
	const once = async () => {
		const {code, json} = await run(['undo', ...args, '--yes', '--json'], {
			now: later,
		});
		return {code, ...undone.parse(json)};
	};

	const {code, changes, left} = await once();
	// What stays has an id of its own, and something to do about it; a second run does nothing more.
	expect(new Set(left.map(({id}) => id)).size).toBe(left.length);
	const again = await once();
	expect(again).toMatchObject({code, changes: []});
	expect(again.left.filter(({id}) => id.endsWith(beside))).toEqual(
		left.filter(({id}) => id.endsWith(beside)),
	);
	const calls = changes.map(({call}) => call.operation);
	const stays = left.map(({title, state}) => `${shortTitle(title)} ${state}`);
	return `${code}: ${calls.join(', ') || 'nothing'}; ${stays.join(', ') || 'nothing stays'}`;
}

const shortTitle = (title: string) =>
	title
		.replace(/^(?:The|Workato’s) /v, '')
		.replace(/ (?:arn:|alias\/|[\da-f]{8}-).*$/v, '')
		.replace(/(?: of)? the role .*$/v, '')
		.replace(/^role .*$/v, 'role');

/** What AWS refuses, it refuses to everybody: such cases come after all others, one by one. */
async function eachCase<Case extends readonly [what: string, ...rest: unknown[]]>(
	cases: readonly Case[],
	run: (each: Case, index: number) => Promise<void>,
): Promise<void> {
	const isRefusal = ([what]: Case) => what.endsWith('refused');
	await Promise.all(
		cases.map(async (each, index) => {
			if (!isRefusal(each)) {
				await run(each, index);
			}
		}),
	);
	for (const [index, each] of cases.entries()) {
		if (isRefusal(each)) {
			await run(each, index);
		}
	}
}

const accepted = z.object({accepted: z.boolean()});

type Key = {kms: KMSClient; id: string; alias: string; scene: Scene};

const statementsOf = async ({kms, id}: Key): Promise<Statements> => {
	const {Policy = ''} = await kms.send(new GetKeyPolicyCommand({KeyId: id, PolicyName: 'default'}));
	return policySchema.parse(JSON.parse(Policy)).Statement;
};

const putKeyPolicy = async (key: Key, change: (statements: Statements) => unknown[]) =>
	key.kms.send(
		new PutKeyPolicyCommand({
			KeyId: key.id,
			Policy: policyOf(...change(await statementsOf(key))),
		}),
	);
const isOthers = ({Sid}: {Sid?: string | undefined}) => Sid === 'More' || Sid === 'Other';
const isWorkatos = ({Sid}: {Sid?: string | undefined}) => Sid === 'Workato';
const fault = async ({endpoint}: Scene, operation: string) =>
	endpoint.control('POST', '/_sandbox/faults', [{operation, kind: 'denied', times: 99}]);

const toKeys: Array<
	[what: string, act: (key: Key) => Promise<unknown>, made: string, used: string, deleted: string]
> = [
	[
		'nothing',
		async () => undefined,
		'0: DeleteAlias, PutKeyPolicy; rotation of the key kept, key kept',
		'0: DisableKeyRotation, PutKeyPolicy; nothing stays',
		'0: DeleteAlias, PutKeyPolicy, ScheduleKeyDeletion; nothing stays',
	],
	[
		'the statement edited',
		async (key) =>
			putKeyPolicy(key, (all) =>
				all.map((each) => (isWorkatos(each) ? {...each, Action: 'kms:Decrypt'} : each)),
			),
		'1: DeleteAlias; rotation of the key kept, statement in the key policy kept, key kept',
		'1: DisableKeyRotation; statement in the key policy kept',
		'1: nothing; rotation of the key kept, alias kept, statement in the key policy kept, key refused',
	],
	[
		'the statement taken out',
		async (key) => putKeyPolicy(key, (all) => all.filter((each) => !isWorkatos(each))),
		'0: DeleteAlias; rotation of the key kept, key kept',
		'0: DisableKeyRotation; nothing stays',
		'0: DeleteAlias, ScheduleKeyDeletion; nothing stays',
	],
	[
		'another statement, all in another order',
		async (key) =>
			putKeyPolicy(key, (all) => [
				{...owner, Sid: 'Billing', Action: 'kms:Decrypt'},
				...all.toReversed(),
			]),
		'0: DeleteAlias, PutKeyPolicy; rotation of the key kept, key kept',
		'0: DisableKeyRotation, PutKeyPolicy; nothing stays',
		'1: PutKeyPolicy; rotation of the key kept, alias kept, key refused',
	],
	[
		'another alias',
		async ({kms, id, alias}) =>
			kms.send(new CreateAliasCommand({AliasName: `${alias}-too`, TargetKeyId: id})),
		'0: DeleteAlias, PutKeyPolicy; rotation of the key kept, key kept',
		'0: DisableKeyRotation, PutKeyPolicy; nothing stays',
		'1: PutKeyPolicy; rotation of the key kept, alias kept, key refused',
	],
	[
		'the tags taken away',
		async ({kms, id}) =>
			kms.send(
				new UntagResourceCommand({
					KeyId: id,
					TagKeys: ['workato-aws:setup', 'workato-aws:run'],
				}),
			),
		'0: DeleteAlias, PutKeyPolicy; rotation of the key kept, key kept',
		'0: DisableKeyRotation, PutKeyPolicy; nothing stays',
		'0: DeleteAlias, PutKeyPolicy, ScheduleKeyDeletion; nothing stays',
	],
	[
		'another rotation',
		async ({kms, id}) =>
			kms.send(new EnableKeyRotationCommand({KeyId: id, RotationPeriodInDays: 700})),
		'0: DeleteAlias, PutKeyPolicy; rotation of the key kept, key kept',
		'0: PutKeyPolicy; rotation of the key kept',
		'0: DeleteAlias, PutKeyPolicy, ScheduleKeyDeletion; nothing stays',
	],
	[
		'the key disabled',
		async ({kms, id}) => kms.send(new DisableKeyCommand({KeyId: id})),
		'0: DeleteAlias, PutKeyPolicy; rotation of the key kept, key kept',
		'0: PutKeyPolicy; rotation of the key kept',
		'0: DeleteAlias, PutKeyPolicy, ScheduleKeyDeletion; nothing stays',
	],
	[
		'its deletion scheduled',
		async ({kms, id}) =>
			kms.send(new ScheduleKeyDeletionCommand({KeyId: id, PendingWindowInDays: 7})),
		'0: DeleteAlias, PutKeyPolicy; key kept',
		'0: PutKeyPolicy; rotation of the key kept',
		'0: DeleteAlias, PutKeyPolicy; key kept',
	],
	[
		'its deletion scheduled and cancelled',
		async ({kms, id}) => {
			await kms.send(new ScheduleKeyDeletionCommand({KeyId: id, PendingWindowInDays: 7}));
			await kms.send(new CancelKeyDeletionCommand({KeyId: id}));
			await kms.send(new EnableKeyCommand({KeyId: id}));
		},
		'0: DeleteAlias, PutKeyPolicy; rotation of the key kept, key kept',
		'0: DisableKeyRotation, PutKeyPolicy; nothing stays',
		'0: DeleteAlias, PutKeyPolicy, ScheduleKeyDeletion; nothing stays',
	],
	[
		'Workato let in once more, under another Sid',
		async (key) =>
			putKeyPolicy(key, (all) => [
				...all,
				...all
					.filter((each) => isWorkatos(each))
					.map((each) => ({
						...each,
						Sid: 'More',
						Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'],
					})),
			]),
		'1: DeleteAlias, PutKeyPolicy; rotation of the key kept, More for Workato in the key policy kept, key kept',
		'1: DisableKeyRotation, PutKeyPolicy; More for Workato in the key policy kept',
		'1: PutKeyPolicy; rotation of the key kept, alias kept, More for Workato in the key policy kept, key refused',
	],
	[
		'Workato’s statement edited, and under another Sid',
		async (key) =>
			putKeyPolicy(key, (all) =>
				all.map((each) =>
					isWorkatos(each)
						? {...each, Sid: 'Other', Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey']}
						: each,
				),
			),
		'1: DeleteAlias; rotation of the key kept, More for Workato in the key policy kept, key kept',
		'1: DisableKeyRotation; More for Workato in the key policy kept',
		'1: nothing; rotation of the key kept, alias kept, More for Workato in the key policy kept, key refused',
	],
	[
		'Workato’s whole account let in as well',
		async (key) =>
			putKeyPolicy(key, (all) => [
				...all,
				...all
					.filter((each) => isWorkatos(each))
					.map((each) => ({
						...each,
						Sid: 'More',
						Principal: {AWS: /\d{12}/v.exec(JSON.stringify(each))?.[0]},
					})),
			]),
		'1: DeleteAlias, PutKeyPolicy; rotation of the key kept, More for Workato in the key policy kept, key kept',
		'1: DisableKeyRotation, PutKeyPolicy; More for Workato in the key policy kept',
		'1: PutKeyPolicy; rotation of the key kept, alias kept, More for Workato in the key policy kept, key refused',
	],
	[
		'another setup’s statement under our Sid, ours under another',
		async (key) =>
			putKeyPolicy(key, (all) => [
				{...owner, Sid: 'Workato', Action: 'kms:Decrypt'},
				...all.map((each) => (isWorkatos(each) ? {...each, Sid: 'Workato2'} : each)),
			]),
		'0: DeleteAlias, PutKeyPolicy; rotation of the key kept, key kept',
		'0: DisableKeyRotation, PutKeyPolicy; nothing stays',
		'1: PutKeyPolicy; rotation of the key kept, alias kept, key refused',
	],
	[
		'DescribeKey refused',
		async ({scene}) => fault(scene, 'DescribeKey'),
		'1: nothing; key unknown, alias unknown',
		'1: nothing; key unknown',
		'1: nothing; key unknown, alias unknown',
	],
	[
		'GetKeyPolicy refused',
		async ({scene}) => fault(scene, 'GetKeyPolicy'),
		'1: DeleteAlias; rotation of the key kept, statement in the key policy unknown, key kept',
		'1: DisableKeyRotation; statement in the key policy unknown',
		'1: nothing; rotation of the key kept, alias kept, statement in the key policy unknown, key refused',
	],
	[
		'GetKeyRotationStatus refused',
		async ({scene}) => fault(scene, 'GetKeyRotationStatus'),
		'1: DeleteAlias, PutKeyPolicy; rotation of the key unknown, key kept',
		'1: PutKeyPolicy; rotation of the key unknown',
		'0: DeleteAlias, PutKeyPolicy, ScheduleKeyDeletion; nothing stays',
	],
];

const kinds = ['made', 'used', 'deleted'] as const;

test('a key and what others did to it: what undo takes, what stays, and no success while Workato can use it', async () => {
	const scene = await openScene();
	const {
		session: {kms},
		run,
		home,
		newKey,
		endpoint,
	} = scene;
	await eachCase(toKeys, async ([what, act, ...expected], index) => {
		for (const [column, kind] of kinds.entries()) {
			const name = `${kind}-${index}`;
			const setup = {...newKey, name};
			const {KeyMetadata} =
				kind === 'used' ? await kms.send(new CreateKeyCommand({Policy: policyOf(owner)})) : {};
			const use = KeyMetadata?.Arn;
			const {json} = await run([
				'apply',
				'-f',
				home.write(
					use === undefined
						? {...setup, key: {create: {alias: name}}}
						: {
								...setup,
								key: {use},
								rotation: {enabled: true, days: 180},
							},
					`${name}.yaml`,
				),
				'--yes',
				'--json',
			]);
			const {keyArn} = z.object({outputs: z.object({keyArn: z.string()})}).parse(json).outputs;
			await act({kms, id: keyArn, alias: `alias/${name}`, scene});
			const answer = await undo(scene, [
				name,
				...(kind === 'deleted' ? ['--delete-key', '--confirm', name] : []),
			]);
			if (what.endsWith('refused')) {
				await endpoint.control('POST', '/_sandbox/faults', []);
			}

			// Whoever cancels a deletion afterwards, or enables the key, lets nobody in by that.
			await kms.send(new CancelKeyDeletionCommand({KeyId: keyArn})).catch(() => undefined);
			await kms.send(new EnableKeyCommand({KeyId: keyArn}));
			const {accepted: isIn} = accepted.parse(
				await endpoint.control('POST', '/_workato/update-key', {
					keyArn,
					principal: newKey.statement.Principal.AWS,
				}),
			);
			expect([what, kind, isIn && answer.startsWith('0')]).toEqual([what, kind, false]);
			expect.soft([what, kind, answer]).toEqual([what, kind, expected[column]]);
			const key = {kms, id: keyArn, alias: name, scene};
			if (what === 'nothing') {
				await putKeyPolicy(key, (all) => [...all, {...newKey.statement, Sid: 'More'}]);
				expect([kind, await undo(scene, [name])]).toEqual([
					kind,
					expect.stringMatching(/^1: nothing; .*More for Workato in the key policy kept/v),
				]);
			}

			if (what !== 'nothing' && !answer.includes('More for Workato')) {
				continue;
			}

			await putKeyPolicy(key, (all) => all.filter((each) => !isOthers(each)));
			expect([what, kind, await undo(scene, [name])]).toEqual([
				what,
				kind,
				expect.stringMatching(/^0: (?!.*More)/v),
			]);
		}
	});
});

type Role = {iam: IAMClient; name: string; scene: Scene; home: string};

const trustOf = async ({iam, name}: Role): Promise<Statements> => {
	const {Role: role} = await iam.send(new GetRoleCommand({RoleName: name}));
	return policySchema.parse(JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? '')))
		.Statement;
};

const withOneMoreId = (statement: Statements[number]) => {
	const {'sts:ExternalId': id} = z
		.object({Condition: z.object({StringEquals: z.object({'sts:ExternalId': z.string()})})})
		.parse(statement).Condition.StringEquals;
	return {
		...statement,
		Sid: 'More',
		Condition: {StringEquals: {'sts:ExternalId': [id, 'another']}},
	};
};

const putTrust = async (role: Role, change: (statements: Statements) => unknown[]) =>
	role.iam.send(
		new UpdateAssumeRolePolicyCommand({
			RoleName: role.name,
			PolicyDocument: policyOf(...change(await trustOf(role))),
		}),
	);
const isLambda = ({Sid}: {Sid?: string | undefined}) => Sid === 'Lambda';
const logs = policyOf({Effect: 'Allow', Action: 'logs:*', Resource: '*'});
const putInline = async ({iam, name}: Role, policy: string) =>
	iam.send(
		new PutRolePolicyCommand({
			RoleName: name,
			PolicyName: policy,
			PolicyDocument: logs,
		}),
	);
const untag = async ({iam, name}: Role) =>
	iam.send(new UntagRoleCommand({RoleName: name, TagKeys: ['workato-aws:run']}));

/** As an earlier version would have noted it: without the ID of the role. */
function forgetIds({home, name}: Role): void {
	const file = path.join(home, 'setups', `${name}.json`);
	const text = fs.readFileSync(file, 'utf8');
	const without = text.replaceAll(/,\s*"RoleId": "\w+"/gv, '');
	expect(without.includes('CreateRole') && without === text).toBe(false);
	fs.writeFileSync(file, without);
}

const anew = async (role: Role, where = '/') => {
	const {iam, name} = role;
	const trust = await trustOf(role);
	await iam.send(
		new DeleteRolePolicyCommand({
			RoleName: name,
			PolicyName: 'workato-secrets',
		}),
	);
	await iam.send(new DeleteRoleCommand({RoleName: name}));
	await iam.send(
		new CreateRoleCommand({
			RoleName: name,
			Path: where,
			AssumeRolePolicyDocument: policyOf(...trust),
		}),
	);
};

const toRoles: Array<
	[what: string, act: (role: Role) => Promise<unknown>, made: string, used?: string]
> = [
	[
		'nothing',
		async () => undefined,
		'0: DeleteRolePolicy, DeleteRole; nothing stays',
		'0: DeleteRolePolicy, UpdateAssumeRolePolicy; nothing stays',
	],
	['the tags taken away', untag, '0: DeleteRolePolicy, DeleteRole; nothing stays'],
	[
		'the tags taken away from a role of an earlier version',
		async (role) => {
			forgetIds(role);
			await untag(role);
		},
		'1: nothing; role kept',
	],
	[
		'another role of its name, with the same trust',
		async (role) => anew(role),
		'1: nothing; role kept',
		'0: UpdateAssumeRolePolicy; nothing stays',
	],
	[
		'another one of its name, for an earlier version',
		async (role) => {
			forgetIds(role);
			await anew(role);
		},
		'1: nothing; role kept',
	],
	[
		'a managed policy attached',
		async ({iam, name}) => {
			const {Policy} = await iam.send(
				new CreatePolicyCommand({
					PolicyName: `${name}-logs`,
					PolicyDocument: logs,
				}),
			);
			await iam.send(new AttachRolePolicyCommand({RoleName: name, PolicyArn: Policy?.Arn}));
		},
		'0: DeleteRolePolicy, UpdateAssumeRolePolicy; role kept',
	],
	[
		'another inline policy',
		async (role) => putInline(role, 'logs'),
		'0: DeleteRolePolicy, UpdateAssumeRolePolicy; role kept',
	],
	[
		'the inline policy edited',
		async (role) => putInline(role, 'workato-secrets'),
		'0: UpdateAssumeRolePolicy; inline policy workato-secrets kept, role kept',
		'0: UpdateAssumeRolePolicy; inline policy workato-secrets kept',
	],
	[
		'the inline policy taken off',
		async ({iam, name}) =>
			iam.send(
				new DeleteRolePolicyCommand({
					RoleName: name,
					PolicyName: 'workato-secrets',
				}),
			),
		'0: DeleteRole; nothing stays',
		'0: UpdateAssumeRolePolicy; nothing stays',
	],
	[
		'the trust edited',
		async (role) =>
			putTrust(role, (all) =>
				all.map((each) =>
					isLambda(each)
						? each
						: {
								...each,
								Principal: {AWS: 'arn:aws:iam::999988887777:root'},
								Action: ['sts:AssumeRole', 'sts:TagSession'],
							},
				),
			),
		'1: DeleteRolePolicy; statement in the trust policy kept, role kept',
		'1: DeleteRolePolicy; statement in the trust policy kept',
	],
	[
		'the tags taken away and the trust edited',
		async (role) => {
			forgetIds(role);
			await untag(role);
			await putTrust(role, (all) =>
				all.map((each) => ({...each, Action: ['sts:AssumeRole', 'sts:TagSession']})),
			);
		},
		'1: nothing; role kept',
	],
	[
		'somebody else in the trust',
		async (role) =>
			putTrust(role, (all) => [
				...all,
				{
					...lambda,
					Sid: 'Edge',
					Principal: {Service: 'edgelambda.amazonaws.com'},
				},
			]),
		'0: DeleteRolePolicy, UpdateAssumeRolePolicy; role kept',
		'0: DeleteRolePolicy, UpdateAssumeRolePolicy; nothing stays',
	],
	[
		'Workato out of the trust',
		async (role) => putTrust(role, () => [lambda]),
		'0: DeleteRolePolicy; role kept',
		'0: DeleteRolePolicy; nothing stays',
	],
	[
		'Workato let in once more, under another Sid',
		async (role) =>
			putTrust(role, (all) => [
				...all,
				...all
					.filter((each) => !isLambda(each))
					.map((each) => ({...each, Sid: 'More', Action: ['sts:AssumeRole', 'sts:TagSession']})),
			]),
		'1: DeleteRolePolicy, UpdateAssumeRolePolicy; More for Workato in the trust policy kept, role kept',
		'1: DeleteRolePolicy, UpdateAssumeRolePolicy; More for Workato in the trust policy kept',
	],
	[
		'Workato let in with the external ID and one more',
		async (role) =>
			putTrust(role, (all) => [
				...all,
				...all.filter((each) => !isLambda(each)).map((each) => withOneMoreId(each)),
			]),
		'1: DeleteRolePolicy, UpdateAssumeRolePolicy; More for Workato in the trust policy kept, role kept',
		'1: DeleteRolePolicy, UpdateAssumeRolePolicy; More for Workato in the trust policy kept',
	],
	[
		'the statement edited, and under another Sid',
		async (role) =>
			putTrust(role, (all) =>
				all.map((each) =>
					isLambda(each)
						? each
						: {...each, Sid: 'Other', Action: ['sts:AssumeRole', 'sts:TagSession']},
				),
			),
		'1: DeleteRolePolicy; More for Workato in the trust policy kept, role kept',
		'1: DeleteRolePolicy; More for Workato in the trust policy kept',
	],
	[
		'a permissions boundary attached',
		async ({iam, name}) =>
			iam.send(
				new PutRolePermissionsBoundaryCommand({
					RoleName: name,
					PermissionsBoundary: 'arn:aws:iam::aws:policy/SecretsManagerReadWrite',
				}),
			),
		'0: DeleteRolePolicy, DeleteRole; nothing stays',
		'0: DeleteRolePolicy, UpdateAssumeRolePolicy; nothing stays',
	],
	[
		'another role of its name, under a path',
		async (role) => anew(role, '/team/'),
		'1: nothing; role kept',
		'0: UpdateAssumeRolePolicy; nothing stays',
	],
	[
		'in an instance profile',
		async ({iam, name}) =>
			iam.send(
				new AddRoleToInstanceProfileCommand({
					RoleName: name,
					InstanceProfileName: name,
				}),
			),
		'0: DeleteRolePolicy, UpdateAssumeRolePolicy; role kept',
	],
	[
		'GetRole refused',
		async ({scene}) => fault(scene, 'GetRole'),
		'1: nothing; role unknown',
		'1: nothing; role unknown',
	],
	[
		'GetRolePolicy refused',
		async ({scene}) => fault(scene, 'GetRolePolicy'),
		'1: nothing; role unknown',
	],
	[
		'ListInstanceProfilesForRole refused',
		async ({scene}) => fault(scene, 'ListInstanceProfilesForRole'),
		'0: DeleteRolePolicy, DeleteRole; nothing stays',
	],
];

test('a role and what others did to it: what undo takes, what stays, and no success while Workato can use it', async () => {
	const scene = await openScene();
	const {
		session: {iam},
		run,
		home,
		endpoint,
	} = scene;
	const {projects, ...setup} = await scene.projects(1);
	const [project] = projects;
	await eachCase(toRoles, async ([what, act, ...expected], index) => {
		for (const [column, wanted] of expected.entries()) {
			const kind = column === 0 ? 'made' : 'used';
			const name = `${kind}-${index}`;
			if (kind === 'used') {
				await iam.send(
					new CreateRoleCommand({
						RoleName: name,
						AssumeRolePolicyDocument: policyOf(lambda),
					}),
				);
			}

			const role = kind === 'used' ? {use: name} : {create: {name}};
			const applied = await run([
				'apply',
				'-f',
				home.write({...setup, name, projects: [{...project, role}]}, `${name}.yaml`),
				'--yes',
			]);
			expect(applied).toMatchObject({code: 0});
			const held = {iam, name, scene, home: home.home};
			const trust = await trustOf(held);
			const workatos = trust.filter((each) => !isLambda(each));
			await act(held);
			const answer = await undo(scene, [name]);
			if (what.endsWith('refused')) {
				await endpoint.control('POST', '/_sandbox/faults', []);
			}

			const {accepted: isIn} = accepted.parse(
				await endpoint.control('POST', '/_workato/add-role', {
					project: project?.name,
					roleArn: `arn:aws:iam::111122223333:role/${name}`,
				}),
			);
			expect([what, kind, isIn && answer.startsWith('0')]).toEqual([what, kind, false]);
			expect.soft([what, kind, answer]).toEqual([what, kind, wanted]);
			const isLate = what === (kind === 'made' ? 'another inline policy' : 'nothing');
			if (isLate) {
				const left = await trustOf(held);
				const nobody = left.filter(({Sid}) => Sid === 'NobodyMayAssumeThisRole');
				await putTrust(held, (all) => [
					...all,
					...workatos.map((each) => ({...each, Sid: 'More'})),
				]);
				if (nobody.length > 0) {
					// What nobody may do, Workato may not do either.
					expect(await undo(scene, [name])).toBe('0: nothing; role kept');
					await putTrust(held, (all) => all.filter(({Sid}) => Sid !== nobody[0]?.Sid));
				}

				expect([kind, await undo(scene, [name])]).toEqual([
					kind,
					expect.stringMatching(/^1: nothing; .*More for Workato in the trust policy kept/v),
				]);
			}

			if (!isLate && !answer.includes('More for Workato')) {
				continue;
			}

			await putTrust(held, (all) => [
				...all.filter((each) => !isOthers(each)),
				...(all.every((each) => isOthers(each)) ? [lambda] : []),
			]);
			expect([what, kind, await undo(scene, [name])]).toEqual([
				what,
				kind,
				expect.stringMatching(/^0: (?!.*More)/v),
			]);
		}
	});
});
