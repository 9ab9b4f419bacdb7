import {type ReactNode} from 'react';
import {Box} from 'ink';
import {useBodySize} from '../../ui/theme.js';
import {Message, messageRows, Paragraph} from '../../ui/message.js';
import {wrapText} from '../../terminal/text.js';
import {type Told} from './text-above.js';

/**
Text, fields, and what is said about what they hold. The verdict stands below the fields; in a window too low for all of
it, above them, so that a long one does not push the fields out of sight: a body shows its end. `rows` is the height of
the fields.
*/
export function JudgedFields({
	text,
	told,
	rows: fields,
	children,
}: {
	readonly text: string;
	readonly told: Told;
	readonly rows: number;
	readonly children: ReactNode;
}) {
	const {columns, rows} = useBodySize();
	const words = wrapText(text, columns).length;
	const verdict = messageRows(told.kind, told.text, columns);
	const spare = rows - words - fields - verdict;
	// Empty lines between the three, where there is room for them.
	const gap = spare >= 2 ? 1 : 0;
	return (
		<Box flexDirection="column" gap={gap}>
			<Paragraph text={text} />
			<Box flexDirection={spare < 0 ? 'column-reverse' : 'column'} gap={gap}>
				<Box flexDirection="column">{children}</Box>
				<Message kind={told.kind} text={told.text} />
			</Box>
		</Box>
	);
}
