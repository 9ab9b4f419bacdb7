import fc from 'fast-check';
import {expect, test} from 'vitest';
import {exportSetup} from '../../../source/guides/export-setup.js';
import {printHcl} from '../../../source/engine/export/terraform.js';
import {Expression, jsonText, quoteHcl} from '../../../source/resources/terraform.js';
import {statement} from '../../cli/run-tool.js';
import {appliedSetup, madeKey, savedSetup} from './saved-setups.js';

test('the configuration holds the key, its policy, rotation and alias, as terraform fmt lays it out', async () => {
	const {text, fileName} = await exportSetup(
		'terraform',
		savedSetup({
			key: {create: {alias: 'workato-ekm', description: 'For ${Workato}', tags: {team: 'a'}}},
		}),
	);
	expect(fileName).toBe('production.tf');
	expect(text)
		.toBe(`# Enterprise Key Management: the setup "production", as workato-aws would make it.
# For the region us-east-1 of the account 111122223333: put a provider "aws" for it beside this file, and run
#   terraform init && terraform plan

terraform {
  required_version = ">= 1.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.50, < 7.0"
    }
  }
}

variable "key_description" {
  description = "Description of the key"
  type        = string
  default     = "For $\${Workato}"
}

variable "rotation_period_in_days" {
  description = "Days between two automatic rotations of the key"
  type        = number
  default     = 365

  validation {
    condition     = var.rotation_period_in_days >= 90 && var.rotation_period_in_days <= 2560
    error_message = "AWS rotates a key every 90 to 2560 days."
  }
}

variable "tags" {
  description = "Tags beside those by which workato-aws knows its own"
  type        = map(string)
  default = {
    team = "a"
  }

  validation {
    condition     = alltrue([for key in keys(var.tags) : !startswith(key, "workato-aws:")])
    error_message = "Tags that begin with workato-aws: are given by the setup itself."
  }
}

variable "alias" {
  description = "Name of the key, without alias/"
  type        = string
  default     = "workato-ekm"

  validation {
    condition     = can(regex("^[a-zA-Z0-9/_-]{1,250}$", var.alias)) && !startswith(var.alias, "aws/")
    error_message = "An alias has letters, digits, slashes, dashes and underscores, and does not begin with aws/."
  }
}

data "aws_caller_identity" "current" {
  lifecycle {
    postcondition {
      condition     = self.account_id == "111122223333"
      error_message = "This setup is for the account 111122223333."
    }
  }
}

data "aws_region" "current" {
  lifecycle {
    postcondition {
      condition     = self.id == "us-east-1"
      error_message = "This setup is for the region us-east-1."
    }
  }
}

data "aws_iam_policy_document" "key" {
  policy_id = "key-consolepolicy-3"

  statement {
    sid       = "Enable IAM User Permissions"
    effect    = "Allow"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
  }

  statement {
    sid    = "Workato"
    effect = "Allow"
    actions = [
      "kms:Encrypt",
      "kms:Decrypt",
    ]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::999988887777:role/Workato_EKM"]
    }
  }
}

# What Workato has encrypted can be read with this key alone.
resource "aws_kms_key" "workato" {
  description              = var.key_description
  key_usage                = "ENCRYPT_DECRYPT"
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  enable_key_rotation      = true
  rotation_period_in_days  = var.rotation_period_in_days
  policy                   = data.aws_iam_policy_document.key.json
  tags = merge(var.tags, {
    "workato-aws:setup" = "production"
    "workato-aws:run"   = "0f0e0d0c-0000-4000-8000-000000000001"
  })

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "workato" {
  name          = "alias/\${var.alias}"
  target_key_id = aws_kms_key.workato.key_id
}

output "key_arn" {
  description = "For \\"Key ARN\\" in Workato, under Settings > Key management"
  value       = aws_kms_key.workato.arn
}
`);
});

test('what is made already is taken over by import blocks', async () => {
	const {text} = await exportSetup('terraform', appliedSetup());
	expect(text).toContain(`import {
  to = aws_kms_key.workato
  id = "${madeKey}"
}
`);
	expect(text).toContain(`import {
  to = aws_kms_alias.workato
  id = "alias/workato-ekm"
}
`);
	expect(text).toContain('#   Plan: 2 to import, 0 to add, 0 to change, 0 to destroy.\n');
});

/** The configuration of a key whose policy holds a statement with these fields. */
async function withStatement(fields: Readonly<Record<string, unknown>>): Promise<string> {
	const {text} = await exportSetup('terraform', savedSetup({statement: {...statement, ...fields}}));
	return text;
}

