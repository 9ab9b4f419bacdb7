import {useMemo, type ReactNode} from 'react';
import {Box} from 'ink';
import {cleanText, wrapText} from '../terminal/text.js';
import {useBodySize} from './theme.js';
import {useTicks} from './drafts.js';
import {FilterList, PickList} from './filter-list.js';
import {type FilterItem} from './filter-items.js';
import {Form, TextField} from './text-field.js';
import {type Effect} from './line-mode.js';
import {Loading} from './loading.js';
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
import {type AskedQuestion} from './use-question.js';

/** Draws any question, with what is said above and about it; the body of a screen. */
export function QuestionBody<Value, Id extends string>(asked: AskedQuestion<Value, Id>): ReactNode {
	const {question, message, asking} = asked;
	switch (question.kind) {
		case 'text':
		case 'form': {
			return <Fields {...asked} question={question} />;
		}

		case 'paste': {
			return <Paste {...asked} question={question} />;
		}

		case 'choice': {
			return <Menu question={question} message={message} asking={asking} />;
		}

		case 'confirm': {
			return <Confirm question={question} message={message} />;
		}

		case 'list':
		case 'multiselect': {
			return <List question={question} message={message} asking={asking} />;
		}
	}
}

type Said = {readonly message: StatusMessage | undefined};

/**
What is said about the fields stands below them; in a window too low for all of it, above them, so that a long message does
not push the fields out of sight: a body shows its end.
*/
function Fields<Value, Id extends string>({
	question,
	texts,
	message,
	isWaiting,
	asking,
	submit,
	setLine,
}: Omit<AskedQuestion<Value, Id>, 'question'> & {
	readonly question: TextQuestion<Value> | FormQuestion<Value, Id>;
}) {
	const {columns, rows} = useBodySize();
	const {text = '', waiting = ''} = question;
	const above = text === '' ? 0 : wrapText(cleanText(text), columns).length;
	const below = isWaiting ? 1 : message ? messageRows(message.kind, message.text, columns) : 0;
	const fields = question.kind === 'form' ? question.fields : [{label: question.label}];
	const own = fields
		.map(({label}) => 1 + wrapText(label, columns).length)
		.reduce((sum, count) => sum + count, fields.length - 1);
	const spare = rows - above - own - below;
	// Empty lines between the three, where there is room for them.
	const gap = spare >= 2 ? 1 : 0;
	return (
		<Box flexDirection="column" gap={gap}>
			{text === '' ? undefined : <Paragraph text={text} />}
			<Box flexDirection={spare < 0 ? 'column-reverse' : 'column'} gap={gap}>
				<Box flexDirection="column">
					{question.kind === 'form' ? (
						<Form
							fields={question.fields.map(({id, label, placeholder = ''}) => ({
								id,
								label,
								placeholder,
								value: texts[id] ?? '',
							}))}
							onChange={(id, value) => {
								asking.change({...asking.read(), [id]: value});
							}}
							onSubmit={submit}
							onLine={setLine}
						/>
					) : (
						<TextField
							label={question.label}
							value={texts[''] ?? ''}
							placeholder={question.placeholder ?? ''}
							onLines={question.onLines}
							onChange={(value) => {
								asking.change({'': value});
							}}
							onSubmit={submit}
						/>
					)}
				</Box>
				{isWaiting ? <Loading text={waiting} /> : message ? <Message {...message} /> : undefined}
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
	message,
	asking,
	submit,
}: Omit<AskedQuestion<Value, string>, 'question'> & {
	readonly question: PasteQuestion<Value>;
}) {
	const {columns, rows} = useBodySize();
	const below = message ? messageRows(message.kind, message.text, columns) : 0;
	const above = text === '' ? 0 : wrapText(text, columns).length;
	const isTold = text !== '' && (isTextKept || value === '' || rows - above - below >= roomForBox);
	const room = rows - below - (isTold ? above : 0);
	const gaps = isTold ? 2 : 1;
	// More lines than the window has need not be counted.
	const lines = value.split('\n', rows).length;
	const gap = room >= wrapText(label, columns).length + lines + gaps ? 1 : 0;
	return (
		<Box flexDirection="column" gap={gap}>
			{isTold ? <Paragraph text={text} /> : undefined}
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
			{message ? <Message {...message} /> : undefined}
		</Box>
	);
}

// A lower body has no line to spare.
const roomForGap = 16;

