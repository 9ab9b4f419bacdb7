import {useState} from 'react';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {JudgedPaste} from '../../steps/judged-paste.js';
import {type Told} from '../../steps/text-above.js';
import {useListing} from '../../steps/use-request.js';
import {type WantedSecrets} from '../answers.js';
import {readSecretArns} from '../validate-secrets.js';
import {type SecretsServices} from '../services.js';

/** Where the secrets are. */
export type SecretsPlace = {
	readonly region: string;
	readonly account: string | undefined;
};

/** Takes the ARNs of secrets; names are looked up and become the ARNs that AWS prints. */
export function SecretArnsView({
	field,
	chosen,
	place,
	listSecrets,
	onChoose,
	onBack,
}: {
	readonly field: string;
	readonly chosen: readonly string[];
	readonly place: SecretsPlace;
	readonly listSecrets: SecretsServices['listSecrets'];
	readonly onChoose: (secrets: WantedSecrets) => void;
	readonly onBack: () => void;
}) {
	const [text, setText] = useDraft(field, () => chosen.join('\n'));
	const [isAsked, setIsAsked] = useState(false);
	const listing = useListing(listSecrets);
	const read = (value: string) =>
		readSecretArns(value, {...place, listed: listing.items});
	const {arns, problem} = read(text);
	const told: Told = isEmpty(text)
		? {
				kind: isAsked ? 'problem' : 'info',
				text: isAsked
					? 'Paste at least one ARN first.'
					: 'One on each line. A name works, too: AWS is asked for its ARN.',
			}
		: problem === undefined
			? {
					kind: 'success',
					text: `${arns.length === 1 ? '1 secret is' : `${arns.length} secrets are`} named here.`,
				}
			: listing.isComplete
				? {kind: 'problem', text: problem}
				: {kind: 'info', text: 'Asking AWS for the secrets of these names.'};
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'take them'},
				{key: 'Ctrl+U', does: 'clear'},
			]}
			onBack={onBack}
		>
			<JudgedPaste
				isList
				label="ARNs of the secrets"
				value={text}
				told={told}
				onChange={(value) => {
					setIsAsked(false);
					setText(value);
				}}
				onSubmit={(value) => {
					const given = read(value);
					if (isEmpty(value)) {
						setIsAsked(true);
					} else if (given.problem === undefined) {
						onChoose(given.arns);
					}
				}}
			/>
		</StepFrame>
	);
}

function isEmpty(text: string): boolean {
	return text.trim() === '';
}
