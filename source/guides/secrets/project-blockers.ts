import {parseArn} from '../../aws/arn.js';
import {isSecretArn} from '../../policy/secrets-permissions.js';
import {formatValue, quoteText} from '../../terminal/foreign-text.js';
import {type Blocker} from '../guide.js';
import {couldNotLook} from '../place-blockers.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {type ProjectObservation, type ProjectRole} from './observation.js';
import {withArns, withRole} from './offers.js';

/** A blocker of one project. */
type Found = Omit<Blocker, 'group'>;

/** Why a project's role may not be written as AWS shows it: another's, not there, or not for us to change. */
export function roleBlockers(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	roleName: string,
	{role}: ProjectObservation,
): Found[] {
	const use = project.role?.use;
	if (role.state === 'unknown') {
		return [couldNotLook(`whether the role ${roleName} exists`, role)];
	}

	if (role.state === 'absent') {
		return use === undefined
			? []
			: [
					{
						code: 'RoleNotFound',
						message: `There is no role ${use} for ${quoteText(project.name)}.`,
						hint: 'Check the name and the account, or let the assistant make a new role.',
					},
				];
	}

	const {arn, path, foundBy} = role.value;
	if (foundBy === 'stranger') {
		return [
			roleTaken(
				answers,
				project,
				role.value,
				'is there already, and this setup did not make it',
			),
		];
	}

	if (use !== undefined && parseArn(use) && use !== arn) {
		return [
			{
				code: 'RoleNotFound',
				message: `There is no role ${use} for ${quoteText(project.name)}; the role of that name here is ${arn}.`,
				hint: 'Copy the role’s ARN from the IAM console.',
			},
		];
	}

	return /^\/(?:aws-service-role|aws-reserved)\//v.test(path)
		? [
				{
					code: 'RoleNotYours',
					message: `The role ${roleName} of ${quoteText(project.name)} belongs to AWS (${path}); nobody else can change it.`,
					hint: 'Use another role, or let the assistant make a new one.',
				},
			]
		: [];
}

/** A role of the wanted name that this setup may not change by itself; the person may give it to the setup. */
export function roleTaken(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	{arn, name}: ProjectRole,
	why: string,
): Found {
	return {
		code: 'RoleTaken',
		message: `The role ${name}, wanted for ${quoteText(project.name)}, ${why}.`,
		hint: `Choose another name, or use that role: role: {use: ${arn}}.`,
		offer: {
			label: `use the role ${name}`,
			answers: {projects: withRole(answers, project.name, {use: arn})},
		},
	};
}

/** Why the secrets of a project cannot be given to its role. */
export function secretBlockers(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	{secrets, secretsProblem}: ProjectObservation,
	unknownKeys: readonly string[],
): Found[] {
	if (secretsProblem) {
		return [
			couldNotLook(`which secrets ${quoteText(project.name)} may read`, {
				state: 'unknown',
				...secretsProblem,
			}),
		];
	}

	return [
		...secrets.flatMap(({wanted, secret}): Found[] => {
			if (secret.state === 'unknown') {
				return [couldNotLook(`whether the secret ${wanted} exists`, secret)];
			}

			if (secret.state === 'absent') {
				return [
					{
						code: 'SecretNotFound',
						message: `There is no secret ${wanted} for ${quoteText(project.name)}.`,
						hint: 'Check its name and the region, or choose another one.',
					},
				];
			}

			const {arn, name, deletedAt} = secret.value;
			if (deletedAt !== undefined && Array.isArray(project.secrets)) {
				return [
					{
						code: 'SecretDeleted',
						message: `The secret ${name} of ${quoteText(project.name)} is scheduled for deletion.`,
						hint: 'Restore it in Secrets Manager, or choose another one.',
					},
				];
			}

			if (Array.isArray(project.secrets) && !isSecretArn(arn)) {
				return [
					{
						code: 'SecretArn',
						message: `AWS prints ${formatValue(arn)} for the secret ${formatValue(wanted)} of ${quoteText(project.name)}, and no secret has such an ARN; in a policy it could mean more.`,
						hint: 'Choose another secret, or look at this one in the Secrets Manager console.',
					},
				];
			}

			return arn === wanted
				? []
				: [
						{
							code: 'SecretByName',
							message: `${quoteText(wanted)}, a secret of ${quoteText(project.name)}, is not its full ARN. AWS prints ${arn}.`,
							hint: 'Give the ARN with its last six characters: a name alone could also mean a later secret.',
							offer: {
								label: 'use the ARNs that AWS prints',
								answers: {projects: withArns(answers, project.name, secrets)},
							},
						},
					];
		}),
		...unknownKeys.map((id) => ({
			code: 'KeyUnknown',
			message: `AWS did not say which key ${id} is; secrets of ${quoteText(project.name)} are encrypted with it.`,
			hint: 'Get the permission kms:DescribeKey on it, or have the key looked at by its owner.',
		})),
	];
}
