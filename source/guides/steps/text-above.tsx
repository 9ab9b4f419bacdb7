import {type ReactNode} from 'react';
import {Box} from 'ink';
import {useBodySize} from '../../components/body-size.js';
import {
	Message,
	messageRows,
	type MessageKind,
} from '../../components/message.js';
import {Paragraph} from '../../components/paragraph.js';
import {useTheme} from '../../components/theme.js';
import {fitText, wrapText} from '../../terminal/text.js';

/** What a message says, and of what kind it is. */
export type Told = {readonly kind: MessageKind; readonly text: string};

// A list's filter, its counts, one row and what that has to say.
const fewest = 4;

/**
Text and a message at the top of a body; the list below is told the rows that are left for it. Where the window is
too low to leave it `least`, the text loses its end, but never its first line.
*/
export function TextAbove({
	text,
	message,
	least = fewest,
	children,
}: {
	readonly text: string;
	readonly message?: Told | undefined;
	readonly least?: number;
	readonly children: (rows: number) => ReactNode;
}) {
	const {columns, rows} = useBodySize();
	const {symbols} = useTheme();
	const lines = text === '' ? [] : wrapText(text, columns);
	const told = message ? messageRows(message.kind, message.text, columns) : 0;
	const room = Math.max(1, rows - told - least);
	const shown =
		lines.length > room
			? [
					...lines.slice(0, room - 1),
					fitText(
						`${lines[room - 1] ?? ''}${symbols.ellipsis}`,
						columns,
						symbols.ellipsis,
					),
				]
			: lines;
	return (
		<Box flexDirection="column">
			{shown.length > 0 ? <Paragraph text={shown.join('\n')} /> : undefined}
			{message ? <Message {...message} /> : undefined}
			{children(Math.max(fewest, rows - told - shown.length))}
		</Box>
	);
}
