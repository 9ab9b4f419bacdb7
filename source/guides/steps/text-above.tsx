import {type ReactNode} from 'react';
import {Box} from 'ink';
import {useBodySize} from '../../ui/theme.js';
import {
	Message,
	messageRows,
	type MessageKind,
	Paragraph,
} from '../../ui/message.js';
import {cleanText, wrapText} from '../../terminal/text.js';

/** What a message says, and of what kind it is. */
export type Told = {readonly kind: MessageKind; readonly text: string};

// A list's filter, its counts, one row and what that has to say.
const fewest = 4;
// With at least this left for it, an empty line sets the list off.
const roomForGap = 12;

/**
Text and a message at the top of a body; the list below is told the rows that are left for it, at least `least`. Where the
window is too low for all of it the frame scrolls: the list stays in sight, and PageUp leads to the text.
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
	const lines = text === '' ? 0 : wrapText(cleanText(text), columns).length;
	const told = message ? messageRows(message.kind, message.text, columns) : 0;
	const left = rows - told - lines;
	const gap = left > roomForGap && told + lines > 0 ? 1 : 0;
	return (
		<Box flexDirection="column">
			{text === '' ? undefined : <Paragraph text={text} />}
			{message ? <Message {...message} /> : undefined}
			<Box flexDirection="column" marginTop={gap}>
				{children(Math.max(least, left - gap))}
			</Box>
		</Box>
	);
}
