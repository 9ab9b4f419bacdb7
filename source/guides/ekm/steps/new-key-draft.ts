import {quoteText} from '../../../terminal/foreign-text.js';
import {aliasProblem, newKeyProblem, type NewKey} from '../answers.js';
import {isOwnRoleOrUser} from '../own-identity.js';

/** The same as lines of a form. */
export type NewKeyDraft = {
	alias: string;
	description: string;
	tags: string;
	administrators: string;
};

/** The form for a new key: what was answered before, or a proposal named for the setup. */
export function draftOf(name: string, key: NewKey | undefined): NewKeyDraft {
	const own = name.toLowerCase().replaceAll(/[^\w\-\/]+/gv, '-');
	return {
		alias: key?.alias ?? (own === 'ekm' ? 'workato-ekm' : `workato-ekm-${own}`),
		description: key?.description ?? `Workato EKM, ${name}`,
		tags: Object.entries(key?.tags ?? {})
			.map(([tag, value]) => `${tag}=${value}`)
			.join(', '),
		administrators: (key?.administrators ?? []).join(', '),
	};
}

/** Reads the form, or says what is wrong with the first line that is. */
export function readDraft(
	draft: NewKeyDraft,
	account: string | undefined,
): {key: NewKey} | {problem: string} {
	const alias = draft.alias.trim().replace(/^alias\//v, '');
	const tags = split(draft.tags).map((tag) =>
		tag.split('=').map((part) => part.trim()),
	);
	const administrators = split(draft.administrators);
	const awsTag = tags.find(([name = '']) => /^(?:workato-)?aws:/iv.test(name));
	const badTag = tags.find(
		([name = '', value, ...more]) =>
			name === '' || value === undefined || more.length > 0,
	);
	const names = tags.map(([name = '']) => name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	const badAdministrator = administrators.find(
		(arn) => !isOwnRoleOrUser(arn, account),
	);
	const problem =
		aliasProblem(alias) ??
		(badTag
			? `The tag ${quoteText(badTag.join('='))} is not of the form name=value.`
			: undefined) ??
		(awsTag
			? `The tag ${quoteText(awsTag.join('='))} may not start with aws: or workato-aws:, which AWS and this assistant keep for themselves.`
			: undefined) ??
		(twice === undefined
			? undefined
			: `The tag ${quoteText(twice)} is given twice: a key has each tag once.`) ??
		(badAdministrator
			? `${quoteText(badAdministrator)} is not the ARN of a role or user${account ? ` of account ${account}` : ''}.`
			: undefined);
	if (problem !== undefined) {
		return {problem};
	}

	const description = draft.description.trim();
	const key: NewKey = {
		alias,
		...(description !== '' && {description}),
		...(tags.length > 0 && {
			tags: Object.fromEntries(
				tags.map(([name = '', value = '']) => [name, value]),
			),
		}),
		...(administrators.length > 0 && {administrators}),
	};
	const odd = newKeyProblem(key);
	return odd === undefined ? {key} : {problem: odd};
}

function split(text: string): string[] {
	return text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}
