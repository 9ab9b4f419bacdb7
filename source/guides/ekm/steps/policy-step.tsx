import {useMemo, useState} from 'react';
import {useTools} from '../../../terminal/tools.js';
import {keyManagementLink, workatoHost} from '../../../workato/data-centres.js';
import {useInput} from '../../../ui/use-input.js';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {AgreeView} from '../../steps/agree-view.js';
import {openPage} from '../../steps/question-step.js';
import {type Told} from '../../steps/text-above.js';
import {useAgreement} from '../../agreement.js';
import {statementText} from '../answers.js';
import {
	validateStatement,
	savedStatement,
	type Validation,
} from '../validate-statement.js';
import {memoizeLatest} from '../../../ui/memoize.js';
import {type EkmStepProps} from '../services.js';
import {JudgedPaste} from '../../steps/judged-paste.js';

/** Step 1.1: says where Workato shows the statement, takes it, and validates it while it stands there. */
export function PolicyStep({
	answers,
	connection,
	services,
	send,
}: EkmStepProps) {
	const tools = useTools();
	const [text, setText] = useDraft('statement', () => statementText(answers));
	const [isAgreeing, setIsAgreeing] = useState(false);
	const [note, setNote] = useState<Told>();
	const problem = (words: string) => {
		setNote({kind: 'problem', text: words});
	};

	const {identity} = connection;
	const owner = identity?.state === 'found' ? identity.value : undefined;
	const {account, partition} = owner ?? {};
	const own = useMemo(
		() => ({...(account && {account}), ...(partition && {partition})}),
		[account, partition],
	);
	const validate = useMemo(
		() => memoizeLatest((value: string) => validateStatement(value, own)),
		[own],
	);
	const validation = validate(text);
	const {isAgreed, agree} = useAgreement(validation.warnings);
	const host = workatoHost(answers.workato?.dataCentre ?? '');

	const change = (value: string) => {
		setText(value);
		setNote(undefined);
		const statement = savedStatement(validate(value));
		if (statement !== undefined) {
			send({type: 'answer', answers: {statement}});
		}
	};

	const submit = async (value: string) => {
		const path = filePath(value);
		if (path) {
			const file = await tools.readFile(path);
			if (file.ok) {
				change(boxText(file.text));
			} else {
				problem(file.reason);
			}

			return;
		}

		if (value.trim() === '') {
			problem('Paste the content of “Permission to access key” first.');
			return;
		}

		// Enter can arrive in one read with the last letters, before they are validated on the screen.
		const {refusals, warnings} = validate(value);
		if (refusals.length === 0) {
			if (warnings.length === 0 || (isAgreed && value === text)) {
				send({type: 'next'});
			} else {
				setIsAgreeing(true);
			}
		}
	};

	const take = async (read: () => Promise<string>) => {
		try {
			change(boxText(await read()));
		} catch (error) {
			problem(error instanceof Error ? error.message : String(error));
		}
	};

	const openWorkato = async (address: string) => {
		setNote(await openPage(tools, address));
	};

	useInput(
		(input, key) => {
			if (!key.ctrl) {
				return;
			}

			if (input === 'g') {
				void take(async () => {
					const edited = await tools.edit(text);
					if (!edited.ok) {
						throw new Error(edited.reason);
					}

					return edited.text;
				});
			} else if (input === 'o' && host) {
				void openWorkato(keyManagementLink(host));
			} else if (input === 'p' && services.practice) {
				void take(services.practice.permissionToAccessKey);
			}
		},
		{isActive: !isAgreeing},
	);

	if (isAgreeing) {
		return (
			<AgreeView
				warnings={validation.warnings}
				refusal="go back and change it"
				onAgree={() => {
					agree();
					send({type: 'next'});
				}}
				onBack={() => {
					setIsAgreeing(false);
				}}
			/>
		);
	}

	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'continue'},
				...(services.practice
					? [{key: 'Ctrl+P', does: 'practice statement'}]
					: []),
				{key: 'Ctrl+G', does: 'editor'},
				...(host ? [{key: 'Ctrl+O', does: 'open Workato'}] : []),
				{key: 'Ctrl+U', does: 'clear'},
			]}
		>
			<PolicyBody
				host={host}
				isPractice={services.practice !== undefined}
				text={text}
				note={note}
				validation={validation}
				onChange={change}
				onSubmit={(value) => {
					void submit(value);
				}}
			/>
		</StepFrame>
	);
}

/** Where Workato shows the statement, the box for it, and what is to be said about what stands there. */
function PolicyBody({
	host,
	isPractice,
	text,
	note,
	validation,
	onChange,
	onSubmit,
}: {
	readonly host: string | undefined;
	readonly isPractice: boolean;
	readonly text: string;
	readonly note: Told | undefined;
	readonly validation: Validation;
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
			told={verdictOf(text, note, validation)}
			marks={
				filePath(text)
					? []
					: validation.refusals.flatMap(({position}) => position ?? [])
			}
			onChange={onChange}
			onSubmit={onSubmit}
		/>
	);
}

function verdictOf(
	text: string,
	note: Told | undefined,
	{refusals, warnings, summary, tolerated}: Validation,
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

/** The path in the text when it is a single line without braces that looks like one; quotes around it are left out. */
export function filePath(text: string): string | undefined {
	const line = text.trim().replaceAll(/^["']|["']$/gv, '');
	return /^(?:~?[\/\\]|\.{0,2}[\/\\]|[a-z]:[\/\\])[^\n\{\}]+$/iv.test(line) ||
		/^[^\n":\[\]\{\}]+\.(?:json|txt|yaml|yml)$/iv.test(line)
		? line
		: undefined;
}

/** The text of a file as it stands in a box: without a byte order mark, lines ending in \n, as positions count them. */
function boxText(text: string): string {
	return text.replace(/^\u{FEFF}/v, '').replaceAll(/\r\n?/gv, '\n');
}
