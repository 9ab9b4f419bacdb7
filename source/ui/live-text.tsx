import {Box} from 'ink';
import {useLineProgress} from './line-mode.js';
import {Paragraph} from './paragraph.js';
import {type Tone} from './theme.js';

/** A sentence that changes by itself, such as a time that runs down. Where lines are heard it is told now and then. */
export function LiveText({
	text,
	tone = 'plain',
}: {
	readonly text: string;
	readonly tone?: Tone;
}) {
	const isTold = useLineProgress({text, isBlocking: false});
	return isTold ? undefined : (
		<Box flexShrink={0} aria-role="timer">
			<Paragraph text={text} tone={tone} />
		</Box>
	);
}
