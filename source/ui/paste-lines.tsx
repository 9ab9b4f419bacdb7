import {useRef} from 'react';
import {Box, type DOMElement} from 'ink';
import {cleanLine, fitText} from '../terminal/text.js';
import {Caret} from './caret.js';
import {type TextEdit} from './edit-text.js';
import {lineView} from './editable-line.js';
import {Toned, useTheme} from './theme.js';

/** A problem in the text; line and column count from 1. */
export type Mark = {readonly line: number; readonly column: number};

// Fewer columns than this are all needed for the text itself.
const roomForNumbers = 30;

/** The visible lines of a text, with a gutter for line numbers and for marks, and the cursor. */
export function PasteLines({
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
	readonly caret:
		| {readonly line: number; readonly before: string; readonly edit: TextEdit}
		| undefined;
	readonly isCounted: boolean;
}) {
	const box = useRef<DOMElement>(null);
	const {symbols} = useTheme();
	const digits =
		columns < roomForNumbers ? 0 : Math.max(2, String(lines.length).length);
	// The edge of the box: an empty one is seen, too.
	const edge = symbols.verticalLine;
	const gutter = digits + 2;
	const room = Math.max(1, columns - gutter);
	const marked = new Set(marks.map(({line}) => line - 1));
	const shown = lines.slice(top, top + rows);
	const hidden = hiddenText(top, lines.length - top - shown.length);
	const caretView =
		caret &&
		lineView(
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
				const isCaretLine = caret?.line === index;
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
						<Toned>
							{isCaretLine
								? caretView?.shown
								: fitText(start, room, symbols.ellipsis)}
						</Toned>
					</Box>
				);
			})}
			{isCounted && hidden !== '' ? (
				<Toned tone="quiet">
					{fitText(`${symbols.ellipsis} ${hidden}`, columns, symbols.ellipsis)}
				</Toned>
			) : undefined}
			{caret && caretView && caret.line >= top && caret.line < top + rows ? (
				<Caret
					target={box}
					column={gutter + caretView.column}
					row={caret.line - top}
				/>
			) : undefined}
		</Box>
	);
}

/** How many lines are out of sight, and where; empty when all are shown. */
function hiddenText(above: number, below: number): string {
	const count = (number: number) => number.toLocaleString('en-US');
	const lines = (number: number) =>
		`${count(number)} ${number === 1 ? 'line' : 'lines'}`;
	if (above > 0) {
		return `${lines(above)} above${below > 0 ? `, ${count(below)} below` : ''}`;
	}

	return below > 0 ? `${lines(below)} below` : '';
}
