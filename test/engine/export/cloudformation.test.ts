import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parse} from 'yaml';
import {z} from 'zod';
import {partitionOfRegion} from '../../../source/aws/regions.js';
import {templateYaml} from '../../../source/engine/export/template-yaml.js';
import {type TemplateValue} from '../../../source/resources/cloudformation.js';
import {exportSetup} from '../../../source/guides/export-setup.js';
import {templateFunctions as functions} from '../../cli/deploy-template.js';
import {statement} from '../../cli/run-tool.js';
import {appliedSetup, madeKey, savedSetup} from './saved-setups.js';

const template = z.object({
	AWSTemplateFormatVersion: z.literal('2010-09-09'),
	Description: z.string(),
	Metadata: z.record(z.string(), z.unknown()),
	Parameters: z.record(z.string(), z.record(z.string(), z.unknown())),
	Conditions: z.record(z.string(), z.unknown()),
	Resources: z.record(
		z.string(),
		z.strictObject({
			Type: z.string(),
			DeletionPolicy: z.string(),
			UpdateReplacePolicy: z.string(),
			Properties: z.record(z.string(), z.unknown()),
		}),
	),
	Outputs: z.record(z.string(), z.unknown()).optional(),
});

async function exportTemplate(saved = savedSetup()) {
	const {text, fileName, beside} = await exportSetup('cloudformation', saved);
	return {
		text,
		fileName,
		beside: Object.fromEntries(beside.map((each) => [each.fileName, each.text])),
		template: template.parse(parse(text, {customTags: functions, version: '1.1'})),
	};
}

/** Properties of the resource types, from the CloudFormation resource specification. */
const properties: Readonly<Record<string, readonly string[]>> = {
	'AWS::KMS::Key': [
		'BypassPolicyLockoutSafetyCheck',
		'Description',
		'EnableKeyRotation',
		'Enabled',
		'KeyPolicy',
		'KeySpec',
		'KeyUsage',
		'MultiRegion',
		'Origin',
		'PendingWindowInDays',
		'RotationPeriodInDays',
		'Tags',
	],
	'AWS::KMS::Alias': ['AliasName', 'TargetKeyId'],
};

test('the template holds the key, its policy for any account, rotation and alias, and keeps them', async () => {
	const {template: made, fileName} = await exportTemplate();
	expect(fileName).toBe('production.template.yaml');
	expect(made.Resources).toEqual({
		Key: {
			Type: 'AWS::KMS::Key',
			DeletionPolicy: 'Retain',
			UpdateReplacePolicy: 'Retain',
			Properties: {
				Description: {Ref: 'KeyDescription'},
				KeySpec: 'SYMMETRIC_DEFAULT',
				KeyUsage: 'ENCRYPT_DECRYPT',
				Origin: 'AWS_KMS',
				EnableKeyRotation: true,
				RotationPeriodInDays: {Ref: 'RotationPeriodInDays'},
				KeyPolicy: {
					Id: 'key-consolepolicy-3',
					Version: '2012-10-17',
					Statement: [
						{
							Sid: 'Enable IAM User Permissions',
							Effect: 'Allow',
							Principal: {
								AWS: {
									Sub: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root',
								},
							},
							Action: 'kms:*',
							Resource: '*',
						},
						statement,
					],
				},
				Tags: [
					{Key: 'workato-aws:setup', Value: 'production'},
					{
						Key: 'workato-aws:run',
						Value: '0f0e0d0c-0000-4000-8000-000000000001',
					},
					...['1', '2', '3'].map((number) => ({
						If: [
							`HasTag${number}`,
							{Key: {Ref: `Tag${number}Key`}, Value: {Ref: `Tag${number}Value`}},
							{Ref: 'AWS::NoValue'},
						],
					})),
				],
			},
		},
		KeyAlias: {
			Type: 'AWS::KMS::Alias',
			DeletionPolicy: 'Retain',
			UpdateReplacePolicy: 'Retain',
			Properties: {
				AliasName: {Sub: 'alias/${Alias}'},
				TargetKeyId: {Ref: 'Key'},
			},
		},
	});
	expect(made.Parameters).toMatchObject({
		Alias: {Type: 'String', Default: 'workato-ekm'},
		KeyDescription: {
			Type: 'String',
			Default: 'Workato Enterprise Key Management',
		},
		RotationPeriodInDays: {Type: 'Number', Default: 365},
	});
	expect(made.Outputs).toMatchObject({KeyArn: {Value: {GetAtt: 'Key.Arn'}}});
	for (const {Type, Properties} of Object.values(made.Resources)) {
		expect(properties[Type]).toEqual(expect.arrayContaining(Object.keys(Properties)));
	}
});

