import {Box} from 'ink';
import {type IdentityChoice} from '../../aws/profiles/identity-choice.js';
import {type IdentityList} from '../../aws/profiles/list-identities.js';
import {useBodySize} from '../../components/body-size.js';
import {FilterList} from '../../components/filter-list.js';
import {Loading} from '../../components/loading.js';
import {Message} from '../../components/message.js';
import {ScreenFrame} from '../../components/screen-frame.js';
import {wrapText} from '../../terminal/text.js';
import {identityHelp} from './help.js';
import {stateWords, whoWords} from './identity-words.js';

export type ListChoice =
	{type: 'identity'; choice: IdentityChoice} | {type: 'new'} | {type: 'again'};

type Props = {
	readonly list: IdentityList | undefined;
	/** Milliseconds since 1970, when the list was read. */
	readonly readAt: number;
	readonly onSelect: (choice: ListChoice) => void;
};

/** Every identity this machine offers, the one in use first, each with its state. */
export function IdentityListView({list, readAt, onSelect}: Props) {
	return (
		<ScreenFrame
			title="Who are you in AWS?"
			help={identityHelp.list}
			keys={[
				{key: 'Type', does: 'filter'},
				{key: '↑↓', does: 'choose'},
				{key: 'Enter', does: 'open'},
				{key: 'Esc', does: 'back'},
			]}
		>
			{list ? (
				<Choices list={list} readAt={readAt} onSelect={onSelect} />
			) : (
				<Loading text="Reading your AWS files" />
			)}
		</ScreenFrame>
	);
}

function Choices({
	list: {choices, preselect, problems},
	readAt,
	onSelect,
}: Props & {readonly list: IdentityList}) {
	const {columns, rows} = useBodySize();
	const trouble = problems.map(
		({path, line, message, reader}) =>
			`${path}${line === undefined ? '' : `, line ${line}`}: ${message}${reader === 'aws CLI' ? ' The aws CLI refuses this file.' : ''}`,
	);
	const used = trouble.reduce(
		(sum, text) => sum + wrapText(text, columns - 14).length,
		0,
	);
	const sorted = choices.toSorted(
		(one, other) =>
			Number(other.id === preselect) - Number(one.id === preselect),
	);
	const items: Array<{
		id: string;
		label: string;
		detail: string;
		value: ListChoice;
	}> = [
		...sorted.map((choice) => ({
			id: choice.id,
			label: `${choice.profile ?? choice.label}: ${stateWords(choice, readAt)}`,
			detail: [whoWords(choice), choice.profile ? choice.label : '']
				.filter((part) => part !== '')
				.join(' · '),
			value: {type: 'identity' as const, choice},
		})),
		{
			id: 'new profile',
			label: 'Make a profile for company sign-in (SSO)',
			detail: 'you need the start URL of your company’s access portal',
			value: {type: 'new'},
		},
		{
			id: 'read again',
			label: 'Look again',
			detail: 'after a sign-in in another window',
			value: {type: 'again'},
		},
	];
	return (
		<Box flexDirection="column">
			{trouble.map((text) => (
				<Message key={text} kind="warning" text={text} />
			))}
			<FilterList
				rows={Math.max(4, rows - used)}
				items={items}
				onSelect={onSelect}
			/>
		</Box>
	);
}
