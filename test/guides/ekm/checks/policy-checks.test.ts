import {expect, test} from 'vitest';
import {type Statement} from '../../../../source/policy/policy-document.js';
import {account} from '../../../aws/open-practice.js';
import {
	checksFor,
	found,
	ownerStatement,
	policyOf,
	seen,
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
