import * as z from 'zod';
import {AwsError} from '../errors.js';
import {acceptKeyPolicy} from '../key-policy.js';
import {reads, writes} from '../operation.js';
import {policyField} from './create-key.js';
import {findKey, keyIdField} from './find-key.js';
import {page, pageFields} from './pages.js';

const policyName = z.string().min(1).max(128).default('default');

const checkName = (name: string): void => {
	if (name !== 'default') {
		throw new AwsError('NotFoundException', 'No such policy exists');
	}
};

/** GetKeyPolicy, PutKeyPolicy and ListKeyPolicies. A key has one policy, named `default`. */
export const policyOperations = {
	GetKeyPolicy: reads(
		z.object({KeyId: keyIdField, PolicyName: policyName}),
		(input, context) => {
			const key = findKey(input.KeyId, 'GetKeyPolicy', context);
			checkName(input.PolicyName);
			return {Policy: key.policy, PolicyName: 'default'};
		},
	),

	PutKeyPolicy: writes(
		z.object({
			KeyId: keyIdField,
			PolicyName: policyName,
			Policy: policyField,
			BypassPolicyLockoutSafetyCheck: z.boolean().default(false),
		}),
		(input, context) => {
			const key = findKey(input.KeyId, 'PutKeyPolicy', context);
			checkName(input.PolicyName);
			key.policy = acceptKeyPolicy(input.Policy, {
				state: context.state,
				caller: context.caller,
				key,
				isLockoutCheckSkipped: input.BypassPolicyLockoutSafetyCheck,
			});
		},
	),

	ListKeyPolicies: reads(
		z.object({KeyId: keyIdField, ...pageFields}),
		(input, context) => {
			findKey(input.KeyId, 'ListKeyPolicies', context);
			const {items, ...rest} = page(['default'], input, 100);
			return {PolicyNames: items, ...rest};
		},
	),
};
