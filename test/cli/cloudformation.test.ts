import fs from 'node:fs';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {openCloudFormation, type Member} from './cloudformation-stacks.js';
import {
	account,
	commandsFor,
	deploy,
	expectDeployed,
	exportFiles,
	prefixed,
} from './deploy-exported.js';
import {expectRecognised} from './handed-over.js';
import {keyedSecrets} from './keyed-secrets.js';
import {manyProjects} from './many-projects.js';
import {containing, openEndpoint, openHome, setupFields} from './run-tool.js';

vi.setConfig({testTimeout: 120_000});

test.each([false, true])(
	'keys of secrets are in the stack as they are in what apply makes (applied before: %s)',
	async (isApplied) => {
		await expectDeployed(async (endpoint) => {
			const {setup} = await keyedSecrets(endpoint, {keys: [2, 1], isPrefix: true});
			return setup;
		}, isApplied);
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
	expect(Array.from(stacks.values(), ({made}) => Object.keys(Object.fromEntries(made)))).toEqual([
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
	const sets = exported.templates.flatMap((template) => commandsFor(template, 'SERVICE_MANAGED'));
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

const roles = ['Security', 'AWSCloudFormationStackSetExecutionRole'];
const unit: Member[] = [
	{account: '444455556666', roles},
	{account: '555566667777', roles},
];
const models = ['SERVICE_MANAGED', 'SELF_MANAGED'] as const;

test.each(models)(
	'%s: the commands for StackSets bring a key to every account and region',
	async (model) => {
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
		const {instances, stacks} = await deploy(exported, unit, model);
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
		const bare = [{account: '666677778888', roles: roles.slice(1)}];
		await expect(deploy(exported, bare, model)).rejects.toThrow('Security');
		const without = [{account: '666677778888', roles: roles.slice(0, 1)}];
		const executed = expect(deploy(exported, without, model));
		await (model === 'SELF_MANAGED'
			? executed.rejects.toThrow(roles[1])
			: executed.resolves.toMatchObject({instances: [{}, {}]}));
		expect(exported.templates[0]).toContain(roles[1]);
	},
);

test.each(models)(
	'%s: roles come to every account once, and read its own secrets',
	async (model) => {
		const endpoint = await openEndpoint();
		const home = openHome();
		const file = home.write(await prefixed(endpoint, 2));
		const exported = await exportFiles(home, ['-f', file], endpoint.environment);
		const members = [...unit];
		const {instances, run} = await deploy(exported, members, model);
		expect(instances).toHaveLength(2);
		for (const {account: own, resources} of instances) {
			expect(JSON.stringify(Object.fromEntries(resources))).toContain(
				`arn:aws:secretsmanager:us-east-1:${own}:secret:Team-1/*`,
			);
		}

		// What differs by account is given account by account.
		const more = {account: '666677778888', roles};
		const create = commandsFor(exported.templates[0] ?? '', 'SELF_MANAGED', [more]).find((words) =>
			words.includes('create-stack-instances'),
		);
		const boundary = 'arn:aws:iam::666677778888:policy/Bound';
		const overridden = [
			...(create ?? []),
			'--parameter-overrides',
			`ParameterKey=PermissionsBoundary,ParameterValue=${boundary}`,
		];
		if (model === 'SERVICE_MANAGED') {
			await expect(run(overridden)).rejects.toThrow('permission model');
		} else {
			members.push(more);
			await run(overridden);
			expect(instances.at(-1)?.resources.get('RoleTeam1')?.properties).toMatchObject({
				PermissionsBoundary: boundary,
			});
		}
	},
);

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
