import {useState} from 'react';
import {Box} from 'ink';
import {Message} from '../../../ui/message.js';
import {TextField} from '../../../ui/text-field.js';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';

/** Takes the name of a role, new or there already; `problemOf` says what is wrong with a text. */
export function RoleNameView({
	field,
	label,
	start,
	placeholder,
	problemOf,
	onName,
	onBack,
}: {
	/** Under this name what is typed is kept. */
	readonly field: string;
	readonly label: string;
	readonly start: string;
	readonly placeholder: string;
	readonly problemOf: (text: string) => string | undefined;
	readonly onName: (name: string) => void;
	readonly onBack: () => void;
}) {
	const [text, setText] = useDraft(field, start);
	const [problem, setProblem] = useState<string>();
	return (
		<StepFrame keys={[{key: 'Enter', does: 'take it'}]} onBack={onBack}>
			<Box flexDirection="column" gap={1}>
				<TextField
					label={label}
					value={text}
					placeholder={placeholder}
					onChange={(value) => {
						setText(value);
						setProblem(undefined);
					}}
					onSubmit={(value) => {
						const name = value.trim();
						const wrong = problemOf(name);
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
