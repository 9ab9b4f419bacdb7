import {
	CreateRoleCommand,
	GetRolePolicyCommand,
	PutRolePolicyCommand,
	TagRoleCommand,
	UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
	CreateAliasCommand,
	CreateKeyCommand,
	GetKeyPolicyCommand,
	ListAliasesCommand,
	PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {exportSetup} from '../../../source/guides/export-setup.js';
import {type SavedSetup, type SetupFile} from '../../../source/setups/saved-setup.js';
import {clientsOf, writes} from '../../cli/handed-over.js';
import {makeRole, manyProjects, trustedBy} from '../../cli/many-projects.js';
import {
	containing,
	matching,
	openEndpoint,
	openHome,
	setupFields,
	statement,
} from '../../cli/run-tool.js';
import {hasJq, openCli} from './aws-cli.js';
import {savedSetup} from './saved-setups.js';

vi.setConfig({testTimeout: 120_000});

const callLog = z.array(z.object({service: z.string(), operation: z.string()}));
const document = z.object({
	Statement: z.array(z.record(z.string(), z.json())),
});

/** The same mark as `savedSetup`, so that one script goes on where another one stopped. */
function saved(setup: SetupFile, more: Partial<SavedSetup> = {}): SavedSetup {
	return savedSetup(setup, {setup, ...more});
}

async function scriptOf(setup: SetupFile, more: Partial<SavedSetup> = {}) {
	const {text} = await exportSetup('shell', saved(setup, more));
	return text;
}

/** An AWS, and scripts that run in it. */
async function open() {
	const endpoint = await openEndpoint();
	const run = await openCli(endpoint);
	return {
		...endpoint,
		endpoint,
		run,
		...clientsOf(endpoint),
		/** Runs a script, and gives what it changed. */
		async changes(script: string) {
			await endpoint.control('DELETE', '/_sandbox/calls');
			const result = await run(script);
			return {...result, writes: await writes(endpoint)};
		},
	};
}

type World = Awaited<ReturnType<typeof open>>;

async function statementsOf({iam}: World, role: string) {
	const {PolicyDocument = ''} = await iam.send(
		new GetRolePolicyCommand({RoleName: role, PolicyName: 'workato-secrets'}),
	);
	const policy = document.parse(JSON.parse(decodeURIComponent(PolicyDocument)));
	return policy.Statement;
}

/** Each kind of setup, with what has to be there before. */
const kinds: Readonly<Record<string, (world: World) => Promise<SetupFile>>> = {
	async 'a new key'({control}) {
		await control('POST', '/_sandbox/keys', {});
		return setupFields;
	},
	async 'a key that is there'({control}) {
		const {arns} = z
			.object({arns: z.array(z.string())})
			.parse(await control('POST', '/_sandbox/keys', {}));
		return {...setupFields, key: {use: arns[0] ?? ''}};
	},
	'a new role': async ({endpoint}) => manyProjects(endpoint, 1),
	async 'a role that is there'({endpoint}) {
		const setup = await manyProjects(endpoint, 1);
		await makeRole(endpoint, 'Existing', [{Service: 'lambda.amazonaws.com'}]);
		return {
			...setup,
			projects: setup.projects.map((each) => ({
				...each,
				role: {use: 'Existing'},
			})),
		};
	},
};

/** How many calls a script made since the log was emptied. */
async function countCalls({control}: World): Promise<number> {
	return callLog.parse(await control('GET', '/_sandbox/calls')).length;
}

/** Runs a script with one refusal, after so many calls; gives what it changed and how many calls it made. */
async function refuse(world: World, script: string, after: number) {
	await world.control('POST', '/_sandbox/faults', [
		{operation: '*', kind: 'denied', after, times: 1},
	]);
	const result = await world.changes(script);
	return {...result, calls: await countCalls(world)};
}

test.skipIf(!hasJq).for(Object.entries(kinds))(
	'%s: the script makes what is lacking, and stops at the first refusal, whichever it is',
	async ([, prepare]) => {
		const world = await open();
		const script = await scriptOf(await prepare(world));
		const first = await world.changes(script);
		const count = await countCalls(world);
		expect(first).toMatchObject({code: 0, stderr: ''});
		expect(first.writes.length).toBeGreaterThan(1);

		const whole = {code: 0, stderr: '', writes: []};
		expect(await world.changes(script)).toMatchObject(whole);
		const again = await countCalls(world);
		for (let after = 0; after < again; after++) {
			const {code, stderr, ...rest} = await refuse(world, script, after);
			expect({after, ...rest}).toMatchObject({writes: [], calls: after + 1});
			expect(code).toBeGreaterThan(0);
			expect(stderr).toMatch(/AccessDenied.*Nothing was changed\.\n$/sv);
		}

		const begin = async () => {
			const fresh = await open();
			return {fresh, text: await scriptOf(await prepare(fresh))};
		};

		let {fresh, text} = await begin();
		let resumedAfter = 0;
		for (let after = 0; after < count; after++) {
			const tried = await refuse(fresh, text, after);
			const {code, stderr, calls} = tried;
			expect({after, calls}).toEqual({after, calls: after + 1});
			expect(code).toBeGreaterThan(0);
			expect(stderr).toMatch(/AccessDenied/v);
			// Where it has not come to a write yet, all is as before.
			const reached = tried.writes.length;
			if (reached === 0) {
				continue;
			}

			// Once it is allowed, the same script goes on from there: once for each write that was refused.
			if (reached > resumedAfter) {
				expect(await fresh.run(text)).toMatchObject({code: 0, stderr: ''});
				resumedAfter = reached;
			}

			({fresh, text} = await begin());
		}

		expect(resumedAfter).toBe(first.writes.length);
	},
);

test.skipIf(!hasJq)(
	'a role that somebody tagged with the setup’s name is left alone, and so is one with everything in it',
	async () => {
		const world = await open();
		const setup = await manyProjects(world.endpoint, 1);
		const script = await scriptOf(setup);
		await world.run(script);
		const complete = await statementsOf(world, 'Workato-Team-1');
		// Another run's: the same name, the same policies.
		const other = await scriptOf(setup, {runId: 'another-run'});
		expect(await world.changes(other)).toMatchObject({
			code: 1,
			writes: [],
			stderr: containing(
				'The role Workato-Team-1 is there already, and this setup did not make it: it does not carry the mark another-run.\nNothing was changed.\n',
			),
		});
		expect(await statementsOf(world, 'Workato-Team-1')).toEqual(complete);

		await world.iam.send(
			new CreateRoleCommand({
				RoleName: 'Workato-Finance',
				AssumeRolePolicyDocument: JSON.stringify(strangersTrust),
				Tags: [{Key: 'workato-aws:setup', Value: setup.name}],
			}),
		);
		const [project] = setup.projects;
		const finance = await scriptOf({
			...setup,
			projects: [{...project, name: 'Finance', secrets: {prefix: 'prod/'}}],
		});
		expect(await world.changes(finance)).toMatchObject({code: 1, writes: []});
	},
);

const strangersTrust = {
	Version: '2012-10-17',
	Statement: [
		{
			Effect: 'Allow',
			Principal: {AWS: 'arn:aws:iam::222222222222:root'},
			Action: 'sts:AssumeRole',
		},
	],
};

test.skipIf(!hasJq)(
	'two setups of one name and one alias: the second script stops, and both keys keep what they had',
	async () => {
		const world = await open();
		expect(await world.run(await scriptOf(setupFields))).toMatchObject({
			code: 0,
		});
		const other = await scriptOf(setupFields, {runId: 'another-run'});
		expect(await world.changes(other)).toMatchObject({
			code: 1,
			writes: [],
			stderr: matching(/alias\/workato-ekm already names arn:.*which this setup did not make/v),
		});
		// Under another alias it makes a key of its own.
		const apart = await scriptOf(
			{...setupFields, key: {create: {alias: 'second'}}},
			{runId: 'another-run'},
		);
		expect(await world.changes(apart)).toMatchObject({
			code: 0,
			writes: ['CreateKey', 'CreateAlias', 'EnableKeyRotation'],
		});
	},
);

test.skipIf(!hasJq)(
	'a key of its own that lacks something and holds what others added is not added to',
	async () => {
		const world = await open();
		const {kms} = world;
		const script = await scriptOf(setupFields);
		await world.run(script);
		const {Aliases = []} = await kms.send(new ListAliasesCommand({}));
		const KeyId = Aliases.find(({AliasName}) => AliasName === 'alias/workato-ekm')?.TargetKeyId;
		const {Policy = ''} = await kms.send(new GetKeyPolicyCommand({KeyId, PolicyName: 'default'}));
		const policy = document.loose().parse(JSON.parse(Policy));
		const stranger = {
			Sid: 'Stranger',
			Effect: 'Allow',
			Principal: {AWS: 'arn:aws:iam::222222222222:root'},
			Action: 'kms:Decrypt',
			Resource: '*',
		};
		const put = async (...Statement: unknown[]) =>
			kms.send(
				new PutKeyPolicyCommand({
					KeyId,
					PolicyName: 'default',
					Policy: JSON.stringify({...policy, Statement}),
				}),
			);
		const [owner] = policy.Statement;
		await put(owner, stranger);
		expect(await world.changes(script)).toMatchObject({
			code: 1,
			writes: [],
			stderr: matching(/lacks something, but its policy holds.*\n.*222222222222/v),
		});
		// Where only Workato's statement is gone it comes back; where nothing is lacking, others' statements are named.
		await put(owner);
		expect(await world.changes(script)).toMatchObject({
			code: 0,
			writes: ['PutKeyPolicy'],
		});
		await put(owner, statement, stranger);
		expect(await world.changes(script)).toMatchObject({
			code: 0,
			writes: [],
			stdout: matching(/Mind: .* also says:\n.*222222222222/v),
		});
	},
);

test.skipIf(!hasJq)(
	'a role of its own that trusts others, too, is given nothing more',
	async () => {
		const world = await open();
		const {iam} = world;
		const {projects, ...rest} = await manyProjects(world.endpoint, 2);
		const secrets = projects.flatMap((each) => each.secrets);
		const setupWith = (wanted: string[]) => ({
			...rest,
			projects: projects.slice(0, 1).map((each) => ({...each, secrets: wanted})),
		});
		const one = await scriptOf(setupWith(secrets.slice(0, 1)));
		const two = await scriptOf(setupWith(secrets));
		await world.run(one);
		const trust = await trustedBy(world.endpoint, 'Workato-Team-1');
		await iam.send(
			new UpdateAssumeRolePolicyCommand({
				RoleName: 'Workato-Team-1',
				PolicyDocument: JSON.stringify(strangersTrust),
			}),
		);
		expect(await world.changes(two)).toMatchObject({
			code: 1,
			writes: [],
			stderr: matching(/trust policy holds.*\n.*222222222222/v),
		});
		expect(trust).toEqual([{AWS: 'arn:aws:iam::999988887777:root'}]);
	},
);

test.skipIf(!hasJq)(
	'run again after the answers changed, the script adds secrets, keeps the keys that somebody added, and takes nothing away',
	async () => {
		const world = await open();
		const {iam} = world;
		const {projects, ...rest} = await manyProjects(world.endpoint, 3);
		const secrets = projects.flatMap((each) => each.secrets).toSorted();
		const setupWith = (wanted: string[]) => ({
			...rest,
			projects: projects.slice(0, 1).map((each) => ({...each, secrets: wanted})),
		});
		const one = await scriptOf(setupWith(secrets.slice(0, 1)));
		const three = await scriptOf(setupWith(secrets));
		await world.run(one);
		const decrypt = decryptWith(exactKey);
		const put = async (...Statement: unknown[]) =>
			iam.send(
				new PutRolePolicyCommand({
					RoleName: 'Workato-Team-1',
					PolicyName: 'workato-secrets',
					PolicyDocument: JSON.stringify({Version: '2012-10-17', Statement}),
				}),
			);
		const [read] = await statementsOf(world, 'Workato-Team-1');
		await put(read, decrypt);
		expect(await world.changes(one)).toMatchObject({code: 0, writes: []});
		expect(await world.changes(three)).toMatchObject({
			code: 0,
			writes: ['PutRolePolicy'],
		});
		expect(await statementsOf(world, 'Workato-Team-1')).toMatchObject([
			{Sid: 'ReadSecrets', Resource: secrets},
			decrypt,
		]);
		// Fewer secrets, or what nobody here has written: it says what, and leaves it.
		expect(await world.changes(one)).toMatchObject({
			code: 1,
			writes: [],
			stderr: matching(/policy workato-secrets of the role Workato-Team-1 allows more/v),
		});
		await put(read, decryptWith('*'));
		expect(await world.changes(three)).toMatchObject({
			code: 1,
			writes: [],
			stderr: containing(JSON.stringify(decryptWith('*'))),
		});
		await put(read, {Effect: 'Allow', Action: 's3:*', Resource: '*'});
		expect(await world.changes(one)).toMatchObject({
			code: 1,
			writes: [],
			stderr: containing('"s3:*"'),
		});
	},
);

test.skipIf(!hasJq).for([
	{there: [1], wanted: [2], isWritten: true},
	{there: [1], wanted: [1, 2], isWritten: true},
	{there: [2, 1], wanted: [1], isWritten: false},
])(
	'the role may use keys $there and the script wants $wanted: both stand in one statement',
	async ({there, wanted, isWritten}) => {
		const world = await open();
		const {projects, ...rest} = await manyProjects(world.endpoint, 1);
		const setup = {
			...rest,
			projects: projects.map((each) => ({...each, role: {create: {name: 'Team'}}})),
		};
		const arnsOf = (keys: number[]) =>
			keys.map((key) => `arn:aws:kms:us-east-1:111122223333:key/${key}`);
		const read = {
			Sid: 'ReadSecrets',
			Effect: 'Allow',
			Action: 'secretsmanager:GetSecretValue',
			Resource: projects.flatMap((each) => each.secrets),
		};
		const decrypt = (keys: number[]) => ({
			Sid: 'DecryptThroughSecretsManager',
			...decryptWith(arnsOf(keys)),
		});
		const policy = (keys: number[]) =>
			JSON.stringify({Version: '2012-10-17', Statement: [read, decrypt(keys)]});
		// The keys that the script wants are those of its journal.
		const script = await scriptOf(setup, {
			journal: [
				{
					change: 'put-role-policy:Team-1',
					group: 'Team-1',
					state: 'done',
					at: '2026-01-02T03:04:05.000Z',
					call: {
						service: 'iam',
						operation: 'PutRolePolicy',
						input: {
							RoleName: 'Team',
							PolicyName: 'workato-secrets',
							PolicyDocument: policy(wanted),
						},
					},
				},
			],
		});
		expect(await world.changes(script)).toMatchObject({code: 0, stderr: ''});
		await world.iam.send(
			new PutRolePolicyCommand({
				RoleName: 'Team',
				PolicyName: 'workato-secrets',
				PolicyDocument: policy(there),
			}),
		);
		expect(await world.changes(script)).toMatchObject({
			code: 0,
			stderr: '',
			writes: isWritten ? ['PutRolePolicy'] : [],
		});
		const [, ...others] = await statementsOf(world, 'Team');
		expect(others).toEqual([isWritten ? decrypt([1, 2]) : decrypt(there)]);
		expect(await world.changes(script)).toMatchObject({code: 0, stderr: '', writes: []});
	},
);

/** Decrypt through Secrets Manager, as somebody writes it by hand. */
function decryptWith(Resource: string | string[]) {
	return {
		Effect: 'Allow',
		Action: 'kms:Decrypt',
		Resource,
		Condition: {
			StringEquals: {
				'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com',
			},
		},
	};
}

const exactKey = 'arn:aws:kms:us-east-1:111122223333:key/1';

/** A role that somebody made by hand, the script of a setup that uses it for two secrets, and what lets it read them. */
async function openUsedRole() {
	const world = await open();
	const {endpoint, iam} = world;
	const setup = await manyProjects(endpoint, 2);
	const [project] = setup.projects;
	const secrets = setup.projects.flatMap((each) => each.secrets).toSorted();
	const use = 'Used1';
	await makeRole(endpoint, use, [{Service: 'lambda.amazonaws.com'}]);
	const put = async (...Statement: unknown[]) =>
		iam.send(
			new PutRolePolicyCommand({
				RoleName: use,
				PolicyName: 'workato-secrets',
				PolicyDocument: JSON.stringify({Version: '2012-10-17', Statement}),
			}),
		);
	const script = await scriptOf({
		...setup,
		projects: [{...project, secrets, role: {use}}],
	});
	const read = {
		Effect: 'Allow',
		Action: 'secretsmanager:GetSecretValue',
		Resource: secrets,
	};
	return {world, use, put, script, read};
}

test
	.skipIf(!hasJq)
	.for([
		{resource: '*'},
		{resource: 'arn:aws:kms:us-east-1:111122223333:key/*'},
		{resource: 'arn:aws:kms:us-east-1:111122223333:key/?'},
		{resource: 'arn:aws:kms:*:111122223333:key/1'},
		{resource: 'arn:aws:kms:us-east-1:111122223333:alias/shared'},
		{resource: [exactKey, '*']},
	])(
	'Decrypt with %j is never written back: the script names the statement and leaves the policy',
	async ({resource}) => {
		const {world, use, put, script, read} = await openUsedRole();
		const wide = decryptWith(resource);
		const left = {
			code: 1,
			writes: [],
			stderr: containing(
				`allows more than this setup wants:\n${JSON.stringify(wide)}\nNothing was changed.\n`,
			),
		};
		for (const statements of [[wide], [{Sid: 'ReadSecrets', ...read}, wide]]) {
			await put(...statements);
			expect(await world.changes(script)).toMatchObject(left);
			expect(await statementsOf(world, use)).toEqual(statements);
		}
	},
);

test.skipIf(!hasJq)(
	'a policy of our name on a role that is there is added to only where it has the form of this setup’s own',
	async () => {
		const {world, use, put, script, read} = await openUsedRole();
		const decrypt = decryptWith(exactKey);
		await put(decrypt);
		expect(await world.changes(script)).toMatchObject({
			code: 1,
			writes: [],
			stderr: containing(
				`The role Used1 has an inline policy workato-secrets already, which this setup did not write:\n${JSON.stringify(decrypt)}\nUse another role, or give that policy another name in the IAM console first.\nNothing was changed.\n`,
			),
		});
		expect(await statementsOf(world, use)).toEqual([decrypt]);

		// It says all that is wanted: only the trust is lacking.
		await put(read, decrypt);
		expect(await world.changes(script)).toMatchObject({
			code: 0,
			writes: ['UpdateAssumeRolePolicy'],
		});
		expect(await statementsOf(world, use)).toEqual([read, decrypt]);

		// What it has written itself, while the setup had one secret.
		const own = {Sid: 'ReadSecrets', ...read};
		await put({...own, Resource: read.Resource[0]}, decrypt);
		expect(await world.changes(script)).toMatchObject({
			code: 0,
			writes: ['PutRolePolicy'],
		});
		expect(await statementsOf(world, use)).toEqual([own, decrypt]);
	},
);

test.skipIf(!hasJq)(
	'a role that was made for another project is not used, and a key whose alias has moved is not added to',
	async () => {
		const world = await open();
		const setup = await manyProjects(world.endpoint, 2);
		await world.run(await scriptOf(setup));
		const [project] = setup.projects;
		const borrowed = await scriptOf(
			{
				...setup,
				projects: [{...project, role: {use: 'Workato-Team-2'}}],
			},
			{runId: 'another-run'},
		);
		expect(await world.changes(borrowed)).toMatchObject({
			code: 1,
			writes: [],
			stderr: matching(/Workato-Team-2 was made for another project/v),
		});

		const {KeyMetadata} = await world.kms.send(new CreateKeyCommand({}));
		await world.kms.send(
			new CreateAliasCommand({
				AliasName: 'alias/shared',
				TargetKeyId: KeyMetadata?.KeyId,
			}),
		);
		const first = 'arn:aws:kms:us-east-1:111122223333:key/first';
		const moved = await scriptOf(
			{...setupFields, key: {use: 'alias/shared'}},
			{names: {'alias/shared': first}},
		);
		expect(await world.changes(moved)).toMatchObject({
			code: 1,
			writes: [],
			stderr: containing(`alias/shared named the key ${first}`),
		});
	},
);

test.skipIf(!hasJq)('a role’s name that begins with a dash is no option', async () => {
	const world = await open();
	const setup = await manyProjects(world.endpoint, 1);
	const name = 'R&D $key';
	const script = await scriptOf({
		...setup,
		projects: setup.projects.map((each) => ({
			...each,
			name,
			role: {create: {name: '--debug'}},
		})),
	});
	const run = await world.changes(script);
	expect(run).toMatchObject({
		code: 0,
		writes: ['CreateRole', 'PutRolePolicy'],
		stdout: containing(`Role ARN of ${name}: arn:`),
	});
	expect(await world.changes(script)).toMatchObject({code: 0, writes: []});
});

test.skipIf(!hasJq).for([
	{tag: 'R-D', owner: 'production', isOurs: true},
	{tag: 'R-D', owner: 'another', isOurs: false},
	{tag: 'R-E', owner: 'production', isOurs: false},
	{tag: 'R=26=D', owner: 'another', isOurs: true},
])(
	'a role whose project’s tag is $tag, of the setup $owner: ours $isOurs, for the script as for apply',
	async ({tag, owner, isOurs}) => {
		const world = await open();
		const setup = await manyProjects(world.endpoint, 1);
		const fields = {
			...setup,
			projects: setup.projects.map((each) => ({...each, name: 'R&D', role: {use: 'Mine'}})),
		};
		await makeRole(world.endpoint, 'Mine', [{Service: 'lambda.amazonaws.com'}]);
		await world.iam.send(
			new TagRoleCommand({
				RoleName: 'Mine',
				Tags: [
					{Key: 'workato-aws:project', Value: tag},
					{Key: 'workato-aws:setup', Value: owner},
					{Key: 'workato-aws:run', Value: 'another-run'},
				],
			}),
		);
		const home = openHome();
		const planned = await home.run(['apply', '-f', home.write(fields), '--dry-run'], {
			env: world.endpoint.environment,
		});
		expect(planned.stderr.includes('was made for the project')).toBe(!isOurs);
		expect(await world.changes(await scriptOf(fields))).toMatchObject(
			isOurs
				? {code: 0, writes: ['UpdateAssumeRolePolicy', 'PutRolePolicy']}
				: {code: 1, writes: [], stderr: containing('was made for another project')},
		);
	},
);
