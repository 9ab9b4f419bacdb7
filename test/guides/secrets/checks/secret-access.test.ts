import {expect, test} from 'vitest';
import {mayRead} from '../../../../source/guides/secrets/checks/secret-access.js';
import {type PolicyDocument, type Statement} from '../../../../source/policy/policy-document.js';

const role = 'arn:aws:iam::111122223333:role/Workato-Orders';
const secret = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:orders-AbCdEf';
const key = 'arn:aws:kms:us-east-1:111122223333:key/1234';

const policyOf = (...statements: Statement[]): PolicyDocument => ({
	Version: '2012-10-17',
	Statement: statements,
});
const everything: Statement = {Effect: 'Allow', Action: '*', Resource: '*'};
const deny: Statement = {
	Effect: 'Deny',
	Principal: '*',
	Action: '*',
	Resource: '*',
};
const owner: Statement = {
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::111122223333:root'},
	Action: 'kms:*',
	Resource: '*',
};

type World = {
	/** The role's one policy, by its name. */
	role?: {name: string; document: PolicyDocument};
	boundary?: PolicyDocument;
	secret?: PolicyDocument;
	key?: PolicyDocument;
	arn?: string;
};

function fixOf({
	role: own = {name: 'own', document: policyOf(everything)},
	boundary,
	secret: secretPolicy,
	key: keyPolicy,
	arn = secret,
}: World) {
	const {verdict, fix} = mayRead(
		{arn: role, policies: [own], boundary: boundary ?? 'none'},
		{
			arn,
			name: 'orders',
			...(keyPolicy && {kmsKeyId: key}),
			policy: secretPolicy ? {state: 'found', value: secretPolicy} : {state: 'absent'},
		},
		{
			keys: keyPolicy
				? {
						[key]: {
							state: 'found',
							value: {
								arn: key,
								isManagedByAws: false,
								enabled: true,
								policy: {state: 'found', value: keyPolicy},
							},
						},
					}
				: {},
		},
	);
	return [verdict, fix];
}

const takeOut = 'Take that Deny out, or leave these secrets out of it.';

test.each<[string, World, string | RegExp]>([
	[
		'a Deny of the role’s own',
		{role: {name: 'own', document: policyOf(everything, deny)}},
		takeOut,
	],
	[
		'a Deny in a policy of the role that is called like another one',
		{
			role: {
				name: 'the key policy denies boundary',
				document: policyOf(everything, deny),
			},
		},
		takeOut,
	],
	[
		'nothing that allows it',
		{role: {name: 'resource policy', document: policyOf()}},
		'Open “Review and apply”.',
	],
	[
		'a boundary that does not allow it',
		{boundary: policyOf()},
		/^Let the permissions boundary allow it/v,
	],
	[
		'a Deny in the secret’s resource policy',
		{secret: policyOf(deny)},
		/^Leave the role out of that Deny in the secret’s resource policy/v,
	],
	[
		'another account’s secret whose resource policy does not allow it',
		{arn: secret.replace('111122223333', '444455556666'), secret: policyOf()},
		`Let the secret’s resource policy allow it: secretsmanager:GetSecretValue for ${role}.`,
	],
	[
		'a Deny in the key’s policy',
		{key: policyOf(owner, deny)},
		`Leave the role ${role} out of that Deny in the policy of the key ${key}.`,
	],
	[
		'a key whose policy does not let it in',
		{key: policyOf()},
		/^Add to the policy of the key .*kms:Decrypt/v,
	],
])('says what to do about %s', (_why, world, fix) => {
	const [verdict, said] = fixOf(world);
	expect(verdict).toBe('denied');
	expect(said).toStrictEqual(typeof fix === 'string' ? fix : expect.stringMatching(fix));
});
