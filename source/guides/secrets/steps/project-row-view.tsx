import {Box} from 'ink';
import {FieldRow} from '../../../ui/field-row.js';
import {Message} from '../../../ui/message.js';
import {Select} from '../../../ui/select.js';
import {type SavedSetup} from '../../../setups/saved-setup.js';
import {StepFrame} from '../../step-frame.js';
import {type ProjectAnswers} from '../answers.js';
import {spelledSecrets} from '../secret-prefix.js';
import {describeSecrets} from './project-list.js';

/** One project: what is answered so far, and taking it out of the setup. */
export function ProjectRowView({
	project,
	journal,
	onRemove,
	onBack,
}: {
	readonly project: ProjectAnswers | undefined;
	readonly journal: SavedSetup['journal'];
	readonly onRemove: () => void;
	readonly onBack: () => void;
}) {
	const {name = '', externalId, role} = project ?? {};
	const secrets = project && (spelledSecrets(project) ?? project.secrets);
	// Entries of version 0.1 do not say what they were done for; the ids of their changes did.
	const isWritten = journal.some(({change, group}) =>
		group === undefined ? change.endsWith(`:${name}`) : group === name,
	);
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
			]}
			onBack={onBack}
		>
			<Box flexDirection="column">
				<FieldRow label="Project" value={name} labelWidth={11} />
				<FieldRow
					label="External ID"
					value={externalId ?? 'not given yet'}
					labelWidth={11}
				/>
				<FieldRow
					label="Role"
					value={role?.use ?? role?.create?.name ?? 'a new one'}
					labelWidth={11}
				/>
				<FieldRow
					label="Secrets"
					value={secrets ? describeSecrets(secrets) : 'not chosen yet'}
					labelWidth={11}
				/>
				{isWritten ? (
					<Message
						kind="warning"
						text="This setup has written to the project’s role already. Removing the project here leaves the role in AWS as it is."
					/>
				) : undefined}
				<Box marginTop={1} flexDirection="column">
					<Select
						items={[
							{label: 'Keep it', value: false},
							{label: 'Remove it from this setup', value: true},
						]}
						onSelect={(isRemoved) => {
							if (isRemoved) {
								onRemove();
							} else {
								onBack();
							}
						}}
					/>
				</Box>
			</Box>
		</StepFrame>
	);
}