/** Nothing is cut: in a low window the frame lets the person scroll. */
function Menu({
	question: {text = '', options, initial = 0, waiting},
	message,
	asking,
}: Said & {
	readonly question: ChoiceQuestion;
	readonly asking: Asking;
}) {
	const {rows} = useBodySize();
	const isAlone = text === '' && message === undefined;
	return (
		<Box flexDirection="column">
			{text === '' ? undefined : <Paragraph text={text} />}
			{message ? (
				<Box
					flexDirection="column"
					flexShrink={0}
					marginTop={text !== '' && rows >= roomForGap ? 1 : 0}
				>
					<Message {...message} />
				</Box>
			) : undefined}
			<Box marginTop={isAlone ? 0 : 1} flexDirection="column">
				{waiting === undefined ? (
					<Select
						items={options.map(({choose, label, hint}) => ({
							label,
							hint,
							value: choose,
						}))}
						initialIndex={initial}
						onSelect={(choose): Effect => choose(asking)}
					/>
				) : (
					<Loading text={waiting} />
				)}
			</Box>
		</Box>
	);
}

function Confirm({
	question: {warnings = [], text, ...question},
	message,
}: Said & {readonly question: ConfirmQuestion}) {
	return (
		<Box flexDirection="column">
			{warnings.map((warning) => (
				<Message key={warning} kind="warning" text={warning} />
			))}
			{message ? <Message {...message} /> : undefined}
			<Box marginTop={1} flexDirection="column" gap={text === undefined ? 0 : 1}>
				<Paragraph text={text ?? 'Is this what you want?'} />
				<Select
					items={[
						{label: question.no, value: question.onNo},
						{label: question.yes, value: question.onYes},
					]}
					onSelect={(act): Effect => act()}
				/>
			</Box>
		</Box>
	);
}

// A list's filter, its counts, one row and what that has to say.
const fewestRows = 4;
// With at least this left for it, an empty line sets the list off.
const roomForListGap = 12;

type Row = FilterItem<string | Option['choose']>;

/**
The list has the rows that are left. Where the window is too low for all of it the frame scrolls: the list stays in sight,
and PageUp leads to the text.
*/
function List({
	question,
	message,
	asking,
}: Said & {
	readonly question: ListQuestion | MultiselectQuestion;
	readonly asking: Asking;
}) {
	const {columns, rows} = useBodySize();
	const {text = '', least = fewestRows, actions = noActions} = question;
	const lines = text === '' ? 0 : wrapText(cleanText(text), columns).length;
	const said = message ? messageRows(message.kind, message.text, columns) : 0;
	const left = rows - said - lines;
	const gap = left > roomForListGap && said + lines > 0 ? 1 : 0;
	const {isActionsLast = false} = question;
	const items = useMemo(() => {
		const rowItems = question.rows.map((row) => itemOf(row));
		const actionItems = actions.map(({id = '', label, hint, choose}, index): Row => ({
			id: `action ${id || index}`,
			label,
			...(hint !== undefined && {detail: hint}),
			isAction: true,
			value: choose,
		}));
		return isActionsLast ? [...rowItems, ...actionItems] : [...actionItems, ...rowItems];
	}, [actions, question.rows, isActionsLast]);
	const list = {...question, rows: Math.max(least, left - gap), items};
	return (
		<Box flexDirection="column">
			{text === '' ? undefined : <Paragraph text={text} />}
			{message ? <Message {...message} /> : undefined}
			<Box flexDirection="column" marginTop={gap}>
				{list.kind === 'multiselect' ? (
					<Ticked {...list} />
				) : (
					<FilterList
						{...list}
						onSelect={(value): Effect =>
							typeof value === 'string' ? list.onAnswer(value) : value(asking)
						}
					/>
				)}
			</Box>
		</Box>
	);
}

const noActions: readonly Option[] = [];

const itemOf = memoize((row: ListRow): Row => ({...row, value: row.id}));

function Ticked({
	id,
	initial,
	onAnswer,
	...list
}: Omit<MultiselectQuestion, 'rows'> & {
	readonly items: readonly Row[];
	readonly rows: number;
}) {
	const [ticked, keepTicked] = useTicks(id, initial);
	return (
		<PickList
			{...list}
			chosen={ticked}
			onTicked={keepTicked}
			onDone={(values): Effect => onAnswer(values.filter((value) => typeof value === 'string'))}
		/>
	);
}
