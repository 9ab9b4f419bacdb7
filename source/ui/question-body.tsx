import {useMemo, type ReactNode} from 'react';
import {Box} from 'ink';
import {cleanText, wrapText} from '../terminal/text.js';
import {useBodySize} from './theme.js';
import {useNoteBack, useTicks} from './drafts.js';
import {Lines, ScrollBox, wrapLines, type ScrollLine} from './scroll-box.js';
import {FilterList, PickList} from './filter-list.js';
import {type FilterItem} from './filter-items.js';
import {Form, TextField} from './text-field.js';
import {type Effect} from './line-mode.js';
import {LiveText, Loading} from './loading.js';
import {Message, messageRows, Paragraph} from './message.js';
import {memoize} from './memoize.js';
import {PasteBox} from './paste-box.js';
import {
	type Asking,
	type ChoiceQuestion,
	type ConfirmQuestion,
	type FormQuestion,
	type ListQuestion,
	type ListRow,
	type MultiselectQuestion,
	type Option,
	type PasteQuestion,
	type StatusMessage,
	type TextQuestion,
} from './question.js';
import {Select} from './select.js';
import {isPlainMenu, type AskedQuestion} from './use-question.js';

/** Draws any question, with what is said above and about it; the body of a screen. */
export function QuestionBody<Value, Id extends string>(asked: AskedQuestion<Value, Id>): ReactNode {
	const {question, messages, asking, chosen, noteChosen} = asked;
	switch (question.kind) {
		case 'text':
		case 'form': {
			return <Fields {...asked} question={question} />;
		}

		case 'paste': {
			return <Paste {...asked} question={question} />;
		}

		case 'choice': {
			return <Menu {...{question, messages, asking, chosen, noteChosen}} />;
		}

		case 'confirm': {
			return <Confirm {...{question, messages, noteChosen}} />;
		}

		case 'list':
		case 'multiselect': {
			return question.kind === 'list' && isPlainMenu(question) ? (
				<Menu question={menuOf(question)} {...{messages, asking, chosen, noteChosen}} />
			) : (
				<List {...{question, messages, asking, chosen, noteChosen}} />
			);
		}
	}
}

type Said = {readonly messages: readonly StatusMessage[]};

/** What an option or a row needs to be chosen, and to be found again. */
type Choosing = {
	readonly asking: Asking;
	readonly chosen: string | undefined;
	readonly noteChosen: (id?: string) => void;
};

type Text = string | readonly ScrollLine[];

function SaidAbove({text}: {readonly text: Text}) {
	const {columns} = useBodySize();
	return typeof text === 'string' ? (
		<Paragraph text={text} />
	) : (
		<Lines lines={wrapLines(text, columns)} />
	);
}

/** How many rows a text takes. */
function rowsOf(text: Text, columns: number): number {
	return text === ''
		? 0
		: typeof text === 'string'
			? wrapText(cleanText(text), columns).length
			: wrapLines(text, columns).length;
}

function Messages({messages}: Said) {
	return messages.map((message) => (
		<Message key={`${message.kind} ${message.text}`} {...message} />
	));
}

function messagesRows(messages: readonly StatusMessage[], columns: number): number {
	return messages.reduce((sum, {text}) => sum + messageRows(text, columns), 0);
}

