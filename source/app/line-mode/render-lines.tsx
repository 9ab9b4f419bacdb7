import process from 'node:process';
import {useEffect, useReducer, type ReactNode} from 'react';
import {render} from 'ink';
import {LineModeProvider} from '../../ui/line-mode.js';
import {startConversation} from './conversation.js';
import {newLineScreen} from './line-screen.js';
import {type LineTerminal} from './line-terminal.js';
import {QuietInput, QuietOutput} from './quiet-streams.js';

const interrupt = '\u{3}';

/**
Runs screens without drawing them: Ink's text for screen readers is told line by line, and answers come as lines. Resolves
with what the screens end with. Ctrl+C and SIGTERM reach the screens as Ctrl+C.
*/
export async function renderLines(
	screens: ReactNode,
	terminal: LineTerminal,
): Promise<unknown> {
	const input = new QuietInput();
	const press = (bytes: string) => {
		input.press(bytes);
	};

	const screen = newLineScreen(() => {
		conversation.changed();
	});
	const drawing = newDrawing();
	const conversation = startConversation({
		screen,
		terminal,
		press,
		drawn: drawing.drawn,
	});
	const stop = () => {
		press(interrupt);
	};

	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
	// Ctrl+Z and fg: the terminal stops the program by itself.
	process.on('SIGCONT', conversation.askAgain);
	const instance = render(
		<LineModeProvider value={screen}>
			{screens}
			<drawing.Watch />
		</LineModeProvider>,
		{
			stdin: input,
			stdout: new QuietOutput(screen.setText),
			debug: true,
			exitOnCtrlC: false,
			interactive: true,
			isScreenReaderEnabled: true,
			patchConsole: false,
		},
	);
	try {
		return await instance.waitUntilExit();
	} finally {
		conversation.end();
		process.off('SIGINT', stop);
		process.off('SIGTERM', stop);
		process.off('SIGCONT', conversation.askAgain);
	}
}

/** Tells when React has drawn: what was asked of it before comes before what is asked of `Watch`, its last component. */
function newDrawing() {
	let waiting: Array<() => void> = [];
	let redraw: () => void = () => undefined;
	function Watch() {
		const [turn, draw] = useReducer((count: number) => count + 1, 0);
		useEffect(() => {
			redraw = draw;
		}, []);
		useEffect(() => {
			const done = waiting;
			waiting = [];
			for (const resolve of done) {
				resolve();
			}
		}, [turn]);
		return undefined;
	}

	return {
		Watch,
		async drawn(): Promise<void> {
			const {promise, resolve} = Promise.withResolvers<void>();
			waiting.push(resolve);
			redraw();
			return promise;
		},
	};
}
