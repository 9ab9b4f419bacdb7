import {Box} from 'ink';
import {type ConfigDiffLine} from '../../aws/profiles/config-draft.js';
import {Message} from '../../ui/message.js';
import {Paragraph} from '../../ui/paragraph.js';
import {ScreenFrame} from '../../ui/screen-frame.js';
import {useInput} from '../../ui/use-input.js';
import {identityHelp} from './help.js';

type Props = {
	readonly file: string;
	/** The copy of the file as it was; nothing when there was no file. */
	readonly backup?: string;
	readonly diff: readonly ConfigDiffLine[];
	readonly onDone: () => void;
};

/** Says what was written to the config file, and where it is kept as it was. */
export function ProfileWrittenView({file, backup, diff, onDone}: Props) {
	useInput((_, key) => {
		if (key.return || key.escape) {
			onDone();
		}
	});
	const sections = diff
		.filter(({kind, text}) => kind === 'added' && text.startsWith('['))
		.map(({text}) => text);
	return (
		<ScreenFrame
			title="New profile: written"
			place={file}
			help={identityHelp.save}
			keys={[{key: 'Enter', does: 'use it'}]}
		>
			<Box flexDirection="column" gap={1}>
				<Message
					kind="success"
					text={
						sections.length > 0
							? `Added to ${file}: ${sections.join(' and ')}.`
							: `Written to ${file}.`
					}
				/>
				<Paragraph
					text={
						backup === undefined
							? 'There was no such file before.'
							: `The file as it was before is kept in ${backup}.`
					}
				/>
			</Box>
		</ScreenFrame>
	);
}
