import {type Change} from '../../resources/call.js';
import {equalPolicies} from '../../policy/compare.js';
import {judgeTrust} from '../../policy/judge-trust.js';
import {type PolicyDocument} from '../../policy/policy-document.js';
import {isPermissionCoveredBy} from '../../policy/statement-coverage.js';
import {mergeTrustPolicy} from '../../policy/trust-policy.js';
import {projectTag, tagText} from '../../resources/iam-role/project-tag.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type WorkatoName} from '../name-workato.js';
import {runTag, setupTag} from '../../resources/ownership-tags.js';
import {type ProjectRole} from './observation.js';
import {changeIds, type SecretsMark} from './traces.js';
import {ownPolicyName, type wantedTrust} from './wanted-role.js';

type Trust = NonNullable<ReturnType<typeof wantedTrust>>;

/** What a project's role has to hold. */
export type WantedRole = {
	project: string;
	roleName: string;
	trust: Trust;
	permissions: PolicyDocument;
	/** How the account in the trust is named. */
	workato: WorkatoName;
};

/** The changes that make a project's role, in order. */
export function changesForNewRole(
	{project, roleName, trust, permissions, workato}: WantedRole,
	mark: SecretsMark,
): Change[] {
	const policy = mergeTrustPolicy(undefined, trust.statement);
	const tags = {
		[setupTag]: mark.name,
		[runTag]: mark.runId,
		[projectTag]: tagText(project),
	};
	return [
		{
			id: changeIds.createRole + project,
			group: project,
			title: `Create the role ${roleName}`,
			why: `${workato.start} may assume it, and only with the external ID of ${quoteText(project)}.`,
			call: {
				service: 'iam',
				operation: 'CreateRole',
				input: {
					RoleName: roleName,
					AssumeRolePolicyDocument: JSON.stringify(policy),
					Description: descriptionText(`Workato project ${project}`),
					Tags: Object.entries(tags).map(([Key, Value]) => ({Key, Value})),
				},
			},
			policy: {after: policy},
		},
		putPolicy(project, roleName, permissions),
	];
}

/** The changes that a role which is there still needs; nothing when it holds everything. */
export function changesToRole(
	{project, trust, permissions, workato}: WantedRole,
	role: ProjectRole,
	ownAccount: string,
): Change[] {
	const {name, trust: before} = role;
	const after = mergeTrustPolicy(before, trust.statement);
	const present = ownPolicyOf(role);
	const open = judgeTrust(after, {...trust, ownAccount}).findings.find(
		({code}) => code === 'open',
	);
	return [
		...(after === before
			? []
			: [
					{
						id: changeIds.updateTrust + project,
						group: project,
						title: `Let ${workato.who} assume the role ${name}`,
						why: `Adds ${workato.isKnown ? 'Workato’s account' : workato.who} with the external ID of ${quoteText(project)}; every other statement stays as it is.${open ? ` Mind: ${open.message}` : ''}`,
						call: {
							service: 'iam' as const,
							operation: 'UpdateAssumeRolePolicy',
							input: {RoleName: name, PolicyDocument: JSON.stringify(after)},
						},
						policy: {before, after},
					},
				]),
		...(holdsPermissions(role, permissions)
			? []
			: [putPolicy(project, name, permissions, present)]),
	];
}

const ownPolicyOf = ({inline}: ProjectRole): PolicyDocument | undefined =>
	inline.find(({name}) => name === ownPolicyName)?.document;

// Our own policy has to say just this. Without it, whatever else was given to the role by hand counts, too.
function holdsPermissions(role: ProjectRole, wanted: PolicyDocument): boolean {
	const present = ownPolicyOf(role);
	if (present) {
		return equalPolicies(present, wanted);
	}

	const granted = [...role.inline, ...role.attached].flatMap(
		({document}) => document.Statement,
	);
	return wanted.Statement.every((statement) =>
		isPermissionCoveredBy(statement, granted),
	);
}

function putPolicy(
	project: string,
	roleName: string,
	after: PolicyDocument,
	before?: PolicyDocument,
): Change {
	return {
		id: changeIds.putPolicy + project,
		group: project,
		title: `Let the role ${roleName} read the secrets of ${quoteText(project)}`,
		why: `Its inline policy ${ownPolicyName} gives GetSecretValue on these secrets${after.Statement.length > 1 ? ', and Decrypt with their keys through Secrets Manager' : ''}, and nothing else.`,
		call: {
			service: 'iam',
			operation: 'PutRolePolicy',
			input: {
				RoleName: roleName,
				PolicyName: ownPolicyName,
				PolicyDocument: JSON.stringify(after),
			},
		},
		policy: {...(before && {before}), after},
	};
}

// IAM: CreateRole, Description takes Latin-1 and at most 1,000 characters.
function descriptionText(text: string): string {
	return text.replaceAll(/[^\u{20}-\u{7E}\u{A1}-\u{FF}]/gv, '-').slice(0, 1000);
}
