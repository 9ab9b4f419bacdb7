import {type Identity} from '../../aws/identity.js';
import {type Change} from '../../resources/call.js';
import {
	inlinePolicyAs,
	newRole,
	trustAs,
} from '../../resources/iam-role/calls.js';
import {buildSecretsPermissions} from '../../policy/secrets-permissions.js';
import {unknownAccount} from '../guide.js';
import {equalPolicies} from '../../policy/compare.js';
import {judgeTrust} from '../../policy/judge-trust.js';
import {type PolicyDocument} from '../../policy/policy-document.js';
import {isPermissionCoveredBy} from '../../policy/statement-coverage.js';
import {
	buildTrustStatement,
	mergeTrustPolicy,
} from '../../policy/trust-policy.js';
import {
	projectTag,
	tagText,
	runTag,
	setupTag,
} from '../../resources/ownership-tags.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {nameWorkato, type WorkatoName} from '../name-workato.js';
import {roleNameStart} from './role-names.js';
import {type ProjectRole} from './observation.js';
import {changeIds, type Ownership} from './ownership.js';
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
	mark: Pick<Ownership, 'name' | 'runId'>,
): Change[] {
	return [
		newRole(
			{
				id: changeIds.createRole + project,
				group: project,
				title: `Create the role ${roleName}`,
				why: `${workato.start} may assume it, and only with the external ID of ${quoteText(project)}.`,
			},
			{
				name: roleName,
				trust: mergeTrustPolicy(undefined, trust.statement),
				description: `Workato project ${project}`,
				tags: {
					[setupTag]: mark.name,
					[runTag]: mark.runId,
					[projectTag]: tagText(project),
				},
			},
		),
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
		...trustAs(
			{
				id: changeIds.updateTrust + project,
				group: project,
				title: `Let ${workato.who} assume the role ${name}`,
				why: `Adds ${workato.isKnown ? 'Workato’s account' : workato.who} with the external ID of ${quoteText(project)}; every other statement stays as it is.${open ? ` Mind: ${open.message}` : ''}`,
			},
			name,
			{before, after},
		),
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
	return inlinePolicyAs(
		{
			id: changeIds.putPolicy + project,
			group: project,
			title: `Let the role ${roleName} read the secrets of ${quoteText(project)}`,
			why: `Its inline policy ${ownPolicyName} gives GetSecretValue on these secrets${after.Statement.length > 1 ? ', and Decrypt with their keys through Secrets Manager' : ''}, and nothing else.`,
		},
		{role: roleName, name: ownPolicyName},
		{...(before && {before}), after},
	);
}

/** What a setup will most likely change while its answers do not tell: the names that are proposed all begin alike. */
export function usualChanges(
	{account, partition}: Pick<Identity, 'account' | 'partition'>,
	region: string,
): Change[] {
	const trusted = {account: unknownAccount, externalId: 'unknown', partition};
	return changesForNewRole(
		{
			project: '*',
			roleName: `${roleNameStart}-*`,
			trust: {...trusted, statement: buildTrustStatement(trusted)},
			permissions: buildSecretsPermissions({
				secrets: 'all',
				region,
				account,
				partition,
				kmsKeyArns: [],
			}),
			workato: nameWorkato([]),
		},
		{name: '*', runId: '*'},
	);
}
