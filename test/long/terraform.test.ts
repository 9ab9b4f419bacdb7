import {GetRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand} from '@aws-sdk/client-iam';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {expectRecognised, writes} from '../cli/handed-over.js';
import {keyedSecrets, type Kind} from '../cli/keyed-secrets.js';
import {makeRole, manyProjects, tryRoles} from '../cli/many-projects.js';
import {containing, openEndpoint, openHome, setupFields} from '../cli/run-tool.js';
import {hasProvider, openTerraform} from '../engine/export/terraform-cli.js';

vi.setConfig({testTimeout: 300_000});

type Endpoint = Awaited<ReturnType<typeof openEndpoint>>;

/** How a setup's things stand when it is recognised: how many rows warn, and the exit code of `check`. */
type End = {warn?: number; code?: number};

type Made = {
	setup: (endpoint: Endpoint) => Promise<Record<string, unknown>>;
	/** How many things Terraform makes, and how many of them it takes over once the setup was applied. */
	count: number;
	end?: End;
	/** Its roles were there, so Terraform leaves their trust to their owner. */
	isTrustOpen?: boolean;
};

const keyed = (kind: Kind) => async (endpoint: Endpoint) => {
	const {setup} = await keyedSecrets(endpoint, kind);
	return setup;
};

const ofAll =
	(secrets: unknown, scope = 'project') =>
	async (endpoint: Endpoint) => {
		const {projects, ...rest} = await manyProjects(endpoint, 1);
		return {
			...rest,
			scope,
			scopeAcknowledged: true,
			projects: projects.map((each) => ({...each, secrets})),
		};
	};

const kinds: Readonly<Record<string, Made>> = {
	'a new key': {setup: async () => setupFields, count: 2},
	'a new key with tags, and no rotation': {
		setup: async () => ({
			...setupFields,
			key: {
				create: {
					alias: 'team/ekm',
					description: 'For "${Workato}"',
					tags: {team: 'a'},
				},
			},
			rotation: {enabled: false},
		}),
		count: 2,
	},
	'a list under AWS’s own key': {setup: keyed({keys: [0, 0]}), count: 4},
	'a list under one key': {setup: keyed({keys: [1, 0]}), count: 4},
	'a list under two keys': {setup: keyed({keys: [2, 1]}), count: 4},
	'a list under a foreign key': {
		setup: keyed({keys: [1, 0], isForeign: true}),
		count: 4,
		end: {code: 3},
	},
	'a prefix under two keys': {setup: keyed({keys: [2, 0], isPrefix: true}), count: 4},
	'all secrets': {setup: ofAll('all'), count: 2},
	'all secrets, for the workspace': {setup: ofAll('all', 'workspace'), count: 2},
	'roles that were there': {
		setup: keyed({keys: [1, 0], isUsed: true}),
		count: 2,
		end: {warn: 3},
		isTrustOpen: true,
	},
	'a role that was there beside a new one': {
		async setup(endpoint) {
			const {projects, ...rest} = await manyProjects(endpoint, 2);
			await makeRole(endpoint, 'Used-0', [{Service: 'lambda.amazonaws.com'}]);
			return {
				...rest,
				projects: projects.map((each, index) =>
					index === 0 ? {...each, role: {use: 'Used-0'}} : each,
				),
			};
		},
		count: 3,
		end: {warn: 2},
		isTrustOpen: true,
	},
	'forty projects': {setup: async (endpoint) => manyProjects(endpoint, 40), count: 80},
};

const trust = z.object({Statement: z.array(z.json())});

/** Adds to the roles that were there what the configuration says is missing, as their owner would. */
async function addMissingTrust(endpoint: Endpoint, missing: unknown): Promise<void> {
	const iam = new IAMClient({region: 'us-east-1', endpoint: endpoint.url});
	for (const [RoleName, text] of Object.entries(z.record(z.string(), z.string()).parse(missing))) {
		const {Role} = await iam.send(new GetRoleCommand({RoleName}));
		const before = trust.parse(
			JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')),
		);
		const after = {...before, Statement: [...before.Statement, JSON.parse(text)]};
		await iam.send(
			new UpdateAssumeRolePolicyCommand({RoleName, PolicyDocument: JSON.stringify(after)}),
		);
	}

	iam.destroy();
}

