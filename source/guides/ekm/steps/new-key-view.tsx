import {useState} from 'react';
import {Box} from 'ink';
import {Form} from '../../../ui/text-field.js';
import {Loading} from '../../../ui/loading.js';
import {Message} from '../../../ui/message.js';
import {joinWords} from '../../../policy/join-words.js';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {type NewKey, aliasProblem, newKeyProblem, isOwnRoleOrUser} from '../answers.js';
import {type EkmServices} from '../services.js';
import {quoteText} from '../../../terminal/foreign-text.js';

type Props = {
	/** Of the setup. */
	readonly name: string;
	readonly created: NewKey | undefined;
	readonly account: string | undefined;
	readonly missingPrincipals: EkmServices['missingPrincipals'];
	readonly onCreate: (key: NewKey) => void;
	readonly onBack: () => void;
};

/** Asks for what a new key needs: an alias; and, if wanted, a description, tags and administrators. */
export function NewKeyView({name, created, account, missingPrincipals, onCreate, onBack}: Props) {
	const start = draftOf(name, created);
	const [alias, setAlias] = useDraft('alias', start.alias);
	const [description, setDescription] = useDraft('description', start.description);
	const [tags, setTags] = useDraft('tags', start.tags);
	const [administrators, setAdministrators] = useDraft('administrators', start.administrators);
	const draft = {alias, description, tags, administrators};
	const setters = {
		alias: setAlias,
		description: setDescription,
		tags: setTags,
		administrators: setAdministrators,
	};
	const [problem, setProblem] = useState<string>();
	const [isAsking, setIsAsking] = useState(false);
	const [isLast, setIsLast] = useState(false);
	const submit = async (filled: NewKeyDraft) => {
		const read = readDraft(filled, account);
		if ('problem' in read) {
			setProblem(read.problem);
			return;
		}

		// KMS refuses a policy that names somebody who is not there, and does not say whom.
		const named = read.key.administrators ?? [];
		setIsAsking(named.length > 0);
		const missing = await missingPrincipals(named);
		setIsAsking(false);
		if (missing.length > 0) {
			setProblem(
				`There is no ${joinWords(missing, 'or')}. Check the name and, for a role with a path, the whole path.`,
			);
		} else {
			onCreate(read.key);
		}
	};

	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: isLast ? 'done' : 'next line'},
				...(isLast ? [] : [{key: 'Ctrl+D', does: 'done'}]),
			]}
			onBack={onBack}
		>
			<Box flexDirection="column">
				<Form
					fields={[
						{
							id: 'alias',
							label: 'Alias (the display name)',
							value: draft.alias,
							placeholder: 'workato-ekm',
						},
						{
							id: 'description',
							label: 'Description',
							value: draft.description,
							placeholder: 'optional',
						},
						{
							id: 'tags',
							label: 'Tags, as name=value, separated by commas',
							value: draft.tags,
							placeholder: 'optional: team=security, cost=42',
						},
						{
							id: 'administrators',
							label: 'Key administrators: ARNs of roles or users of this account',
							value: draft.administrators,
							placeholder: 'optional: the account’s IAM policies decide anyway',
						},
					]}
					onChange={(id, value) => {
						setProblem(undefined);
						setters[id](value);
					}}
					onSubmit={({id, value}) => {
						void submit({...draft, [id]: value});
					}}
					onLine={(id) => {
						setIsLast(id === 'administrators');
					}}
				/>
				{isAsking ? <Loading text="Asking AWS for the administrators" /> : undefined}
				{problem ? <Message kind="problem" text={problem} /> : undefined}
			</Box>
		</StepFrame>
	);
}

/** The same as lines of a form. */
type NewKeyDraft = {
	alias: string;
	description: string;
	tags: string;
	administrators: string;
};

/** The form for a new key: what was answered before, or a proposal named for the setup. */
function draftOf(name: string, key: NewKey | undefined): NewKeyDraft {
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
	const tags = split(draft.tags).map((tag) => tag.split('=').map((part) => part.trim()));
	const administrators = split(draft.administrators);
	const awsTag = tags.find(([name = '']) => /^(?:workato-)?aws:/iv.test(name));
	const badTag = tags.find(
		([name = '', value, ...more]) => name === '' || value === undefined || more.length > 0,
	);
	const names = tags.map(([name = '']) => name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	const badAdministrator = administrators.find((arn) => !isOwnRoleOrUser(arn, account));
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
			tags: Object.fromEntries(tags.map(([name = '', value = '']) => [name, value])),
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
