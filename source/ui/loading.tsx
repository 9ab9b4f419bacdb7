import {Box, useAnimation, useIsScreenReaderEnabled} from 'ink';
import {cleanLine, fitText, textWidth} from '../terminal/text.js';
import {useBodySize} from './body-size.js';
import {useLineProgress} from './line-mode.js';
import {Toned, useTheme} from './theme.js';

/** One line that says what is being waited for. A screen reader gets the words only. */
export function Loading({text}: {readonly text: string}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isSpoken = useIsScreenReaderEnabled();
	const {frame} = useAnimation({interval: 120, isActive: !isSpoken});
	const isTold = useLineProgress({text: cleanLine(text), isBlocking: true});
	const spinner = isSpoken
		? ''
		: `${symbols.spinner[frame % symbols.spinner.length] ?? ''} `;
	return isTold ? undefined : (
		<Box
			height={1}
			flexShrink={0}
			aria-role="progressbar"
			aria-state={{busy: true}}
		>
			<Toned tone="active">{spinner}</Toned>
			<Toned>
				{fitText(
					cleanLine(text),
					columns - textWidth(spinner),
					symbols.ellipsis,
				)}
			</Toned>
		</Box>
	);
}
