import process from 'node:process';
import {useState} from 'react';
import {Box, render, Text, useApp, useInput} from 'ink';

/** The least that an Ink program with a full screen is: a frame, a title, the text that is typed, and a key that ends it. */
function Minimal() {
	const {exit} = useApp();
	const [text, setText] = useState('');
	useInput((input, key) => {
		if (input === 'q') {
			exit();
		} else if (key.backspace) {
			setText((before) => before.slice(0, -1));
		} else {
			setText((before) => before + input);
		}
	});
	return (
		<Box borderStyle="round" flexDirection="column" height={process.stdout.rows}>
			<Text bold>The least of a program</Text>
			<Text>Press q to leave. {text}</Text>
		</Box>
	);
}

render(<Minimal />, {
	alternateScreen: true,
	exitOnCtrlC: false,
	interactive: true,
});
