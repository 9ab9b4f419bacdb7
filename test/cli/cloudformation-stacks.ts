import {Buffer} from 'node:buffer';
import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {GetRoleCommand, IAMClient} from '@aws-sdk/client-iam';
import {DescribeKeyCommand, KMSClient, ListAliasesCommand} from '@aws-sdk/client-kms';
import {z} from 'zod';
import {makeResource, readTemplate, resolveTemplate} from './deploy-template.js';

/** The commands at the top of a template, as bash reads their words. */
export function commandsOf(template: string): string[][] {
	const head = template.slice(0, template.indexOf('\n\n'));
	const lines = head.split('\n').map((line) => line.slice(2));
	const script = lines.filter(
		(line, index) => line.startsWith('  aws ') || lines[index - 1]?.endsWith(' \\') === true,
	);
	const {stdout, stderr} = spawnSync(
		'bash',
		['-c', `aws() { printf '%s\\0' "$@"; printf '\\n\\0'; }\n${script.join('\n')}`],
		{encoding: 'utf8'},
	);
	if (stderr !== '') {
		throw new Error(stderr);
	}

	return stdout
		.split('\n\0')
		.slice(0, -1)
		.map((words) => words.split('\0').slice(0, -1));
}

const one = <Shape extends z.ZodType>(shape: Shape) =>
	z.tuple([shape]).transform(([value]) => value);
const name = one(z.string().regex(/^[a-z][\-0-9a-z]{0,127}$/iv));
const region = one(z.string().regex(/^[\-a-z]+-\d$/v));
const source = {
	'template-body': one(z.string().startsWith('file://')).optional(),
	'template-url': one(z.url()).optional(),
	parameters: one(z.string().startsWith('file://')).optional(),
	capabilities: z.array(z.enum(['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'])).optional(),
};
const stack = {region, 'stack-name': name};
const changeSet = {...stack, 'change-set-name': name};
const stackSet = {region, 'stack-set-name': name};

/** A call with the options that the API's own description of its input has; any other is refused. */
const taking =
	<Input>(schema: z.ZodType<Input>, act: (options: Input) => unknown) =>
	async (options: unknown) =>
		act(schema.parse(options));

const inputs = {
	'create-stack': z.strictObject({...stack, ...source}),
	'update-stack': z.strictObject({...stack, ...source}),
	'create-change-set': z.strictObject({
		...changeSet,
		...source,
		'change-set-type': one(z.literal('IMPORT')),
		'resources-to-import': one(z.string().startsWith('file://')),
	}),
	'execute-change-set': z.strictObject(changeSet),
	'describe-change-set': z.strictObject(changeSet),
	'wait stack-create-complete': z.strictObject(stack),
	'wait stack-update-complete': z.strictObject(stack),
	'wait stack-import-complete': z.strictObject(stack),
	'wait change-set-create-complete': z.strictObject(changeSet),
	'create-stack-set': z.strictObject({
		...stackSet,
		...source,
		'permission-model': one(z.enum(['SERVICE_MANAGED', 'SELF_MANAGED'])),
		'auto-deployment': one(z.literal('Enabled=false')).optional(),
	}),
	'create-stack-instances': z.strictObject({
		...stackSet,
		'deployment-targets': one(z.literal('OrganizationalUnitIds=OU-ID')).optional(),
		accounts: z.array(z.string().regex(/^\d{12}$/v)).optional(),
		'parameter-overrides': z
			.array(z.string().regex(/^ParameterKey=\w+,ParameterValue=[^,]+$/v))
			.default([]),
		regions: z.array(z.string()).min(1),
		'operation-preferences': one(z.literal('FailureToleranceCount=0,MaxConcurrentCount=1')),
	}),
	'list-stack-instances': z.strictObject(stackSet),
};

