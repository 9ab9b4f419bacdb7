import {useState} from 'react';
import {Box} from 'ink';
import {Message} from '../../ui/message.js';
import {TextField} from '../../ui/text-field.js';
import {useTools} from '../../terminal/tools.js';
import {StepFrame} from '../step-frame.js';

/** Asks where a text is to be saved, and saves it there. */
export function SaveFileView({
	text,
	start,
	onSaved,
	onBack,
}: {
	readonly text: string;
	/** The name to propose. */
	readonly start: string;
	readonly onSaved: (path: string) => void;
	readonly onBack: () => void;
}) {
	const tools = useTools();
	const [name, setName] = useState(start);
	const [problem, setProblem] = useState<string>();
	const save = async (path: string) => {
		if (path === '') {
			setProblem('Give the name of a file.');
			return;
		}

		const saved = await tools.saveFile(path, text);
		if (saved.ok) {
			onSaved(saved.path);
		} else {
			setProblem(saved.reason);
		}
	};

	return (
		<StepFrame keys={[{key: 'Enter', does: 'save'}]} onBack={onBack}>
			<Box flexDirection="column" gap={1}>
				<TextField
					label="Name of the new file"
					value={name}
					onChange={(value) => {
						setName(value);
						setProblem(undefined);
					}}
					onSubmit={(value) => {
						void save(value.trim());
					}}
				/>
				{problem ? <Message kind="problem" text={problem} /> : undefined}
			</Box>
		</StepFrame>
	);
}
