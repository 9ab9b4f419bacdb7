import {useRef} from 'react';
import {Box} from 'ink';
import {cleanLine, textWidth, wrapText} from '../terminal/text.js';
import {useBodySize, Toned, useTheme} from './theme.js';
import {editLine, editOf, selectedText, type LineEdit} from './edit-text.js';
import {EditableLine} from './editable-line.js';
import {Message} from './message.js';
import {type Effect} from './line-mode.js';
import {useIdleKeys, useTyping} from './frame-keys.js';
import {
	useEdit,
	useRawPaste,
	useInput,
	usePaste,
	editingKey,
	isText,
	isTextWithEnter,
} from './use-input.js';

type LineProps = {
	readonly value: string;
	/** `isTyping`: key by key, so that more may come; a paste comes whole. */
	readonly onChange: (value: string, isTyping: boolean) => void;
	readonly onSubmit: (value: string) => Effect;
	readonly isFocused: boolean;
	/** A list below has Home, End, Ctrl+A and Ctrl+E. */
	readonly isFilter?: boolean;
};

// What can be done with a text that is selected; a form whose field has the keys names them.
const selectionKeys = ['Type', '←→'];

/** The line under the keys: typing, editing and pasting change it, Enter hands it to `onSubmit`. */
function useLineEdit({
	value,
	onChange,
	onSubmit,
	isFocused,
	isFilter = false,
}: LineProps): LineEdit {
	const isTyping = useRef(false);
	const {edit, read, write} = useEdit(
		value,
		(next) => {
			onChange(next, isTyping.current);
		},
		editOf,
		selectedText,
	);
	const rawPaste = useRawPaste();
	useTyping(isFocused);
	useIdleKeys(isFilter || !isFocused || edit.isSelected ? [] : selectionKeys);
	const type = (input: string) => {
		const pasted = rawPaste(input);
		isTyping.current = !pasted;
		write(
			editLine(read(), {
				type: pasted ? 'paste' : 'insert',
				text: input,
				...(pasted === 'rest' && {isRest: true}),
			}),
		);
		if (isTextWithEnter(input)) {
			void onSubmit(read().text);
		}
	};

	useInput(
		(input, key) => {
			const action = editingKey(input, key);
			if (key.return) {
				void onSubmit(read().text);
			} else if (action !== undefined) {
				if (!(isFilter && ['home', 'end'].includes(action))) {
					isTyping.current = true;
					write(editLine(read(), {type: action}));
				}
			} else if (isText(input, key)) {
				type(input);
			}
		},
		{isActive: isFocused},
	);
	usePaste(
		(text) => {
			isTyping.current = false;
			write(editLine(read(), {type: 'paste', text}));
		},
		{isActive: isFocused},
	);
	return edit;
}

/**
One line of text. The parent owns the value and shows what is wrong with it; `onSubmit` gets the value at Enter.
Keys: ← →, Alt+← →, Home, End, Backspace, Delete, Ctrl+A, E, U (empties it), K, W, and paste: it takes the place of a value
that stands there as it was given or pasted, and goes to the caret in one that was edited. The value it opens with is
selected: what is typed takes its place, and an arrow, Home or End puts the caret into it. Takes one line, two with a label.
*/
export function TextField({
	label = '',
	value,
	onChange,
	onSubmit,
	placeholder = '',
	isFocused = true,
	isFilter = false,
	mark,
}: Omit<LineProps, 'isFocused'> & {
	readonly label?: string;
	readonly placeholder?: string;
	readonly isFocused?: boolean;
	/** Stands before the line in focus; the pointer when left out. */
	readonly mark?: string;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const edit = useLineEdit({
		value,
		onChange,
		onSubmit,
		isFocused,
		isFilter,
	});
	const pointer = isFocused ? (mark ?? symbols.pointer) : ' ';
	const room = Math.max(1, columns - textWidth(pointer) - 1);
	return (
		<Box flexDirection="column" flexShrink={0} aria-role="textbox">
			{label === ''
				? undefined
				: wrapText(cleanLine(label), columns).map((line) => (
						<Toned key={line} isStrong={isFocused}>
							{line}
						</Toned>
					))}
			<Box gap={1}>
				<Box aria-hidden flexShrink={0}>
					<Toned tone="active">{pointer}</Toned>
				</Box>
				<EditableLine edit={edit} columns={room} placeholder={placeholder} isFocused={isFocused} />
			</Box>
		</Box>
	);
}

/** One line of a form. */
type FormField<Id extends string> = {
	readonly id: Id;
	readonly label: string;
	readonly value: string;
	readonly placeholder?: string;
	readonly problem?: string | undefined;
};

/**
A few lines of text to fill in, each with what is wrong with it below. Tab, ↓ and Enter go to the next line, Shift+Tab and ↑ to
the one before; Enter on the last line, or Ctrl+D anywhere, hands the form over. The parent knows which line the person is in.
*/
export function Form<Id extends string>({
	fields,
	line,
	onChange,
	onMove,
	onSubmit,
}: {
	readonly fields: ReadonlyArray<FormField<Id>>;
	/** The id of the line that has the keys. */
	readonly line: string;
	readonly onChange: (id: Id, value: string, isTyping: boolean) => void;
	readonly onMove: (step: number) => void;
	readonly onSubmit: () => Effect;
}) {
	const {rows} = useBodySize();
	// An empty line between the fields, where what stands above and below them has room, too.
	const isRoomy = rows >= fields.length * 3 + 6;
	useInput((input, key) => {
		if (key.downArrow || (key.tab && !key.shift)) {
			onMove(1);
		} else if (key.upArrow || key.tab) {
			onMove(-1);
		} else if (key.ctrl && input === 'd') {
			void onSubmit();
		}
	});
	const problems = fields.map(({id, problem = ''}) =>
		problem === '' ? undefined : <Message key={`${id} problem`} kind="problem" text={problem} />,
	);
	return (
		<Box flexDirection="column" gap={isRoomy ? 1 : 0} aria-role="list">
			{fields.map(({id, label, value, placeholder = ''}, index) => (
				<Box key={id} flexDirection="column" flexShrink={0}>
					<TextField
						label={label}
						value={value}
						placeholder={placeholder}
						isFocused={id === line}
						onChange={(next, isTyping) => {
							onChange(id, next, isTyping);
						}}
						onSubmit={(): Effect => {
							if (index === fields.length - 1) {
								return onSubmit();
							}

							onMove(1);
						}}
					/>
					{problems[index]}
				</Box>
			))}
		</Box>
	);
}