const parameterFile = z.array(
	z.strictObject({ParameterKey: z.string(), ParameterValue: z.string()}),
);
const importFile = z
	.array(
		z.strictObject({
			ResourceType: z.string(),
			LogicalResourceId: z.string(),
			ResourceIdentifier: z.record(z.string(), z.string()),
		}),
	)
	.min(1)
	.max(200);
const identifiers: Readonly<Record<string, string>> = {
	'AWS::IAM::Role': 'RoleName',
	'AWS::KMS::Key': 'KeyId',
	'AWS::KMS::Alias': 'AliasName',
};

type Resources = ReturnType<typeof resolveTemplate>;
type Sent = {
	template: ReturnType<typeof readTemplate>;
	given: (parameter: string) => string | undefined;
};

/** An account of an organisation, and the roles that are there. */
export type Member = {account: string; roles?: readonly string[]};

/**
A stand-in for CloudFormation, its StackSets and S3: it takes the commands that a template has at its top, with the files beside it,
and refuses what AWS would refuse. Stacks of `account` are made in this process's AWS; what a StackSet brings to the members of its
unit is kept as data.
*/
export function openCloudFormation(
	folder: string,
	{account, members = []}: {account: string; members?: readonly Member[]},
) {
	const objects = new Map<string, string>();
	const stacks = new Map<string, {made: Map<string, string>; resources: Resources}>();
	const changeSets = new Map<string, {made: Map<string, string>; resources: Resources}>();
	const stackSets = new Map<string, Sent & {isSelfManaged: boolean}>();
	const instances: Array<{account: string; region: string; resources: Resources}> = [];
	const read = (address: string) =>
		fs.readFileSync(path.join(folder, address.slice('file://'.length)), 'utf8');

	const receive = (options: z.infer<z.ZodObject<typeof source>>): Sent => {
		const {'template-body': body, 'template-url': url} = options;
		const text = url === undefined ? read(body ?? 'none') : objects.get(url);
		if (text === undefined || (body !== undefined && url !== undefined)) {
			throw new Error(`There is no template at ${url}.`);
		}

		if (body !== undefined && Buffer.byteLength(text) > 51_200) {
			throw new Error('templateBody: length must be at most 51200');
		}

		const template = readTemplate(text);
		const isNamed = Object.values(template.Resources).some(({Type}) => Type === 'AWS::IAM::Role');
		if (isNamed && options.capabilities?.includes('CAPABILITY_NAMED_IAM') !== true) {
			throw new Error('Requires capabilities : [CAPABILITY_NAMED_IAM]');
		}

		const list =
			options.parameters === undefined
				? []
				: parameterFile.parse(JSON.parse(read(options.parameters)));
		const values = new Map(list.map((each) => [each.ParameterKey, each.ParameterValue]));
		for (const key of values.keys()) {
			if (!Object.hasOwn(template.Parameters, key)) {
				throw new Error(`Parameters: [${key}] do not exist in the template`);
			}
		}

		return {template, given: (key) => values.get(key)};
	};

	const known = (stackName: string) => {
		const found = stacks.get(stackName);
		if (!found) {
			throw new Error(`Stack ${stackName} does not exist`);
		}

		return found;
	};

	const operations: Readonly<Record<string, (options: unknown) => Promise<unknown>>> = {
		'create-stack': taking(inputs['create-stack'], async (options) => {
			if (stacks.has(options['stack-name'])) {
				throw new Error(`Stack ${options['stack-name']} already exists`);
			}

			const {template, given} = receive(options);
			const resources = resolveTemplate(template, account, given);
			const made = new Map<string, string>();
			for (const [id, resource] of resources) {
				await makeResource(id, resource, made);
			}

			stacks.set(options['stack-name'], {made, resources});
		}),
		'update-stack': taking(inputs['update-stack'], async (options) => {
			const {template, given} = receive(options);
			const resources = resolveTemplate(template, account, given);
			const before = known(options['stack-name']);
			for (const [id, resource] of before.resources) {
				// What is taken over is not written again.
				if (JSON.stringify(resources.get(id)) !== JSON.stringify(resource)) {
					throw new Error(`${id} would be changed`);
				}
			}

			for (const [id, resource] of resources) {
				if (!before.resources.has(id)) {
					await makeResource(id, resource, before.made);
				}
			}

			stacks.set(options['stack-name'], {made: before.made, resources});
		}),
		'create-change-set': taking(inputs['create-change-set'], async (options) => {
			const {template, given} = receive(options);
			if (stacks.has(options['stack-name']) || template.Outputs) {
				throw new Error('As part of the import operation, you cannot modify or add [Outputs]');
			}

			const resources = resolveTemplate(template, account, given);
			const list = importFile.parse(JSON.parse(read(options['resources-to-import'])));
			const made = new Map<string, string>();
			for (const {ResourceType, LogicalResourceId, ResourceIdentifier} of list) {
				const {[identifiers[ResourceType] ?? '']: id = '', ...others} = ResourceIdentifier;
				if (
					resources.get(LogicalResourceId)?.Type !== ResourceType ||
					Object.keys(others).length > 0 ||
					!(await isThere(ResourceType, id))
				) {
					throw new Error(`${LogicalResourceId} cannot be imported`);
				}

				made.set(LogicalResourceId, id);
			}

			if (made.size !== resources.size) {
				throw new Error('You have resources that are not in the list of those to import.');
			}

			changeSets.set(options['stack-name'], {made, resources});
		}),
		'describe-change-set': taking(inputs['describe-change-set'], (options) =>
			entryOf(changeSets, options['stack-name']),
		),
		'wait change-set-create-complete': taking(
			inputs['wait change-set-create-complete'],
			(options) => entryOf(changeSets, options['stack-name']),
		),
		'execute-change-set': taking(inputs['execute-change-set'], (options) => {
			stacks.set(options['stack-name'], entryOf(changeSets, options['stack-name']));
		}),
		'wait stack-create-complete': taking(inputs['wait stack-create-complete'], (options) =>
			known(options['stack-name']),
		),
		'wait stack-update-complete': taking(inputs['wait stack-update-complete'], (options) =>
			known(options['stack-name']),
		),
		'wait stack-import-complete': taking(inputs['wait stack-import-complete'], (options) =>
			known(options['stack-name']),
		),
		'create-stack-set': taking(inputs['create-stack-set'], (options) => {
			const isSelfManaged = options['permission-model'] === 'SELF_MANAGED';
			if (stackSets.has(options['stack-set-name'])) {
				throw new Error('NameAlreadyExistsException');
			}

			if (isSelfManaged === (options['auto-deployment'] !== undefined)) {
				throw new Error(
					'AutoDeployment belongs to StackSets with SERVICE_MANAGED permissions only',
				);
			}

			stackSets.set(options['stack-set-name'], {...receive(options), isSelfManaged});
		}),
		'create-stack-instances': taking(inputs['create-stack-instances'], (options) => {
			const {template, given, isSelfManaged} = entryOf(stackSets, options['stack-set-name']);
			const {accounts, 'deployment-targets': unit} = options;
			if (isSelfManaged ? unit !== undefined || !accounts : unit === undefined || accounts) {
				throw new Error('The targets are not those of the permission model');
			}

			const overrides = new Map(
				options['parameter-overrides'].map((each): [string, string] => {
					const [, key = '', value = ''] =
						/^ParameterKey=(\w+),ParameterValue=(.+)$/v.exec(each) ?? [];
					return [key, value];
				}),
			);
			const targets = accounts
				? accounts.map((id) => members.find((member) => member.account === id) ?? {account: id})
				: members;
			for (const member of targets) {
				const needed = 'AWSCloudFormationStackSetExecutionRole';
				if (isSelfManaged && member.roles?.includes(needed) !== true) {
					throw new Error(`Account ${member.account} should have '${needed}' role`);
				}

				for (const at of options.regions) {
					const resources = resolveTemplate(
						template,
						member.account,
						(key) => overrides.get(key) ?? given(key),
					);
					assertFits(resources, member, instances);
					instances.push({account: member.account, region: at, resources});
				}
			}
		}),
		'list-stack-instances': taking(inputs['list-stack-instances'], (options) =>
			entryOf(stackSets, options['stack-set-name']),
		),
	};

	/** Carries out one command. */
	const run = async ([service, ...words]: readonly string[]) => {
		if (service === 's3') {
			const [verb, option, at = '', file = '', target = ''] = words;
			const place = /^s3:\/\/BUCKET\/(?<key>.+)$/v.exec(target)?.groups?.key ?? '';
			if (verb !== 'cp' || option !== '--region') {
				throw new Error(`The stand-in has no aws s3 ${words.join(' ')}.`);
			}

			objects.set(
				`https://BUCKET.s3.${at}.amazonaws.com/${place
					.split('/')
					.map((each) => encodeURIComponent(each))
					.join('/')}`,
				fs.readFileSync(path.join(folder, file), 'utf8'),
			);
			return;
		}

		const at = words.findIndex((each) => each.startsWith('--'));
		const operation = words.slice(0, at).join(' ');
		const operate = operations[operation];
		if (service !== 'cloudformation' || !operate) {
			throw new Error(`The stand-in has no aws ${service} ${operation}.`);
		}

		await operate(optionsOf(words.slice(at)));
	};

	return {run, stacks, instances, objects};
}

