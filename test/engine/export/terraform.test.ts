import fc from 'fast-check';
import {expect, test} from 'vitest';
import {exportSetup} from '../../../source/guides/export-setup.js';
import {printHcl} from '../../../source/engine/export/terraform.js';
import {Expression, jsonText, quoteHcl} from '../../../source/resources/terraform.js';
import {appliedSetup, madeKey, savedSetup} from './saved-setups.js';

test('the configuration holds the key, its policy, rotation and alias, as terraform fmt lays it out', async () => {
	const {text, fileName} = await exportSetup(
		'terraform',
		savedSetup({
			key: {create: {alias: 'workato-ekm', description: 'For ${Workato}'}},
		}),
	);
	expect(fileName).toBe('production.tf');
	expect(text)
		.toBe(`# Enterprise Key Management: the setup "production", as workato-aws would make it.
# Where a provider is configured already, leave out the first two blocks.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.50"
    }
  }
}

provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["111122223333"]
}

# What Workato has encrypted can be read with this key alone.
resource "aws_kms_key" "workato" {
  description              = "For $\${Workato}"
  key_usage                = "ENCRYPT_DECRYPT"
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  enable_key_rotation      = true
  rotation_period_in_days  = 365
  policy = jsonencode({
    Id      = "key-consolepolicy-3"
    Version = "2012-10-17"
    Statement = [
      {
        Sid    = "Enable IAM User Permissions"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::111122223333:root"
        }
        Action   = "kms:*"
        Resource = "*"
      },
      {
        Sid    = "Workato"
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::999988887777:role/Workato_EKM"
        }
        Action = [
          "kms:Encrypt",
          "kms:Decrypt",
        ]
        Resource = "*"
      },
    ]
  })
  tags = {
    "workato-aws:setup" = "production"
    "workato-aws:run"   = "0f0e0d0c-0000-4000-8000-000000000001"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "workato" {
  name          = "alias/workato-ekm"
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
		'AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"',
	);
	expect(text).toContain('data "aws_caller_identity" "current" {}\n');
	expect(text).not.toContain('allowed_account_ids');
	expect(text).not.toContain('000000000000');
});

test('equals signs line up in runs of one-line entries', () => {
	expect(
		printHcl([
			{
				type: 'resource',
				labels: ['a', 'b'],
				comment: ['Why'],
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
