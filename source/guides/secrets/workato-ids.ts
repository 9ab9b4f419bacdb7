import {isPlaceholder} from '../../policy/principals.js';
import {externalIdLimits as limits} from '../../policy/trust-policy.js';
import {findOdd, quoteText} from '../../terminal/foreign-text.js';
import {formatCount} from '../../terminal/text.js';
import {findingsOf, type Finding, type SecretsAnswers} from './answers.js';

/** What an external ID of Workato tells: its workspace, and its project unless it is the workspace's own. */
export type ExternalId = {workspace: string; project?: string};

/** Workato's form of it: workato_iam_external_id_<workspace> or …_<workspace>_<project>. */
export function parseExternalId(text: string): ExternalId | undefined {
	const found = /^workato_iam_external_id_(?<workspace>\d+)(?:_(?<project>\d+))?$/v.exec(
		text,
	)?.groups;
	return found?.workspace === undefined
		? undefined
		: {
				workspace: found.workspace,
				...(found.project !== undefined && {project: found.project}),
			};
}

/** Whether a text is, or is meant to be, an external ID of Workato. */
export function looksLikeExternalId(text: string): boolean {
	return /workato[\s\-_]*iam[\s\-_]*external/iv.test(text);
}

/** Whether a text is, or is meant to be, an AWS account ID: 12 digits, alone, grouped, or in an ARN. */
export function looksLikeAccountId(text: string): boolean {
	return /^\d{4}[\s\-]?\d{4}[\s\-]?\d{4}$/v.test(text) || /^arn:[\-a-z]+:iam::\d{12}:/v.test(text);
}

/** Both values out of a text that was copied from Workato's page in one go; nothing unless it holds exactly one of each. */
export function findBothIds(text: string): {accountId: string; externalId: string} | undefined {
	const form = /\bworkato_iam_external_id_\d+(?:_\d+)?\b/gv;
	const externalIds = text.match(form) ?? [];
	const accounts = text.replaceAll(form, ' ').match(/\b\d{4}[ \-]?\d{4}[ \-]?\d{4}\b/gv) ?? [];
	const [[externalId, otherId], [account, otherAccount]] = [externalIds, accounts];
	return externalId === undefined ||
		account === undefined ||
		otherId !== undefined ||
		otherAccount !== undefined
		? undefined
		: {accountId: account.replaceAll(/\D/gv, ''), externalId};
}

/** Puts the account ID and an external ID that stand in each other's field where they belong; else the same answers. */
export function swapIds<A extends Pick<SecretsAnswers, 'workatoAccountId' | 'projects'>>(
	answers: A,
	name: string,
): A {
	const {workatoAccountId = '', projects = []} = answers;
	const externalId = projects.find((project) => project.name === name)?.externalId ?? '';
	if (!looksLikeExternalId(workatoAccountId) && !looksLikeAccountId(externalId)) {
		return answers;
	}

	return {
		...answers,
		workatoAccountId: externalId,
		projects: projects.map((project) =>
			project.name === name ? {...project, externalId: workatoAccountId} : project,
		),
	};
}

/** The two IDs stand in each other's field; `swapIds` puts that right. */
export const swappedIds = 'SwappedIds';

const swapped = (start: string) =>
	[
		swappedIds,
		`${start}. The two values seem to be swapped.`,
		'Put each into the other’s field.',
	] as const;

