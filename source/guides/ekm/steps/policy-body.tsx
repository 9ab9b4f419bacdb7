import {Box} from 'ink';
import {useBodySize} from '../../../components/body-size.js';
import {
	Message,
	messageRows,
	type MessageKind,
} from '../../../components/message.js';
import {Paragraph} from '../../../components/paragraph.js';
import {PasteBox} from '../../../components/paste-box.js';
import {wrapText} from '../../../terminal/text.js';
import {type Judgement} from '../judge-statement.js';
import {filePath} from './file-path.js';

// Rows: the label, a few lines of the text, and how many are out of sight.
const roomForBox = 6;

/** Where Workato shows the statement, the box for it, and what is to be said about what stands there. */
export function PolicyBody({
	host,
	isPractice,
	text,
	note,
	judgement,
	onChange,
	onSubmit,
}: {
	readonly host: string | undefined;
	readonly isPractice: boolean;
	readonly text: string;
	readonly note: string | undefined;
	readonly judgement: Judgement;
	readonly onChange: (value: string) => void;
	readonly onSubmit: (value: string) => void;
}) {
	const {columns, rows} = useBodySize();
	const verdict = verdictOf(text, note, judgement);
	const where = [
		`In Workato (${host ? `${host}: ` : ''}Settings > Key management, or Workspace admin > Settings), choose “AWS KMS key”, open “Step 1”, and copy “Permission to access key”.`,
		...(isPractice
			? ['Here in the sandbox, Ctrl+P takes a practice one.']
			: []),
	].join(' ');
	const below = messageRows(verdict.kind, verdict.text, columns);
	const above = wrapText(where, columns).length;
	// Once something stands in the box, a low screen is for that.
	const isTold = text === '' || rows - above - below >= roomForBox;
	const used = below + (isTold ? above : 0);
	return (
		<Box flexDirection="column">
			{isTold ? <Paragraph text={where} /> : undefined}
			<PasteBox
				label="Paste it here, or give the path of a file"
				value={text}
				rows={Math.max(3, rows - used)}
				marks={
					filePath(text)
						? []
						: judgement.refusals.flatMap(({position}) => position ?? [])
				}
				onChange={onChange}
				onSubmit={onSubmit}
			/>
			<Message kind={verdict.kind} text={verdict.text} />
		</Box>
	);
}

type Verdict = {kind: MessageKind; text: string};

function verdictOf(
	text: string,
	note: string | undefined,
	{refusals, warnings, summary, tolerated}: Judgement,
): Verdict {
	if (note) {
		return {kind: 'problem', text: note};
	}

	if (text.trim() === '') {
		return {
			kind: 'info',
			text: 'It is read as you paste it; nothing is sent anywhere.',
		};
	}

	if (filePath(text)) {
		return {
			kind: 'info',
			text: 'This is the path of a file: it is read when you continue.',
		};
	}

	const [refusal, ...others] = refusals;
	if (refusal) {
		const place = refusal.position
			? `Line ${refusal.position.line}, column ${refusal.position.column}: `
			: '';
		const more = others.length > 0 ? ` (and ${others.length} more)` : '';
		return {kind: 'problem', text: `${place}${refusal.message}${more}`};
	}

	const read = tolerated.length > 0 ? ` ${tolerated.join(' ')}` : '';
	return warnings.length > 0
		? {
				kind: 'warning',
				text: `${summary} ${warnings.length === 1 ? '1 thing' : `${warnings.length} things`} to agree to before you go on.`,
			}
		: {kind: 'success', text: `${summary}${read}`};
}
