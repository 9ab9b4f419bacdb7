import {
	DeleteRoleCommand,
	DeleteRolePolicyCommand,
	GetRoleCommand,
	GetRolePolicyCommand,
} from '@aws-sdk/client-iam';
import * as z from 'zod';
import {decodePolicy} from '../aws/iam/decode-policy.js';
import {equalPolicies} from '../policy/compare.js';
import {type PolicyDocument} from '../policy/policy-document.js';
import {ifThere} from './if-there.js';
import {type Operation, type Trace} from './operation.js';

const roleInput = z.strictObject({RoleName: z.string()});
const rolePolicyInput = roleInput.extend({PolicyName: z.string()});

// A policy that is to go: gone, or there as it was reviewed, or there as somebody else wrote it since.
function removalTrace(
	now: string | undefined,
	before: PolicyDocument | undefined,
): Trace {
	return now === undefined
		? {state: 'done', result: {}}
		: {
				state:
					before && equalPolicies(decodePolicy(now), before)
						? 'not done'
						: 'other',
			};
}

const deleteRolePolicy: Operation = {
	async send(session, input) {
		await session.iamOnce.send(
			new DeleteRolePolicyCommand(rolePolicyInput.parse(input)),
		);
		return {};
	},
	async find(session, input, before) {
		const found = await ifThere(
			session.iam.send(new GetRolePolicyCommand(rolePolicyInput.parse(input))),
		);
		return removalTrace(found?.PolicyDocument, before);
	},
	isOverwriting: true,
};

// IAM itself refuses to delete a role that anything is attached to (DeleteConflict).
const deleteRole: Operation = {
	async send(session, input) {
		await session.iamOnce.send(new DeleteRoleCommand(roleInput.parse(input)));
		return {};
	},
	async find(session, input, before) {
		const found = await ifThere(
			session.iam.send(new GetRoleCommand(roleInput.parse(input))),
		);
		return removalTrace(found?.Role?.AssumeRolePolicyDocument, before);
	},
	isOverwriting: true,
};

/** The IAM calls that take something away, by operation name. */
export const iamRemovals: ReadonlyArray<readonly [string, Operation]> = [
	['DeleteRolePolicy', deleteRolePolicy],
	['DeleteRole', deleteRole],
];
