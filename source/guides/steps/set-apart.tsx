import {type ReactNode} from 'react';
import {Box} from 'ink';
import {useBodySize} from '../../ui/theme.js';

// A lower body has no line to spare.
const roomForGap = 16;

/** What is said about the text above it, behind an empty line where the window has room for one. */
export function SetApart({children}: {readonly children: ReactNode}) {
	const {rows} = useBodySize();
	return (
		<Box
			flexDirection="column"
			flexShrink={0}
			marginTop={rows >= roomForGap ? 1 : 0}
		>
			{children}
		</Box>
	);
}
