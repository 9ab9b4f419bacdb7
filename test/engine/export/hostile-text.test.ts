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
import {canonicalStatement} from '../../../source/policy/compare-policies.js';
import {parsePolicyDocument} from '../../../source/policy/policy-document.js';
import {deployTemplate} from '../../cli/deploy-template.js';
import {clientsOf} from '../../cli/handed-over.js';
import {openEndpoint, setupFields, statement} from '../../cli/run-tool.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';
import {hasJq, openCli} from './aws-cli.js';
import {savedSetup} from './saved-setups.js';
import {hasProvider, openTerraform} from './terraform-cli.js';

vi.setConfig({testTimeout: 120_000});

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
	'&{aws:username}',
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

/** The code of the first group of a pattern in a configuration. */
const codeOf = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? '';

test.skipIf(!hasProvider)(
	'terraform: laid out as by fmt, and each value is what the answers say',
	async () => {
		const folder = temporaryFolder();
		const wanted: Fields[] = [];
		const blocks: string[] = [];
		for (const fields of fc.sample(keyFields, {seed: 12, numRuns: 400})) {
			const text = await exported('terraform', keySetup(fields));
			if (text === undefined) {
				continue;
			}

			wanted.push(fields);
			const at = wanted.length;
			fs.writeFileSync(path.join(folder, `key-${at}.tf`), text);
			const data = codeOf(text, /^(data "aws_iam_policy_document" "key" \{\n.*?\n\}\n)/msv);
			blocks.push(
				data.replace('"key"', () => `"key_${at}"`),
				`output "key_${at}" {
  value = {
    description = ${codeOf(text, /^variable "key_description" \{\n.*? {2}default +=( .*?)\n\}/msv)}
    policy      = ${codeOf(text, /^ {2}policy += (data\.aws_iam_policy_document\.key\.json|jsonencode\(.*?\n {2}\}\))$/msv).replace('document.key.', () => `document.key_${at}.`)}
    tags        = merge(${codeOf(text, /^variable "tags" \{\n.*? {2}default +=( .*?)\n\n {2}validation/msv)}, ${codeOf(text, /^ {2}tags += merge\(var\.tags, (\{.*?\n {2}\})\)$/msv)})
  }
}
`,
			);
		}

		expect(wanted.length).toBeGreaterThan(12);
		const drawn = await projectNames(40);
		const names = drawn.filter((name) => name.normalize('NFC') === name);
		fs.writeFileSync(
			path.join(folder, 'roles.tf'),
			(await exported('terraform', projectsSetup(names))) ?? '',
		);
		expect(
			spawnSync('terraform', [`-chdir=${folder}`, 'fmt', '-check', '-diff'], {encoding: 'utf8'}),
		).toMatchObject({status: 0, stdout: ''});

		await openEndpoint();
		const terraform = await openTerraform(blocks.join('\n'));
		await terraform.plan();
		await terraform.apply();
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
			.parse(JSON.parse(await terraform.succeed('output', '-json')));
		for (const [index, fields] of wanted.entries()) {
			const value = said[`key_${index + 1}`]?.value;
			const {statement: asked, ...rest} = meant(fields);
			expect({description: value?.description, tags: value?.tags}).toEqual(rest);
			// Terraform sorts actions, and writes a list of one value as that value.
			const meaning = (text: string, place: number) =>
				canonicalStatement(parsePolicyDocument(text).Statement[place] ?? {});
			expect(meaning(value?.policy ?? '', 1)).toEqual(
				meaning(JSON.stringify({Statement: [asked]}), 0),
			);
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
