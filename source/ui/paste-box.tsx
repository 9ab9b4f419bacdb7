import {useRef, useEffect, useMemo, useState} from 'react';
import {Box, type DOMElement} from 'ink';
import {cleanLine, fitText, wrapText} from '../terminal/text.js';
import {pastedKind} from '../terminal/text-file.js';
import {Caret, lineView} from './editable-line.js';
import {caretPosition, editText, editOf, type TextAction} from './edit-text.js';
import {Toned, useTheme, useBodySize} from './theme.js';
import {type Effect} from './line-mode.js';
import {scrollTo} from './scroll-box.js';
import {useTyping} from './frame-keys.js';
import {
	pasteGap,
	useEdit,
	useRawPaste,
	useInput,
	usePaste,
	editingKey,
	isText,
} from './use-input.js';

/** A problem in the text; line and column count from 1. */
export type Mark = {readonly line: number; readonly column: number};

// Fewer columns than this are all needed for the text itself.
const roomForNumbers = 30;

/** The visible lines of a text, with a gutter for line numbers and for marks, and the cursor. */
function PasteLines({
	lines,
	top,
	rows,
	columns,
	marks,
	caret,
	isCounted,
}: {
	readonly lines: readonly string[];
	readonly top: number;
	readonly rows: number;
	readonly columns: number;
	readonly marks: readonly Mark[];
	readonly caret: {readonly line: number; readonly before: string};
	readonly isCounted: boolean;
}) {
	const box = useRef<DOMElement>(null);
	const {symbols} = useTheme();
	const digits = columns < roomForNumbers ? 0 : Math.max(2, String(lines.length).length);
	// The edge of the box: an empty one is seen, too.
	const edge = symbols.verticalLine;
	const gutter = digits + 2;
	const room = Math.max(1, columns - gutter);
	const marked = new Set(marks.map(({line}) => line - 1));
	const shown = lines.slice(top, top + rows);
	const hidden = hiddenText(top, lines.length - top - shown.length);
	const caretView = lineView(
		{text: lines[caret.line] ?? '', caret: caret.before.length},
		room,
		symbols.ellipsis,
	);
	return (
		<Box ref={box} flexDirection="column" flexShrink={0}>
			{shown.map((line, row) => {
				const index = top + row;
				const number = String(index + 1).padStart(digits);
				// Only what can be visible is looked at: the line may be a megabyte.
				const start = cleanLine(line.slice(0, room * 16).replaceAll('\t', ' '));
				const isCaretLine = caret.line === index;
				return (
					<Box key={index} height={1} flexShrink={0}>
						<Toned tone="quiet">{digits === 0 ? '' : number}</Toned>
						{marked.has(index) ? (
							<Toned isStrong tone="bad">
								{'! '}
							</Toned>
						) : (
							<Toned tone="quiet">{`${edge} `}</Toned>
						)}
						<Toned>{isCaretLine ? caretView.shown : fitText(start, room, symbols.ellipsis)}</Toned>
					</Box>
				);
			})}
			{isCounted && hidden !== '' ? (
				<Toned tone="quiet">
					{fitText(`${symbols.ellipsis} ${hidden}`, columns, symbols.ellipsis)}
				</Toned>
			) : undefined}
			{caret.line >= top && caret.line < top + rows ? (
				<Caret target={box} column={gutter + caretView.column} row={caret.line - top} />
			) : undefined}
		</Box>
	);
}

/** How many lines are out of sight, and where; empty when all are shown. */
function hiddenText(above: number, below: number): string {
	const count = (number: number) => number.toLocaleString('en-US');
	const lines = (number: number) => `${count(number)} ${number === 1 ? 'line' : 'lines'}`;
	if (above > 0) {
		return `${lines(above)} above${below > 0 ? `, ${count(below)} below` : ''}`;
	}

	return below > 0 ? `${lines(below)} below` : '';
}

const noMarks: readonly Mark[] = [];