/** How the setup of a kind is handed over: from the answers alone, or once it was applied. */
const ways = {
	asked: {words: 'before anything is made', isApplied: false, flags: []},
	offline: {words: 'without asking AWS', isApplied: false, flags: ['--offline']},
	applied: {words: 'after an apply', isApplied: true, flags: []},
} as const;

// Each takes ten seconds or so of a core: those stand here that differ in what the configuration is made of.
const cases: ReadonlyArray<readonly [kind: keyof typeof kinds, way: keyof typeof ways]> = [
	['a new key', 'asked'],
	['a new key', 'applied'],
	['a list under two keys', 'asked'],
	['a list under two keys', 'offline'],
	['a list under a foreign key', 'offline'],
	['a prefix under two keys', 'offline'],
	['a prefix under two keys', 'applied'],
	['roles that were there', 'offline'],
	['a role that was there beside a new one', 'applied'],
	['forty projects', 'applied'],
];

test.skipIf(!hasProvider).for(
	cases.flatMap(([name, way]) => {
		const kind = kinds[name];
		return kind ? [{name, ...kind, ...ways[way]}] : [];
	}),
)(
	'$name, $words: Terraform does it, and the setup here finds it done',
	async ({setup, count, end, isTrustOpen, isApplied, flags}) => {
		const endpoint = await openEndpoint();
		const env = endpoint.environment;
		const home = openHome();
		const file = home.write(await setup(endpoint));
		if (isApplied) {
			expect(await home.run(['apply', '-f', file, '--yes'], {env})).toMatchObject({code: 0});
		}

		const source = isApplied ? ['production'] : ['-f', file];
		const exported = await home.run(['export', 'terraform', ...source, ...flags], {env});
		expect(exported).toMatchObject({code: 0, stderr: ''});
		const terraform = await openTerraform(exported.stdout);
		expect(await terraform.succeed('fmt', '-check', '-diff')).toBe('');

		const isOpen = isTrustOpen === true && !isApplied;
		await endpoint.control('DELETE', '/_sandbox/calls');
		expect(await terraform.plan()).toEqual({
			add: isApplied ? 0 : count,
			import: isApplied ? count : 0,
			change: 0,
			remove: 0,
			warnings: isOpen ? [containing('The output missing_trust says what to add.')] : [],
		});
		if (isApplied) {
			expect(exported.stdout).toContain(
				`#   Plan: ${count} to import, 0 to add, 0 to change, 0 to destroy.`,
			);
		}

		await terraform.apply();
		if (isApplied) {
			expect(await writes(endpoint)).toEqual([]);
		}

		if (isOpen) {
			await addMissingTrust(endpoint, await terraform.output('missing_trust'));
		}

		expect(await terraform.plan()).toEqual({
			add: 0,
			import: 0,
			change: 0,
			remove: 0,
			warnings: [],
		});
		const {roles = {}} = await expectRecognised(home, endpoint, file, end);
		// Whether a key of another account may be used is up to its own policy.
		const accepted = end?.code === undefined ? await tryRoles(endpoint, roles) : [];
		expect(accepted.every(Boolean)).toBe(true);
	},
);

test.skipIf(!hasProvider)(
	'Terraform does to a key what the first page of the folder says of taking it back',
	async () => {
		const endpoint = await openEndpoint();
		const home = openHome();
		const file = home.write(setupFields);
		const {stdout} = await home.run(['export', 'terraform', '-f', file], {
			env: endpoint.environment,
		});
		const terraform = await openTerraform(stdout);
		await terraform.plan();
		await terraform.apply();
		await endpoint.control('DELETE', '/_sandbox/calls');

		const destroy = ['destroy', '-auto-approve', '-input=false', '-no-color'] as const;
		const refused = await terraform.run(...destroy);
		expect([refused.code, refused.stderr]).toEqual([1, containing('prevent_destroy')]);
		// Without its block nothing prevents it.
		terraform.write(
			stdout
				.replaceAll(/resource "aws_kms_(?:key|alias)" .*?\n\}\n/gsv, '')
				.replaceAll(/output .*?\n\}\n/gsv, ''),
		);
		expect(await terraform.plan()).toMatchObject({add: 0, remove: 2});
		expect(await writes(endpoint)).toEqual([]);

		terraform.write(stdout);
		await terraform.succeed('state', 'rm', 'aws_kms_key.workato');
		await terraform.succeed(...destroy);
		expect(await writes(endpoint)).toEqual(['DeleteAlias']);
	},
);
