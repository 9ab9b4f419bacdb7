import {useMemo, useState} from 'react';
import {Box, useInput} from 'ink';
import {useBodySize} from '../../../components/body-size.js';
import {Message, messageRows} from '../../../components/message.js';
import {Paragraph} from '../../../components/paragraph.js';
import {PasteBox} from '../../../components/paste-box.js';
import {wrapText} from '../../../terminal/text.js';
import {useTools} from '../../../terminal/tools.js';
import {keyManagementLink, workatoHost} from '../../../workato/data-centres.js';
import {useDraft} from '../../drafts.js';
import {StepFrame} from '../../step-frame.js';
import {AgreeView} from '../../steps/agree-view.js';
import {useAgreement} from '../../agreement.js';
import {statementText} from '../answers.js';
import {judgeStatement, type Judgement} from '../judge-statement.js';
import {type EkmStepProps} from './ekm-step.js';

/** Step 1.1: says where Workato shows the statement, takes it, and judges it while it stands there. */
export function PolicyStep({
	answers,
	connection,
	services,
	send,
}: EkmStepProps) {
	const tools = useTools();
	const [text, setText] = useDraft('statement', () => statementText(answers));
	const [isAgreeing, setIsAgreeing] = useState(false);
	const [note, setNote] = useState<string>();
	const {identity} = connection;
	const owner = identity?.state === 'found' ? identity.value : undefined;
	const {account, partition} = owner ?? {};
	const judgement = useMemo(
		() =>
			judgeStatement(text, {
				...(account && {account}),
				...(partition && {partition}),
			}),
		[text, account, partition],
	);
	const {isAgreed, agree} = useAgreement(judgement.warnings);
	const host = workatoHost(answers.workato?.dataCentre ?? '');

	const change = (value: string) => {
		setText(value);
		setNote(undefined);
		// Only what reads as a statement is saved: a wrong clipboard may hold a secret.
		const isStatement = judgeStatement(value, {}).statements.length > 0;
		if (isStatement) {
			send({type: 'answer', answers: {statement: value}});
		}
	};

	const submit = async (value: string) => {
		const path = filePath(value);
		if (path) {
			const file = await tools.readFile(path);
			if (file.ok) {
				change(file.text);
			} else {
				setNote(file.reason);
			}

			return;
		}

		if (value.trim() === '') {
			setNote('Paste the content of “Permission to access key” first.');
		} else if (judgement.refusals.length === 0) {
			if (isAgreed) {
				send({type: 'next'});
			} else {
				setIsAgreeing(true);
			}
		}
	};

	const take = async (read: () => Promise<string>) => {
		try {
			change(await read());
		} catch (error) {
			setNote(error instanceof Error ? error.message : String(error));
		}
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
				void tools.open(keyManagementLink(host));
			} else if (input === 'p' && services.practice) {
				void take(services.practice.permissionToAccessKey);
			}
		},
		{isActive: !isAgreeing},
	);

	if (isAgreeing) {
		return (
			<AgreeView
				warnings={judgement.warnings}
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
				where={host ? `${host}: ` : ''}
				isPractice={services.practice !== undefined}
				text={text}
				note={note}
				judgement={judgement}
				onChange={change}
				onSubmit={(value) => {
					void submit(value);
				}}
			/>
		</StepFrame>
	);
}

function PolicyBody({
	where,
	isPractice,
	text,
	note,
	judgement,
	onChange,
	onSubmit,
}: {
	readonly where: string;
	readonly isPractice: boolean;
	readonly text: string;
	readonly note: string | undefined;
	readonly judgement: Judgement;
	readonly onChange: (value: string) => void;
	readonly onSubmit: (value: string) => void;
}) {
	const {columns, rows} = useBodySize();
	const verdict = verdictOf(text, note, judgement);
	const where2 = isPractice
		? 'In the sandbox, Ctrl+P takes the statement from the practice Workato.'
		: `In Workato (${where}Settings > Key management, or Workspace admin > Settings), choose “AWS KMS key”, open “Step 1”, and copy “Permission to access key”.`;
	const used =
		wrapText(where2, columns).length +
		messageRows(verdict.kind, verdict.text, columns);
	return (
		<Box flexDirection="column">
			<Paragraph text={where2} />
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

type Verdict = {
	kind: 'info' | 'warning' | 'problem' | 'success';
	text: string;
};

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
		return {kind: 'info', text: 'Press Enter to read this file.'};
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
				text: `${summary} ${warnings.length === 1 ? '1 thing' : `${warnings.length} things`} to agree to: press Enter.`,
			}
		: {kind: 'success', text: `${summary}${read}`};
}

/** A single line without braces that looks like a path. */
function filePath(text: string): string | undefined {
	const line = text.trim().replaceAll(/^["']|["']$/gv, '');
	return /^(?:~?\/|\.{0,2}\/|[a-z]:\\)[^\n\{\}]+$/iv.test(line) ||
		/^[^\s":\[\]\{\}]+\.(?:json|txt|yaml|yml)$/iv.test(line)
		? line
		: undefined;
}
