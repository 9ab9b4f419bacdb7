import {useState} from 'react';
import {Box} from 'ink';
import {Message} from '../../../ui/message.js';
import {Paragraph} from '../../../ui/paragraph.js';
import {TextField} from '../../../ui/text-field.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {StepFrame} from '../../step-frame.js';
import {projectNameProblem} from '../validate-answers.js';

const longest = 200;

/** Asks for the name of one project as Workato shows it, or for what the workspace's one row is called. */
export function ProjectNameView({
	isWorkspace,
	isTaken,
	onName,
	onLines,
	onBack,
}: {
	readonly isWorkspace: boolean;
	readonly isTaken: (name: string) => boolean;
	readonly onName: (name: string) => void;
	/** Hears of several names that are pasted at once. */
	readonly onLines?: (text: string) => void;
	readonly onBack?: () => void;
}) {
	const [text, setText] = useState(isWorkspace ? 'Workspace' : '');
	const [problem, setProblem] = useState<string>();
	return (
		<StepFrame
			keys={[{key: 'Enter', does: isWorkspace ? 'continue' : 'add it'}]}
			{...(onBack && {onBack})}
		>
			<Box flexDirection="column" gap={1}>
				<Paragraph
					text={
						isWorkspace
							? 'The workspace has one role. Its name is proposed from the name that you give here.'
							: 'In Workato: Projects, open the project, Settings > Secrets management (or as shown on your screen). Choose “AWS secrets manager” in “Which secrets manager do you want to use?”.'
					}
				/>
				<TextField
					label={
						isWorkspace
							? 'Name of the workspace'
							: 'Name of the project, as Workato shows it'
					}
					value={text}
					placeholder="WorkatoDB_Project1"
					onLines={onLines}
					onChange={(value) => {
						setText(value);
						setProblem(undefined);
					}}
					onSubmit={(value) => {
						const name = value.trim();
						const wrong = nameProblem(name, isTaken);
						setProblem(wrong);
						if (wrong === undefined) {
							onName(name);
						}
					}}
				/>
				{problem ? <Message kind="problem" text={problem} /> : undefined}
			</Box>
		</StepFrame>
	);
}

function nameProblem(
	name: string,
	isTaken: (name: string) => boolean,
): string | undefined {
	if (name === '') {
		return 'Give a name.';
	}

	if (name.length > longest) {
		return `A name has at most ${longest} characters here; this has ${name.length}.`;
	}

	return (
		projectNameProblem(name) ??
		(isTaken(name) ? `${quoteText(name)} is there already.` : undefined)
	);
}
