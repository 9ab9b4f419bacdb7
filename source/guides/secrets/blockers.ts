import {parseArn} from '../../aws/arn.js';
import {findExtraPermissions} from '../../policy/statement-coverage.js';
import {validateTrust, type TrustedBy} from '../../policy/validate-trust.js';
import {type PolicyDocument} from '../../policy/policy-document.js';
import {findPolicyTooLong, isSecretArn} from '../../policy/secrets-permissions.js';
import {type Change} from '../../resources/call.js';
import {writesPermissions} from '../../resources/iam-role/calls.js';
import {groupTag, setupTag} from '../../resources/ownership.js';
import {formatValue, quoteText} from '../../terminal/foreign-text.js';
import {type Blocker} from '../guide.js';
import {couldNotObserve} from '../ownership.js';
import {changeProject, type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {ownPolicyName} from './desired-role.js';
import {
	type ProjectObservation,
	type ProjectRole,
	isOfOtherProject,
	type Ownership,
} from './observation.js';
import {freeName, proposeRoleName} from './role-names.js';

/** A blocker of one project. */
export type ProjectBlocker = Omit<Blocker, 'group'>;

const blocked = (
	code: string,
	message: string,
	hint: string,
	suggestion?: Blocker['suggestion'],
): ProjectBlocker[] => [{code, message, hint, ...(suggestion && {suggestion})}];

/** Why a project's role may not be written as AWS shows it: another's, not there, or not for us to change. */
export function roleBlockers(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	roleName: string,
	{role}: ProjectObservation,
): ProjectBlocker[] {
	const who = quoteText(project.name);
	const use = project.role?.use;
	if (role.state === 'unknown') {
		return [couldNotObserve(`whether the role ${roleName} exists`, role)];
	}

	if (role.state === 'absent') {
		return use === undefined
			? []
			: blocked(
					'RoleNotFound',
					`There is no role ${use} for ${who}.`,
					'Check the name and the account, or let the assistant make a new role.',
				);
	}

	const {arn, path, foundBy} = role.value;
	if (foundBy === 'unowned') {
		return roleTaken(
			answers,
			project,
			role.value,
			'is there already, and this setup did not make it',
		);
	}

	if (use !== undefined && parseArn(use) && use !== arn) {
		return blocked(
			'RoleNotFound',
			`There is no role ${use} for ${who}; the role of that name here is ${arn}.`,
			'Copy the role’s ARN from the IAM console.',
		);
	}

	return /^\/(?:aws-service-role|aws-reserved)\//v.test(path)
		? blocked(
				'RoleNotYours',
				`The role ${roleName} of ${who} belongs to AWS (${path}); nobody else can change it.`,
				'Use another role, or let the assistant make a new one.',
			)
		: [];
}

/** A role of the wanted name that this setup may not change by itself; the person may give it to the setup. */
export function roleTaken(
	{projects = []}: SecretsAnswers,
	project: ProjectAnswers,
	{arn, name}: ProjectRole,
	why: string,
): ProjectBlocker[] {
	return blocked(
		'RoleTaken',
		`The role ${name}, wanted for ${quoteText(project.name)}, ${why}.`,
		`Choose another name, or use that role: role: {use: ${arn}}.`,
		{
			label: `use the role ${name}`,
			answers: {
				projects: changeProject(projects, project.name, {role: {use: arn}}),
			},
		},
	);
}

/** A new role under a name that no role of the setup has, for a role that cannot be this project's. */
export function suggestNewRole(
	{projects = []}: SecretsAnswers,
	project: ProjectAnswers,
	refusedRole: string,
	names: ReadonlyMap<string, string>,
): NonNullable<Blocker['suggestion']> {
	const taken = new Set([...names.values(), refusedRole].map((role) => role.toLowerCase()));
	const start = project.role?.use === undefined ? refusedRole : proposeRoleName(project);
	const name = freeName(start, taken);
	return {
		label: `make a new role ${name}`,
		answers: {
			projects: changeProject(projects, project.name, {role: {create: {name}}}),
		},
	};
}

/** Why the secrets of a project cannot be given to its role. */
export function secretBlockers(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	{secrets, secretsProblem}: ProjectObservation,
	unknownKeys: readonly string[],
): ProjectBlocker[] {
	const who = quoteText(project.name);
	if (secretsProblem) {
		return [
			couldNotObserve(`which secrets ${who} may read`, {
				state: 'unknown',
				...secretsProblem,
			}),
		];
	}

	const isChosenByName = Array.isArray(project.secrets);
	return [
		...secrets.flatMap(({wanted, secret}): ProjectBlocker[] => {
			if (secret.state === 'unknown') {
				return [couldNotObserve(`whether the secret ${wanted} exists`, secret)];
			}

			if (secret.state === 'absent') {
				return blocked(
					'SecretNotFound',
					`There is no secret ${wanted} for ${who}.`,
					'Check its name and the region, or choose another one.',
				);
			}

			const {arn, name, deletedAt} = secret.value;
			if (deletedAt !== undefined && isChosenByName) {
				return blocked(
					'SecretDeleted',
					`The secret ${name} of ${who} is scheduled for deletion.`,
					'Restore it in Secrets Manager, or choose another one.',
				);
			}

			if (isChosenByName && !isSecretArn(arn)) {
				return blocked(
					'SecretArn',
					`AWS prints ${formatValue(arn)} for the secret ${formatValue(wanted)} of ${who}, and no secret has such an ARN; in a policy it could mean more.`,
					'Choose another secret, or look at this one in the Secrets Manager console.',
				);
			}

			return arn === wanted
				? []
				: blocked(
						'SecretByName',
						`${quoteText(wanted)}, a secret of ${who}, is not its full ARN. AWS prints ${arn}.`,
						'Give the ARN with its last six characters: a name alone could also mean a later secret.',
						{
							label: 'use the ARNs that AWS prints',
							answers: {projects: withArns(answers, project, secrets)},
						},
					);
		}),
		...unknownKeys.flatMap((id) =>
			blocked(
				'KeyUnknown',
				`AWS did not say which key ${id} is; secrets of ${who} are encrypted with it.`,
				'Get the permission kms:DescribeKey on it, or have the key looked at by its owner.',
			),
		),
	];
}

/** The projects with the ARNs that AWS prints for one of them. */
function withArns(
	{projects = []}: SecretsAnswers,
	{name, secrets = []}: ProjectAnswers,
	found: ProjectObservation['secrets'],
): ProjectAnswers[] {
	const arns = new Map(
		found.flatMap(({wanted, secret}) =>
			secret.state === 'found' ? [[wanted, secret.value.arn] as const] : [],
		),
	);
	return changeProject(projects, name, {
		secrets: Array.isArray(secrets) ? secrets.map((text) => arns.get(text) ?? text) : secrets,
	});
}

/** Why the planned changes of a project would be refused by IAM, or would take something away. */
export function changeBlockers(
	project: ProjectAnswers,
	role: ProjectRole | undefined,
	changes: readonly Change[],
	{own, trusted}: {own: Ownership; trusted: TrustedBy},
): ProjectBlocker[] {
	const who = quoteText(project.name);
	const tooLong = (...policies: Parameters<typeof findPolicyTooLong>) => {
		const found = findPolicyTooLong(...policies);
		return found ? blocked('PolicyTooLong', `${who}: ${found.message}`, found.hint) : [];
	};

	const isAnothers = role && changes.length > 0 && isOfOtherProject(project, role, own);
	return [
		...(isAnothers
			? blocked(
					'RoleOfOtherProject',
					`The role ${role.name}, wanted for ${who}, was made for the project ${quoteText(role.tags[groupTag] ?? '')} by the setup ${quoteText(role.tags[setupTag] ?? '')}. Each would read the other’s secrets.`,
					'Let the assistant make a new role, or use another one.',
				)
			: []),
		...changes.flatMap(({call, policy}) => {
			if (!policy) {
				return [];
			}

			if (writesPermissions(call)) {
				const others = (role?.inline ?? [])
					.filter(({name}) => name !== ownPolicyName)
					.map(({document}) => document);
				return [...tooLong('inline', [...others, policy.after]), ...losses(who, role, policy, own)];
			}

			return [
				...tooLong('trust', [policy.after]),
				...validateTrust(policy.after, trusted)
					.findings.filter(({code}) => code === 'orphan')
					.flatMap(({message}) =>
						blocked(
							'OrphanInTrust',
							`The trust policy of the role of ${who}: ${message}`,
							'Take that ID out in the IAM console; it stands for a role or user that is deleted.',
						),
					),
				// The assistant writes a trust policy whole, as it has read it.
				...(role?.trustLosses ?? []).flatMap((loss) =>
					blocked(
						'PolicyNotWritable',
						`The trust policy of the role of ${who} would not be written back as it stands. ${loss}`,
						'Correct that in the IAM console; then try again. Nothing was changed.',
					),
				),
			];
		}),
	];
}

// Only a role that somebody else made can hold a policy of our name that is not ours.
function losses(
	who: string,
	role: ProjectRole | undefined,
	{before, after}: {before?: PolicyDocument; after: PolicyDocument},
	{writtenRoles}: Ownership,
): ProjectBlocker[] {
	if (!before || !role || role.foundBy === 'own' || writtenRoles.has(role.name)) {
		return [];
	}

	const [lost] = findExtraPermissions([{name: ownPolicyName, document: before}], after);
	const hasDeny = before.Statement.some(({Effect}) => Effect !== 'Allow');
	return lost !== undefined || hasDeny
		? blocked(
				'PolicyTaken',
				`The role ${role.name} of ${who} has an inline policy ${ownPolicyName} already, which this setup did not write: ${lost?.explanation ?? 'it denies something'}`,
				'Use another role, or give that policy another name in the IAM console first.',
			)
		: [];
}
