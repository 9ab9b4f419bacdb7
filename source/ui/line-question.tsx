import {type ReactNode} from 'react';
import {Box} from 'ink';
import {cleanLine} from '../terminal/text.js';
import {countOf, countText, filterItems, labelled, searchTexts} from './filter-items.js';
import {useTickedRows} from './filter-list.js';
import {useAsk, useLineProgress, type Ask, type Effect} from './line-mode.js';
import {Loading} from './loading.js';
import {Message} from './message.js';
import {
	type ChoiceQuestion,
	type ConfirmQuestion,
	type FormQuestion,
	type ListQuestion,
	type MultiselectQuestion,
	type Option,
	type TextQuestion,
	type PasteQuestion,
} from './question.js';
import {
	confirmOptions,
	listItems,
	menuOf,
	Progress,
	useChoose,
	useTickedAnswer,
	type Choosing,
	type ListItem,
} from './question-choices.js';
import {Messages, SaidAbove, type Said} from './question-said.js';
import {ScrollBox} from './scroll-box.js';
import {isPlainMenu, type AskedQuestion} from './use-question.js';

/**
A question where answers are whole lines: what is said of it, and what it asks, from the same data that is drawn elsewhere. Here
alone a question becomes an `Ask`.
*/
export function LineQuestion<Value, Id extends string>(asked: AskedQuestion<Value, Id>): ReactNode {
	const {question, messages, asking, chosen, noteChosen} = asked;
	switch (question.kind) {
		case 'text':
		case 'form': {
			return <LineFields {...asked} question={question} />;
		}

		case 'paste': {
			return <LinePaste {...asked} question={question} />;
		}

		case 'choice': {
			return <LineMenu {...{question, messages, asking, chosen, noteChosen}} />;
		}

		case 'confirm': {
			return <LineConfirm {...{question, messages, asking, chosen, noteChosen}} />;
		}

		case 'list':
		case 'multiselect': {
			const {awaited} = question;
			if (awaited !== undefined) {
				return <Loading text={awaited} />;
			}

			if (question.kind === 'list' && isPlainMenu(question)) {
				return <LineMenu question={menuOf(question)} {...{messages, asking, chosen, noteChosen}} />;
			}

			const said = {messages, asking, chosen, noteChosen};
			return question.kind === 'list' ? (
				<LineList {...said} question={question} />
			) : (
				<LineTicks {...said} question={question} />
			);
		}
	}
}

/** Asks for one of a few options, by its place. */
export function askChoice(
	options: ReadonlyArray<Pick<Option, 'label' | 'screenReader' | 'hint'>>,
	choose: (index: number) => Effect,
	insteadOf?: string,
): Ask | undefined {
	return options.length === 0
		? undefined
		: {
				type: 'choice',
				choices: options.map(({label, screenReader = label, hint}) => ({
					label: screenReader,
					...(hint !== undefined && {hint}),
				})),
				choose,
				...(insteadOf !== undefined && {insteadOf}),
			};
}

function LineFields<Value, Id extends string>({
	question,
	texts,
	messages,
	isWaiting,
	asking,
	submit,
	problems,
}: Omit<AskedQuestion<Value, Id>, 'question'> & {
	readonly question: TextQuestion<Value> | FormQuestion<Value, Id>;
}) {
	const fields =
		question.kind === 'form'
			? question.fields
			: [{id: '', label: question.label, placeholder: question.placeholder}];
	useAsk({
		type: 'fields',
		fields: fields.map(({id, label, placeholder = ''}) => ({
			id,
			label,
			value: texts[id] ?? '',
			placeholder,
		})),
		change(id, value) {
			asking.change({...asking.read(), [id]: value});
		},
		submit: async () => submit(),
	});
	const {text = '', waiting = ''} = question;
	return (
		<Box flexDirection="column">
			{text === '' ? undefined : <SaidAbove text={text} />}
			{Object.entries(problems).map(([id, problem]) => (
				<Message key={id} kind="problem" text={problem} />
			))}
			{isWaiting ? <Loading text={waiting} /> : <Messages messages={messages} />}
		</Box>
	);
}

