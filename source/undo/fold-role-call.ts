import * as z from 'zod';
import {type JournalEntry} from '../resources/call.js';
import {equalPolicies} from '../policy/compare.js';
import {runTag} from '../resources/ownership-tags.js';
import {readPolicy, readPolicyText} from './journaled-policy.js';
import {keepDeed, type Deeds} from './keep-deed.js';
import {foldDelta} from './policy-delta.js';

const roleInput = z.object({RoleName: z.string()});
const policyInput = roleInput.extend({PolicyName: z.string()});
const creationInput = roleInput.extend({
	Tags: z.array(z.object({Key: z.string(), Value: z.string()})).default([]),
});

/** Adds what one IAM call did to the deeds; any other call changes nothing. */
export function foldRoleCall(deeds: Deeds, entry: JournalEntry): void {
	const {input, operation} = entry.call;
	switch (operation) {
		case 'CreateRole': {
			const {RoleName: role, Tags: tags} = creationInput.parse(input);
			const runId = tags.find(({Key}) => Key === runTag)?.Value ?? '';
			const trust = readPolicyText(input.AssumeRolePolicyDocument);
			keepDeed(deeds, `role ${role}`, entry, {kind: 'role', role, runId});
			keepDeed(deeds, `trust ${role}`, entry, {
				kind: 'trust',
				role,
				added: trust?.Statement ?? [],
				removed: [],
			});
			break;
		}

		case 'DeleteRole': {
			const {RoleName: role} = roleInput.parse(input);
			for (const [name, deed] of deeds) {
				if ('role' in deed && deed.role === role) {
					deeds.delete(name);
				}
			}

			break;
		}

		case 'UpdateAssumeRolePolicy': {
			foldTrust(deeds, entry);
			break;
		}

		case 'PutRolePolicy': {
			foldRolePolicy(deeds, entry);
			break;
		}

		case 'DeleteRolePolicy': {
			const {RoleName: role, PolicyName: policy} = policyInput.parse(input);
			deeds.delete(`policy ${policy} of ${role}`);
			break;
		}

		default:
	}
}

function foldTrust(deeds: Deeds, entry: JournalEntry): void {
	const {input} = entry.call;
	const {RoleName: role} = roleInput.parse(input);
	const before = readPolicy(entry.before);
	const after = readPolicyText(input.PolicyDocument);
	if (!before || !after) {
		return;
	}

	const name = `trust ${role}`;
	const known = deeds.get(name);
	const delta = foldDelta(
		known?.kind === 'trust' ? known : {added: [], removed: []},
		before,
		after,
	);
	if (delta.added.length + delta.removed.length === 0) {
		deeds.delete(name);
	} else {
		keepDeed(deeds, name, entry, {kind: 'trust', role, ...delta});
	}
}

function foldRolePolicy(deeds: Deeds, entry: JournalEntry): void {
	const {input} = entry.call;
	const {RoleName: role, PolicyName: policy} = policyInput.parse(input);
	const after = readPolicyText(input.PolicyDocument);
	if (!after) {
		return;
	}

	const name = `policy ${policy} of ${role}`;
	const known = deeds.get(name);
	const before =
		known?.kind === 'role-policy' ? known.before : readPolicy(entry.before);
	if (before && equalPolicies(before, after)) {
		deeds.delete(name);
	} else {
		keepDeed(deeds, name, entry, {
			kind: 'role-policy',
			role,
			policy,
			...(before && {before}),
			after,
		});
	}
}
