import {expect, test} from 'vitest';
import {validateStatement, savedStatement} from '../../../source/guides/ekm/validate-statement.js';

const statement = {
	Sid: 'Allow use of the key',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::999988887777:role/Workato_EKM'},
	Action: ['kms:Encrypt', 'kms:Decrypt'],
	Resource: '*',
};
const owner = {
	Sid: 'Enable IAM User Permissions',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::111122223333:root'},
	Action: 'kms:*',
	Resource: '*',
};
const text = JSON.stringify(statement, undefined, 2);
const savedOf = (pasted: string) =>
	savedStatement(validateStatement(pasted, {account: '111122223333'}));

test.each([
	['the statement', text, statement],
	[
		'a statement with a comment: the comment is not kept',
		`/* the secret is wJalrXUtnFEMI */\n${text}`,
		statement,
	],
	[
		'a whole policy: the owner’s statement is left out',
		JSON.stringify({Version: '2012-10-17', Statement: [owner, statement]}),
		statement,
	],
	[
		'two statements',
		JSON.stringify([statement, {...statement, Sid: 'Two'}]),
		[statement, {...statement, Sid: 'Two'}],
	],
	[
		'one with something to agree to',
		JSON.stringify({
			...statement,
			Action: [...statement.Action, 'kms:DescribeKey'],
		}),
		{...statement, Action: [...statement.Action, 'kms:DescribeKey']},
	],
])('saved as data: %s', (_, pasted, saved) => {
	expect(savedOf(pasted)).toEqual(saved);
});

test.each([
	[
		'credentials',
		'{"AccessKeyId": "AKIAEXAMPLE", "SecretAccessKey": "wJalrXUtnFEMI", "SessionToken": "x"}',
	],
	['credentials inside a policy', '{"Statement": {"SecretAccessKey": "wJalrXUtnFEMI"}}'],
	[
		'an unknown element in a statement',
		JSON.stringify({...statement, SecretAccessKey: 'wJalrXUtnFEMI'}),
	],
	['a statement that is refused', JSON.stringify({...statement, Principal: '*'})],
	['text', 'export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI'],
	['half a statement', text.slice(0, -20)],
	['nothing', ' \n'],
])('not saved: %s', (_, pasted) => {
	expect(savedOf(pasted)).toBeUndefined();
});
