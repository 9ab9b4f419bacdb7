import {type ReactNode} from 'react';
import {Box} from 'ink';
import {Message, Paragraph} from '../../ui/message.js';
import {SetApart} from './set-apart.js';
import {type Told} from './text-above.js';

/** Text, a message, and a menu below them. Nothing is cut: in a low window the frame lets the person scroll. */
export function TextAndMenu({
	text,
	message,
	children,
}: {
	readonly text: string;
	readonly message?: Told | undefined;
	readonly children: ReactNode;
}) {
	return (
		<Box flexDirection="column">
			<Paragraph text={text} />
			{message ? (
				<SetApart>
					<Message {...message} />
				</SetApart>
			) : undefined}
			<Box marginTop={1} flexDirection="column">
				{children}
			</Box>
		</Box>
	);
}
