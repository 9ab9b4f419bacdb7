import {useMemo} from 'react';
import {Box} from 'ink';
import {memoize} from '../memoize.js';
import {useBodySize} from './theme.js';
import {useNoteBack, useTicks} from './drafts.js';
import {ScrollBox} from './scroll-box.js';
import {FilterList, PickList} from './filter-list.js';
import {type FilterItem} from './filter-items.js';
import {type Effect} from './line-mode.js';
import {LiveText, Loading} from './loading.js';
import {Message} from './message.js';
import {
	type Asking,
	type ChoiceQuestion,
	type ConfirmQuestion,
	type ListQuestion,
	type ListRow,
	type MultiselectQuestion,
	type Option,
} from './question.js';
import {Messages, messagesRows, rowsOf, SaidAbove, type Said} from './question-said.js';
import {Select} from './select.js';

/** What an option or a row needs to be chosen, and to be found again. */
export type Choosing = {
	readonly asking: Asking;
	readonly chosen: string | undefined;
	readonly noteChosen: (id?: string) => void;
};

// A lower body has no line to spare.
const roomForGap = 16;

/**
Nothing is cut: in a low window the frame lets the person scroll. What there is to read has a window of its own, in the room that
is left.
*/
export function Menu({
	question: {
		text = '',
		options,
		initial = 0,
		waiting,
		reading,
		readingFrom,
		progress = '',
		isAwaited,
		onBack,
	},
	messages,
	asking,
	chosen,
	noteChosen,
}: Said &
	Choosing & {
		readonly question: ChoiceQuestion;
	}) {
	const {columns, rows} = useBodySize();
	const isAlone = text === '' && messages.length === 0 && reading === undefined;
	const gap = rows >= roomForGap ? 1 : 0;
	const above = rowsOf(text, columns) + (text === '' ? 0 : gap);
	const messageHeight = messagesRows(messages, columns) + (messages.length === 0 ? 0 : gap);
	const choose = useChoose({asking, noteChosen}, onBack);
	const last = options.findIndex((option) => idOf(option) === chosen);
	return (
		<Box flexDirection="column">
			{reading === undefined ? undefined : (
				<ScrollBox
					isBesideMenu
					rows={Math.max(
						3,
						rows - above - messageHeight - rowsOf(progress, columns) - options.length - 1,
					)}
					lines={reading}
					from={readingFrom}
				/>
			)}
			{text === '' ? undefined : (
				<Box flexDirection="column" flexShrink={0} marginTop={reading === undefined ? 0 : gap}>
					<SaidAbove text={text} />
				</Box>
			)}
			{messages.length === 0 ? undefined : (
				<Box
					flexDirection="column"
					flexShrink={0}
					marginTop={text === '' && reading === undefined ? 0 : gap}
				>
					<Messages messages={messages} />
				</Box>
			)}
			<Progress progress={progress} isAwaited={isAwaited} />
			<Box marginTop={isAlone ? 0 : 1} flexDirection="column">
				{waiting === undefined ? (
					<Select
						items={options.map((option) => ({
							label: option.label,
							hint: option.hint,
							value: option,
						}))}
						initialIndex={last === -1 ? initial : last}
						onSelect={choose}
					/>
				) : (
					<Loading text={waiting} />
				)}
			</Box>
		</Box>
	);
}

/** A list that needs no filter, as a menu. */
export function menuOf({
	rows,
	actions = noActions,
	isActionsLast = false,
	first,
	onAnswer,
	...asked
}: ListQuestion): ChoiceQuestion {
	const options = rows.map(({id, label, detail, about = detail}): Option => ({
		id,
		label,
		...(about !== undefined && {hint: about}),
		choose: async () => onAnswer(id),
	}));
	const place = options.findIndex(({id}) => id === first);
	return {
		...asked,
		kind: 'choice',
		options: isActionsLast ? [...options, ...actions] : [...actions, ...options],
		initial: place === -1 ? 0 : place + (isActionsLast ? 0 : actions.length),
	};
}

/** What goes on by itself beside a menu. */
export function Progress({
	progress = '',
	isAwaited = false,
}: Pick<ChoiceQuestion, 'progress' | 'isAwaited'>) {
	return progress === '' ? undefined : isAwaited ? (
		<Loading text={progress} />
	) : (
		<LiveText text={progress} />
	);
}

/** Chooses an option, and notes which, for who comes back to the question; leading back is no choice. */
export function useChoose(
	{asking, noteChosen}: Pick<Choosing, 'asking' | 'noteChosen'>,
	onBack: unknown,
): (option: Option, id?: string) => Effect {
	const noteBack = useNoteBack();
	return (option, id = idOf(option)): Effect => {
		if (option.choose === onBack) {
			noteBack();
		} else {
			noteChosen(id);
		}

		return option.choose(asking);
	};
}

