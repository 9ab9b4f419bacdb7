import {expect, test} from 'vitest';
import {z} from 'zod';
import {exportPermissions} from '../../../source/guides/export-setup.js';
import {savedSetup} from './saved-setups.js';

const policy = z.object({
	Statement: z.array(
		z.object({
			Sid: z.string(),
			Action: z.union([z.string(), z.array(z.string())]),
			Resource: z.union([z.string(), z.array(z.string())]),
		}),
	),
});

async function statementsFor(guide: string) {
	const {text} = await exportPermissions({
		...savedSetup(),
		setup: {guide, name: 'production', region: 'us-east-1'},
	});
	return policy.parse(JSON.parse(text)).Statement;
}

const actionsOf = (statements: z.infer<typeof policy>['Statement']) =>
	statements.flatMap(({Action}) => Action);

test('before anything is answered, the EKM guide asks for what a new key takes', async () => {
	const statements = await statementsFor('ekm');
	expect(actionsOf(statements).toSorted()).toEqual([
		'kms:CreateAlias',
		'kms:CreateKey',
		'kms:DescribeKey',
		'kms:EnableKeyRotation',
		'kms:GetKeyLastUsage',
		'kms:GetKeyPolicy',
		'kms:GetKeyRotationStatus',
		'kms:ListAliases',
		'kms:ListGrants',
		'kms:ListKeys',
		'kms:ListResourceTags',
		'kms:PutKeyPolicy',
		'kms:TagResource',
	]);
	expect(statements.find(({Sid}) => Sid === 'NameTheKey')).toMatchObject({
		Resource: [
			'arn:aws:kms:us-east-1:111122223333:alias/*',
			'arn:aws:kms:us-east-1:111122223333:key/*',
		],
	});
});

test('the secrets guide writes to roles of the proposed names only', async () => {
	const statements = await statementsFor('secrets');
	expect(actionsOf(statements).toSorted()).toEqual([
		'iam:CreateRole',
		'iam:GetAccountAuthorizationDetails',
		'iam:GetPolicy',
		'iam:GetPolicyVersion',
		'iam:GetRole',
		'iam:GetRolePolicy',
		'iam:ListAttachedRolePolicies',
		'iam:ListRolePolicies',
		'iam:PutRolePolicy',
		'iam:TagRole',
		'kms:DescribeKey',
		'kms:GetKeyPolicy',
		'secretsmanager:DescribeSecret',
		'secretsmanager:GetResourcePolicy',
		'secretsmanager:ListSecrets',
	]);
	for (const {Action, Resource} of statements) {
		if ([Action].flat().some((action) => /:(?:Create|Put|Tag)/v.test(action))) {
			expect(Resource).toBe('arn:aws:iam::111122223333:role/Workato-*');
		}
	}
});