test('its head has the commands for one account and for many, with StackSets', async () => {
	const {text} = await exportTemplate();
	expect(text.slice(0, text.indexOf('\n\n'))).toBe(
		String.raw`# Enterprise Key Management: the setup "production", as workato-aws would make it.
#
# One account and region (for a stack that is there: update-stack):
#   aws cloudformation create-stack --region us-east-1 --stack-name workato-production \
#     --template-body file://production.template.yaml
#   aws cloudformation wait stack-create-complete --region us-east-1 --stack-name workato-production
#
# For the console, a link to the filled-in form. Whoever opens it has to be allowed to read the file in BUCKET:
#   aws s3 cp --region us-east-1 production.template.yaml s3://BUCKET/workato-production/production.template.yaml
#   https://us-east-1.console.aws.amazon.com/cloudformation/home?region=us-east-1#/stacks/create/review?templateURL=https%3A%2F%2FBUCKET.s3.us-east-1.amazonaws.com%2Fworkato-production%2Fproduction.template.yaml&stackName=workato-production&param_KeyDescription=Workato%20Enterprise%20Key%20Management&param_RotationPeriodInDays=365&param_Alias=workato-ekm
#
# Many accounts or regions, with StackSets (OU-ID is a unit of your organisation):
#   aws cloudformation create-stack-set --region us-east-1 --stack-set-name workato-production \
#     --template-body file://production.template.yaml \
#     --permission-model SERVICE_MANAGED --auto-deployment Enabled=false
#   aws cloudformation create-stack-instances --region us-east-1 --stack-set-name workato-production \
#     --deployment-targets OrganizationalUnitIds=OU-ID --regions us-east-1 us-east-2 \
#     --operation-preferences FailureToleranceCount=0,MaxConcurrentCount=1
#   aws cloudformation list-stack-instances --region us-east-1 --stack-set-name workato-production
# Without an organisation (ACCOUNT-IDS with blanks between them). AWSCloudFormationStackSetAdministrationRole has to be in the
# account that runs this, and in each of the others AWSCloudFormationStackSetExecutionRole, which trusts it:
#   aws cloudformation create-stack-set --region us-east-1 --stack-set-name workato-production \
#     --template-body file://production.template.yaml \
#     --permission-model SELF_MANAGED
#   aws cloudformation create-stack-instances --region us-east-1 --stack-set-name workato-production \
#     --accounts ACCOUNT-IDS --regions us-east-1 us-east-2 \
#     --operation-preferences FailureToleranceCount=0,MaxConcurrentCount=1
#   aws cloudformation list-stack-instances --region us-east-1 --stack-set-name workato-production`,
	);
});