/** What can be answered to a yes or no; “no” leads back. */
export function confirmOptions({no, yes, onNo, onYes}: ConfirmQuestion): Option[] {
	return [{label: no, choose: onNo}, ...(yes === undefined ? [] : [{label: yes, choose: onYes}])];
}

/** What an option is found again by. */
function idOf({id, label}: Option): string {
	return id ?? label;
}

/** Yes or no, after what has to be considered. */
export function Confirm({
	question: {warnings = [], ...question},
	messages,
	...choosing
}: Said & Pick<Choosing, 'asking' | 'noteChosen'> & {readonly question: ConfirmQuestion}) {
	const choose = useChoose(choosing, question.onNo);
	return (
		<Box flexDirection="column">
			{warnings.map((warning) => (
				<Message key={warning} kind="warning" text={warning} />
			))}
			<Messages messages={messages} />
			<Box marginTop={1} flexDirection="column" gap={question.text === undefined ? 0 : 1}>
				<SaidAbove text={question.text ?? 'Is this what you want?'} />
				<Select
					items={confirmOptions(question).map((option) => ({label: option.label, value: option}))}
					onSelect={choose}
				/>
			</Box>
		</Box>
	);
}

// A list's filter, its counts, one row and what that has to say.
const fewestRows = 4;
// With at least this left for it, an empty line sets the list off.
const roomForListGap = 12;

/** What stands in a list: a row by its id, or something to do with the rows. */
export type ListItem = FilterItem<string | Option>;

/** The rows of a list and what can be done with them, in their order; in the words for a screen reader where it is heard. */
export function listItems(
	{
		rows,
		actions = noActions,
		isActionsLast = false,
	}: Pick<ListQuestion, 'rows' | 'actions' | 'isActionsLast'>,
	isScreenReader = false,
): ListItem[] {
	const rowItems = rows.map((row) => rowItemOf(row, isScreenReader));
	const actionItems = actions.map((option): ListItem => ({
		id: `action ${idOf(option)}`,
		label: isScreenReader ? (option.screenReader ?? option.label) : option.label,
		...(option.hint !== undefined && {detail: option.hint}),
		isAction: true,
		value: option,
	}));
	return isActionsLast ? [...rowItems, ...actionItems] : [...actionItems, ...rowItems];
}

/**
The list has the rows that are left. Where the window is too low for all of it the frame scrolls: the list stays in sight,
and PageUp leads to the text.
*/
export function List({
	question,
	messages,
	asking,
	chosen,
	noteChosen,
}: Said & Choosing & {readonly question: ListQuestion | MultiselectQuestion}) {
	const {columns, rows} = useBodySize();
	const {text = '', least = fewestRows} = question;
	const lines = rowsOf(text, columns);
	const said = messagesRows(messages, columns);
	const left = rows - said - lines;
	const gap = left > roomForListGap && said + lines > 0 ? 1 : 0;
	const choose = useChoose({asking, noteChosen}, question.onBack);
	const {rows: listed, actions, isActionsLast} = question;
	const items = useMemo(
		() => listItems({rows: listed, actions, isActionsLast}),
		[listed, actions, isActionsLast],
	);
	const list = {...question, rows: Math.max(least, left - gap), items};
	return (
		<Box flexDirection="column">
			{text === '' ? undefined : <SaidAbove text={text} />}
			<Messages messages={messages} />
			<Box flexDirection="column" marginTop={gap}>
				{list.kind === 'multiselect' ? (
					<Ticked {...list} noteChosen={noteChosen} />
				) : (
					<FilterList
						{...list}
						first={question.first ?? chosen}
						onSelect={(value): Effect => {
							if (typeof value !== 'string') {
								return choose(value, `action ${idOf(value)}`);
							}

							noteChosen(value);
							return list.onAnswer(value);
						}}
					/>
				)}
			</Box>
		</Box>
	);
}

const noActions: readonly Option[] = [];

const rowItemOf = memoize(({screenReader, ...row}: ListRow, isScreenReader: boolean): ListItem => ({
	...row,
	...(isScreenReader && screenReader !== undefined && {detail: screenReader}),
	value: row.id,
}));

/** Keeps what is ticked for who comes back, and answers with the ids of the rows. */
export function useTickedAnswer(
	{id, initial, onAnswer}: Pick<MultiselectQuestion, 'id' | 'initial' | 'onAnswer'>,
	items: readonly ListItem[],
	noteChosen: Choosing['noteChosen'],
) {
	const [chosen, onTicked] = useTicks(id, initial);
	return {
		items,
		chosen,
		onTicked,
		onDone(values: ReadonlyArray<string | Option>): Effect {
			noteChosen();
			return onAnswer(values.filter((value) => typeof value === 'string'));
		},
	};
}

function Ticked({
	items,
	noteChosen,
	...list
}: Omit<MultiselectQuestion, 'rows'> &
	Pick<Choosing, 'noteChosen'> & {
		readonly items: readonly ListItem[];
		readonly rows: number;
	}) {
	return <PickList {...list} {...useTickedAnswer(list, items, noteChosen)} />;
}
