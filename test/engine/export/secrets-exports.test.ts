import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {type Json} from '../../../source/json.js';
import {exportSetup} from '../../../source/guides/export-setup.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {readTemplate} from '../../cli/deploy-template.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';
import {savedSetup} from './saved-setups.js';
import {hasProvider} from './terraform-cli.js';

const secret = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:payroll/db-AbCdEf';

function secretsSetup(role?: {use: string}): SavedSetup {
	return {
		...savedSetup(),
		setup: {
			guide: 'secrets',
			name: 'team',
			region: 'us-east-1',
			scope: 'project',
			scopeAcknowledged: true,
			workatoAccountId: '999988887777',
			projects: [
				{
					name: "Bob's ${x}",
					externalId: 'workato_iam_external_id_12345_6789',
					secrets: [secret],
					...(role && {role}),
				},
			],
		},
	};
}

test('CloudFormation: a role with its external ID, its secrets, and keys that are named on deployment', async () => {
	const {text} = await exportSetup('cloudformation', secretsSetup());
	expect(text).toContain(`
  RoleBobSX:
    Type: AWS::IAM::Role
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      RoleName: Workato-Bob-s-x
      Description: Workato project Bob's \${x}
      PermissionsBoundary: !If
        - HasPermissionsBoundary
        - !Ref PermissionsBoundary
        - !Ref AWS::NoValue
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: WorkatoAssumeRole
            Effect: Allow
            Principal:
              AWS: !Sub arn:aws:iam::\${WorkatoAccountId}:root
            Action: sts:AssumeRole
            Condition:
              StringEquals:
                sts:ExternalId: workato_iam_external_id_12345_6789
      Policies:
        - PolicyName: workato-secrets
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: ReadSecrets
                Effect: Allow
                Action: secretsmanager:GetSecretValue
                Resource: !Sub arn:\${AWS::Partition}:secretsmanager:us-east-1:\${AWS::AccountId}:secret:payroll/db-AbCdEf
              - !If
                - RoleBobSXHasSecretKeys
                - Sid: DecryptThroughSecretsManager
                  Effect: Allow
                  Action: kms:Decrypt
                  Resource: !Ref RoleBobSXSecretKeys
                  Condition:
                    StringEquals:
                      kms:ViaService: secretsmanager.us-east-1.amazonaws.com
                - !Ref AWS::NoValue
`);
	expect(text).toContain(`
  WorkatoAccountId:
    Type: String
    Description: AWS account ID of Workato, as its page shows it
    Default: "999988887777"
`);
	// Without a default it does not deploy before somebody has looked.
	expect(text).toMatch(
		/ {2}RoleBobSXSecretKeys:\n {4}Type: CommaDelimitedList\n {4}Description: .*\n {4}AllowedPattern: .*\n {2}Tag1Key:\n/v,
	);
	expect(text).toContain('--capabilities CAPABILITY_NAMED_IAM');
	expect(text).toContain('    Value: !GetAtt RoleBobSX.Arn\n');
});