function LinePaste<Value>({
	question: {text = '', label},
	texts: {'': value = ''},
	messages,
	asking,
	submit,
}: Omit<AskedQuestion<Value, string>, 'question'> & {readonly question: PasteQuestion<Value>}) {
	useAsk({
		type: 'text',
		label,
		value,
		change(next) {
			asking.change({'': next});
		},
		submit,
	});
	return (
		<Box flexDirection="column">
			{text === '' ? undefined : <SaidAbove text={text} />}
			<Messages messages={messages} />
		</Box>
	);
}

function LineMenu({
	question: {text = '', options, waiting, reading, progress, isAwaited, onBack},
	messages,
	...choosing
}: Said & Choosing & {readonly question: ChoiceQuestion}) {
	const choose = useChoose(choosing, onBack);
	useAsk(
		waiting === undefined
			? askChoice(options, (index): Effect => {
					const option = options[index];
					return option && choose(option);
				})
			: undefined,
	);
	return (
		<Box flexDirection="column">
			{reading ? <ScrollBox lines={reading} rows={Infinity} /> : undefined}
			{text === '' ? undefined : <SaidAbove text={text} />}
			<Messages messages={messages} />
			<Progress progress={progress} isAwaited={isAwaited} />
			{waiting === undefined ? undefined : <Loading text={waiting} />}
		</Box>
	);
}

function LineConfirm({
	question,
	messages,
	...choosing
}: Said & Choosing & {readonly question: ConfirmQuestion}) {
	const {text = 'Is this what you want?', warnings = []} = question;
	const choose = useChoose(choosing, question.onNo);
	const options = confirmOptions(question);
	useAsk(
		askChoice(options, (index): Effect => {
			const option = options[index];
			return option && choose(option);
		}),
	);
	return (
		<Box flexDirection="column">
			{warnings.map((warning) => (
				<Message key={warning} kind="warning" text={warning} />
			))}
			<Messages messages={messages} />
			<SaidAbove text={text} />
		</Box>
	);
}

function LineList({
	question,
	messages,
	...choosing
}: Said & Choosing & {readonly question: ListQuestion}) {
	const choose = useChoose(choosing, question.onBack);
	return (
		<LineRows
			question={question}
			messages={messages}
			items={listItems(question, true)}
			onSelect={({id, value}): Effect => {
				if (typeof value !== 'string') {
					return choose(value, id);
				}

				choosing.noteChosen(value);
				return question.onAnswer(value);
			}}
		/>
	);
}

function LineTicks({
	question,
	messages,
	noteChosen,
}: Said & Choosing & {readonly question: MultiselectQuestion}) {
	const items = listItems(question, true);
	const {ticked, tick, takeTicked} = useTickedRows(useTickedAnswer(question, items, noteChosen));
	return (
		<LineRows
			question={question}
			messages={messages}
			items={items}
			ticked={ticked}
			onTick={tick}
			onSelect={takeTicked}
		/>
	);
}

/** Any rows: what is said above them, what is waited for, and which of them hold some words. */
function LineRows({
	question: {text = '', status = '', isStatusQuiet = false, isGrowing = false, emptyText},
	messages,
	items: given,
	ticked,
	onTick,
	onSelect,
}: Said & {
	readonly question: ListQuestion | MultiselectQuestion;
	readonly items: readonly ListItem[];
	readonly ticked?: ReadonlySet<string>;
	readonly onTick?: (ids: readonly string[]) => void;
	readonly onSelect: (item: ListItem) => Effect;
}) {
	const items = labelled(given);
	useAsk({
		type: 'list',
		find: (asked) =>
			filterItems(items, searchTexts(given), asked).map((item) => ({
				id: item.id,
				label: item.label,
				detail: item.detail ?? '',
				...(item.disabled !== undefined && {disabled: item.disabled}),
				...(ticked && {isTicked: ticked.has(item.id)}),
				...(item.isAction && {isAction: true}),
			})),
		emptyText: emptyText ?? 'Nothing matches.',
		choose(id): Effect {
			const item = items.find((each) => each.id === id && each.disabled === undefined);
			return item && onSelect(item);
		},
		...(onTick && {tick: onTick}),
	});
	const count = countOf(items);
	useLineProgress(
		status === '' || isStatusQuiet
			? undefined
			: {
					text: [
						...(count === 0 ? [] : [countText(count, count, isGrowing)]),
						cleanLine(status),
					].join(', '),
					isBlocking: true,
				},
	);
	return (
		<Box flexDirection="column">
			{text === '' ? undefined : <SaidAbove text={text} />}
			<Messages messages={messages} />
		</Box>
	);
}
