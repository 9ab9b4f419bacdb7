import process from 'node:process';
import {Box, render, Text, useApp, useInput} from 'ink';

/** The least that an Ink program with a full screen is: a frame, a title, and a key that ends it. */
function Minimal() {
	const {exit} = useApp();
	useInput((input) => {
		if (input === 'q') {
			exit();
		}
	});
	return (
		<Box
			borderStyle="round"
			flexDirection="column"
			height={process.stdout.rows}
		>
			<Text bold>The least of a program</Text>
			<Text>Press q to leave.</Text>
		</Box>
	);
}

render(<Minimal />, {
	alternateScreen: true,
	exitOnCtrlC: false,
	interactive: true,
});
