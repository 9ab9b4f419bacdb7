import {Box} from 'ink';
import {useBodySize} from '../../ui/theme.js';
import {Message, messageRows, Paragraph} from '../../ui/message.js';
import {PasteBox, type Mark} from '../../ui/paste-box.js';
import {wrapText} from '../../terminal/text.js';
import {type Told} from './text-above.js';

const noMarks: readonly Mark[] = [];

// Rows: the label, a few lines of the text, and how many are out of sight.
const roomForBox = 6;

/**
Text, a box to paste into, and what is said about what stands in it. Empty lines set the box off where the whole text has
room with them; once something stands in it, a low window is for that.
*/
export function JudgedPaste({
	text = '',
	isTextKept = false,
	isList = false,
	label,
	value,
	told,
	marks = noMarks,
	onChange,
	onSubmit,
}: {
	readonly text?: string;
	/** The text says what the box takes: in a low window it stays, out of sight, a key away. */
	readonly isTextKept?: boolean;
	/** The text is a list that pastes add to. */
	readonly isList?: boolean;
	readonly label: string;
	readonly value: string;
	readonly told: Told;
	readonly marks?: readonly Mark[];
	readonly onChange: (value: string) => void;
	readonly onSubmit: (value: string) => void;
}) {
	const {columns, rows} = useBodySize();
	const below = messageRows(told.kind, told.text, columns);
	const above = text === '' ? 0 : wrapText(text, columns).length;
	const isTold =
		text !== '' &&
		(isTextKept || value === '' || rows - above - below >= roomForBox);
	const room = rows - below - (isTold ? above : 0);
	const gaps = isTold ? 2 : 1;
	// More lines than the window has need not be counted.
	const lines = value.split('\n', rows).length;
	const gap = room >= wrapText(label, columns).length + lines + gaps ? 1 : 0;
	return (
		<Box flexDirection="column" gap={gap}>
			{isTold ? <Paragraph text={text} /> : undefined}
			<PasteBox
				label={label}
				value={value}
				rows={Math.max(3, room - gap * gaps)}
				isList={isList}
				marks={marks}
				onChange={onChange}
				onSubmit={onSubmit}
			/>
			<Message {...told} />
		</Box>
	);
}
