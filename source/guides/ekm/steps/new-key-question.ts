import {type FormQuestion, type Validation} from '../../../ui/question.js';
import {joinWords} from '../../../terminal/phrases.js';
import {setupWord} from '../../../setups/setup-name.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {type NewKey, aliasProblem, newKeyProblem, isOwnRoleOrUser} from '../answers.js';
import {type EkmServices} from '../services.js';

type Line = 'alias' | 'description' | 'tags' | 'administrators';

/** Asks for what a new key needs: an alias; and, if wanted, a description, tags and administrators. */
export function newKeyQuestion({
	name,
	created,
	account,
	missingPrincipals,
	...does
}: {
	/** Of the setup. */
	readonly name: string;
	readonly created: NewKey | undefined;
	readonly account: string | undefined;
	readonly missingPrincipals: EkmServices['missingPrincipals'];
	readonly onAnswer: (key: NewKey) => void;
	readonly onBack: () => void;
}): FormQuestion<NewKey, Line> {
	const own = setupWord(name.toLowerCase(), '_');
	return {
		kind: 'form',
		id: 'new key',
		enter: 'done',
		fields: [
			{
				id: 'alias',
				label: 'Alias (the display name)',
				initial: created?.alias ?? (own === 'ekm' ? 'workato-ekm' : `workato-ekm-${own}`),
				placeholder: 'workato-ekm',
				problemOf: (text) => aliasProblem(readAlias(text)),
			},
			{
				id: 'description',
				label: 'Description',
				initial: created?.description ?? `Workato EKM, ${name}`,
				placeholder: 'optional',
				problemOf: (text) => newKeyProblem({description: text.trim()}),
			},
			{
				id: 'tags',
				label: 'Tags, as name=value, separated by commas',
				initial: Object.entries(created?.tags ?? {})
					.map(([tag, value]) => `${tag}=${value}`)
					.join(', '),
				placeholder: 'optional: team=security, cost=42',
				problemOf: tagsProblem,
			},
			{
				id: 'administrators',
				label: 'Key administrators: ARNs of roles or users of this account',
				initial: (created?.administrators ?? []).join(', '),
				placeholder: 'optional: the account’s IAM policies decide anyway',
				problemOf: (text) => administratorsProblem(text, account),
			},
		],
		waiting: 'Asking AWS for the administrators',
		validate(draft): Validation<NewKey> | Promise<Validation<NewKey>> {
			const key = readKey(draft);
			const {administrators = []} = key;
			return administrators.length === 0
				? {value: key}
				: withAdministrators(key, missingPrincipals(administrators));
		},
		...does,
	};
}

/** KMS refuses a policy that names somebody who is not there, and does not say whom. */
async function withAdministrators(
	key: NewKey,
	asked: ReturnType<EkmServices['missingPrincipals']>,
): Promise<Validation<NewKey>> {
	const missing = await asked;
	return missing.length === 0
		? {value: key}
		: {
				at: 'administrators',
				problem: `There is no ${joinWords(missing, 'or')}. Check the name and, for a role with a path, the whole path.`,
			};
}

/** What is wrong with tags as they are typed. */
export function tagsProblem(text: string): string | undefined {
	const tags = readTags(text);
	const awsTag = tags.find(([name = '']) => /^(?:workato-)?aws:/iv.test(name));
	const badTag = tags.find(
		([name = '', value, ...more]) => name === '' || value === undefined || more.length > 0,
	);
	const names = tags.map(([name = '']) => name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (badTag) {
		return `The tag ${quoteText(badTag.join('='))} is not of the form name=value.`;
	}

	if (awsTag) {
		return `The tag ${quoteText(awsTag.join('='))} may not start with aws: or workato-aws:, which AWS and this assistant keep for themselves.`;
	}

	return twice === undefined
		? newKeyProblem({tags: tagsOf(text)})
		: `The tag ${quoteText(twice)} is given twice: a key has each tag once.`;
}

function administratorsProblem(text: string, account: string | undefined): string | undefined {
	const bad = split(text).find((arn) => !isOwnRoleOrUser(arn, account));
	return bad === undefined
		? undefined
		: `${quoteText(bad)} is not the ARN of a role or user${account ? ` of account ${account}` : ''}.`;
}

function readKey(draft: Readonly<Record<Line, string>>): NewKey {
	const description = draft.description.trim();
	const tags = tagsOf(draft.tags);
	const administrators = split(draft.administrators);
	return {
		alias: readAlias(draft.alias),
		...(description !== '' && {description}),
		...(Object.keys(tags).length > 0 && {tags}),
		...(administrators.length > 0 && {administrators}),
	};
}

function readAlias(text: string): string {
	return text.trim().replace(/^alias\//v, '');
}

function readTags(text: string): string[][] {
	return split(text).map((tag) => tag.split('=').map((part) => part.trim()));
}

function tagsOf(text: string): Record<string, string> {
	return Object.fromEntries(readTags(text).map(([name = '', value = '']) => [name, value]));
}

function split(text: string): string[] {
	return text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}
