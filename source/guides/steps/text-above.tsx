import {type ReactNode} from 'react';
import {Box} from 'ink';
import {useBodySize} from '../../components/body-size.js';
import {
	Message,
	messageRows,
	type MessageKind,
} from '../../components/message.js';
import {Paragraph} from '../../components/paragraph.js';
import {wrapText} from '../../terminal/text.js';

/** What a message says, and of what kind it is. */
export type Told = {readonly kind: MessageKind; readonly text: string};

/** Text and a message at the top of a body; what stands below is told the rows that are left for it, at least `least`. */
export function TextAbove({
	text,
	message,
	least = 4,
	children,
}: {
	readonly text: string;
	readonly message?: Told | undefined;
	readonly least?: number;
	readonly children: (rows: number) => ReactNode;
}) {
	const {columns, rows} = useBodySize();
	const used =
		wrapText(text, columns).length +
		(message ? messageRows(message.kind, message.text, columns) : 0);
	return (
		<Box flexDirection="column">
			<Paragraph text={text} />
			{message ? <Message {...message} /> : undefined}
			{children(Math.max(least, rows - used))}
		</Box>
	);
}
