import {
	CreatePolicyCommand,
	CreateRoleCommand,
	PutRolePolicyCommand,
	type CreateRoleCommandInput,
	type IAMClient,
} from '@aws-sdk/client-iam';
import {policyOf} from '../harness.js';

/** The account that plays Workato's. */
export const workatoAccount = '999988887777';

/** A trust policy for Workato's account with an external ID. */
export const trustWorkato = (externalId: string) =>
	policyOf({
		Effect: 'Allow',
		Principal: {AWS: workatoAccount},
		Action: 'sts:AssumeRole',
		Condition: {StringEquals: {'sts:ExternalId': externalId}},
	});

/** A new role with that trust policy, or what `more` says. */
export const createRole = async (
	iam: IAMClient,
	RoleName: string,
	more: Partial<CreateRoleCommandInput> = {},
) =>
	iam.send(
		new CreateRoleCommand({
			RoleName,
			AssumeRolePolicyDocument: JSON.stringify(trustWorkato('workato_iam_external_id_1_2')),
			...more,
		}),
	);

/** Puts an inline policy on a role. */
export const putPolicy = async (
	iam: IAMClient,
	RoleName: string,
	policy: object,
	PolicyName = 'workato-secrets',
) =>
	iam.send(
		new PutRolePolicyCommand({
			RoleName,
			PolicyName,
			PolicyDocument: JSON.stringify(policy),
		}),
	);

/** A new managed policy, by its ARN. */
export const createPolicy = async (
	iam: IAMClient,
	PolicyName: string,
	policy: object,
): Promise<string> => {
	const {Policy} = await iam.send(
		new CreatePolicyCommand({
			PolicyName,
			PolicyDocument: JSON.stringify(policy),
		}),
	);
	return Policy?.Arn ?? '';
};