test.each([
	[
		'cn-north-1',
		'https://cn-north-1.console.amazonaws.cn/',
		'BUCKET.s3.cn-north-1.amazonaws.com.cn',
		'cn-northwest-1',
	],
	[
		'us-gov-west-1',
		'https://us-gov-west-1.console.amazonaws-us-gov.com/',
		'BUCKET.s3.us-gov-west-1.amazonaws.com',
		'us-gov-east-1',
	],
	['eusc-de-east-1', undefined, undefined, undefined],
])(
	'in %s the link leads to that partition’s console, where one is known',
	async (region, host, bucket, second) => {
		const AWS = `arn:${partitionOfRegion(region)}:iam::999988887777:role/Workato_EKM`;
		const {text} = await exportTemplate(
			savedSetup({region, statement: {...statement, Principal: {AWS}}}),
		);
		expect(/https:\/\/[^\/]+\//v.exec(text)?.[0]).toBe(host);
		expect(/BUCKET\.s3\.[^%]+/v.exec(text)?.[0]).toBe(bucket);
		expect(text).toContain(`--regions ${[region, second].filter(Boolean).join(' ')} \\`);
	},
);

test('a description longer than a default may be stands in the template itself', async () => {
	const longest = 'x'.repeat(4096);
	const create = (description: string) =>
		savedSetup({key: {create: {alias: 'workato-ekm', description}}});
	const asked = await exportTemplate(create(longest));
	expect(asked.template.Parameters.KeyDescription).toMatchObject({Default: longest});
	// A link has no room for it.
	expect(asked.text).toContain('&param_RotationPeriodInDays=365');
	expect(asked.text).not.toContain('param_KeyDescription');
	const {template: made} = await exportTemplate(create(`${longest}x`));
	expect(made.Parameters).not.toHaveProperty('KeyDescription');
	expect(made.Resources.Key?.Properties).toMatchObject({Description: `${longest}x`});
});

test('without rotation the key does not rotate, and nothing asks for a period', async () => {
	const {template: made} = await exportTemplate(savedSetup({rotation: {enabled: false}}));
	expect(made.Resources.Key?.Properties).toMatchObject({
		EnableKeyRotation: false,
	});
	expect(made.Resources.Key?.Properties).not.toHaveProperty('RotationPeriodInDays');
	expect(made.Parameters).not.toHaveProperty('RotationPeriodInDays');
});

test('administrators are of the account that the stack is made in', async () => {
	const {text} = await exportTemplate(
		savedSetup({
			key: {
				create: {
					alias: 'workato-ekm',
					administrators: ['arn:aws:iam::111122223333:role/Security'],
				},
			},
		}),
	);
	expect(text).toContain('AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Security');
	expect(text).not.toContain('iam::111122223333');
});

test('what is made already is taken over, not made again', async () => {
	const {text, beside, template: made} = await exportTemplate(appliedSetup());
	expect(text).toContain('--change-set-type IMPORT');
	expect(text).not.toMatch(/create-stack --|stacks\/create/v);
	const taken = template.parse(
		parse(beside['production.template.import.yaml'] ?? '', {
			customTags: functions,
			version: '1.1',
		}),
	);
	// Outputs come with the update: CloudFormation takes over none.
	expect(taken).toEqual({...made, Outputs: undefined});
	expect(made.Outputs).toHaveProperty('KeyArn');
	expect(JSON.parse(beside['production.template.import.json'] ?? '')).toEqual([
		{
			ResourceType: 'AWS::KMS::Key',
			LogicalResourceId: 'Key',
			ResourceIdentifier: {KeyId: madeKey},
		},
		{
			ResourceType: 'AWS::KMS::Alias',
			LogicalResourceId: 'KeyAlias',
			ResourceIdentifier: {AliasName: 'alias/workato-ekm'},
		},
	]);
});

test.each(['template.json', 'template.JSON'])(
	'beside %s no file takes the place of another',
	async (fileName) => {
		const {beside} = await exportSetup('cloudformation', appliedSetup(), {fileName});
		const names = [fileName, ...beside.map((each) => each.fileName)];
		expect(names).toHaveLength(3);
		expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
	},
);

test('of two aliases that the setup gave, the one that the answers want is taken over', async () => {
	const saved = appliedSetup();
	const first = saved.journal.at(-1);
	if (!first) {
		throw new Error('The setup has given an alias.');
	}

	const {call} = first;
	const second = {
		...first,
		call: {...call, input: {AliasName: 'alias/workato-second', TargetKeyId: madeKey}},
	};
	const {beside} = await exportTemplate({
		...saved,
		setup: {...saved.setup, key: {create: {alias: 'workato-second'}}},
		journal: [...saved.journal, second],
	});
	const list = beside['production.template.import.json'] ?? '';
	expect(list.match(/"AliasName":"[^"]*"/gv)).toEqual(['"AliasName":"alias/workato-second"']);
	expect(list.match(/"LogicalResourceId":"KeyAlias"/gv)).toHaveLength(1);
});

test('any text comes back from the template as it was, by the rules of YAML 1.1 and 1.2', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string({unit: 'binary'}),
				fc.constantFrom('yes', '2012-10-17', '012', '1e3', '~', 'a: b', '- x', '${AWS::AccountId}'),
			),
			(text) => {
				const value: TemplateValue = {Description: text, List: [text]};
				const printed = templateYaml(['Head'], value);
				const wanted = {
					Description: text.toWellFormed(),
					List: [text.toWellFormed()],
				};
				expect(parse(printed)).toEqual(wanted);
				expect(parse(printed, {version: '1.1'})).toEqual(wanted);
				expect(printed).not.toMatch(
					/[\u{7F}-\u{9F}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}]/v,
				);
			},
		),
		{seed: 5, numRuns: 200},
	);
});

test('no two setups share the name of a stack, of a file, or of a place in a bucket', async () => {
	const exported = await Promise.all(
		['a b', 'a-b', 'a.b', 'a_b', 'a--b'].map(async (name) => exportTemplate(savedSetup({name}))),
	);
	const found = (pattern: RegExp) =>
		new Set(exported.map(({text}) => pattern.exec(text)?.groups?.name ?? ''));
	for (const names of [
		found(/--stack-name (?<name>[a-z][\d\-a-z]*) /v),
		found(/--stack-set-name (?<name>[a-z][\d\-a-z]*) /v),
		found(/s3:\/\/BUCKET\/(?<name>[a-z][\d\-a-z]*)\//v),
		new Set(exported.map(({fileName}) => fileName)),
	]) {
		expect(names.size).toBe(exported.length);
		expect([...names].join(' ')).not.toMatch(/^ | {2}| $/v);
	}
});