/**
What is said about the fields stands below them; in a window too low for all of it, above them, so that a long message does
not push the fields out of sight: a body shows its end.
*/
function Fields<Value, Id extends string>({
	question,
	texts,
	messages,
	isWaiting,
	asking,
	submit,
	line,
	problems,
	moveBy,
}: Omit<AskedQuestion<Value, Id>, 'question'> & {
	readonly question: TextQuestion<Value> | FormQuestion<Value, Id>;
}) {
	const {columns, rows} = useBodySize();
	const {text = '', waiting = ''} = question;
	const below = isWaiting ? 1 : messagesRows(messages, columns);
	const fields = question.kind === 'form' ? question.fields : [{label: question.label}];
	const wrong = Object.values(problems).map((problem) => messageRows(problem, columns));
	const own = fields
		.map(({label}) => 1 + wrapText(label, columns).length)
		.reduce((sum, count) => sum + count, fields.length - 1);
	const spare =
		rows - rowsOf(text, columns) - own - below - wrong.reduce((sum, count) => sum + count, 0);
	// Empty lines between the three, where there is room for them.
	const gap = spare >= 2 ? 1 : 0;
	return (
		<Box flexDirection="column" gap={gap}>
			{text === '' ? undefined : <SaidAbove text={text} />}
			<Box flexDirection={spare < 0 ? 'column-reverse' : 'column'} gap={gap}>
				<Box flexDirection="column">
					{question.kind === 'form' ? (
						<Form
							fields={question.fields.map(({id, label, placeholder = ''}) => ({
								id,
								label,
								placeholder,
								value: texts[id] ?? '',
								problem: problems[id],
							}))}
							line={line}
							onChange={(id, value) => {
								asking.change({...asking.read(), [id]: value});
							}}
							onMove={moveBy}
							onSubmit={submit}
						/>
					) : (
						<TextField
							label={question.label}
							value={texts[''] ?? ''}
							placeholder={question.placeholder ?? ''}
							onChange={(value) => {
								asking.change({'': value});
							}}
							onSubmit={submit}
						/>
					)}
				</Box>
				{isWaiting ? <Loading text={waiting} /> : <Messages messages={messages} />}
			</Box>
		</Box>
	);
}

// Rows: the label, a few lines of the text, and how many are out of sight.
const roomForBox = 6;

/**
Empty lines set the box off where the whole text above has room with them; once something stands in it, a low window is for
that.
*/
function Paste<Value>({
	question: {text = '', label, isTextKept = false, isList = false, marks},
	texts: {'': value = ''},
	messages,
	asking,
	submit,
}: Omit<AskedQuestion<Value, string>, 'question'> & {
	readonly question: PasteQuestion<Value>;
}) {
	const {columns, rows} = useBodySize();
	const below = messagesRows(messages, columns);
	const above = rowsOf(text, columns);
	const isTold = text !== '' && (isTextKept || value === '' || rows - above - below >= roomForBox);
	const room = rows - below - (isTold ? above : 0);
	const gaps = isTold ? 2 : 1;
	// More lines than the window has need not be counted.
	const lines = value.split('\n', rows).length;
	const gap = room >= wrapText(label, columns).length + lines + gaps ? 1 : 0;
	return (
		<Box flexDirection="column" gap={gap}>
			{isTold ? <SaidAbove text={text} /> : undefined}
			<PasteBox
				label={label}
				value={value}
				rows={Math.max(3, room - gap * gaps)}
				isList={isList}
				marks={marks?.(value) ?? []}
				onChange={(next) => {
					asking.change({'': next});
				}}
				onSubmit={submit}
			/>
			<Messages messages={messages} />
		</Box>
	);
}

// A lower body has no line to spare.
const roomForGap = 16;

/**
Nothing is cut: in a low window the frame lets the person scroll. What there is to read has a window of its own, in the room that
is left.
*/
function Menu({
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
							label: option.label,
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
function menuOf({
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

function Confirm({
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
function List({
	question,
	messages,
	asking,
	chosen,
	noteChosen,
}: Said &
	Choosing & {
		readonly question: ListQuestion | MultiselectQuestion;
	}) {
	const {columns, rows} = useBodySize();
	const {text = '', least = fewestRows, actions = noActions} = question;
	const lines = rowsOf(text, columns);
	const said = messagesRows(messages, columns);
	const left = rows - said - lines;
	const gap = left > roomForListGap && said + lines > 0 ? 1 : 0;
	const noteBack = useNoteBack();
	const {isActionsLast = false} = question;
	const items = useMemo(() => {
		const rowItems = question.rows.map((row) => rowItemOf(row));
		const actionItems = actions.map((option): Row => ({
			id: `action ${idOf(option)}`,
			label: option.label,
			...(option.hint !== undefined && {detail: option.hint}),
			isAction: true,
			value: option,
		}));
		return isActionsLast ? [...rowItems, ...actionItems] : [...actionItems, ...rowItems];
	}, [actions, question.rows, isActionsLast]);
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

const rowItemOf = memoize((row: ListRow): Row => ({...row, value: row.id}));

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
