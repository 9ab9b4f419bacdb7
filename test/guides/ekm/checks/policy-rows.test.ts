import {expect, test} from 'vitest';
import {type Statement} from '../../../../source/policy/policy-document.js';
import {account} from '../../../aws/open-sandbox-aws.js';
import {
	checksFor,
	found,
	keyArn,
	ownerStatement,
	policyOf,
	seen,
	unknown,
	workatos,
} from '../ekm-observation.js';

const checksOf = (...statements: Statement[]) =>
	checksFor({}, seen({policy: found(policyOf(...statements))}));

const deny: Statement = {
	Sid: 'Guard',
	Effect: 'Deny',
	Principal: '*',
	Action: 'kms:Decrypt',
	Resource: '*',
};
const {Resource: _, ...noResource} = workatos;

test.each([
	[
		'a Deny on everyone',
		[ownerStatement, workatos, deny],
		'policy-obstacles',
		'fail',
		/"Guard"\) denies kms:Decrypt to arn:aws:iam::999988887777:role\/Workato_EKM/v,
	],
	[
		'a Deny on Workato’s account',
		[ownerStatement, workatos, {...deny, Principal: {AWS: '999988887777'}}],
		'policy-obstacles',
		'fail',
		/Guard/v,
	],
	[
		'a Deny on all but our own account',
		[
			ownerStatement,
			workatos,
			{...deny, Condition: {StringNotEquals: {'kms:CallerAccount': account}}},
		],
		'policy-obstacles',
		'fail',
		/Guard/v,
	],
	[
		'a Deny under a condition that cannot be judged',
		[
			ownerStatement,
			workatos,
			{...deny, Condition: {NotIpAddress: {'aws:SourceIp': '192.0.2.0/24'}}},
		],
		'policy-obstacles',
		'unknown',
		/Guard.*aws:SourceIp/v,
	],
	[
		'a Deny that asks for MFA, whose doubt is named as what it is',
		[
			ownerStatement,
			workatos,
			{...deny, Condition: {Bool: {'aws:MultiFactorAuthPresent': 'false'}}},
		],
		'policy-obstacles',
		'unknown',
		/"Guard"\) has a condition that cannot be judged from here \(Bool aws:MultiFactorAuthPresent\)/v,
	],
	[
		'a Deny on somebody else',
		[ownerStatement, workatos, {...deny, Principal: {AWS: '444455556666'}}],
		'policy-obstacles',
		'pass',
		/Workato_EKM use kms:Encrypt, kms:Decrypt/v,
	],
	[
		'no statement for Workato',
		[ownerStatement],
		'policy-statement',
		'fail',
		/^Missing: Lets .*Workato_EKM/v,
	],
	[
		'no statement for Workato',
		[ownerStatement],
		'policy-obstacles',
		'fail',
		/No statement of the key policy allows kms:Encrypt/v,
	],
	[
		'half of the statement',
		[ownerStatement, {...workatos, Action: 'kms:Encrypt'}],
		'policy-statement',
		'fail',
		/^Missing/v,
	],
	[
		'half of the statement',
		[ownerStatement, {...workatos, Action: 'kms:Encrypt'}],
		'policy-obstacles',
		'fail',
		/^kms:Decrypt: /v,
	],
	[
		'a statement that KMS ignores',
		[ownerStatement, noResource],
		'policy-statement',
		'fail',
		/^Missing/v,
	],
	[
		'a statement that KMS ignores',
		[ownerStatement, noResource],
		'policy-obstacles',
		'fail',
		/has no Resource/v,
	],
	[
		'a statement that KMS ignores',
		[ownerStatement, workatos, {...noResource, Sid: 'Idle'}],
		'policy-valid',
		'fail',
		/Idle/v,
	],
] satisfies Array<[string, Statement[], string, string, RegExp]>)(
	'%s: %#',
	(...[, statements, id, status, detail]) => {
		const check = checksOf(...statements)[id];
		expect(check?.status).toBe(status);
		expect(check?.detail).toMatch(detail);
		if (status !== 'pass') {
			expect(check?.fix).not.toBe('');
		}
	},
);

test('a statement with half of the actions passes as pasted, and Workato still lacks the other half', () => {
	const half = {...workatos, Action: 'kms:Decrypt'};
	const checks = checksFor(
		{statement: half},
		seen({policy: found(policyOf(ownerStatement, half))}),
	);
	expect(checks['policy-statement']?.status).toBe('pass');
	expect(checks['policy-obstacles']?.status).toBe('fail');
	expect(checks['policy-obstacles']?.detail).toMatch(/^kms:Encrypt: /v);
});

test('actions named by a pattern are tried one by one', () => {
	const pattern = {...workatos, Action: 'kms:*crypt'};
	const checks = checksFor(
		{statement: pattern},
		seen({policy: found(policyOf(ownerStatement, pattern, deny))}),
	);
	expect(checks['policy-obstacles']?.detail).toMatch(/^kms:Decrypt: .*Guard/v);
});

const elsewhere = keyArn.replace(/.{4}$/v, '0000');

test.each([
	['this key', keyArn, 'pass', 'pass'],
	['another key', elsewhere, 'fail', 'fail'],
])(
	'where AWS does not describe the key, its ARN comes from the answers: statements for %s',
	(_name, Resource, obstacles, owner) => {
		const checks = checksFor(
			{key: {use: keyArn}, statement: {...workatos, Resource}},
			seen({
				key: unknown,
				policy: found(policyOf({...ownerStatement, Resource}, {...workatos, Resource})),
			}),
		);
		expect(checks['policy-obstacles']?.status).toBe(obstacles);
		expect(checks['policy-owner']?.status).toBe(owner);
	},
);

test('where the key’s ARN is not known at all, nothing passes that depends on it', () => {
	const Resource = keyArn;
	const checks = checksFor(
		{},
		seen({
			key: unknown,
			policy: found(policyOf({...ownerStatement, Resource}, {...workatos, Resource})),
		}),
	);
	expect(checks['policy-obstacles']?.status).toBe('unknown');
	expect(checks['policy-owner']?.status).toBe('unknown');
});

test('an AWS service without a condition is named as open', () => {
	const service = {
		...workatos,
		Sid: 'Logs',
		Principal: {Service: 'logs.amazonaws.com'},
	};
	const {'policy-outsiders': row} = checksOf(ownerStatement, workatos, service);
	expect(row?.status).toBe('warn');
	expect(row?.detail).toContain('logs.amazonaws.com');
	const limited = {
		...service,
		Condition: {StringEquals: {'aws:SourceAccount': account}},
	};
	expect(checksOf(ownerStatement, workatos, limited)['policy-outsiders']?.status).toBe('pass');
});