/**
Validates what a person gave as Workato's AWS account ID. Empty: nothing is wrong with it. `ownAccount` is the account of
the AWS identity. Which accounts are Workato's is not known for certain, so none is built in.
*/
export function validateAccountId(text: string, ownAccount?: string): Finding[] {
	const about = {field: 'workatoAccountId'};
	const copy =
		'Copy “AWS Account ID” from the project’s “Create a new permission policy and role in AWS” in Workato.';
	const refuse = findingsOf('refusal', about, copy);
	const value = text.trim();
	if (looksLikeExternalId(value)) {
		return refuse(...swapped('The AWS account ID is an external ID'));
	}

	if (/^\d{12}$/v.test(value)) {
		if (isPlaceholder(value)) {
			return refuse('AccountIdStandIn', `${value} only stands for an account.`);
		}

		if (value === ownAccount) {
			return refuse(
				'OwnAccount',
				`${value} is your own AWS account, not Workato’s. The role has to trust Workato.`,
			);
		}

		return ['123456789012', '111122223333'].includes(value)
			? findingsOf(
					'warning',
					about,
					copy,
				)(
					'ExampleAccountId',
					`${value} is the account that AWS uses in its examples. It is hardly Workato’s.`,
				)
			: [];
	}

	const digits = value.replaceAll(/[\s\-]/gv, '');
	if (/^\d{12}$/v.test(digits)) {
		return refuse(
			'AccountIdForm',
			`The AWS account ID ${quoteText(value, 60)} has spaces or dashes in it.`,
			`Give the 12 digits alone: ${digits}.`,
		);
	}

	const inside = /^arn:[\-a-z]+:iam::(?<account>\d{12}):/v.exec(value)?.groups?.account;
	if (inside !== undefined) {
		return refuse(
			'AccountIdForm',
			'An ARN stands where the AWS account ID belongs.',
			`Give the 12 digits alone: ${inside}.`,
		);
	}

	if (/^\d(?:[,.]\d+)?e\+?\d+$/iv.test(value)) {
		return refuse(
			'AccountIdForm',
			`The AWS account ID reads ${quoteText(value, 60)}: a spreadsheet has turned it into a number.`,
			'Make the column text in the spreadsheet, and copy the account ID from Workato again.',
		);
	}

	return refuse(
		'AccountIdForm',
		/^\d+$/v.test(value)
			? `The AWS account ID has ${formatCount(value.length, 'digit')}; it has to be 12.${value.length > 12 ? '' : ' A spreadsheet may have dropped zeros at its start.'}`
			: `${quoteText(value, 60)} is not an AWS account ID: that is 12 digits.`,
	);
}

/** The project that an external ID is for, as far as it is known. `id` is what Workato's API says. */
export type ExternalIdOf = {
	name: string;
	id?: string | undefined;
	scope?: SecretsAnswers['scope'];
};

/**
Validates one external ID by itself, for one project. Empty: nothing is wrong with it. What AWS itself refuses is refused;
a form that Workato is not known to use is a warning, since Workato alone decides it.
*/
export function validateExternalId(text: string, project: ExternalIdOf): Finding[] {
	const value = text.trim();
	const {name, scope} = project;
	const about = {field: 'externalId', group: name};
	const copy =
		scope === 'workspace'
			? 'Copy the external ID from Workato’s secrets management settings once more.'
			: `Copy ${quoteText(`External ID for ${name}`)} from that project’s settings in Workato once more.`;
	const refuse = findingsOf('refusal', about, copy);
	const start = `The external ID of ${quoteText(name)}`;
	if (looksLikeAccountId(value)) {
		return refuse(...swapped(`${start} is an AWS account ID`));
	}

	if (!limits.allowed.test(value)) {
		const odd = findOdd(value);
		return refuse(
			'ExternalIdCharacters',
			odd
				? `${start} holds ${odd.escape} at character ${odd.position}, which does not show as itself.`
				: `${start} ${/\s/v.test(value) ? 'has spaces in it' : 'holds characters that AWS does not take'}: ${quoteText(value, 60)}.`,
		);
	}

	return value.length < limits.least || value.length > limits.most
		? refuse(
				'ExternalIdLength',
				`${start} has ${value.length} characters; AWS takes ${limits.least} to ${limits.most}.`,
			)
		: validateForm(value, project, findingsOf('warning', about, copy));
}

function validateForm(
	value: string,
	{name, id, scope}: ExternalIdOf,
	warn: ReturnType<typeof findingsOf>,
): Finding[] {
	const start = `The external ID of ${quoteText(name)}`;
	const parts = parseExternalId(value);
	if (!parts) {
		const isCase = parseExternalId(value.toLowerCase()) !== undefined;
		return warn(
			'ExternalIdForm',
			isCase
				? `${start} is spelt with capital letters; AWS tells capital and small letters apart.`
				: `${start} is not of the form workato_iam_external_id_<workspace>_<project>: ${quoteText(value, 60)}.`,
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
			`${start} is the workspace’s own, so every project of the workspace could use this role.`,
			`Copy ${quoteText(`External ID for ${name}`)} from the project’s own settings, unless Automation HQ gives one external ID to all workspaces.`,
		);
	}

	return id === undefined || id === parts.project
		? []
		: warn(
				'OtherProjectId',
				`${start} ends with ${parts.project}; Workato says that the project’s ID is ${id}.`,
				`It may be another project’s, or hold the ID of the folder. Copy ${quoteText(`External ID for ${name}`)} from that project’s settings.`,
			);
}
