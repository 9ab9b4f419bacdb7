import {Box, useInput} from 'ink';
import {Message} from '../components/message.js';
import {Paragraph} from '../components/paragraph.js';
import {ScreenFrame} from '../components/screen-frame.js';
import {type Connection} from '../guides/guide-screens.js';
import {identityLine} from './connection-words.js';

type Props = {
	readonly connection: Connection;
	readonly onAgain: () => void;
	readonly onBack: () => void;
};

/** Says how to get an AWS identity in another window, and looks again when asked. */
export function SignInScreen({connection, onAgain, onBack}: Props) {
	const {identity, session} = connection;
	useInput((_, key) => {
		if (key.escape) {
			onBack();
		} else if (key.return) {
			onAgain();
		}
	});
	const profile = session.profile ?? 'NAME';
	return (
		<ScreenFrame
			title="Sign in to AWS"
			identity={identityLine(connection)}
			keys={[
				{key: 'Enter', does: 'look again'},
				{key: 'Esc', does: 'back'},
			]}
		>
			<Box flexDirection="column" gap={1}>
				{identity?.state === 'found' ? (
					<Message
						kind="success"
						text={`Signed in as ${identity.value.arn}. Press Esc to go on.`}
					/>
				) : undefined}
				{identity?.state === 'unknown' ? (
					<Message kind="problem" text={identity.reason} />
				) : undefined}
				<Paragraph
					text={[
						'In another window, do one of these, then press Enter here:',
						`- company sign-in: aws sso login --profile ${profile}`,
						'- console sign-in: aws login',
						'- or put keys into this shell before you start.',
					].join('\n')}
				/>
				<Paragraph
					text={`To use a profile, start with: workato-aws --profile ${profile}`}
				/>
			</Box>
		</ScreenFrame>
	);
}
