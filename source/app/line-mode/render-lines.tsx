import process from 'node:process';
import {Readable, Writable} from 'node:stream';
import {useEffect, useReducer, type ReactNode} from 'react';
import {render} from 'ink';
import {LineModeProvider} from '../../ui/line-mode.js';
import {startConversation} from './conversation.js';
import {newLineScreen} from './screen-news.js';
import {type LineTerminal} from './line-terminal.js';

const interrupt = '\u{3}';

/**
Runs screens without drawing them: Ink's text for screen readers is told line by line, and answers come as lines. Resolves
with what the screens end with. Ctrl+C and SIGTERM reach the screens as Ctrl+C.
*/
export async function renderLines(screens: ReactNode, terminal: LineTerminal): Promise<unknown> {
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

// Wide and high enough that nothing is wrapped, cut or scrolled: the terminal's own lines are made at the end.
const size = {columns: 10_000, rows: 10_000};

/** Where Ink draws when nothing is drawn: each text of a whole screen is handed over, control sequences are dropped. */
export class QuietOutput extends Writable {
	readonly #onText: (text: string) => void;
	readonly columns = size.columns;
	readonly rows = size.rows;

	constructor(onText: (text: string) => void) {
		super({decodeStrings: false});
		// Every component that asks for the window's size listens.
		this.setMaxListeners(0);
		this.#onText = onText;
	}

	get isTTY(): boolean {
		return true;
	}

	override _write(chunk: unknown, _encoding: BufferEncoding, callback: () => void): void {
		// Ink writes a screen's text whole, and what steers a terminal apart from it.
		if (typeof chunk === 'string' && !chunk.includes('\u{1B}')) {
			this.#onText(chunk);
		}

		callback();
	}
}

/** The keys that a screen hears when nobody presses keys: an answer in words becomes the key it stands for. */
export class QuietInput extends Readable {
	get isTTY(): boolean {
		return true;
	}

	override _read(): void {
		// Keys come when they come.
	}

	setRawMode(): this {
		return this;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}

	press(bytes: string): void {
		this.push(bytes);
	}
}
