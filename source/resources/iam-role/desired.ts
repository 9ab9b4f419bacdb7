import {type PolicyDocument} from '../../policy/policy-document.js';
import {type Call, type Change, type Purpose} from '../call.js';
import {createRole, putRolePolicy, updateTrustPolicy} from './calls.js';

/** A new role that those may assume whom its trust policy names. */
export function newRole(
	purpose: Purpose,
	{
		name,
		trust,
		description,
		tags,
	}: {
		name: string;
		trust: PolicyDocument;
		description: string;
		tags: Readonly<Record<string, string>>;
	},
): Change {
	return {
		...purpose,
		call: createRole.plan({
			RoleName: name,
			AssumeRolePolicyDocument: JSON.stringify(trust),
			Description: descriptionText(description),
			Tags: Object.entries(tags).map(([Key, Value]) => ({Key, Value})),
		}),
		policy: {after: trust},
	};
}

/** Writes a role's trust policy; nothing where it says so already. */
export function trustAs(
	purpose: Purpose,
	role: string,
	{before, after}: {before: PolicyDocument; after: PolicyDocument},
): Change[] {
	return after === before
		? []
		: [
				{
					...purpose,
					call: updateTrustPolicy.plan({
						RoleName: role,
						PolicyDocument: JSON.stringify(after),
					}),
					policy: {before, after},
				},
			];
}

/** Writes one of a role's inline policies. Without `before` there is none of that name yet. */
export function inlinePolicyAs(
	purpose: Purpose,
	{role, name}: {role: string; name: string},
	{before, after}: {before?: PolicyDocument; after: PolicyDocument},
): Change {
	return {
		...purpose,
		call: putRolePolicy.plan({
			RoleName: role,
			PolicyName: name,
			PolicyDocument: JSON.stringify(after),
		}),
		policy: {...(before && {before}), after},
	};
}

/** Whether a call writes what a role may do, rather than who may assume it. */
export function writesPermissions(call: Call): boolean {
	return putRolePolicy.matches(call);
}

// IAM: CreateRole, Description takes Latin-1 and at most 1,000 characters.
function descriptionText(text: string): string {
	return text.replaceAll(/[^\u{20}-\u{7E}\u{A1}-\u{FF}]/gv, '-').slice(0, 1000);
}
