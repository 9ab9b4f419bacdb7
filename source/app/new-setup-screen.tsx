import {useState} from 'react';
import {Box} from 'ink';
import {Message} from '../ui/message.js';
import {Paragraph} from '../ui/paragraph.js';
import {ScreenFrame} from '../ui/screen-frame.js';
import {TextField} from '../ui/text-field.js';
import {useInput} from '../ui/use-input.js';
import {checkSetupName} from '../setups/setup-name.js';
import {quoteText} from '../terminal/foreign-text.js';
import {identityLines, type Presence} from './connection-words.js';
import {appHelp} from './help.js';
import {suggestName} from './suggest-name.js';

type Props = {
	readonly guide: string;
	readonly title: string;
	readonly connection: Presence;
	/** Whether a setup of this name is there already. */
	readonly isTaken: (name: string) => boolean;
	readonly onCreate: (name: string) => void;
	readonly onBack: () => void;
};

/** Asks what a new setup is for: several live side by side, one for each Workato environment. */
export function NewSetupScreen({
	guide,
	title,
	connection,
	isTaken,
	onCreate,
	onBack,
}: Props) {
	const [name, setName] = useState(() => suggestName(guide, isTaken));
	const [problem, setProblem] = useState<string>();
	useInput((_, key) => {
		if (key.escape) {
			onBack();
		}
	});
	return (
		<ScreenFrame
			title={`Start: ${title}`}
			identity={identityLines(connection)}
			help={appHelp.newSetup}
			keys={[
				{key: 'Enter', does: 'start'},
				{key: 'Esc', does: 'back'},
			]}
		>
			<Box flexDirection="column" gap={1}>
				<Paragraph text="Which Workato environment is this for? Each environment has settings of its own, so it gets a setup of its own. The setup is saved under this name." />
				<TextField
					label="Name of the environment"
					value={name}
					placeholder="production"
					onChange={(value) => {
						setName(value);
						setProblem(undefined);
					}}
					onSubmit={(value) => {
						const wanted = value.trim();
						const wrong =
							checkSetupName(wanted) ??
							(isTaken(wanted)
								? `There is a setup ${quoteText(wanted)} already. Go back to resume it, or give another name.`
								: undefined);
						setProblem(wrong);
						if (wrong === undefined) {
							onCreate(wanted);
						}
					}}
				/>
				{problem ? <Message kind="problem" text={problem} /> : undefined}
			</Box>
		</ScreenFrame>
	);
}
