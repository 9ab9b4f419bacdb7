import fs from 'node:fs';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {commandsOf, openCloudFormation, type Member} from './cloudformation-stacks.js';
import {expectRecognised} from './handed-over.js';
import {keyedSecrets, type Kind} from './keyed-secrets.js';
import {manyProjects} from './many-projects.js';
import {containing, openEndpoint, openHome, setupFields} from './run-tool.js';

vi.setConfig({testTimeout: 120_000});

const account = '111122223333';
type Endpoint = Awaited<ReturnType<typeof openEndpoint>>;
type Home = ReturnType<typeof openHome>;

/** Exports a setup as files, and gives the folder with the templates in it. */
async function exportFiles({folder, run}: Home, setup: readonly string[], env = {}) {
	const file = path.join(folder, 'out', 'my template.yaml');
	fs.mkdirSync(path.dirname(file), {recursive: true});
	const args = ['export', 'cloudformation', ...setup, '-o', file, '--force', '--json'];
	const {code, json} = await run(args, {env});
	expect(code).toBe(0);
	const {beside = []} = z
		.object({beside: z.array(z.object({file: z.string()})).optional()})
		.parse(json);
	const names = [file, ...beside.map((each) => each.file)].map((each) => path.basename(each));
	return {
		folder: path.dirname(file),
		names,
		templates: names
			.filter((name) => name.endsWith('.yaml') && !name.includes('.import.'))
			.map((name) => fs.readFileSync(path.join(path.dirname(file), name), 'utf8')),
	};
}

/** Runs the commands for one account at the top of the templates. */
async function deploy(
	{folder, templates}: Awaited<ReturnType<typeof exportFiles>>,
	members: readonly Member[] = [],
	isForOne = true,
) {
	const aws = openCloudFormation(folder, {account, members});
	for (const template of templates) {
		for (const words of commandsOf(template)) {
			if (words[0] === 's3' || words.join(' ').includes('--stack-set-name') !== isForOne) {
				await aws.run(words);
			}
		}
	}

	return aws;
}

const prefixed = async (endpoint: Endpoint, count: number) => {
	const setup = await manyProjects(endpoint, count);
	return {
		...setup,
		projects: setup.projects.map((each) => ({...each, secrets: {prefix: `${each.name}/`}})),
	};
};

const keyed = (kind: Kind) => async (endpoint: Endpoint) => {
	const {setup} = await keyedSecrets(endpoint, kind);
	return setup;
};

const setups: ReadonlyArray<
	[
		name: string,
		make: (endpoint: Endpoint) => Promise<unknown>,
		ending?: {code: number; warn: number},
	]
> = [
	['a new key', async () => setupFields],
	['a list of secrets', async (endpoint) => manyProjects(endpoint, 2)],
	['a prefix', async (endpoint) => prefixed(endpoint, 2)],
	[
		'all secrets, for the workspace',
		async (endpoint) => {
			const setup = await manyProjects(endpoint, 1);
			const projects = setup.projects.map((each) => ({...each, secrets: 'all'}));
			return {...setup, scope: 'workspace', projects};
		},
	],
	['forty projects', async (endpoint) => prefixed(endpoint, 40)],
	['one key', keyed({keys: [1]})],
	['two keys', keyed({keys: [2, 1], isPrefix: true})],
	['keys of another account', keyed({keys: [1], isForeign: true}), {code: 3, warn: 0}],
];

test.for(setups)(
	'%s: the stack makes it, or takes over what apply has made, and nothing is left to do',
	async ([, make, ending]) => {
		for (const isApplied of [false, true]) {
			const endpoint = await openEndpoint();
			const env = endpoint.environment;
			const home = openHome();
			const setup = await make(endpoint);
			const file = home.write(setup);
			if (isApplied) {
				expect(await home.run(['apply', '-f', file, '--yes'], {env})).toMatchObject({code: 0});
			}

			const exported = await exportFiles(home, isApplied ? ['production'] : ['-f', file], env);
			expect(exported.names.some((name) => name.includes('.import.'))).toBe(isApplied);
			await endpoint.control('DELETE', '/_sandbox/calls');
			const {stacks} = await deploy(exported);
			expect(stacks.size).toBe(1);
			if (isApplied) {
				const check = await home.run(['check', '--json'], {env});
				expect(check).toMatchObject({code: ending?.code ?? 0, json: {summary: {fail: 0}}});
			}

			await expectRecognised(home, endpoint, file, ending);
		}
	},
);

test('of a setup that broke off, the stack takes over what is there, and makes the rest', async () => {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const home = openHome();
	const setup = await prefixed(endpoint, 3);
	const apply = async (file: string) => home.run(['apply', '-f', file, '--yes'], {env});
	const first = {...setup, projects: setup.projects.slice(0, 1)};
	expect(await apply(home.write(first))).toMatchObject({code: 0});
	await endpoint.control('POST', '/_sandbox/faults', [
		{operation: 'CreateRole', kind: 'denied', times: 2},
	]);
	const file = home.write(setup);
	expect(await apply(file)).toMatchObject({code: 1});
	const exported = await exportFiles(home, ['production'], env);
	const {stacks} = await deploy(exported);
	expect(Array.from(stacks.values(), ({made}) => [...made.keys()])).toEqual([
		['RoleTeam1', 'RoleTeam2', 'RoleTeam3'],
	]);
	await expectRecognised(home, endpoint, file);
});

