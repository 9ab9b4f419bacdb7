import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parse, type ScalarTag} from 'yaml';
import {z} from 'zod';
import {templateYaml} from '../../../source/engine/export/template-yaml.js';
import {type TemplateValue} from '../../../source/resources/cloudformation.js';
import {exportSetup} from '../../../source/guides/export-setup.js';
import {statement} from '../../cli/run-tool.js';
import {appliedSetup, madeKey, savedSetup} from './saved-setups.js';

/** The functions of CloudFormation that templates use, read as `{Ref: …}`, `{Sub: …}`, `{GetAtt: …}`. */
const functions: ScalarTag[] = ['Ref', 'Sub', 'GetAtt'].map((name) => ({
	tag: `!${name}`,
	resolve: (text: string) => ({[name]: text}),
}));

const template = z.object({
	AWSTemplateFormatVersion: z.literal('2010-09-09'),
	Description: z.string(),
	Parameters: z.record(z.string(), z.record(z.string(), z.unknown())),
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
	const {text, fileName} = await exportSetup('cloudformation', saved);
	return {
		text,
		fileName,
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
# One account and region:
#   aws cloudformation deploy --region us-east-1 --stack-name workato-production \
#     --template-file production.template.yaml
#
# Many accounts or regions, with StackSets (OU-ID is a unit of your organisation):
#   aws cloudformation create-stack-set --stack-set-name workato-production --template-body file://production.template.yaml \
#     --permission-model SERVICE_MANAGED --auto-deployment Enabled=false
#   aws cloudformation create-stack-instances --stack-set-name workato-production \
#     --deployment-targets OrganizationalUnitIds=OU-ID --regions us-east-1 eu-west-1 \
#     --operation-preferences FailureToleranceCount=0,MaxConcurrentCount=1
#   aws cloudformation list-stack-instances --stack-set-name workato-production
# Without an organisation: --permission-model SELF_MANAGED and no --auto-deployment, then
# --accounts 111122223333 444455556666 instead of --deployment-targets.`,
	);
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
	const {text, template: made} = await exportTemplate(appliedSetup());
	expect(text).toContain('--change-set-type IMPORT');
	expect(text).toContain(
		`--resources-to-import '[{"ResourceType":"AWS::KMS::Key","LogicalResourceId":"Key","ResourceIdentifier":{"KeyId":"${madeKey}"}},{"ResourceType":"AWS::KMS::Alias","LogicalResourceId":"KeyAlias","ResourceIdentifier":{"AliasName":"alias/workato-ekm"}}]'`,
	);
	expect(text).not.toContain('cloudformation deploy');
	expect(made.Outputs).toBeUndefined();
});

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
	const {text} = await exportTemplate({
		...saved,
		setup: {...saved.setup, key: {create: {alias: 'workato-second'}}},
		journal: [...saved.journal, second],
	});
	expect(text.match(/"AliasName":"[^"]*"/gv)).toEqual(['"AliasName":"alias/workato-second"']);
	expect(text.match(/"LogicalResourceId":"KeyAlias"/gv)).toHaveLength(1);
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
