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
import {judgeStatement} from '../judge-statement.js';
import {savedStatement} from '../saved-statement.js';
import {onceForLatest} from '../../../ui/once-for-each.js';
import {type EkmStepProps} from './ekm-step.js';
import {boxText, filePath} from './file-path.js';
import {PolicyBody} from './policy-body.js';

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
	const judge = useMemo(
		() => onceForLatest((value: string) => judgeStatement(value, own)),
		[own],
	);
	const judgement = judge(text);
	const {isAgreed, agree} = useAgreement(judgement.warnings);
	const host = workatoHost(answers.workato?.dataCentre ?? '');

	const change = (value: string) => {
		setText(value);
		setNote(undefined);
		const statement = savedStatement(judge(value));
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

		// Enter can arrive in one read with the last letters, before they are judged on the screen.
		const {refusals, warnings} = judge(value);
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
				host={host}
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