/**
A box for text of several lines, made for pasting. The parent owns the value and says where problems are (`marks`,
lines and columns from 1); after a paste the first of them is in view. `rows` is the whole height it may take. Enter at the end hands the value to `onSubmit`,
elsewhere it breaks the line; Ctrl+D always hands it over. Ctrl+U empties the box. A paste takes the place of what was pasted
before, until something is typed; in a list (`isList`) it goes on a line of its own.
*/
export function PasteBox({
	label = '',
	value,
	onChange,
	onSubmit,
	rows,
	isList = false,
	marks = noMarks,
}: {
	readonly label?: string;
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly onSubmit: (value: string) => Effect;
	readonly rows: number;
	readonly isList?: boolean;
	readonly marks?: readonly Mark[];
}) {
	const {columns} = useBodySize();
	const [firstLine, setFirstLine] = useState(0);
	// After a paste the first problem is in view; once the person moves or types, the caret is.
	const [isMarkInView, setIsMarkInView] = useState(true);
	const {edit, read, write} = useEdit(value, onChange, editOf);
	useTyping(true);
	const enter = useDeferredEnter((isSubmitted) => {
		if (isSubmitted) {
			void onSubmit(read().text);
		} else {
			write(editText(read(), {type: 'insert', text: '\r'}));
		}
	});

	// What was pasted and is no text.
	const [refused, setRefused] = useState<string>();
	const words =
		refused === undefined ? label : `That was ${refused}, not text: nothing was taken. ${label}`;
	const labelLines = words === '' ? [] : wrapText(cleanLine(words), columns);
	const height = Math.max(1, rows - labelLines.length);
	const lines = useMemo(() => edit.text.split('\n'), [edit.text]);
	const place = caretPosition(edit);
	// One line is kept for "… 3 lines above, 12 below" when not all fit.
	const shownRows = lines.length > height && height > 1 ? height - 1 : height;
	const top = scrollTo({
		top: firstLine,
		from: isMarkInView ? firstMark(marks, place.line) : place.line,
		rows: shownRows,
		total: lines.length,
	});
	if (top !== firstLine) {
		setFirstLine(top);
	}

	const act = (action: TextAction) => {
		write(editText(read(), action));
	};

	const rawPaste = useRawPaste();
	const takePaste = (text: string, isRest = false) => {
		const what = isRest ? refused : pastedKind(text);
		setRefused(what);
		if (what !== undefined) {
			return;
		}

		act(isList && !isRest ? {type: 'add', text} : {type: 'paste', text, isRest});
	};

	useInput((input, key) => {
		const action = textKey(input, key, Math.max(1, shownRows - 1));
		if (key.return) {
			const {text, caret} = read();
			const isAtEnd = text.slice(caret).trim() === '';
			setIsMarkInView(isAtEnd);
			enter.press(isAtEnd);
			return;
		}

		const isTyped = isText(input, key) && input.length === 1;
		setIsMarkInView(action === undefined && !isTyped);

		enter.other(input.length > 1);
		if (input === 'd' && key.ctrl) {
			void onSubmit(read().text);
		} else if (action !== undefined) {
			act(action);
		} else if (isText(input, key)) {
			const pasted = rawPaste(input);
			if (pasted) {
				takePaste(input, pasted === 'rest');
			} else {
				act({type: 'insert', text: input});
			}
		}
	});
	usePaste((text) => {
		enter.other(true);
		setIsMarkInView(true);
		takePaste(text.replaceAll(/\r\n?/gv, '\n'));
	});

	return (
		<Box flexDirection="column" flexShrink={0} aria-role="textbox" aria-state={{multiline: true}}>
			{labelLines.map((line) => (
				<Toned key={line} isStrong>
					{line}
				</Toned>
			))}
			<PasteLines
				lines={lines}
				top={top}
				rows={shownRows}
				columns={columns}
				marks={marks}
				caret={place}
				isCounted={height > 1}
			/>
		</Box>
	);
}

/** The line of the first problem, from 0; the caret's when there is none. */
function firstMark(marks: readonly Mark[], caretLine: number): number {
	return marks.length === 0 ? caretLine : Math.min(...marks.map(({line}) => line - 1));
}

function textKey(
	input: string,
	key: Parameters<typeof editingKey>[1],
	page: number,
): TextAction | undefined {
	if (key.upArrow || key.pageUp) {
		return {type: 'up', count: key.pageUp ? page : 1};
	}

	if (key.downArrow || key.pageDown) {
		return {type: 'down', count: key.pageDown ? page : 1};
	}

	if (key.tab && !key.shift) {
		return {type: 'insert', text: '\t'};
	}

	const type = editingKey(input, key);
	return type === undefined ? undefined : {type};
}

/** Acts once `pasteGap` has gone by, and what came meanwhile, while the program was busy, has been read. Returns what ends the wait. */
function afterGap(act: () => void): () => void {
	let turn: NodeJS.Immediate | undefined;
	const timer = setTimeout(() => {
		turn = setImmediate(act);
	}, pasteGap);
	return () => {
		clearTimeout(timer);
		clearImmediate(turn);
	};
}

/**
A terminal without bracketed paste sends pasted line breaks as Enter. Tells a person's Enter from those: an Enter with a paste's other chunks
close before or behind it is a line break.
*/
function useDeferredEnter(onEnter: (isSubmitted: boolean) => void): {
	press: (canSubmit: boolean) => void;
	other: (isChunk: boolean) => void;
} {
	/** Each ends the wait for what comes right behind: a chunk, and an Enter that may be one. */
	const chunk = useRef<() => void>(undefined);
	const held = useRef<() => void>(undefined);
	const latest = useRef(onEnter);
	useEffect(() => {
		latest.current = onEnter;
	});
	useEffect(
		() => () => {
			chunk.current?.();
			held.current?.();
		},
		[],
	);

	const noteChunk = () => {
		chunk.current?.();
		chunk.current = afterGap(() => {
			chunk.current = undefined;
		});
	};

	/** An Enter that still waits turns out to be a line break. */
	const releaseHeld = () => {
		if (held.current !== undefined) {
			held.current();
			held.current = undefined;
			onEnter(false);
			return true;
		}

		return false;
	};

	return {
		press(canSubmit) {
			if (releaseHeld() || chunk.current !== undefined) {
				noteChunk();
				onEnter(false);
			} else if (canSubmit) {
				held.current = afterGap(() => {
					held.current = undefined;
					latest.current(true);
				});
			} else {
				onEnter(false);
			}
		},
		other(isChunk) {
			const wasHeld = releaseHeld();
			if (isChunk || wasHeld) {
				noteChunk();
			}
		},
	};
}