test.each([
	['a boolean in a condition', {Condition: {Bool: {'aws:SecureTransport': true}}}],
	['a number in a condition', {Condition: {NumericLessThan: {'aws:MultiFactorAuthAge': 3600}}}],
	[
		'the start of a variable of the provider',
		{Condition: {StringEquals: {'kms:EncryptionContext:a': '&{aws:username}'}}},
	],
])(
	'a policy that the provider’s data source would say otherwise is JSON: %s',
	async (_why, fields) => {
		const text = await withStatement(fields);
		expect(text).toContain('  policy = jsonencode({\n');
		expect(text).not.toContain('aws_iam_policy_document');
	},
);

test('what the data source can say of a statement it says', async () => {
	const text = await withStatement({
		Principal: {AWS: ['arn:aws:iam::999988887777:role/Workato_EKM']},
		Condition: {
			StringEquals: {
				'kms:EncryptionContext:a': 'x ${aws:username}',
				'kms:CallerAccount': ['1', '2'],
			},
		},
	});
	expect(text).toContain(`
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::999988887777:role/Workato_EKM"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:a"
      values   = ["x $\${aws:username}"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:CallerAccount"
      values = [
        "1",
        "2",
      ]
    }
  }
`);
});

test('a key that is a word of HCL is quoted, and equals signs line up whatever the key is written with', () => {
	expect(
		printHcl([
			{
				type: 'locals',
				body: {
					all: {
						for: 'a',
						null: 'b',
						注文: 'c',
						'🚀': 'd',
						'e\u{301}': 'e',
						'🇩🇪': 'f',
						team: 'g',
					},
				},
			},
		]),
	).toBe(String.raw`locals {
  all = {
    "for"                  = "a"
    "null"                 = "b"
    "注文"                   = "c"
    "🚀"                    = "d"
    "e\u0301"              = "e"
    "\U0001f1e9\U0001f1ea" = "f"
    team                   = "g"
  }
}
`);
});

test('as long as nobody has said the account, it is the one that Terraform works in', async () => {
	const {text} = await exportSetup('terraform', savedSetup({}, {account: undefined}));
	expect(text).toContain(
		'identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]',
	);
	expect(text).toContain('data "aws_caller_identity" "current" {}\n');
	expect(text).not.toContain('self.account_id');
	expect(text).not.toContain('000000000000');
});

test('equals signs line up in runs of one-line entries', () => {
	expect(
		printHcl([
			{
				type: 'resource',
				labels: ['a', 'b'],
				comment: ['Why'],
				forEach: {of: new Expression('var.all'), count: 2},
				body: {
					x: 1,
					long_name: new Expression('a.b'),
					left_out: undefined,
					many: [true, 'two'],
					y: [],
					'a:b': {},
					z: jsonText({inner: [{}], other: 'x'}),
				},
			},
			{type: 'data', labels: ['c'], body: {}},
		]),
	).toBe(`# Why
resource "a" "b" {
  for_each = var.all

  x         = 1
  long_name = a.b
  many = [
    true,
    "two",
  ]
  y     = []
  "a:b" = {}
  z = jsonencode({
    inner = [{}]
    other = "x"
  })
}

data "c" {}
`);
});

const named: Readonly<Record<string, string>> = {n: '\n', r: '\r', t: '\t'};

/** Reads a quoted template as HCL does; throws where it would not stand for itself. */
function readHcl(quoted: string): string {
	const inner = quoted.slice(1, -1);
	let text = '';
	for (const [part] of inner.matchAll(
		/\\u[\da-f]{4}|\\U[\da-f]{8}|\\.|\$\$\{|%%\{|[$%]\{|[\p{Control}"]|./gsv,
	)) {
		if (/^(?:[$%]\{|[\p{Control}"])$/v.test(part)) {
			throw new Error(`does not stand for itself: ${quoted}`);
		}

		text += /^\\u/iv.test(part)
			? String.fromCodePoint(Number.parseInt(part.slice(2), 16))
			: part.startsWith('\\')
				? (named[part.slice(1)] ?? part.slice(1))
				: part.endsWith('{')
					? part.slice(-2)
					: part;
	}

	return text;
}

test('any text stands for itself in quotes', () => {
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string({unit: 'binary'}),
				fc
					.array(fc.constantFrom('$', '%', '{', '}', '"', '\\', '\n', 'a', '\u{202E}'))
					.map((parts) => parts.join('')),
			),
			(text) => {
				expect(readHcl(quoteHcl(text))).toBe(text.toWellFormed());
			},
		),
		{seed: 5, numRuns: 300},
	);
});
