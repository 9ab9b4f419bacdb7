import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type Statement, toList} from '../../source/policy/policy-document.js';
import {
	summarizeStatement,
	type StatementSummary,
} from '../../source/policy/summarize-statement.js';
import {formatWord} from '../../source/terminal/foreign-text.js';
import {anyStatement, fixed} from './arbitraries.js';

const role = 'arn:aws:iam::111122223333:role/team/Reader';

test.each<[string, Statement, StatementSummary]>([
	[
		'an owner',
		{Sid: 'Own', Effect: 'Allow', Principal: {AWS: '111122223333'}, Action: 'kms:*', Resource: '*'},
		{name: 'Own', who: 'account 111122223333', what: 'kms:*'},
	],
	[
		'a role with a path, and a service',
		{
			Effect: 'Allow',
			Principal: {AWS: role, Service: 'sns.amazonaws.com'},
			Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
			Resource: '*',
		},
		{
			name: 'no Sid',
			who: 'role team/Reader of 111122223333, sns.amazonaws.com',
			what: 'Decrypt, GenerateDataKey*',
		},
	],
	[
		'actions of two services keep their names',
		{Effect: 'Allow', Action: ['kms:Decrypt', 's3:GetObject'], Resource: '*'},
		{name: 'no Sid', who: '', what: 'kms:Decrypt, s3:GetObject on *'},
	],
	[
		'a Deny of everyone but one, with a condition',
		{
			Effect: 'Deny',
			NotPrincipal: {AWS: role},
			NotAction: 'kms:Describe*',
			Resource: '*',
			Condition: {Bool: {'aws:SecureTransport': 'false'}},
		},
		{
			name: 'no Sid',
			who: 'everyone but role team/Reader of 111122223333',
			what: 'deny everything but Describe* if aws:SecureTransport is false',
		},
	],
	[
		'an Effect that is none, and an element that nobody knows',
		{Effect: 'Permit', Principal: '*', Action: 'kms:Decrypt', Resource: '*', Odd: 1},
		{
			name: 'no Sid',
			who: 'everyone',
			what: 'Permit (no effect) Decrypt with elements that IAM does not know',
		},
	],
	[
		'what the ARNs of several things share is said once',
		{
			Effect: 'Allow',
			Action: 'secretsmanager:GetSecretValue',
			Resource: ['a', 'b/c'].map(
				(name) => `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}`,
			),
		},
		{
			name: 'no Sid',
			who: '',
			what: 'GetSecretValue on arn:aws:secretsmanager:us-east-1:111122223333:secret:{ a, b/c }',
		},
	],
	[
		'many resources are counted',
		{Effect: 'Allow', Action: 'kms:Decrypt', Resource: ['a', 'b', 'c', 'd', 'e']},
		{name: 'no Sid', who: '', what: 'Decrypt on a, b, c and 2 more'},
	],
])('%s', (_name, statement, summary) => {
	expect(summarizeStatement(statement)).toEqual(summary);
});

test('every action and everybody’s account is in it, whatever the statement', () => {
	fc.assert(
		fc.property(anyStatement, (statement) => {
			const {who, what} = summarizeStatement(statement);
			for (const action of toList(statement.Action ?? statement.NotAction)) {
				expect(what).toContain(
					formatWord(action.slice(action.indexOf(':') + 1)).replaceAll(/[“”]/gv, ''),
				);
			}

			for (const [account] of JSON.stringify([
				statement.Principal,
				statement.NotPrincipal,
			]).matchAll(/\d{12}/gv)) {
				expect(who).toContain(account);
			}

			expect(what.includes('deny ')).toBe(statement.Effect === 'Deny');
			expect(what.includes(' if ')).toBe(
				Object.values(statement.Condition ?? {}).some((keys) => Object.keys(keys).length > 0),
			);
		}),
		fixed,
	);
});
