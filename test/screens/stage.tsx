import {setImmediate, setTimeout as delay} from 'node:timers/promises';
import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink';
import {ThemeProvider} from '../../source/ui/theme.js';
import {ToolsProvider} from '../../source/terminal/tools.js';
import {keyBytes, type Key} from '../support/key-bytes.js';
import {Keyboard, PaperScreen} from '../support/paper-screen.js';
import type {SandboxControl} from '../support/sandbox-control.js';
import {openBackstage} from './backstage.js';
import {toolsOf} from './paper-tools.js';
import type {Scene} from './scene.js';

/** What can be drawn in a terminal. */
export type Look = {
	readonly hasUnicode: boolean;
	readonly hasColor: boolean;
};

/** How the screen is drawn. */
export type Form = Look & {
	readonly columns: number;
	readonly rows: number;
};

/** The assistant with a sandbox of its own, in this process: its frames, and the keys it is sent. */
export type Stage = AsyncDisposable & {
	/** The HOME of the practice identity. */
	readonly home: string;
	readonly columns: number;
	readonly rows: number;
	/** The present frame with its escape sequences. */
	readonly frame: () => string;
	/** The frame's words in one line. */
	readonly words: () => string;
	/** Calls each frame from now on, as it is drawn. */
	readonly onFrame: (draw: (frame: string) => void) => void;
	/** Sends raw bytes, as from a terminal. */
	readonly send: (bytes: string) => Promise<void>;
	readonly press: (...keys: readonly Key[]) => Promise<void>;
	readonly type: (text: string) => Promise<void>;
	readonly paste: (text: string) => Promise<void>;
	readonly waitFor: (words: RegExp) => Promise<void>;
	readonly resize: (columns: number, rows: number) => Promise<void>;
	/** Draws the screen that stands in another look. */
	readonly restyle: (look: Look) => Promise<void>;
	/** Calls one of the sandbox's own endpoints, such as `POST /_sandbox/faults`. */
	readonly control: SandboxControl;
	/** Resolves when the person leaves the assistant. */
	readonly left: Promise<unknown>;
};

const patienceMs = 20_000;
const pollMs = 5;

/** Opens a scene at its screen. Use with `await using`. Fails, with the frame, when the way does not lead there. */
export async function openStage(scene: Scene, form: Form): Promise<Stage> {
	const backstage = await openBackstage(scene);
	const screen = new PaperScreen(form.columns, form.rows);
	const keyboard = new Keyboard();
	const tools = toolsOf(scene);
	const drawnIn = ({hasUnicode, hasColor}: Look) => (
		<ThemeProvider hasUnicode={hasUnicode} hasColor={hasColor}>
			<ToolsProvider value={tools}>{backstage.assistant}</ToolsProvider>
		</ThemeProvider>
	);
	const app = render(drawnIn(form), {
		stdout: screen,
		stdin: keyboard,
		debug: true,
		interactive: true,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	const left = app.waitUntilExit();
	const frame = () => screen.frame;
	const words = () => stripVTControlCharacters(frame()).replaceAll(/\s+/gv, ' ');
	const send = async (bytes: string) => {
		await setImmediate();
		keyboard.push(bytes);
		await setImmediate();
	};

	const drawn = async () => {
		// What is measured is drawn once more.
		await delay(pollMs);
		await app.waitUntilRenderFlush();
	};

	const stage: Stage = {
		home: backstage.home,
		control: backstage.control,
		frame,
		words,
		send,
		left,
		get columns() {
			return screen.columns;
		},
		get rows() {
			return screen.rows;
		},
		onFrame(draw) {
			screen.on('frame', draw);
		},
		async press(...keys) {
			for (const key of keys) {
				await send(keyBytes(key));
			}
		},
		async type(text) {
			for (const {segment} of new Intl.Segmenter().segment(text)) {
				await send(segment);
			}
		},
		paste: async (text) => send(`\u{1B}[200~${text}\u{1B}[201~`),
		async waitFor(expected) {
			const deadline = performance.now() + patienceMs;
			while (!expected.test(words())) {
				if (performance.now() > deadline) {
					throw new Error(
						`The scene ${scene.id} does not show ${String(expected)}, but:\n${frame()}`,
					);
				}

				await delay(pollMs);
			}
		},
		async resize(columns, rows) {
			screen.resize(columns, rows);
			await drawn();
		},
		async restyle(look) {
			app.rerender(drawnIn(look));
			await drawn();
		},
		async [Symbol.asyncDispose]() {
			app.unmount();
			app.cleanup();
			await backstage.close();
		},
	};
	try {
		for (const act of scene.way ?? []) {
			await act(stage);
		}

		await stage.waitFor(scene.action);
		if (!scene.isBusy) {
			await stage.waitFor(/^(?!.*(?:Asking |\d so far|r looking|Looking again))/v);
		}
	} catch (error) {
		await stage[Symbol.asyncDispose]();
		throw error;
	}

	return stage;
}
