import {type ReactNode} from 'react';
import {Box} from 'ink';
import {useBodySize} from '../../ui/theme.js';
import {Loading} from '../../ui/loading.js';
import {Message} from '../../ui/message.js';

// A lower body has no line to spare.
const roomForGap = 16;

/** What is said about the text above it, behind an empty line where the window has room for one. */
function SetApart({children}: {readonly children: ReactNode}) {
	const {rows} = useBodySize();
	return (
		<Box flexDirection="column" flexShrink={0} marginTop={rows >= roomForGap ? 1 : 0}>
			{children}
		</Box>
	);
}

/** What the practice Workato says to what it was given, set apart; `trying` while it has not said it yet. Nothing when there is nothing to say. */
export function SandboxAnswer({
	isTrying,
	trying,
	reply,
	note,
}: {
	readonly isTrying: boolean;
	readonly trying: string;
	readonly reply: {readonly accepted: boolean; readonly message: string} | undefined;
	/** What else there is to say. */
	readonly note?: string | undefined;
}): ReactNode {
	return isTrying || reply !== undefined || note !== undefined ? (
		<SetApart>
			{isTrying ? <Loading text={trying} /> : undefined}
			{reply && !isTrying ? (
				<Message
					kind={reply.accepted ? 'success' : 'problem'}
					text={`Workato (practice): ${reply.message}`}
				/>
			) : undefined}
			{note ? <Message kind="info" text={note} /> : undefined}
		</SetApart>
	) : undefined;
}
