import {useState} from 'react';
import {TextField} from '../../../ui/text-field.js';
import {useInput} from '../../../ui/use-input.js';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {JudgedFields} from '../../steps/judged-fields.js';
import {type SecretsAnswers} from '../answers.js';
import {validateAccountId} from '../workato-ids.js';
import {type PracticeSecrets} from '../services.js';
import {findingWords, isAcceptable} from './finding-words.js';
import {practiceIds} from './practice-ids.js';
import {idsPlace} from './where-words.js';

/** Workato's AWS account ID, once for all projects. */
export function AccountView({
	answers,
	ownAccount,
	practice,
	onSave,
	onDone,
}: {
	readonly answers: SecretsAnswers;
	readonly ownAccount: string | undefined;
	readonly practice: PracticeSecrets | undefined;
	/** A complete ID is kept as soon as it stands here, should the program end before the person goes on. */
	readonly onSave: (accountId: string) => void;
	readonly onDone: (accountId: string) => void;
}) {
	const [text, setText] = useDraft(
		'account id',
		answers.workatoAccountId ?? '',
	);
	const [note, setNote] = useState<string>();
	const isFit = (value: string) =>
		isAcceptable(validateAccountId(value, ownAccount));
	const change = (value: string) => {
		setNote(undefined);
		setText(value);
		if (isFit(value)) {
			onSave(value.trim());
		}
	};

	const takePractice = practiceIds(practice, answers.scope);
	useInput((input, key) => {
		if (!(key.ctrl && input === 'p' && practice)) {
			return;
		}

		const [first] = answers.projects ?? [];
		void takePractice(
			first ? [first] : [],
			({workatoAccountId = ''}) => {
				change(workatoAccountId);
			},
			setNote,
		);
	});
	const findings =
		text.trim() === '' ? [] : validateAccountId(text, ownAccount);
	const told = note
		? {kind: 'problem' as const, text: note}
		: findings.some(({isSwapped}) => isSwapped)
			? {
					kind: 'problem' as const,
					text: 'This is an external ID. The AWS Account ID stands above it on Workato’s page: 12 digits.',
				}
			: findingWords(findings, {
					kind: 'info',
					text: 'It is the same in every project of a workspace.',
				});
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'continue'},
				...(practice ? [{key: 'Ctrl+P', does: 'practice value'}] : []),
				{key: 'Ctrl+U', does: 'clear'},
			]}
		>
			<JudgedFields
				text={idsPlace(answers, 'the AWS Account ID')}
				told={told}
				rows={2}
			>
				<TextField
					label="AWS Account ID"
					value={text}
					placeholder="12 digits"
					onChange={change}
					onSubmit={(value) => {
						const accountId = value.trim();
						if (accountId === '') {
							setNote('Paste the AWS Account ID first.');
						} else if (isFit(accountId)) {
							onDone(accountId);
						}
					}}
				/>
			</JudgedFields>
		</StepFrame>
	);
}
