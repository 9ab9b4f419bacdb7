import {expect, test} from 'vitest';
import {type Statement} from '../../../../source/policy/policy-document.js';
import {account, workatoRole} from '../../../aws/open-practice.js';
import {
	absent,
	checksFor,
	found,
	key,
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
const stranger: Statement = {
	Sid: 'Stranger',
	Effect: 'Allow',
	Principal: {AWS: '444455556666'},
	Action: 'kms:Decrypt',
	Resource: '*',
};

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
	[
		'no statement of the owner',
		[workatos],
		'policy-owner',
		'warn',
		/No statement gives account 111122223333 kms:\*/v,
	],
	[
		'an owner’s statement with a condition',
		[
			{...ownerStatement, Condition: {Bool: {'aws:SecureTransport': 'true'}}},
			workatos,
		],
		'policy-owner',
		'warn',
		/No statement gives/v,
	],
	[
		'an owner’s statement for another key',
		[
			{
				...ownerStatement,
				Resource: 'arn:aws:kms:us-east-1:111122223333:key/other',
			},
			workatos,
		],
		'policy-owner',
		'warn',
		/No statement gives/v,
	],
	[
		'an owner’s statement without Resource',
		[{...ownerStatement, Resource: []}, workatos],
		'policy-owner',
		'warn',
		/No statement gives/v,
	],
	[
		'another account as owner',
		[{...ownerStatement, Principal: {AWS: '444455556666'}}, workatos],
		'policy-owner',
		'warn',
		/No statement gives/v,
	],
	[
		'an owner by account ID',
		[{...ownerStatement, Principal: {AWS: account}, Condition: {}}, workatos],
		'policy-owner',
		'pass',
		/keeps full control/v,
	],
	[
		'an owner by the key’s own ARN',
		[{...ownerStatement, Resource: keyArn}, workatos],
		'policy-owner',
		'pass',
		/keeps full control/v,
	],
	[
		'another account let in',
		[ownerStatement, workatos, stranger],
		'policy-outsiders',
		'warn',
		/^Also open: Lets .*444455556666/v,
	],
	[
		'Workato given more than its statement',
		[ownerStatement, workatos, {...workatos, Action: 'kms:CreateGrant'}],
		'policy-outsiders',
		'warn',
		/^Also open: .*Workato_EKM/v,
	],
	[
		'the world let in',
		[ownerStatement, workatos, {...stranger, Principal: '*'}],
		'policy-outsiders',
		'warn',
		/^Also open: /v,
	],
	[
		'a role of our own',
		[
			ownerStatement,
			workatos,
			{...stranger, Principal: {AWS: `arn:aws:iam::${account}:role/App`}},
		],
		'policy-outsiders',
		'pass',
		/only what Workato’s statement says/v,
	],
	[
		'nobody outside',
		[ownerStatement],
		'policy-outsiders',
		'pass',
		/No one outside/v,
	],
	[
		'a deleted role',
		[
			ownerStatement,
			workatos,
			{
				...workatos,
				Sid: 'Old',
				Principal: {AWS: ['AROAEXAMPLE1234567890', workatoRole]},
			},
		],
		'policy-orphans',
		'warn',
		/AROAEXAMPLE1234567890 in Old/v,
	],
	[
		'a deleted user that is spared',
		[
			ownerStatement,
			workatos,
			{
				Effect: 'Deny',
				NotPrincipal: {AWS: 'AIDAEXAMPLE1234567890'},
				Action: 'kms:Delete*',
				Resource: '*',
			},
		],
		'policy-orphans',
		'warn',
		/AIDAEXAMPLE1234567890 in a statement without a Sid/v,
	],
	[
		'an unknown Effect',
		[ownerStatement, workatos, {...stranger, Effect: 'Permit'}],
		'policy-valid',
		'fail',
		/Stranger/v,
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

test('a missing statement can be mended, and nothing else of the policy changes', () => {
	const {mend = []} = checksOf(ownerStatement, stranger)['policy-statement']!;
	expect(mend).toHaveLength(1);
	expect(mend[0]?.call).toMatchObject({
		operation: 'PutKeyPolicy',
		input: {KeyId: keyArn, PolicyName: 'default'},
	});
	expect(mend[0]?.policy).toEqual({
		before: policyOf(ownerStatement, stranger),
		after: policyOf(ownerStatement, stranger, workatos),
	});
});

test('what the assistant did not write, it does not offer to take away', () => {
	const checks = checksOf(workatos, stranger, deny, {
		...stranger,
		Effect: 'Permit',
	});
	expect(Object.values(checks).flatMap(({mend = []}) => mend)).toEqual([]);
});

test('without a usable statement among the answers nothing passes for Workato', () => {
	const none = checksFor({statement: undefined}, seen());
	expect(none['policy-statement']).toMatchObject({
		status: 'unknown',
		detail: 'The setup holds no statement to compare with.',
	});
	expect(none['policy-obstacles']?.status).toBe('unknown');
	const refused = checksFor(
		{statement: {...workatos, Action: 'kms:*'}},
		seen(),
	);
	expect(refused['policy-statement']?.status).toBe('unknown');
	expect(refused['policy-statement']?.detail).toContain(
		'The setup’s statement is refused: ',
	);
});

test('whose the key is is not known: who is an outsider cannot be told', () => {
	const checks = checksFor({}, seen({key: unknown, identity: unknown}));
	expect(checks['policy-owner']?.status).toBe('unknown');
	expect(checks['policy-outsiders']?.status).toBe('unknown');
	const saved = checksFor({}, seen({key: unknown, identity: unknown}), {
		account,
	});
	expect(saved['policy-owner']?.status).toBe('pass');
});

test('a key policy that is not there yet is no pass', () => {
	const checks = checksFor({}, seen({policy: absent, key: found(key)}));
	expect(checks['policy-valid']?.status).toBe('unknown');
});
