import {useMemo} from 'react';
import {Box} from 'ink';
import {memoize} from '../memoize.js';
import {useBodySize} from './theme.js';
import {useNoteBack, useTicks} from './drafts.js';
import {ScrollBox} from './scroll-box.js';
import {FilterList, PickList} from './filter-list.js';
import {type FilterItem} from './filter-items.js';
import {useIsLineMode, type Effect} from './line-mode.js';
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
type Choosing = {
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
	const told = messagesRows(messages, columns) + (messages.length === 0 ? 0 : gap);
	const noteBack = useNoteBack();
	const isLineMode = useIsLineMode();
	const last = options.findIndex((option) => idOf(option) === chosen);
	return (
		<Box flexDirection="column">
			{reading === undefined ? undefined : (
				<ScrollBox
					isBesideMenu
					rows={Math.max(3, rows - above - told - rowsOf(progress, columns) - options.length - 1)}
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
							label: isLineMode ? (option.screenReader ?? option.label) : option.label,
							hint: option.hint,
							value: option,
						}))}
						initialIndex={last === -1 ? initial : last}
						onSelect={(option): Effect => {
							if (option.choose === onBack) {
								noteBack();
							} else {
								noteChosen(idOf(option));
							}

							return option.choose(asking);
						}}
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

function Progress({
	progress = '',
	isAwaited = false,
}: Pick<ChoiceQuestion, 'progress' | 'isAwaited'>) {
	return progress === '' ? undefined : isAwaited ? (
		<Loading text={progress} />
	) : (
		<LiveText text={progress} />
	);
}

/** What an option is found again by. */
function idOf({id, label}: Option): string {
	return id ?? label;
}

/** Yes or no, after what has to be considered. */
export function Confirm({
	question: {warnings = [], ...question},
	messages,
	noteChosen,
}: Said & Pick<Choosing, 'noteChosen'> & {readonly question: ConfirmQuestion}) {
	const noteBack = useNoteBack();
	return (
		<Box flexDirection="column">
			{warnings.map((warning) => (
				<Message key={warning} kind="warning" text={warning} />
			))}
			<Messages messages={messages} />
			<Box marginTop={1} flexDirection="column" gap={question.text === undefined ? 0 : 1}>
				<SaidAbove text={question.text ?? 'Is this what you want?'} />
				<Select
					items={[
						{label: question.no, value: false},
						...(question.yes === undefined ? [] : [{label: question.yes, value: true}]),
					]}
					onSelect={(isMeant): Effect => {
						if (isMeant) {
							noteChosen();
							return question.onYes();
						}

						noteBack();
						return question.onNo();
					}}
				/>
			</Box>
		</Box>
	);
}

// A list's filter, its counts, one row and what that has to say.
const fewestRows = 4;
// With at least this left for it, an empty line sets the list off.
const roomForListGap = 12;

type Row = FilterItem<string | Option>;

/**
The list has the rows that are left. Where the window is too low for all of it the frame scrolls: the list stays in sight,
and PageUp leads to the text.
*/
export function List(
	props: Said & Choosing & {readonly question: ListQuestion | MultiselectQuestion},
) {
	const {awaited} = props.question;
	return useIsLineMode() && awaited !== undefined ? (
		<Loading text={awaited} />
	) : (
		<ListBody {...props} />
	);
}

function ListBody({
	question,
	messages,
	asking,
	chosen,
	noteChosen,
}: Said & Choosing & {readonly question: ListQuestion | MultiselectQuestion}) {
	const {columns, rows} = useBodySize();
	const {text = '', least = fewestRows, actions = noActions} = question;
	const lines = rowsOf(text, columns);
	const said = messagesRows(messages, columns);
	const left = rows - said - lines;
	const gap = left > roomForListGap && said + lines > 0 ? 1 : 0;
	const noteBack = useNoteBack();
	const {isActionsLast = false} = question;
	const isLineMode = useIsLineMode();
	const items = useMemo(() => {
		const rowItems = question.rows.map((row) => rowItemOf(row, isLineMode));
		const actionItems = actions.map((option): Row => ({
			id: `action ${idOf(option)}`,
			label: isLineMode ? (option.screenReader ?? option.label) : option.label,
			...(option.hint !== undefined && {detail: option.hint}),
			isAction: true,
			value: option,
		}));
		return isActionsLast ? [...rowItems, ...actionItems] : [...actionItems, ...rowItems];
	}, [actions, question.rows, isActionsLast, isLineMode]);
	const list = {
		...question,
		...(isLineMode && question.isStatusQuiet && {status: ''}),
		rows: Math.max(least, left - gap),
		items,
	};
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
							if (typeof value === 'string') {
								noteChosen(value);
								return list.onAnswer(value);
							}

							if (value.choose === question.onBack) {
								noteBack();
							} else {
								noteChosen(`action ${idOf(value)}`);
							}

							return value.choose(asking);
						}}
					/>
				)}
			</Box>
		</Box>
	);
}

const noActions: readonly Option[] = [];

const rowItemOf = memoize(({screenReader, ...row}: ListRow, isLineMode: boolean): Row => ({
	...row,
	...(isLineMode && screenReader !== undefined && {detail: screenReader}),
	value: row.id,
}));

function Ticked({
	id,
	initial,
	onAnswer,
	noteChosen,
	...list
}: Omit<MultiselectQuestion, 'rows'> &
	Pick<Choosing, 'noteChosen'> & {
		readonly items: readonly Row[];
		readonly rows: number;
	}) {
	const [ticked, keepTicked] = useTicks(id, initial);
	return (
		<PickList
			{...list}
			chosen={ticked}
			onTicked={keepTicked}
			onDone={(values): Effect => {
				noteChosen();
				return onAnswer(values.filter((value) => typeof value === 'string'));
			}}
		/>
	);
}
