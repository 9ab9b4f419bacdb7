import {Box} from 'ink';
import {cleanLine, textWidth, wrapText} from '../terminal/text.js';
import {useBodySize} from './body-size.js';
import {editLine, lineOf, type LineEdit} from './edit-line.js';
import {EditableLine} from './editable-line.js';
import {editingKey, isText, isTextWithEnter} from './line-keys.js';
import {useAsk, useIsLineMode} from './line-mode.js';
import {Toned, useTheme} from './theme.js';
import {useTyping} from './typing.js';
import {useEdit} from './use-edit.js';
import {useInput, usePaste} from './use-input.js';

/** The line under the keys: typing, editing and pasting change it, Enter hands it to `onSubmit`. */
export function useLineEdit({
	value,
	onChange,
	onSubmit,
	isFocused,
}: {
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly onSubmit: (value: string) => void;
	readonly isFocused: boolean;
}): LineEdit {
	const {edit, read, write} = useEdit(value, onChange, lineOf);
	const isKeyed = !useIsLineMode() && isFocused;
	useTyping(isKeyed);
	useInput(
		(input, key) => {
			const type = editingKey(input, key);
			if (key.return) {
				onSubmit(read().text);
			} else if (type !== undefined) {
				write(editLine(read(), {type}));
			} else if (isText(input, key)) {
				write(editLine(read(), {type: 'insert', text: input}));
				if (isTextWithEnter(input)) {
					onSubmit(read().text);
				}
			}
		},
		{isActive: isKeyed},
	);
	usePaste(
		(text) => {
			write(editLine(read(), {type: 'insert', text}));
		},
		{isActive: isKeyed},
	);
	return edit;
}

/**
One line of text. The parent owns the value and shows what is wrong with it; `onSubmit` gets the value at Enter.
Keys: ← →, Alt+← →, Home, End, Backspace, Delete, Ctrl+A, E, U, K, W, and paste. Takes one line, two with a label.
*/
export function TextField({
	label = '',
	value,
	onChange,
	onSubmit,
	placeholder = '',
	isFocused = true,
	mark,
	columns,
}: {
	readonly label?: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly onSubmit: (value: string) => void;
	readonly placeholder?: string;
	readonly isFocused?: boolean;
	/** Stands before the line in focus; the pointer when left out. */
	readonly mark?: string;
	/** The whole width; the body's when left out. */
	readonly columns?: number;
}) {
	const body = useBodySize();
	const {symbols} = useTheme();
	const edit = useLineEdit({value, onChange, onSubmit, isFocused});
	const isAsked = useAsk(
		isFocused
			? {
					type: 'fields',
					fields: [{id: '', label, value, placeholder}],
					change(_, next) {
						onChange(next);
					},
					submit(last) {
						onSubmit(last.value);
					},
				}
			: undefined,
	);
	const width = columns ?? body.columns;
	const pointer = isFocused ? (mark ?? symbols.pointer) : ' ';
	const room = Math.max(1, width - textWidth(pointer) - 1);
	return isAsked ? undefined : (
		<Box flexDirection="column" flexShrink={0} aria-role="textbox">
			{label === ''
				? undefined
				: wrapText(cleanLine(label), width).map((line) => (
						<Toned key={line} isStrong={isFocused}>
							{line}
						</Toned>
					))}
			<Box gap={1}>
				<Box aria-hidden flexShrink={0}>
					<Toned tone="active">{pointer}</Toned>
				</Box>
				<EditableLine
					edit={edit}
					columns={room}
					placeholder={placeholder}
					isFocused={isFocused}
				/>
			</Box>
		</Box>
	);
}
