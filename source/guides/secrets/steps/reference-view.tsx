import {useState} from 'react';
import {Box, Text} from 'ink';
import {type Lookup} from '../../../aws/lookup.js';
import {type SecretFacts, type SecretContents} from '../../../resources/secret/read.js';
import {useBodySize} from '../../../ui/theme.js';
import {FilterList} from '../../../ui/filter-list.js';
import {Loading} from '../../../ui/loading.js';
import {Message, Paragraph} from '../../../ui/message.js';
import {type CopyOutcome} from '../../../terminal/clipboard.js';
import {cleanLine, wrapText} from '../../../terminal/text.js';
import {useTools} from '../../../terminal/tools.js';
import {StepFrame} from '../../step-frame.js';
import {CopyMessage} from '../../steps/copied.js';

/**
The text that stands for a value in a field of a Workato connection. `key` is the key inside the secret's JSON, not the
secret's name. `undefined` for a key that would end the text early.
*/
function secretReference(key: string, arn: string): string | undefined {
	return /[\p{Control}:\{\}]/v.test(key) || key === '' ? undefined : `{{workato:sm:${key}:${arn}}}`;
}

type Contents = Lookup<SecretContents> | 'looking' | undefined;

/** The text that stands for one secret, by key; its key names are looked up only when the person says so. */
export function ReferenceView({
	secret,
	lookInto,
	onBack,
}: {
	readonly secret: SecretFacts;
	readonly lookInto: (secretArn: string) => Promise<Lookup<SecretContents>>;
	readonly onBack: () => void;
}) {
	const tools = useTools();
	const [contents, setContents] = useState<Contents>();
	const [copy, setCopy] = useState<CopyOutcome>();
	const [shown, setShown] = useState(patternOf(secret));
	const act = async (choice: 'look' | {copy: string}) => {
		if (choice === 'look') {
			setContents('looking');
			setContents(await lookInto(secret.arn));
		} else {
			setShown(choice.copy);
			setCopy(await tools.copy(choice.copy));
		}
	};

	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
			]}
			onBack={onBack}
		>
			<ReferenceBody
				secret={secret}
				contents={contents}
				shown={shown}
				copy={copy}
				onChoose={(choice) => {
					void act(choice);
				}}
			/>
		</StepFrame>
	);
}

// The filter, the counts, what can be done, and what it is; the frame scrolls where that is too much.
const leastList = 7;

// Lower windows have no line to spare around the text.
const roomForGaps = 14;

const advice =
	'“Key name” is a key inside the secret’s JSON, not the name of the secret. In “+ Add external secret” give the key name and the secret ARN, or paste this text:';

function ReferenceBody({
	secret,
	contents,
	shown,
	copy,
	onChoose,
}: {
	readonly secret: SecretFacts;
	readonly contents: Contents;
	readonly shown: string;
	readonly copy: CopyOutcome | undefined;
	readonly onChoose: (choice: 'look' | {copy: string}) => void;
}) {
	const {columns, rows} = useBodySize();
	// Cut behind its punctuation where it does not fit.
	const reference = wrapText(cleanLine(shown), columns);
	const gap = rows >= roomForGaps ? 1 : 0;
	const used = wrapText(advice, columns).length + reference.length + 3 + gap * 2;
	return (
		<Box flexDirection="column">
			<Paragraph text={advice} />
			<Box marginY={gap}>
				<Text bold>{reference.join('\n')}</Text>
			</Box>
			<CopyMessage copy={copy} />
			{contents === 'looking' ? (
				<Loading text="Reading the secret for the names of its keys" />
			) : (
				<>
					<ContentsMessage contents={contents} />
					<FilterList
						rows={Math.max(leastList, rows - used)}
						items={[
							...(contents?.state === 'found' && contents.value.kind === 'keys'
								? keyItems(contents.value.keys, secret.arn)
								: [
										{
											id: 'look',
											label: 'List the names of its keys',
											detail: 'reads it with your identity; no value is shown',
											isAction: true,
											value: 'look' as const,
										},
										{
											id: 'text',
											label: 'Copy the text',
											detail: 'whole; then put the name of a key in it',
											isAction: true,
											value: {copy: patternOf(secret)},
										},
									]),
							{
								id: 'arn',
								label: 'Copy the secret ARN',
								detail: secret.arn,
								isAction: true,
								value: {copy: secret.arn},
							},
						]}
						placeholder="Type to find a key"
						onSelect={onChoose}
					/>
				</>
			)}
		</Box>
	);
}

// Without spaces: it is cut behind its punctuation only.
function patternOf({arn}: SecretFacts): string {
	return secretReference('<key-name>', arn) ?? '';
}

function keyItems(keys: readonly string[], arn: string) {
	return keys.map((key) => {
		const reference = secretReference(key, arn);
		return {
			id: `key ${key}`,
			label: key === '' ? '(empty)' : key,
			detail: reference === undefined ? '' : 'Enter copies its text',
			...(reference === undefined && {
				disabled: 'Workato’s text cannot hold this name',
			}),
			value: {copy: reference ?? ''},
		};
	});
}

function ContentsMessage({contents}: {readonly contents: Lookup<SecretContents> | undefined}) {
	if (contents === undefined) {
		return undefined;
	}

	if (contents.state !== 'found') {
		return (
			<Message
				kind="problem"
				text={`AWS did not show it: ${contents.state === 'unknown' ? contents.reason : 'the secret is not there.'}`}
			/>
		);
	}

	const {value} = contents;
	if (value.kind === 'keys') {
		return value.keys.length === 0 ? (
			<Message kind="problem" text="It is JSON, but it has no keys." />
		) : undefined;
	}

	const kinds = {
		'other-json': 'It is JSON, but not keys with values.',
		text: 'It is plain text, not JSON.',
		binary: 'It is binary data, not JSON.',
	};
	return (
		<Message
			kind="problem"
			text={`${kinds[value.kind]} Workato takes secrets with keys and values only.`}
		/>
	);
}