function entryOf<Value>(all: ReadonlyMap<string, Value>, key: string): Value {
	const found = all.get(key);
	if (found === undefined) {
		throw new Error(`${key} does not exist`);
	}

	return found;
}

// Each option with the words behind it, as the aws CLI reads lists.
function optionsOf(words: readonly string[]): Record<string, string[]> {
	const options: Record<string, string[]> = {};
	let last: string[] = [];
	for (const each of words) {
		if (each.startsWith('--')) {
			last = [];
			options[each.slice(2)] = last;
		} else {
			last.push(each);
		}
	}

	return options;
}

async function isThere(type: string, id: string): Promise<boolean> {
	const place = {region: 'us-east-1'};
	if (type === 'AWS::IAM::Role') {
		const iam = new IAMClient(place);
		const {Role} = await iam.send(new GetRoleCommand({RoleName: id}));
		iam.destroy();
		return Role !== undefined;
	}

	const kms = new KMSClient(place);
	const {Aliases = []} = await kms.send(new ListAliasesCommand({}));
	const isAlias = Aliases.some(({AliasName}) => AliasName === id);
	const {KeyMetadata} = isAlias ? {} : await kms.send(new DescribeKeyCommand({KeyId: id}));
	kms.destroy();
	return isAlias || KeyMetadata !== undefined;
}

// AWS refuses a role whose name is taken, in whatever region, and a key policy that lets in who is not there.
function assertFits(
	resources: Resources,
	{account, roles = []}: Member,
	instances: ReadonlyArray<{account: string; resources: Resources}>,
): void {
	const text = JSON.stringify(Object.fromEntries(resources));
	const rolesOf = (all: Resources) =>
		Array.from(all.values(), ({Type, properties}) =>
			Type === 'AWS::IAM::Role' ? z.object({RoleName: z.string()}).parse(properties).RoleName : '',
		).filter((each) => each !== '');
	const taken = new Set(
		instances.filter((each) => each.account === account).flatMap((each) => rolesOf(each.resources)),
	);
	const twice = rolesOf(resources).find((each) => taken.has(each));
	if (twice !== undefined) {
		throw new Error(`Role with name ${twice} already exists.`);
	}

	for (const [, role = ''] of text.matchAll(
		new RegExp(String.raw`iam::${account}:role/(\w+)`, 'gv'),
	)) {
		if (!roles.includes(role)) {
			throw new Error(`Policy contains a statement with one or more invalid principals: ${role}`);
		}
	}
}