test('Terraform: a role for each project of a map, with its external ID and secrets, and the keys read when it plans', async () => {
	const {text} = await exportSetup('terraform', secretsSetup());
	expect(text).toContain(`
  type = map(object({
    external_id  = string
    role_name    = string
    secret_arns  = list(string)
    kms_key_arns = optional(list(string))
    project_tag  = optional(string)
  }))
  default = {
    "Bob's $\${x}" = {
      external_id = "workato_iam_external_id_12345_6789"
      role_name   = "Workato-Bob-s-x"
      secret_arns = ["${secret}"]
      project_tag = "Bob=27=s =24==7B=x=7D="
    }
  }
`);
	expect(text).toContain(`
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::\${var.workato_account_id}:root"]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = [each.value.external_id]
    }
`);
	expect(text).toContain(`
data "aws_iam_policy_document" "permissions" {
  for_each = var.projects

  statement {
    sid       = "ReadSecrets"
    effect    = "Allow"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = each.value.secret_arns
  }

  dynamic "statement" {
    for_each = length(local.kms_key_arns[each.key]) > 0 ? [local.kms_key_arns[each.key]] : []

    content {
      sid       = "DecryptThroughSecretsManager"
      effect    = "Allow"
      actions   = ["kms:Decrypt"]
      resources = statement.value

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["secretsmanager.us-east-1.amazonaws.com"]
      }
    }
  }
}

resource "aws_iam_role" "project" {
  for_each = var.projects

  name               = each.value.role_name
  description        = "Workato project \${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust[each.key].json
  tags = merge(var.tags, {
    "workato-aws:setup"   = "team"
    "workato-aws:run"     = "0f0e0d0c-0000-4000-8000-000000000001"
    "workato-aws:project" = coalesce(each.value.project_tag, each.key)
  })
}

resource "aws_iam_role_policy" "project" {
  for_each = var.projects

  name   = "workato-secrets"
  role   = aws_iam_role.project[each.key].name
  policy = data.aws_iam_policy_document.permissions[each.key].json
}

output "roles" {
  description = "The role ARN for each project in Workato"
  value       = { for name, role in aws_iam_role.project : name => role.arn }
}
`);
	expect(text).toMatch(/^data "aws_kms_key" "looked_up" \{$/mv);
});

test('Terraform: names that a tag spells otherwise, and roles that were there, are fields of their projects', async () => {
	const {text} = await exportSetup('terraform', {
		...projectsSetup(['Pay', 'R&D', 'HR']),
		account: undefined,
	});
	expect(text).toContain(`
  default = {
    Pay = {
      external_id  = "workato_iam_external_id_12345_0"
      role_name    = "Workato-Pay"
      secret_names = ["x0/*"]
    }
    "R&D" = {
      external_id  = "workato_iam_external_id_12345_1"
      role_name    = "Workato-R-D"
      secret_names = ["x1/*"]
      project_tag  = "R=26=D"
    }
`);
	expect(text).toContain('"workato-aws:project" = coalesce(each.value.project_tag, each.key)');
	expect(text).toContain(
		':secretsmanager:us-east-1:${data.aws_caller_identity.current.account_id}:secret:${secret}"]',
	);
});

test('Terraform: a role that others made gets an inline policy under a name of its own, and its trust is left to its owner', async () => {
	const {text} = await exportSetup('terraform', secretsSetup({use: 'Existing'}));
	expect(text).not.toContain('resource "aws_iam_role" ');
	expect(text).toContain(`
resource "aws_iam_role_policy" "project" {
  for_each = var.projects

  name   = "workato-secrets-team-0f0e0d0c"
  role   = data.aws_iam_role.existing[each.key].name
`);
	expect(text).toContain('check "trust" {\n');
	expect(text).toContain('output "missing_trust" {\n');
});

const trusted = (change: Readonly<Record<string, unknown>> = {}) => ({
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::999988887777:root'},
	Action: 'sts:AssumeRole',
	Condition: {StringEquals: {'sts:ExternalId': 'workato_iam_external_id_12345_6789'}},
	...change,
});
const projectsId = 'workato_iam_external_id_12345_6789';
const trusts: Readonly<Record<string, [statements: unknown, isTrusting: boolean]>> = {
	'just the statement': [trusted(), true],
	'beside another one': [
		[{...trusted(), Principal: {Service: 'ec2.amazonaws.com'}}, trusted()],
		true,
	],
	'among others, in another spelling': [
		[
			trusted({
				Action: ['sts:TagSession', 'sts:AssumeRole'],
				Principal: {AWS: ['arn:aws:iam::111122223333:root', 'arn:aws:iam::999988887777:root']},
				Condition: {StringEquals: {'sts:externalid': ['x', projectsId]}},
			}),
		],
		true,
	],
	'a longer ID': [
		trusted({Condition: {StringEquals: {'sts:ExternalId': `${projectsId}0`}}}),
		false,
	],
	'the ID as a Sid': [{...trusted(), Sid: projectsId, Condition: undefined}, false],
	'no condition': [trusted({Condition: undefined}), false],
	'a Deny': [trusted({Effect: 'Deny'}), false],
	'somebody else': [trusted({Principal: {AWS: 'arn:aws:iam::111122223333:root'}}), false],
	'all the world': [trusted({Principal: '*'}), false],
	'another action': [trusted({Action: 'sts:TagSession'}), false],
	'all but that ID': [
		trusted({Condition: {StringNotEquals: {'sts:ExternalId': projectsId}}}),
		false,
	],
	'one condition more': [
		trusted({Condition: {StringEquals: {'sts:ExternalId': projectsId, 'aws:PrincipalTag/a': 'b'}}}),
		false,
	],
	'one operator more': [
		trusted({
			Condition: {
				StringEquals: {'sts:ExternalId': projectsId},
				IpAddress: {'aws:SourceIp': '192.0.2.1'},
			},
		}),
		false,
	],
};

test.skipIf(!hasProvider)(
	'Terraform: a trust policy counts as open by a whole statement, never by a text in it',
	async () => {
		const {text} = await exportSetup('terraform', secretsSetup({use: 'Existing'}));
		const folder = temporaryFolder();
		const write = (name: string, content: string) => {
			fs.writeFileSync(path.join(folder, name), content);
		};

		const locals = /^locals \{\n {2}trust_there .*?\n\}\n/msv.exec(text)?.[0] ?? '';
		write(
			'main.tf',
			`locals {
  roles  = jsondecode(file("${folder}/roles.json"))
  wanted = file("${folder}/wanted.json")
}
${locals
	.replaceAll('data.aws_iam_role.existing', 'local.roles')
	.replaceAll('data.aws_iam_policy_document.trust[name].json', 'local.wanted')
	.replaceAll('var.projects[name].external_id', () => `"${projectsId}"`)}`,
		);
		write(
			'roles.json',
			JSON.stringify(
				Object.fromEntries(
					Object.entries(trusts).map(([name, [Statement]]) => [
						name,
						{assume_role_policy: JSON.stringify({Version: '2012-10-17', Statement})},
					]),
				),
			),
		);
		write('wanted.json', JSON.stringify({Statement: [{...trusted(), Sid: ''}]}));
		const {stdout} = spawnSync('terraform', [`-chdir=${folder}`, 'console'], {
			input: 'jsonencode([local.is_trusting, local.is_denying])',
			encoding: 'utf8',
			env: {...process.env, CHECKPOINT_DISABLE: '1'},
		});
		const said: unknown = JSON.parse(
			z.string().parse(JSON.parse(stdout.slice(stdout.indexOf('"[')))),
		);
		expect(said).toEqual([
			Object.fromEntries(
				Object.entries(trusts).map(([name, [, isTrusting]]) => [name, isTrusting]),
			),
			Object.fromEntries(Object.keys(trusts).map((name) => [name, name === 'a Deny'])),
		]);
	},
);

test('Terraform: 120 projects take less than 45 KB, also with the import blocks', async () => {
	const names = Array.from({length: 120}, (_unused, index) => `Team ${index} of the company`);
	const before = await exportSetup('terraform', projectsSetup(names));
	const after = await exportSetup(
		'terraform',
		projectsSetup(names, {
			journal: names.flatMap((name, index) => {
				const entry = (operation: string, input: Record<string, Json>) => ({
					change: `${operation}:${name}`,
					group: name,
					state: 'done' as const,
					at: '2026-01-02T03:04:05.000Z',
					call: {
						service: 'iam',
						operation,
						input: {RoleName: `Workato-Team-${index}-of-the-company`, ...input},
					},
				});
				const policy = '{"Version":"2012-10-17","Statement":[]}';
				return [
					entry('CreateRole', {AssumeRolePolicyDocument: policy, Tags: []}),
					entry('PutRolePolicy', {PolicyName: 'workato-secrets', PolicyDocument: policy}),
				];
			}),
		}),
	);
	expect(before.text.length).toBeLessThan(35_000);
	expect(after.text).toContain('#   Plan: 240 to import, 0 to add, 0 to change, 0 to destroy.');
	expect(after.text.match(/^import \{$/gmv)).toHaveLength(2);
	expect(after.text.length).toBeLessThan(45_000);
});

test.each([
	[
		undefined,
		[
			"name='Workato-Bob-s-x'",
			"group='Bob'\\''s ${x}' group_tag='Bob=27=s =24==7B=x=7D='",
			'create=\'{"RoleName":"Workato-Bob-s-x"',
			"policy_name='workato-secrets'",
		],
	],
	[{use: 'Existing'}, ["name='Existing'", "create=''", 'trust=\'[{"Sid":"WorkatoAssumeRole"']],
])('shell, with the role %j: it looks before it writes', async (role, lines) => {
	const {text} = await exportSetup('shell', secretsSetup(role));
	for (const line of lines) {
		expect(text).toContain(line);
	}

	expect(spawnSync('bash', ['-n'], {input: text, encoding: 'utf8'})).toMatchObject({
		status: 0,
		stderr: '',
	});
});

test('CloudFormation cannot add to a role that others made', async () => {
	await expect(
		exportSetup('cloudformation', secretsSetup({use: 'Existing'})),
	).rejects.toMatchObject({code: 'export-cannot-add'});
});

test('a role of another account is not looked for under its name in this one', async () => {
	await expect(
		exportSetup('shell', secretsSetup({use: 'arn:aws:iam::222222222222:role/Shared'})),
	).rejects.toThrow('There is no role arn:aws:iam::222222222222:role/Shared');
});

test('a project’s name that would act on a terminal is refused', async () => {
	const saved = secretsSetup();
	const projects = [
		{
			name: 'Pay\u{202E}roll\u{9B}31m',
			externalId: 'workato_iam_external_id_12345_6789',
			secrets: [secret],
		},
	];
	await expect(exportSetup('shell', {...saved, setup: {...saved.setup, projects}})).rejects.toThrow(
		String.raw`“Pay\u{202e}roll\u{9b}31m” holds`,
	);
});

test('the keys that were written for another role of the project say nothing; of several, the newest do', async () => {
	const [one, two, three] = ['1', '2', '3'].map(
		(id) => `arn:aws:kms:us-east-1:111122223333:key/${id}`,
	);
	const put = (RoleName: string, key = '') => ({
		change: "put-role-policy:Bob's ${x}",
		group: "Bob's ${x}",
		state: 'done' as const,
		at: '2026-01-02T03:04:05.000Z',
		call: {
			service: 'iam',
			operation: 'PutRolePolicy',
			input: {
				RoleName,
				PolicyName: 'workato-secrets',
				PolicyDocument: JSON.stringify({
					Version: '2012-10-17',
					Statement: [
						{Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secret},
						{Effect: 'Allow', Action: 'kms:Decrypt', Resource: key},
					],
				}),
			},
		},
	});
	const exported = async (role: string, journal: SavedSetup['journal']) => {
		const saved = secretsSetup({use: `arn:aws:iam::111122223333:role/${role}`});
		const {text} = await exportSetup('shell', {...saved, journal});
		return {keys: text.match(/key\/\d/gv), isAsking: /^add_keys$/mv.test(text)};
	};

	const journal = [put('R1', one), put('R2', two)];
	expect(await exported('R2', journal)).toEqual({keys: ['key/2'], isAsking: false});
	expect(await exported('R1', journal)).toEqual({keys: ['key/1'], isAsking: false});
	expect(await exported('R3', journal)).toEqual({keys: null, isAsking: true});
	expect(await exported('R2', [...journal, put('R2', three)])).toEqual({
		keys: ['key/3'],
		isAsking: false,
	});
});

/** A setup for projects of these names, each with a prefix of its own. */
function projectsSetup(names: readonly string[], more: Partial<SavedSetup> = {}): SavedSetup {
	const {setup, ...saved} = secretsSetup();
	const projects = names.map((name, index) => ({
		name,
		externalId: `workato_iam_external_id_12345_${index}`,
		secrets: {prefix: `x${index}/`},
	}));
	return {...saved, setup: {...setup, projects}, ...more};
}

test('CloudFormation: a file gives every parameter that has no default', async () => {
	const {text, beside} = await exportSetup('cloudformation', projectsSetup(['Pay', 'HR']));
	expect(text).toContain(
		'# Fill in team.template.parameters.json first. It gives the 2 parameters without a default\n',
	);
	const options = String.raw` \
#     --parameters file://team.template.parameters.json --capabilities CAPABILITY_NAMED_IAM`;
	expect(text.split(options)).toHaveLength(4);
	expect(beside.map(({fileName}) => fileName)).toEqual(['team.template.parameters.json']);
	expect(JSON.parse(beside[0]?.text ?? '')).toEqual([
		{ParameterKey: 'RolePaySecretKeys', ParameterValue: 'ARN_OR_none'},
		{ParameterKey: 'RoleHRSecretKeys', ParameterValue: 'ARN_OR_none'},
	]);
});

test('CloudFormation: no StackSet brings secrets or keys of one account to another', async () => {
	const {text} = await exportSetup('cloudformation', secretsSetup());
	expect(text).toContain('# No StackSet can bring this to other accounts');
	expect(text).toContain('The roles read secrets by their ARNs');
	expect(text).not.toContain('stack-set');
	const everywhere = await exportSetup('cloudformation', projectsSetup(['Pay']));
	expect(everywhere.text).toContain('--regions us-east-1 \\');
	expect(everywhere.text).toContain('give one region only');
	expect(everywhere.text).toContain('The roles read the secrets of us-east-1');
	// An external ID is in no link.
	expect(everywhere.text).toContain('&param_WorkatoAccountId=999988887777\n');
});

test('CloudFormation: no parameter has the name of another project’s role, or of a condition', async () => {
	const names = ['A', 'A has', 'A secret keys', 'A has secret keys'];
	const {text} = await exportSetup('cloudformation', projectsSetup(names));
	const [templateOnly = ''] = text.split('\nOutputs:', 1);
	const ids = Array.from(templateOnly.matchAll(/^ {2}(\w+):/gmv), ([, id]) => id);
	// A role, its keys and their condition for each; the rest is there once.
	expect(ids.filter((id = '') => id.startsWith('Role'))).toHaveLength(3 * names.length);
	expect(new Set(ids).size).toBe(ids.length);
	for (const [, id] of text.matchAll(/!Ref (Role\w+)/gv)) {
		expect(ids).toContain(id);
	}
});

test('CloudFormation: what one template cannot hold goes into several, each whole in itself', async () => {
	const names = Array.from({length: 450}, (_unused, index) => `P${index}`);
	const {text, beside} = await exportSetup('cloudformation', projectsSetup(names));
	const templates = [text, ...beside.filter(({isPart}) => isPart).map((each) => each.text)];
	expect(beside.map(({fileName}) => fileName)).toEqual([
		'team.template.parameters.json',
		'team.template-2.yaml',
		'team.template-2.parameters.json',
		'team.template-3.yaml',
		'team.template-3.parameters.json',
	]);
	const read = templates.map((each) => readTemplate(each));
	const roles = read.flatMap(({Resources}) => Object.keys(Resources));
	expect(roles).toEqual(names.map((name) => `Role${name}`));
	expect(read.map(({Parameters}) => Object.keys(Parameters).length)).toEqual([200, 200, 74]);
	for (const [index, each] of templates.entries()) {
		expect(each).toContain(`Template ${index + 1} of 3`);
		expect(each).toContain(`--stack-name workato-team${index === 0 ? '' : `--${index + 1}`} `);
	}
}, 60_000);
