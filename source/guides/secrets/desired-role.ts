import {type Identity} from '../../aws/session.js';
import {memoize} from '../../memoize.js';
import {equalPolicies} from '../../policy/compare-policies.js';
import {validateTrust} from '../../policy/validate-trust.js';
import {type PolicyDocument, type Statement} from '../../policy/policy-document.js';
import {
	buildSecretsPermissions,
	isKeyArn,
	isSecretArn,
	isSecretNamePrefix,
} from '../../policy/secrets-permissions.js';
import {isPermissionCoveredBy, findExtraPermissions} from '../../policy/statement-coverage.js';
import {
	buildTrustStatement,
	isTrustable,
	mergeTrustPolicy,
	type Trusted,
	type TrustFinding,
} from '../../policy/trust-policy.js';
import {type Change} from '../../resources/call.js';
import {inlinePolicyAs, newRole, trustAs} from '../../resources/iam-role/calls.js';
import {groupTag, runTag, setupTag, tagText} from '../../resources/ownership.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {unknownAccount, type Warning} from '../guide.js';
import {nameWorkato, type WorkatoName} from '../ownership.js';
import {firstFew} from '../checklist-table.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {
	keySeen,
	projectSeen,
	secretsThere,
	type ProjectObservation,
	type ProjectRole,
	type SecretsObservation,
	changeIds,
	type Ownership,
} from './observation.js';
import {roleNameStart} from './role-names.js';
import {spelledSecrets} from './wanted-secrets.js';

/** The name of the one inline policy that the assistant writes into a role. */
export const ownPolicyName = 'workato-secrets';

/** Whom a project's role has to trust. */
type DesiredTrust = Trusted & {statement: Statement};

/** What a project's role has to hold. */
export type DesiredRole = {
	project: string;
	trust: DesiredTrust;
	permissions: PolicyDocument;
	/** How the account in the trust is named. */
	workato: WorkatoName;
};

/** What a project's role has to hold, the role that is there, and the changes that this one still needs. */
type RoleNeeds = {desired: DesiredRole} & (
	{role: ProjectRole; changes: Change[]} | {role?: never; changes?: never}
);

/**
What a project needs of its role, worked out once for each observation; nothing while an answer is missing, or AWS has not said all
that it takes.
*/
export const roleNeeds = memoize(
	(
		project: ProjectAnswers,
		answers: SecretsAnswers,
		observation: Partial<SecretsObservation>,
		pastedAccounts: Ownership['pastedAccounts'],
	): RoleNeeds | undefined => {
		const {identity} = observation;
		const seen = projectSeen(observation, project.name);
		if (!seen || identity?.state !== 'found') {
			return undefined;
		}

		const trust = desiredTrust(answers, project, identity.value);
		const permissions = desiredPermissions(project, seen, observation);
		if (!trust || !permissions) {
			return undefined;
		}

		const desired = {
			project: project.name,
			trust,
			permissions,
			workato: nameWorkato([trust.account], pastedAccounts),
		};
		if (seen.role.state !== 'found') {
			return {desired};
		}

		const role = seen.role.value;
		return {desired, role, changes: changesToRole(desired, role, identity.value.account)};
	},
);

/** Whom a project's role has to trust; nothing while an ID is missing, or is none. */
export function desiredTrust(
	{workatoAccountId}: SecretsAnswers,
	{externalId}: ProjectAnswers,
	{partition}: Pick<Identity, 'partition'>,
): DesiredTrust | undefined {
	if (!workatoAccountId || !externalId || !isTrustable(workatoAccountId, externalId)) {
		return undefined;
	}

	const trusted = {account: workatoAccountId, externalId, partition};
	return {...trusted, statement: buildTrustStatement(trusted)};
}

/** The least permissions for a project's secrets; nothing while they are not all known by an ARN that a secret may have, or for a prefix that no name has. */
export function desiredPermissions(
	project: ProjectAnswers,
	seen: ProjectObservation,
	observation: Partial<SecretsObservation>,
): PolicyDocument | undefined {
	const {identity, region} = observation;
	const wanted = spelledSecrets(project);
	if (!wanted || identity?.state !== 'found' || region === undefined) {
		return undefined;
	}

	const arns = secretsThere(seen).map(({arn}) => arn);
	const isKnown = Array.isArray(wanted)
		? arns.length >= new Set(wanted).size && arns.every((arn) => isSecretArn(arn))
		: wanted === 'all' || isSecretNamePrefix(wanted.prefix);
	const {account, partition} = identity.value;
	return isKnown
		? buildSecretsPermissions({
				secrets: Array.isArray(wanted) ? arns : wanted,
				region,
				account,
				partition,
				kmsKeyArns: keysOf(seen, observation).arns,
			})
		: undefined;
}

