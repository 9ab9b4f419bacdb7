import {type Change} from '../../resources/call.js';
import {writesPermissions} from '../../resources/iam-role/calls.js';
import {findExtraPermissions} from '../../policy/extra-permissions.js';
import {judgeTrust, type TrustedBy} from '../../policy/judge-trust.js';
import {type PolicyDocument} from '../../policy/policy-document.js';
import {findPolicyTooLong} from '../../policy/policy-size.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type Blocker} from '../guide.js';
import {
	projectTag,
	tagText,
	runTag,
	setupTag,
} from '../../resources/ownership-tags.js';
import {type ProjectAnswers} from './answers.js';
import {type ProjectRole} from './observation.js';
import {type Ownership} from './ownership.js';
import {ownPolicyName} from './wanted-role.js';

/** A blocker of one project. */
type Found = Omit<Blocker, 'group'>;

/** Why the planned changes of a project would be refused by IAM, or would take something away. */
export function changeBlockers(
	project: ProjectAnswers,
	role: ProjectRole | undefined,
	changes: readonly Change[],
	{
		mark,
		trusted,
	}: {
		mark: Ownership;
		trusted: TrustedBy;
	},
): Found[] {
	const about = (
		found: {message: string; hint: string} | undefined,
	): Found[] =>
		found
			? [
					{
						code: 'PolicyTooLong',
						message: `${quoteText(project.name)}: ${found.message}`,
						hint: found.hint,
					},
				]
			: [];
	const byPolicy = changes.flatMap(({call, policy}): Found[] => {
		if (!policy) {
			return [];
		}

		if (!writesPermissions(call)) {
			return [
				...about(findPolicyTooLong('trust', [policy.after])),
				...orphans(project, policy.after, trusted),
				...(role?.trustLosses ?? []).map((loss) => notWritable(project, loss)),
			];
		}

		const others = (role?.inline ?? [])
			.filter(({name}) => name !== ownPolicyName)
			.map(({document}) => document);
		return [
			...about(findPolicyTooLong('inline', [...others, policy.after])),
			...losses(project, role, policy, mark),
		];
	});
	return changes.length === 0
		? []
		: [...ofOtherProject(project, role, mark), ...byPolicy];
}

// Only a role that somebody else made can hold a policy of our name that is not ours.
function losses(
	project: ProjectAnswers,
	role: ProjectRole | undefined,
	{before, after}: {before?: PolicyDocument; after: PolicyDocument},
	{writtenRoles}: Ownership,
): Found[] {
	if (
		!before ||
		role?.foundBy === 'own' ||
		!role ||
		writtenRoles.has(role.name)
	) {
		return [];
	}

	const lost = findExtraPermissions(
		[{name: ownPolicyName, document: before}],
		after,
	);
	const hasDeny = before.Statement.some(({Effect}) => Effect !== 'Allow');
	return lost.length > 0 || hasDeny
		? [
				{
					code: 'PolicyTaken',
					message: `The role ${role.name} of ${quoteText(project.name)} has an inline policy ${ownPolicyName} already, which this setup did not write: ${lost[0]?.explanation ?? 'it denies something'}`,
					hint: 'Use another role, or give that policy another name in the IAM console first.',
				},
			]
		: [];
}

// The assistant writes a trust policy whole, as it has read it.
function notWritable({name}: ProjectAnswers, loss: string): Found {
	return {
		code: 'PolicyNotWritable',
		message: `The trust policy of the role of ${quoteText(name)} would not be written back as it stands. ${loss}`,
		hint: 'Correct that in the IAM console; then try again. Nothing was changed.',
	};
}

/** Refuses a role of another project: what is added for one would be open to the other, whose setup would take it away again. */
export function ofOtherProject(
	{name}: ProjectAnswers,
	role: ProjectRole | undefined,
	{runId}: Ownership,
): Found[] {
	const other = role?.tags[projectTag];
	return role === undefined ||
		other === undefined ||
		other === tagText(name) ||
		role.tags[runTag] === runId
		? []
		: [
				{
					code: 'RoleOfOtherProject',
					message: `The role ${role.name}, wanted for ${quoteText(name)}, was made for the project ${quoteText(other)} by the setup ${quoteText(role.tags[setupTag] ?? '')}. Each would read the other’s secrets.`,
					hint: 'Let the assistant make a new role, or use another one.',
				},
			];
}

function orphans(
	project: ProjectAnswers,
	trust: PolicyDocument,
	trusted: TrustedBy,
): Found[] {
	return judgeTrust(trust, trusted)
		.findings.filter(({code}) => code === 'orphan')
		.map(({message}) => ({
			code: 'OrphanInTrust',
			message: `The trust policy of the role of ${quoteText(project.name)}: ${message}`,
			hint: 'Take that ID out in the IAM console; it stands for a role or user that is deleted.',
		}));
}
