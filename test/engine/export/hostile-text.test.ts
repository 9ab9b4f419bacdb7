import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {ListRolesCommand} from '@aws-sdk/client-iam';
import {
	DescribeKeyCommand,
	GetKeyPolicyCommand,
	ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import fc from 'fast-check';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {exportSetup} from '../../../source/guides/export-setup.js';
import {type ExportFormat} from '../../../source/engine/export/formats.js';
import {InputError} from '../../../source/diagnostic.js';
import {type SetupFile} from '../../../source/setups/saved-setup.js';
import {deployTemplate} from '../../cli/deploy-template.js';
import {clientsOf} from '../../cli/handed-over.js';
import {openEndpoint, setupFields, statement} from '../../cli/run-tool.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';
import {hasJq, openCli} from './aws-cli.js';
import {savedSetup} from './saved-setups.js';

vi.setConfig({testTimeout: 120_000});

const hasTerraform = spawnSync('terraform', ['version'], {stdio: 'ignore'}).status === 0;

/** What shells, YAML, HCL, JSON, CloudFormation and jq each take for something else. */
const pieces = [
	'$(id)',
	'`id`',
	"'",
	'"',
	'\\',
	String.raw`\u0041`,
	'${AWS::AccountId}',
	'${!x}',
	'$${x}',
	'%{for}',
	'%%{',
	'{{resolve:ssm:x}}',
	'{{ resolve',
	'!Ref Key',
	'# x',
	': ',
	'- ',
	'|',
	'<<EOF',
	'*/',
	'~',
	'yes',
	'012',
	'1e3',
	'2012-10-17',
	'"$account"',
	'arn:aws:iam::111122223333:root',
	'\u{E9}',
	'e\u{301}',
	'注文',
	'👩🏽\u{200D}💻',
	'क्ष',
	'ำ',
	'🚀',
	'👩🏽',
	'🇩🇪',
	' ',
];
const hostile = fc
	.array(fc.constantFrom(...pieces), {minLength: 1, maxLength: 4})
	.map((parts) => parts.join(''));
// What AWS takes in a tag, among it words of the languages.
const tagText = fc.constantFrom(
	'for',
	'if',
	'null',
	'true',
	'else',
	'-x',
	'--debug',
	'a:b',
	'= x',
	'@file',
	'1.0',
	'注文',
	'Straße',
	'a b',
);

type Fields = {
	description: string;
	tag: [string, string];
	sid: string;
	context: [string, string];
};

const keyFields: fc.Arbitrary<Fields> = fc.record({
	description: hostile,
	tag: fc.tuple(tagText, tagText),
	sid: hostile,
	context: fc.tuple(hostile, hostile),
});

function keySetup({description, tag, sid, context}: Fields): SetupFile {
	return {
		...setupFields,
		statement: {
			...statement,
			Sid: sid,
			Condition: {
				StringEquals: {[`kms:EncryptionContext:${context[0]}`]: context[1]},
			},
		},
		key: {
			create: {
				alias: 'workato-ekm',
				description,
				tags: Object.fromEntries([tag]),
			},
		},
	};
}

/** The setup in a format; nothing where it is refused in words. */
async function exported(format: ExportFormat, setup: SetupFile) {
	try {
		const {text} = await exportSetup(format, savedSetup(setup, {setup}));
		return text;
	} catch (error) {
		if (error instanceof InputError) {
			expect(error.message).not.toBe('');
			return undefined;
		}

		throw error;
	}
}

const policyShape = z.object({
	Statement: z.array(z.record(z.string(), z.json())),
});

/** What the key under the alias says of itself, read back from AWS. */
async function readKey(endpoint: Awaited<ReturnType<typeof openEndpoint>>) {
	const {kms} = clientsOf(endpoint);
	const {KeyMetadata} = await kms.send(new DescribeKeyCommand({KeyId: 'alias/workato-ekm'}));
	const KeyId = KeyMetadata?.KeyId;
	const {Policy = ''} = await kms.send(new GetKeyPolicyCommand({KeyId, PolicyName: 'default'}));
	const {Tags = []} = await kms.send(new ListResourceTagsCommand({KeyId}));
	kms.destroy();
	return {
		description: KeyMetadata?.Description,
		statement: policyShape.parse(JSON.parse(Policy)).Statement[1],
		tags: Object.fromEntries(Tags.map(({TagKey = '', TagValue}) => [TagKey, TagValue])),
	};
}

function meant(fields: Fields) {
	const {statement: wanted} = keySetup(fields);
	return {
		// Blanks around a description are no part of it.
		description: fields.description.trim(),
		statement: wanted,
		tags: {
			...Object.fromEntries([fields.tag]),
			'workato-aws:setup': 'production',
			'workato-aws:run': savedSetup().runId,
		},
	};
}

const carry: Partial<
	Record<
		ExportFormat,
		(text: string, endpoint: Awaited<ReturnType<typeof openEndpoint>>) => Promise<void>
	>
> = {
	async cloudformation(text) {
		// AWS's own key encrypts the secrets.
		await deployTemplate(text, '111122223333', (name) =>
			name.endsWith('SecretKeys') ? 'none' : undefined,
		);
	},
	...(hasJq && {
		async shell(text, endpoint) {
			const run = await openCli(endpoint);
			expect(await run(text)).toMatchObject({code: 0, stderr: ''});
		},
	}),
};

test.for(Object.entries(carry))(
	'%s: whatever stands in the answers of a key, AWS gets just that',
	async ([name, apply]) => {
		const format = z.enum(['cloudformation', 'shell']).parse(name);
		let count = 0;
		for (const fields of fc.sample(keyFields, {seed: 12, numRuns: 300})) {
			const text = await exported(format, keySetup(fields));
			if (text === undefined || count === 12) {
				continue;
			}

			count++;
			const endpoint = await openEndpoint();
			await apply(text, endpoint);
			expect(await readKey(endpoint)).toEqual(meant(fields));
		}

		expect(count).toBe(12);
	},
);

/** Projects of these names, each with a role of its own. */
function projectsSetup(names: readonly string[]): SetupFile {
	return {
		guide: 'secrets',
		name: 'production',
		region: 'us-east-1',
		scope: 'project',
		scopeAcknowledged: true,
		workatoAccountId: '999988887777',
		projects: names.map((name, index) => ({
			name,
			externalId: `workato_iam_external_id_12345_${index}`,
			role: {create: {name: `--role-${index}`}},
			secrets: {prefix: 'payroll/'},
		})),
	};
}

/** Names that the guide takes, with the words of every language among them. */
async function projectNames(count: number): Promise<string[]> {
	const names = [
		...new Set(fc.sample(hostile, {seed: 12, numRuns: 200}).map((name) => name.trim())),
	];
	const taken: string[] = [];
	for (const name of ['for', 'null', '-x', 'R&D', ...names]) {
		if (name !== '' && (await exported('shell', projectsSetup([name])))) {
			taken.push(name);
		}
	}

	return taken.slice(0, count);
}

test.for(Object.entries(carry))(
	'%s: whatever a project is called, its role gets what the others get',
	async ([name, apply]) => {
		const format = z.enum(['cloudformation', 'shell']).parse(name);
		const drawn = await projectNames(40);
		const names = drawn.filter((project) => !/\{\{\s*resolve/v.test(project));
		expect(names.length).toBeGreaterThan(20);
		const text = await exported(format, projectsSetup(names));
		const endpoint = await openEndpoint();
		await apply(text ?? '', endpoint);
		const {iam} = clientsOf(endpoint);
		const {Roles = []} = await iam.send(new ListRolesCommand({}));
		iam.destroy();
		const made = Roles.filter(({RoleName = ''}) => RoleName.startsWith('--'));
		expect(new Set(made.map(({RoleName}) => RoleName))).toEqual(
			new Set(names.map((_, index) => `--role-${index}`)),
		);
		for (const {RoleName = '', AssumeRolePolicyDocument = ''} of made) {
			const index = Number(RoleName.slice('--role-'.length));
			expect(
				policyShape.parse(JSON.parse(decodeURIComponent(AssumeRolePolicyDocument))).Statement,
			).toMatchObject([
				{
					Condition: {
						StringEquals: {
							'sts:ExternalId': `workato_iam_external_id_12345_${index}`,
						},
					},
				},
			]);
		}
	},
);

/** The value of an argument of the key's block, as Terraform code. */
function argument(text: string, name: string): string {
	const block = /resource "aws_kms_key" "workato" \{\n(?<body>.*?)\n\}\n/sv.exec(text)?.groups
		?.body;
	const from = new RegExp(String.raw`^  ${name} += (?<code>.*?)(?=\n  \w|\n\n)`, 'msv');
	return from.exec(block ?? '')?.groups?.code ?? '';
}

test.skipIf(!hasTerraform)(
	'terraform: laid out as by fmt, and each value is what the answers say',
	async () => {
		const folder = temporaryFolder();
		const run = (...args: string[]) => {
			const result = spawnSync('terraform', [`-chdir=${folder}`, ...args], {
				encoding: 'utf8',
			});
			expect(result).toMatchObject({status: 0});
			return result.stdout;
		};

		const wanted: Fields[] = [];
		const outputs: string[] = [];
		for (const fields of fc.sample(keyFields, {seed: 12, numRuns: 400})) {
			const text = await exported('terraform', keySetup(fields));
			if (text === undefined) {
				continue;
			}

			wanted.push(fields);
			const at = wanted.length;
			fs.writeFileSync(path.join(folder, `key-${at}.tf`), text);
			outputs.push(`output "key_${at}" {
  value = {
    description = ${argument(text, 'description')}
    policy      = ${argument(text, 'policy')}
    tags        = ${argument(text, 'tags')}
  }
}
`);
		}

		expect(wanted.length).toBeGreaterThan(12);
		const drawn = await projectNames(40);
		const names = drawn.filter((name) => name.normalize('NFC') === name);
		fs.writeFileSync(
			path.join(folder, 'roles.tf'),
			(await exported('terraform', projectsSetup(names))) ?? '',
		);
		expect(run('fmt', '-check', '-diff')).toBe('');

		for (const file of fs.readdirSync(folder)) {
			fs.rmSync(path.join(folder, file));
		}

		fs.writeFileSync(path.join(folder, 'main.tf'), outputs.join('\n'));
		run('init', '-input=false');
		run('apply', '-auto-approve', '-input=false');
		const said = z
			.record(
				z.string(),
				z.object({
					value: z.object({
						description: z.string(),
						policy: z.string(),
						tags: z.record(z.string(), z.string()),
					}),
				}),
			)
			.parse(JSON.parse(run('output', '-json')));
		for (const [index, fields] of wanted.entries()) {
			const value = said[`key_${index + 1}`]?.value;
			expect({
				description: value?.description,
				statement: policyShape.parse(JSON.parse(value?.policy ?? '')).Statement[1],
				tags: value?.tags,
			}).toEqual(meant(fields));
		}
	},
);

test.each([
	{description: 'x {{resolve:secretsmanager:prod/db:SecretString}}'},
	{sid: '{{resolve:ssm:/a/b}}'},
	{context: ['a', '{{ Resolve :ssm-secure:x}}'] as [string, string]},
])(
	'a dynamic reference is no text of a CloudFormation template: %j is refused, and a script says it',
	async (part) => {
		const fields = {
			description: '',
			tag: ['a', 'b'] as [string, string],
			sid: 'Workato',
			context: ['a', 'b'] as [string, string],
			...part,
		};
		const setup = keySetup(fields);
		await expect(exportSetup('cloudformation', savedSetup(setup, {setup}))).rejects.toMatchObject({
			code: 'export-not-literal',
		});
		expect(await exported('shell', setup)).toContain('esolve');
	},
);

test('what the journal says stays in the file that it is for, as JSON', async () => {
	const at = '2026-01-02T03:04:05.000Z';
	const evil = "x'; id; '\nResources: {}\n\u{2028}#";
	const {text, beside} = await exportSetup(
		'cloudformation',
		savedSetup(setupFields, {
			setup: setupFields,
			journal: [
				{
					change: 'create-key',
					state: 'done',
					at,
					call: {service: 'kms', operation: 'CreateKey', input: {}},
					result: {KeyId: evil},
				},
			],
		}),
	);
	expect(text).not.toContain('Resources: {}');
	const list = beside.find(({fileName}) => fileName === 'production.template.import.json');
	expect(list?.text).not.toContain('\u{2028}');
	expect(JSON.parse(list?.text ?? '')).toMatchObject([{ResourceIdentifier: {KeyId: evil}}]);
});
