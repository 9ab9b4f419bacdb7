import {type Judgement} from '../judge-statement.js';
import {JudgedPaste} from '../../steps/judged-paste.js';
import {type Told} from '../../steps/text-above.js';
import {filePath} from './file-path.js';

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
	readonly note: Told | undefined;
	readonly judgement: Judgement;
	readonly onChange: (value: string) => void;
	readonly onSubmit: (value: string) => void;
}) {
	const where = [
		`In Workato (${host ? `${host}: ` : ''}Settings > Key management, or Workspace admin > Settings), choose “AWS KMS key”, open “Step 1”, and copy “Permission to access key”.`,
		...(isPractice
			? ['Here in the sandbox, Ctrl+P takes a practice one.']
			: []),
	].join(' ');
	return (
		<JudgedPaste
			text={where}
			label="Paste it here, or give the path of a file"
			value={text}
			told={verdictOf(text, note, judgement)}
			marks={
				filePath(text)
					? []
					: judgement.refusals.flatMap(({position}) => position ?? [])
			}
			onChange={onChange}
			onSubmit={onSubmit}
		/>
	);
}

function verdictOf(
	text: string,
	note: Told | undefined,
	{refusals, warnings, summary, tolerated}: Judgement,
): Told {
	if (note) {
		return note;
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
