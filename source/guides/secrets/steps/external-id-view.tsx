import {useState} from 'react';
import {TextField} from '../../../ui/text-field.js';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {JudgedFields} from '../../steps/judged-fields.js';
import {type SecretsAnswers, changeProject} from '../answers.js';
import {validateIds} from '../validate-answers.js';
import {findingWords, isAcceptable} from './finding-words.js';
import {idsPlace} from './where-words.js';

/** One project's external ID, judged beside those of the others. */
export function ExternalIdView({
	answers,
	name,
	ownAccount,
	onDone,
	onBack,
}: {
	readonly answers: SecretsAnswers;
	readonly name: string;
	readonly ownAccount: string | undefined;
	readonly onDone: (externalId: string) => void;
	readonly onBack: () => void;
}) {
	const {projects = []} = answers;
	const at = projects.findIndex((project) => project.name === name);
	const [text, setText] = useDraft(
		`external id ${name}`,
		projects[at]?.externalId ?? '',
	);
	const [isAsked, setIsAsked] = useState(false);
	const validate = (value: string) =>
		validateIds(
			{
				...answers,
				projects: changeProject(projects, name, {externalId: value.trim()}),
			},
			ownAccount,
		).filter(({group}) => group === name);
	const told =
		isAsked && text.trim() === ''
			? {
					kind: 'problem' as const,
					text: 'Paste the external ID first. Esc goes back to the list.',
				}
			: findingWords(validate(text), {
					kind: text.trim() === '' ? 'info' : 'success',
					text:
						text.trim() === ''
							? 'Each project has an external ID of its own.'
							: 'It has the right form.',
				});
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'take it'},
				{key: 'Ctrl+U', does: 'clear'},
			]}
			onBack={onBack}
		>
			<JudgedFields
				text={`Project ${at + 1} of ${projects.length}. ${idsPlace(answers, 'its external ID')}`}
				told={told}
				rows={2}
			>
				<TextField
					label={`External ID for ${name}`}
					value={text}
					placeholder="workato_iam_external_id_wwwww_pppp"
					onChange={(value) => {
						setIsAsked(false);
						setText(value);
					}}
					onSubmit={(value) => {
						if (value.trim() === '') {
							setIsAsked(true);
						} else if (isAcceptable(validate(value))) {
							onDone(value.trim());
						}
					}}
				/>
			</JudgedFields>
		</StepFrame>
	);
}
