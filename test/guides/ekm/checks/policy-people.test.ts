import {expect, test} from 'vitest';
import {type Statement} from '../../../../source/policy/policy-document.js';
import {account, workatoRole} from '../../../aws/open-practice.js';
import {
	checksFor,
	found,
	keyArn,
	ownerStatement,
	policyOf,
	seen,
	workatos,
} from '../ekm-observation.js';

const checksOf = (...statements: Statement[]) =>
	checksFor({}, seen({policy: found(policyOf(...statements))}));

const stranger: Statement = {
	Sid: 'Stranger',
	Effect: 'Allow',
	Principal: {AWS: '444455556666'},
	Action: 'kms:Decrypt',
	Resource: '*',
};

test.each([
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
		/only what the statement of account 999988887777, named by the file as Workato’s, says/v,
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
