import {useState} from 'react';
import {Box} from 'ink';
import {Form} from '../../../ui/form.js';
import {Loading} from '../../../ui/loading.js';
import {Message} from '../../../ui/message.js';
import {joinWords} from '../../../policy/join-words.js';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {type NewKey} from '../answers.js';
import {type EkmServices} from '../services.js';
import {draftOf, readDraft, type NewKeyDraft} from './new-key-draft.js';

type Props = {
	/** Of the setup. */
	readonly name: string;
	readonly created: NewKey | undefined;
	readonly account: string | undefined;
	readonly missingPrincipals: EkmServices['missingPrincipals'];
	readonly onCreate: (key: NewKey) => void;
	readonly onBack: () => void;
};

/** Asks for what a new key needs: an alias; and, if wanted, a description, tags and administrators. */
export function NewKeyView({
	name,
	created,
	account,
	missingPrincipals,
	onCreate,
	onBack,
}: Props) {
	const start = draftOf(name, created);
	const [alias, setAlias] = useDraft('alias', start.alias);
	const [description, setDescription] = useDraft(
		'description',
		start.description,
	);
	const [tags, setTags] = useDraft('tags', start.tags);
	const [administrators, setAdministrators] = useDraft(
		'administrators',
		start.administrators,
	);
	const draft = {alias, description, tags, administrators};
	const setters = {
		alias: setAlias,
		description: setDescription,
		tags: setTags,
		administrators: setAdministrators,
	};
	const [problem, setProblem] = useState<string>();
	const [isAsking, setIsAsking] = useState(false);
	const [isLast, setIsLast] = useState(false);
	const submit = async (filled: NewKeyDraft) => {
		const read = readDraft(filled, account);
		if ('problem' in read) {
			setProblem(read.problem);
			return;
		}

		// KMS refuses a policy that names somebody who is not there, and does not say whom.
		const named = read.key.administrators ?? [];
		setIsAsking(named.length > 0);
		const missing = await missingPrincipals(named);
		setIsAsking(false);
		if (missing.length > 0) {
			setProblem(
				`There is no ${joinWords(missing, 'or')}. Check the name and, for a role with a path, the whole path.`,
			);
		} else {
			onCreate(read.key);
		}
	};

	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: isLast ? 'done' : 'next line'},
				...(isLast ? [] : [{key: 'Ctrl+D', does: 'done'}]),
			]}
			onBack={onBack}
		>
			<Box flexDirection="column">
				<Form
					fields={[
						{
							id: 'alias',
							label: 'Alias (the display name)',
							value: draft.alias,
							placeholder: 'workato-ekm',
						},
						{
							id: 'description',
							label: 'Description',
							value: draft.description,
							placeholder: 'optional',
						},
						{
							id: 'tags',
							label: 'Tags, as name=value, separated by commas',
							value: draft.tags,
							placeholder: 'optional: team=security, cost=42',
						},
						{
							id: 'administrators',
							label:
								'Key administrators: ARNs of roles or users of this account',
							value: draft.administrators,
							placeholder: 'optional: the account’s IAM policies decide anyway',
						},
					]}
					onChange={(id, value) => {
						setProblem(undefined);
						setters[id](value);
					}}
					onSubmit={({id, value}) => {
						void submit({...draft, [id]: value});
					}}
					onLine={(id) => {
						setIsLast(id === 'administrators');
					}}
				/>
				{isAsking ? (
					<Loading text="Asking AWS for the administrators" />
				) : undefined}
				{problem ? <Message kind="problem" text={problem} /> : undefined}
			</Box>
		</StepFrame>
	);
}