/** What the secrets are encrypted with: customer managed keys by ARN, and what is not known to be the ARN of one key. */
export function keysOf(
	seen: ProjectObservation,
	observation: Partial<SecretsObservation>,
): {arns: string[]; unknown: string[]} {
	const ids = new Set(secretsThere(seen).flatMap(({kmsKeyId}) => kmsKeyId ?? []));
	const keys = Array.from(ids, (id) => ({id, key: keySeen(observation, id)}))
		.filter(({key}) => !(key?.state === 'found' && key.value.isManagedByAws))
		// The ARN says enough: should AWS manage the key, the permission changes nothing.
		.map(({id, key}) => ({
			id,
			arn: key?.state === 'found' ? key.value.arn : id,
		}));
	const known = keys.map(({arn}) => arn).filter((arn) => isKeyArn(arn));
	return {
		arns: [...new Set([...(seen.writtenKeys ?? []), ...known])],
		unknown: keys.filter(({arn}) => !isKeyArn(arn)).map(({id}) => id),
	};
}

/** The changes that make a project's role, in order. */
export function changesForNewRole(
	{project, trust, permissions, workato}: DesiredRole,
	roleName: string,
	own: Pick<Ownership, 'name' | 'runId'>,
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
					[setupTag]: own.name,
					[runTag]: own.runId,
					[groupTag]: tagText(project),
				},
			},
		),
		putPolicy(project, roleName, permissions),
	];
}

// The changes that a role which is there still needs; nothing when it holds everything.
function changesToRole(
	{project, trust, permissions, workato}: DesiredRole,
	role: ProjectRole,
	ownAccount: string,
): Change[] {
	const {name, trust: before} = role;
	const after = mergeTrustPolicy(before, trust.statement);
	const present = role.inline.find((policy) => policy.name === ownPolicyName)?.document;
	const open = validateTrust(after, {...trust, ownAccount}).findings.find(
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
		...(holdsPermissions(role, present, permissions)
			? []
			: [putPolicy(project, name, permissions, present)]),
	];
}

// Our own policy has to say just this. Without it, whatever else was given to the role by hand counts, too.
function holdsPermissions(
	{inline, attached}: ProjectRole,
	present: PolicyDocument | undefined,
	desired: PolicyDocument,
): boolean {
	if (present) {
		return equalPolicies(present, desired);
	}

	const granted = [...inline, ...attached].flatMap(({document}) => document.Statement);
	return desired.Statement.every((statement) => isPermissionCoveredBy(statement, granted));
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
		`${roleNameStart}-*`,
		{name: '*', runId: '*'},
	);
}

/**
What has to be agreed to before a role that is there already is changed: what Workato could do with it beside reading the
project's secrets, and who else could read those. Nothing for a role that needs no change. Denies and the permissions
boundary are not looked at: too much may be said, never too little.
*/
export function usedRoleWarnings(
	answers: SecretsAnswers,
	observation: Partial<SecretsObservation>,
	{ownAccount, pastedAccounts}: {ownAccount: string; pastedAccounts?: Ownership['pastedAccounts']},
): Warning[] {
	return (answers.projects ?? []).flatMap((project) => {
		const needs = roleNeeds(project, answers, observation, pastedAccounts);
		return needs?.role &&
			['answer', 'agreed'].includes(needs.role.foundBy) &&
			needs.changes.length > 0
			? roleWarnings(needs.desired, needs.role, ownAccount)
			: [];
	});
}

/** What Workato could do with a role beside what the project wants, and who else could use it. */
export function roleWarnings(
	{project: name, trust, permissions}: DesiredRole,
	role: ProjectRole,
	ownAccount: string,
): Warning[] {
	const extra = findExtraPermissions(
		[...role.inline, ...role.attached].filter((policy) => policy.name !== ownPolicyName),
		permissions,
	).map(({explanation}) => explanation);
	const trusted = validateTrust(role.trust, {...trust, ownAccount}).findings;
	const messages = (...codes: Array<TrustFinding['code']>) =>
		trusted.filter(({code}) => codes.includes(code)).map(({message}) => message);
	const warn = (code: string, start: string, found: readonly string[]) =>
		found.length === 0 ? [] : [{code, group: name, message: `${start} ${firstFew(found)}`}];
	return [
		...warn(
			'RoleMayMore',
			`The role ${role.name} of ${quoteText(name)} may do more already, and Workato may do it, too, once it is let in.`,
			extra,
		),
		...warn(
			'RoleHasOthers',
			`Others may assume the role ${role.name}, and would read the secrets of ${quoteText(name)}, too.`,
			messages('outsider'),
		),
		...warn(
			'RoleIsOpen',
			`The role ${role.name} of ${quoteText(name)} stays open, since every statement of its trust policy is kept.`,
			messages('open', 'loose-external-id', 'other-external-ids'),
		),
	];
}
