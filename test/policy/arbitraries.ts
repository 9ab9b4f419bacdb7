import fc from 'fast-check';
import {type PolicyDocument, type Statement} from '../../source/policy/policy-document.js';
import {keyArn, outside, own, policyOf, workatoRole} from './policies.js';

/** Runs are the same every time. */
export const fixed = {seed: 20_241_220, numRuns: 300};

const oneOrMany = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
	fc.oneof(item, fc.array(item, {minLength: 1, maxLength: 3}));

const who = oneOrMany(
	fc.constantFrom(
		'*',
		own,
		outside,
		`arn:aws:iam::${own}:root`,
		`arn:aws:iam::${outside}:root`,
		workatoRole,
		`arn:aws:iam::${own}:user/ana`,
		'AROAEXAMPLEEXAMPLE12',
	),
);

const principal = fc.oneof(
	fc.constant('*'),
	fc.record({AWS: who}),
	fc.record({Service: fc.constant('logs.amazonaws.com'), AWS: who}),
);

const action = oneOrMany(
	fc.constantFrom(
		'kms:*',
		'*',
		'kms:Encrypt',
		'KMS:decrypt',
		'kms:Decrypt',
		'kms:Get*',
		'kms:DescribeKey',
		'kms:?ncrypt',
	),
);

const resource = oneOrMany(
	fc.constantFrom('*', keyArn, 'arn:aws:kms:*:*:key/*', 'arn:aws:kms:eu-west-1:999999999999:key/x'),
);

const condition = fc.dictionary(
	fc.constantFrom(
		'StringEquals',
		'StringNotEquals',
		'StringLike',
		'Bool',
		'Null',
		'StringEqualsIfExists',
		'ForAnyValue:StringEquals',
		'IpAddress',
		'ArnLike',
		'ArnNotEquals',
		'Odd',
	),
	fc.dictionary(
		fc.constantFrom('kms:CallerAccount', 'aws:PrincipalArn', 'aws:SourceIp', 'kms:ViaService'),
		oneOrMany(
			fc.constantFrom<string | boolean>(
				outside,
				own,
				workatoRole,
				'*',
				'arn:aws:iam::*',
				'true',
				true,
			),
		),
	),
	{maxKeys: 2},
);

const rest = {
	Sid: fc.constantFrom('Allow use of the key', 'a', 'b', ''),
	Resource: resource,
	Condition: condition,
};

/** A statement of some kind, often odd, sometimes without effect. */
export const statementOf = (effect: 'Allow' | 'Deny'): fc.Arbitrary<Statement> =>
	fc.oneof(
		fc.record(
			{
				Effect: fc.constant(effect),
				Principal: principal,
				Action: action,
				...rest,
			},
			{requiredKeys: ['Effect', 'Principal', 'Action']},
		),
		fc.record(
			{
				Effect: fc.constant(effect),
				NotPrincipal: principal,
				Action: action,
				...rest,
			},
			{requiredKeys: ['Effect', 'NotPrincipal', 'Action', 'Resource']},
		),
		fc.record(
			{
				Effect: fc.constant(effect),
				Principal: principal,
				NotAction: action,
				...rest,
			},
			{requiredKeys: ['Effect', 'Principal', 'NotAction', 'Resource']},
		),
	);

export const anyStatement: fc.Arbitrary<Statement> = fc.oneof(
	statementOf('Allow'),
	statementOf('Deny'),
);

export const anyPolicy: fc.Arbitrary<PolicyDocument> = fc
	.array(anyStatement, {maxLength: 5})
	.map((statements) => policyOf(...statements));
