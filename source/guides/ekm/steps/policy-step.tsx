import {useMemo, useState} from 'react';
import {andMore, formatCount} from '../../../terminal/text.js';
import {useTools} from '../../../terminal/tools.js';
import {describeError, openWorkatoKeys} from '../../steps/in-workato.js';
import {workatoHost} from '../../../workato/data-centres.js';
import {useDraft} from '../../../ui/drafts.js';
import {memoizeLatest} from '../../../memoize.js';
import {type StatusMessage, type Typing} from '../../../ui/question.js';
import {QuestionStep, agreementQuestion, useAgreement} from '../../step-frame.js';
import {statementText} from '../answers.js';
import {validateStatement, savedStatement, type Validation} from '../validate-statement.js';
import {type EkmStepProps} from '../services.js';

/** Step 1.1: says where Workato shows the statement, takes it, and validates it while it stands there. */
export function PolicyStep({answers, connection, services: {sandbox}, send}: EkmStepProps) {
	const tools = useTools();
	const [text, setText] = useDraft('statement', () => statementText(answers));
	const [isAgreeing, setIsAgreeing] = useState(false);
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
	const {warnings} = validate(text);
	const {isAgreed, agree} = useAgreement(warnings);
	const host = workatoHost(answers.workato?.dataCentre ?? '');
	if (isAgreeing) {
		return (
			<QuestionStep
				question={agreementQuestion(warnings, {
					no: 'No, go back and change it',
					onYes() {
						agree();
						send({type: 'next'});
					},
					onNo() {
						setIsAgreeing(false);
					},
				})}
			/>
		);
	}

	const answer = async (value: string, {change, notify}: Typing<string>): Promise<void> => {
		const path = filePath(value);
		if (path) {
			const file = await tools.readFile(path);
			if (file.ok) {
				change(boxText(file.text));
			} else {
				notify({kind: 'problem', text: file.reason});
			}
		} else if (validate(value).warnings.length === 0 || (isAgreed && value === text)) {
			send({type: 'next'});
		} else {
			setIsAgreeing(true);
		}
	};

	return (
		<QuestionStep
			question={{
				kind: 'paste',
				id: 'statement',
				text: [
					`In Workato (${host ? `${host}: ` : ''}Settings > Key management, or Workspace admin > Settings), choose “AWS KMS key”, open “Step 1”, and copy “Permission to access key”.`,
					// Its key stands below; where lines are heard, a number is offered for it.
					...(sandbox ? ['Here in the sandbox you can take a practice one.'] : []),
				].join(' '),
				label: 'Paste it here, or give the path of a file',
				initial: text,
				keys: [
					...(sandbox
						? [
								{
									key: 'Ctrl+P',
									does: 'practice statement',
									press: async (asking: Typing<string>) =>
										take(sandbox.permissionToAccessKey, asking),
								},
							]
						: []),
					{
						key: 'Ctrl+G',
						does: 'editor',
						press: async (asking) =>
							take(async () => {
								const edited = await tools.edit(asking.read());
								if (!edited.ok) {
									throw new Error(edited.reason);
								}

								return edited.text;
							}, asking),
					},
					...openWorkatoKeys(tools, host),
					{key: 'Ctrl+U', does: 'clear'},
				],
				marks: (value) =>
					filePath(value) ? [] : validate(value).refusals.flatMap(({position}) => position ?? []),
				remark: (value) => remarkOn(value, validate(value)),
				onChange(value) {
					setText(value);
					const statement = savedStatement(validate(value));
					if (statement !== undefined) {
						send({type: 'answer', answers: {statement}});
					}
				},
				validate: (value) => answerOf(value, validate(value)),
				onAnswer: answer,
			}}
		/>
	);
}

/** Puts what is read in the box, or says why it could not be read. */
async function take(read: () => Promise<string>, {change, notify}: Typing<string>): Promise<void> {
	try {
		change(boxText(await read()));
	} catch (error) {
		notify({
			kind: 'problem',
			text: describeError(error),
		});
	}
}

/** What the box has to hold before it is an answer: the path of a file, or a statement that is not refused. */
function answerOf(text: string, validation: Validation): {value: string} | {problem: string} {
	if (text.trim() === '') {
		return {
			problem: 'Paste the content of “Permission to access key” first.',
		};
	}

	return filePath(text) !== undefined || validation.refusals.length === 0
		? {value: text}
		: {problem: remarkOn(text, validation).text};
}

function remarkOn(
	text: string,
	{refusals, warnings, summary, tolerated}: Validation,
): StatusMessage {
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

	const [refusal] = refusals;
	if (refusal) {
		const scope = refusal.position
			? `Line ${refusal.position.line}, column ${refusal.position.column}: `
			: '';
		return {kind: 'problem', text: `${scope}${refusal.message}${andMore(refusals.length)}`};
	}

	const read = tolerated.length > 0 ? ` ${tolerated.join(' ')}` : '';
	return warnings.length > 0
		? {
				kind: 'warning',
				text: `${summary} ${formatCount(warnings.length, 'thing')} to agree to before you go on.`,
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