test('a permissions boundary and more tags are given as parameters', async () => {
	const endpoint = await openEndpoint();
	const env = endpoint.environment;
	const home = openHome();
	const file = home.write(await prefixed(endpoint, 1));
	const exported = await exportFiles(home, ['-f', file], env);
	const boundary = 'arn:aws:iam::aws:policy/SecretsManagerReadWrite';
	fs.writeFileSync(
		path.join(exported.folder, 'p.json'),
		JSON.stringify([
			{ParameterKey: 'PermissionsBoundary', ParameterValue: boundary},
			{ParameterKey: 'Tag2Key', ParameterValue: 'Owner'},
			{ParameterKey: 'Tag2Value', ParameterValue: 'Platform team'},
		]),
	);
	const aws = openCloudFormation(exported.folder, {account, members: [{account: '444455556666'}]});
	const sets = exported.templates
		.flatMap((template) => commandsOf(template))
		.filter((each) => each.includes('--stack-set-name'));
	for (const words of sets) {
		await aws.run(
			words.includes('create-stack-set') ? [...words, '--parameters', 'file://p.json'] : words,
		);
	}

	expect(aws.instances).toHaveLength(1);
	expect(aws.instances[0]?.resources.get('RoleTeam1')?.properties).toMatchObject({
		PermissionsBoundary: boundary,
		Tags: expect.arrayContaining([{Key: 'Owner', Value: 'Platform team'}]) as unknown,
	});
	await expect(
		aws.run(['cloudformation', 'create-stack', '--region', 'us-east-1', '--stack-name', 'x']),
	).rejects.toThrow();
});

const unit: Member[] = [
	{account: '444455556666', roles: ['Security']},
	{account: '555566667777', roles: ['Security']},
];

test('the commands for StackSets bring a key to every account and region of a unit', async () => {
	await openEndpoint();
	const home = openHome();
	const file = home.write({
		...setupFields,
		key: {
			create: {alias: 'workato-ekm', administrators: [`arn:aws:iam::${account}:role/Security`]},
		},
	});
	const exported = await exportFiles(home, ['-f', file]);
	expect(exported.templates[0]).toContain('Each account needs role/Security');
	const {instances, stacks} = await deploy(exported, unit, false);
	expect(stacks.size).toBe(0);
	expect(instances.map((each) => [each.account, each.region])).toEqual([
		['444455556666', 'us-east-1'],
		['444455556666', 'us-east-2'],
		['555566667777', 'us-east-1'],
		['555566667777', 'us-east-2'],
	]);
	for (const {account: own, resources} of instances) {
		const text = JSON.stringify(Object.fromEntries(resources));
		expect(text).toContain(`arn:aws:iam::${own}:root`);
		expect(text).not.toContain(account);
	}

	// What the file warns of: KMS takes no administrator that is not there.
	await expect(deploy(exported, [{account: '666677778888'}], false)).rejects.toThrow('Security');
});

test('roles come to every account of a unit once, and read its own secrets', async () => {
	const endpoint = await openEndpoint();
	const home = openHome();
	const file = home.write(await prefixed(endpoint, 2));
	const exported = await exportFiles(home, ['-f', file], endpoint.environment);
	const {instances} = await deploy(exported, unit, false);
	expect(instances).toHaveLength(2);
	for (const {account: own, resources} of instances) {
		expect(JSON.stringify(Object.fromEntries(resources))).toContain(
			`arn:aws:secretsmanager:us-east-1:${own}:secret:Team-1/*`,
		);
	}
});

test('several templates are files beside the first; to stdout they are refused', async () => {
	const endpoint = await openEndpoint();
	const {run, write, folder} = openHome();
	const {projects, ...setup} = await manyProjects(endpoint, 1);
	const file = write({
		...setup,
		projects: Array.from({length: 250}, (_unused, index) => ({
			...projects[0],
			name: `P${index}`,
			externalId: `workato_iam_external_id_12345_${index}`,
			secrets: {prefix: `p${index}/`},
		})),
	});
	const args = ['export', 'cloudformation', '-f', file, '--offline'];
	expect(await run([...args, '--json'])).toMatchObject({
		code: 0,
		json: {
			beside: [
				{file: 'production.template.parameters.json'},
				{file: 'production.template-2.yaml'},
				{},
			],
		},
	});
	expect(await run(args)).toMatchObject({
		code: 2,
		stdout: '',
		stderr:
			'This setup takes 2 templates, and each is a file of its own.\nGive the first one with -o FILE: the others are written beside it.\n',
	});
	const out = path.join(folder, 't.yaml');
	fs.writeFileSync(path.join(folder, 't-2.yaml'), 'mine');
	expect(await run([...args, '-o', out])).toMatchObject({
		code: 2,
		stderr: containing('t-2.yaml is there already, and was left as it is.'),
	});
	expect(fs.existsSync(out)).toBe(false);
	expect(await run([...args, '-o', out, '--force'])).toMatchObject({
		code: 0,
		stdout: `Written: ${['t.yaml', 't.parameters.json', 't-2.yaml', 't-2.parameters.json'].map((name) => path.join(folder, name)).join(', ')}\n`,
	});
});
