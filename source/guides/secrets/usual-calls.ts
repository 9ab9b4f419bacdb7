import {type Identity} from '../../aws/identity.js';
import {type Call} from '../../resources/call.js';
import {buildSecretsPermissions} from '../../policy/secrets-permissions.js';
import {roleNameStart} from './role-names.js';
import {ownPolicyName} from './wanted-role.js';

/** What new roles take while nothing is answered: the names that are proposed all begin alike. */
export function usualSecretsCalls(
	{account, partition}: Pick<Identity, 'account' | 'partition'>,
	region: string,
): Call[] {
	const RoleName = `${roleNameStart}-*`;
	const document = buildSecretsPermissions({
		secrets: 'all',
		region,
		account,
		partition,
		kmsKeyArns: [],
	});
	return [
		{
			service: 'iam',
			operation: 'CreateRole',
			input: {
				RoleName,
				AssumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
				Tags: [],
			},
		},
		{
			service: 'iam',
			operation: 'PutRolePolicy',
			input: {
				RoleName,
				PolicyName: ownPolicyName,
				PolicyDocument: JSON.stringify(document),
			},
		},
	];
}
