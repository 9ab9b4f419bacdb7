import {Box} from 'ink';
import {cleanText, textWidth, wrapText, cleanLine, fitText} from '../terminal/text.js';
import {useBodySize, Toned, useTheme, type Tone} from './theme.js';
import {useIsLineMode, useLineMessages} from './line-mode.js';

/** What a message is about. */
export type MessageKind = 'info' | 'warning' | 'problem' | 'success';

const styles: Readonly<Record<MessageKind, {readonly word: string; readonly tone: Tone}>> = {
	info: {word: 'Note', tone: 'active'},
	warning: {word: 'Warning', tone: 'careful'},
	problem: {word: 'Problem', tone: 'bad'},
	success: {word: 'OK', tone: 'good'},
};

// The longest symbol and a space; without Unicode symbols are longer.
const symbolRoom = 7;

/** How many rows a message takes at most, `columns` wide. */
export function messageRows(text: string, columns: number): number {
	return wrapText(cleanText(text).trim(), Math.max(1, columns - symbolRoom)).length;
}

/** A sentence or two to the person, with a sign for its kind, and a word where signs are not drawn. Newlines in the text stay. */
export function Message({kind, text}: {readonly kind: MessageKind; readonly text: string}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isLineMode = useIsLineMode();
	const {word, tone} = styles[kind];
	const symbol = {
		info: symbols.info,
		warning: symbols.warn,
		problem: symbols.fail,
		success: symbols.pass,
	}[kind];
	const room = Math.max(1, columns - textWidth(symbol) - 1);
	const clean = cleanText(text).trim();
	const whole = `${word}: ${clean}`;
	useLineMessages(
		whole.split('\n').map((line) => ({
			line,
			isProblem: ['problem', 'warning'].includes(kind),
		})),
	);
	if (isLineMode) {
		return <Toned>{whole}</Toned>;
	}

	return (
		<Box flexShrink={0}>
			<Box flexShrink={0}>
				<Toned isStrong tone={tone}>
					{`${symbol} `}
				</Toned>
			</Box>
			<Toned>{wrapText(clean, room).join('\n')}</Toned>
		</Box>
	);
}

/** Plain text, wrapped to the body's width and made safe to draw. */
export function Paragraph({text, tone = 'plain'}: {readonly text: string; readonly tone?: Tone}) {
	const {columns} = useBodySize();
	return <Toned tone={tone}>{wrapText(cleanText(text), columns).join('\n')}</Toned>;
}

/**
A label and its value, such as an account ID. The label takes `labelWidth` columns so that rows line up; where that
leaves less than half of the width for the value, the value goes below.
*/
export function FieldRow({
	label,
	value,
	labelWidth = textWidth(label),
}: {
	readonly label: string;
	readonly value: string;
	readonly labelWidth?: number;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isLineMode = useIsLineMode();
	const isBeside = labelWidth + 2 <= columns / 2;
	const indent = isBeside ? labelWidth + 2 : 2;
	const lines = wrapText(cleanLine(value), Math.max(1, columns - indent));
	return isLineMode ? (
		<Toned>{`${cleanLine(label)}: ${cleanLine(value)}`}</Toned>
	) : (
		<Box flexDirection={isBeside ? 'row' : 'column'} flexShrink={0}>
			<Box flexShrink={0} width={isBeside ? indent : columns}>
				<Toned tone="quiet">
					{fitText(cleanLine(label), isBeside ? labelWidth : columns, symbols.ellipsis)}
				</Toned>
			</Box>
			<Box flexShrink={0} marginLeft={isBeside ? 0 : indent}>
				<Toned>{lines.join('\n')}</Toned>
			</Box>
		</Box>
	);
}
