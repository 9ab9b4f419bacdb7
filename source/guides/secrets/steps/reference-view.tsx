import {useState} from 'react';
import {type Lookup} from '../../../aws/errors.js';
import {type SecretFacts, type SecretContents} from '../../../resources/secret/read.js';
import {type ListRow, type Option, type StatusMessage} from '../../../ui/question.js';
import {useTools} from '../../../terminal/tools.js';
import {QuestionStep} from '../../step-frame.js';
import {copyNotice} from '../../steps/in-workato.js';

/**
The text that stands for a value in a field of a Workato connection. `key` is the key inside the secret's JSON, not the
secret's name. `undefined` for a key that would end the text early.
*/
function secretReference(key: string, arn: string): string | undefined {
	return /[\p{Control}:\{\}]/v.test(key) || key === '' ? undefined : `{{workato:sm:${key}:${arn}}}`;
}

/** The text that stands for one secret, by key; its key names are looked up only when the person says so. */
export function ReferenceView({
	secret: {arn},
	inspect,
	onBack,
}: {
	readonly secret: SecretFacts;
	readonly inspect: (secretArn: string) => Promise<Lookup<SecretContents>>;
	readonly onBack: () => void;
}) {
	const tools = useTools();
	const [contents, setContents] = useState<Lookup<SecretContents>>();
	const [isRefreshing, setIsRefreshing] = useState(false);
	// Without spaces: it is cut behind its punctuation only.
	const pattern = secretReference('<key-name>', arn) ?? '';
	const [shown, setShown] = useState(pattern);
	const [copied, setCopied] = useState<StatusMessage>();
	const copy = async (text: string) => {
		setShown(text);
		setCopied(copyNotice(await tools.copy(text)));
	};

	const asked = {
		text: [
			{
				text: '“Key name” is a key inside the secret’s JSON, not the name of the secret. In “+ Add external secret” give the key name and the secret ARN, or paste this text:',
			},
			{text: shown, isStrong: true},
		],
		message: [copied ?? [], describeContents(contents) ?? []].flat(),
		onBack,
	};
	const copyArn: Option = {
		label: 'Copy the secret ARN',
		hint: arn,
		choose: async () => copy(arn),
	};
	if (contents?.state === 'found' && contents.value.kind === 'keys') {
		return (
			<QuestionStep
				question={{
					...asked,
					kind: 'list',
					id: `keys of ${arn}`,
					actions: [copyArn],
					rows: contents.value.keys.map((key) => rowOf(key, arn)),
					placeholder: 'Type to find a key',
					emptyText: 'No key matches.',
					enter: 'copy',
					least: 7,
					async onAnswer(id) {
						await copy(secretReference(id, arn) ?? '');
					},
				}}
			/>
		);
	}

	return (
		<QuestionStep
			question={{
				...asked,
				kind: 'choice',
				id: `text for ${arn}`,
				waiting: isRefreshing ? 'Reading the secret for the names of its keys' : undefined,
				options: [
					{
						label: 'List the names of its keys',
						hint: 'reads it with your identity; no value is shown',
						async choose() {
							setCopied(undefined);
							setIsRefreshing(true);
							setContents(await inspect(arn));
							setIsRefreshing(false);
						},
					},
					{
						label: 'Copy the text',
						hint: 'whole; then put the name of a key in it',
						choose: async () => copy(pattern),
					},
					copyArn,
				],
			}}
		/>
	);
}

function rowOf(key: string, arn: string): ListRow {
	const reference = secretReference(key, arn);
	return {
		id: key,
		label: key === '' ? '(empty)' : key,
		detail: reference === undefined ? '' : 'Enter copies its text',
		...(reference === undefined && {disabled: 'Workato’s text cannot hold this name'}),
	};
}

/** What is wrong with a secret that was looked into. */
function describeContents(contents: Lookup<SecretContents> | undefined): StatusMessage | undefined {
	if (contents === undefined) {
		return undefined;
	}

	if (contents.state !== 'found') {
		return {
			kind: 'problem',
			text: `AWS did not show it: ${contents.state === 'unknown' ? contents.reason : 'the secret is not there.'}`,
		};
	}

	const {value} = contents;
	if (value.kind === 'keys') {
		return value.keys.length === 0
			? {kind: 'problem', text: 'It is JSON, but it has no keys.'}
			: undefined;
	}

	const kinds = {
		'other-json': 'It is JSON, but not keys with values.',
		text: 'It is plain text, not JSON.',
		binary: 'It is binary data, not JSON.',
	};
	return {
		kind: 'problem',
		text: `${kinds[value.kind]} Workato takes secrets with keys and values only.`,
	};
}
