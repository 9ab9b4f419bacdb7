import {externalIdLimits as limits} from '../../policy/trust-policy.js';
import {findOdd, quoteText} from '../../terminal/foreign-text.js';
import {type SecretsAnswers} from './answers.js';
import {looksLikeAccountId, parseExternalId} from './external-id.js';
import {type Finding} from './finding.js';

/** The project that an external ID is for, as far as it is known. `id` is what Workato's API says. */
export type ExternalIdOf = {
	name: string;
	id?: string | undefined;
	scope?: SecretsAnswers['scope'];
};

const field = 'externalId';

/**
Judges one external ID by itself, for one project. Empty: nothing is wrong with it. What AWS itself refuses is refused;
a form that Workato is not known to use is a warning, since Workato alone decides it.
*/
export function judgeExternalId(
	text: string,
	project: ExternalIdOf,
): Finding[] {
	const value = text.trim();
	const copy = copyHint(project);
	const find =
		(level: Finding['level']) =>
		(code: string, message: string, hint = copy): Finding[] => [
			{code, level, project: project.name, field, message, hint},
		];
	const refuse = find('refusal');
	if (looksLikeAccountId(value)) {
		return refuse(
			'SwappedIds',
			`The external ID of ${quoteText(project.name)} is an AWS account ID. The two values seem to be swapped.`,
			'Put each into the other’s field.',
		).map((finding) => ({...finding, isSwapped: true}));
	}

	if (!limits.allowed.test(value)) {
		return refuse('ExternalIdCharacters', strange(value, project.name));
	}

	if (value.length < limits.least || value.length > limits.most) {
		return refuse(
			'ExternalIdLength',
			`The external ID of ${quoteText(project.name)} has ${value.length} characters; AWS takes ${limits.least} to ${limits.most}.`,
		);
	}

	return judgeForm(value, project, find('warning'));
}

/** Where Workato shows the external ID. */
function copyHint({name, scope}: ExternalIdOf): string {
	return scope === 'workspace'
		? 'Copy the external ID from Workato’s secrets management settings once more.'
		: `Copy ${quoteText(`External ID for ${name}`)} from that project’s settings in Workato once more.`;
}

function strange(value: string, name: string): string {
	const start = `The external ID of ${quoteText(name)}`;
	const odd = findOdd(value);
	if (odd) {
		return `${start} holds ${odd.escape} at character ${odd.position}, which does not show as itself.`;
	}

	return /\s/v.test(value)
		? `${start} has spaces in it: ${quoteText(value, 60)}.`
		: `${start} holds characters that AWS does not take: ${quoteText(value, 60)}.`;
}

function judgeForm(
	value: string,
	{name, id, scope}: ExternalIdOf,
	warn: (code: string, message: string, hint?: string) => Finding[],
): Finding[] {
	const parts = parseExternalId(value);
	if (!parts) {
		const isCase = parseExternalId(value.toLowerCase()) !== undefined;
		return warn(
			'ExternalIdForm',
			isCase
				? `The external ID of ${quoteText(name)} is spelt with capital letters; AWS tells capital and small letters apart.`
				: `The external ID of ${quoteText(name)} is not of the form workato_iam_external_id_<workspace>_<project>: ${quoteText(value, 60)}.`,
		);
	}

	if (scope === 'workspace') {
		return parts.project === undefined
			? []
			: warn(
					'ProjectLevelId',
					`The external ID is that of one project (${parts.project}), and this setup is for the whole workspace.`,
				);
	}

	if (parts.project === undefined) {
		return warn(
			'WorkspaceLevelId',
			`The external ID of ${quoteText(name)} is the workspace’s own, so every project of the workspace could use this role.`,
			`Copy ${quoteText(`External ID for ${name}`)} from the project’s own settings, unless Automation HQ gives one external ID to all workspaces.`,
		);
	}

	return id === undefined || id === parts.project
		? []
		: warn(
				'OtherProjectId',
				`The external ID of ${quoteText(name)} ends with ${parts.project}; Workato says that the project’s ID is ${id}.`,
				`It may be another project’s, or hold the ID of the folder. Copy ${quoteText(`External ID for ${name}`)} from that project’s settings.`,
			);
}
