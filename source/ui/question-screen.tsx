import {type ReactNode} from 'react';
import {Box} from 'ink';
import {wrapText} from '../terminal/text.js';
import {type HelpTopic} from './frame-keys.js';
import {useNoteBack} from './drafts.js';
import {
	type Question,
	type FormQuestion,
	type PasteQuestion,
	type TextQuestion,
} from './question.js';
import {ScreenFrame} from './screen-frame.js';
import {useInput} from './use-input.js';
import {useQuestion, isPlainMenu, type AskedQuestion} from './use-question.js';
import {useBodySize} from './theme.js';
import {Form, TextField} from './text-field.js';
import {useIsLineMode} from './line-mode.js';
import {LineQuestion} from './line-question.js';
import {Loading} from './loading.js';
import {messageRows} from './message.js';
import {PasteBox} from './paste-box.js';
import {Confirm, List, Menu, menuOf} from './question-choices.js';
import {Messages, messagesRows, rowsOf, SaidAbove} from './question-said.js';

type Props<Value, Id extends string> = {
	readonly title: string;
	readonly location?: string;
	/** Who we are, the longest way to say it first. */
	readonly identity?: readonly string[];
	readonly help: HelpTopic;
	/** `onBack` says where Esc leads; nowhere without it. */
	readonly question: Question<Value, Id>;
};

/** A screen outside the guides that asks one thing. */
export function QuestionScreen<Value, Id extends string>(props: Props<Value, Id>) {
	// Another question begins with what it proposes itself.
	return <Asked key={props.question.id} {...props} />;
}

function Asked<Value, Id extends string>({question, ...frame}: Props<Value, Id>) {
	const {hints, ...asked} = useQuestion(question);
	const [first, ...others] = hints;
	const noteBack = useNoteBack();
	useInput((_, key) => {
		if (!key.escape) {
			return;
		}

		noteBack();
		question.onBack?.();
	});
	return (
		<ScreenFrame
			{...frame}
			keys={[
				...(first ? [first] : []),
				...(question.onBack ? [{key: 'Esc', does: 'back'}] : []),
				...others,
			]}
		>
			<QuestionBody hints={hints} {...asked} />
		</ScreenFrame>
	);
}

/** Any question, with what is said above and about it: drawn, or where answers are whole lines, told. The body of a screen. */
export function QuestionBody<Value, Id extends string>(asked: AskedQuestion<Value, Id>): ReactNode {
	return useIsLineMode() ? <LineQuestion {...asked} /> : <DrawnQuestion {...asked} />;
}

function DrawnQuestion<Value, Id extends string>(asked: AskedQuestion<Value, Id>): ReactNode {
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
			return <Confirm {...{question, messages, asking, noteChosen}} />;
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
	type,
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
							onChange={(id, value, isTyping) => {
								(isTyping ? type : asking.change)({...asking.read(), [id]: value});
							}}
							onMove={moveBy}
							onSubmit={submit}
						/>
					) : (
						<TextField
							label={question.label}
							value={texts[''] ?? ''}
							placeholder={question.placeholder ?? ''}
							onChange={(value, isTyping) => {
								(isTyping ? type : asking.change)({'': value});
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
	const isTextShown =
		text !== '' && (isTextKept || value === '' || rows - above - below >= roomForBox);
	const room = rows - below - (isTextShown ? above : 0);
	const gaps = isTextShown ? 2 : 1;
	// More lines than the window has need not be counted.
	const lines = value.split('\n', rows).length;
	const gap = room >= wrapText(label, columns).length + lines + gaps ? 1 : 0;
	return (
		<Box flexDirection="column" gap={gap}>
			{isTextShown ? <SaidAbove text={text} /> : undefined}
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
