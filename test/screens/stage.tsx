import process from 'node:process';
import {setImmediate, setTimeout as delay} from 'node:timers/promises';
import {stripVTControlCharacters} from 'node:util';
import {render} from 'ink';
import {appGuides} from '../../source/app/app-guides.js';
import {Assistant} from '../../source/app/assistant.js';
import {awsAccess} from '../../source/app/aws-side.js';
import {newBackground} from '../../source/app/background.js';
import {ThemeProvider} from '../../source/components/theme.js';
import {startUrl} from '../../source/sandbox/identity-center/directory.js';
import {
	enterEnvironment,
	practiceEnvironment,
} from '../../source/sandbox/practice-environment.js';
import {startPractice} from '../../source/sandbox/start-practice.js';
import {setupsFolder} from '../../source/setups/home-folder.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {ToolsProvider} from '../../source/terminal/tools.js';
import {freshHome} from '../support/fresh-home.js';
import {keyBytes, type Key} from '../support/key-bytes.js';
import {Keyboard, PaperScreen} from '../support/paper-screen.js';
import {paperTools} from './paper-tools.js';
import type {Scene} from './scene.js';
import {furnishHome} from './scenic-setups.js';

/** How the screen is drawn. */
export type Form = {
	readonly columns: number;
	readonly rows: number;
	readonly hasUnicode: boolean;
	readonly hasColor: boolean;
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
	/** Calls one of the sandbox's own endpoints, such as `POST /_sandbox/faults`. */
	readonly control: (
		method: string,
		target: string,
		body?: unknown,
	) => Promise<unknown>;
	/** Resolves when the person leaves the assistant. */
	readonly left: Promise<unknown>;
};

const patienceMs = 20_000;
const pollMs = 5;

/** Opens a scene at its screen. Use with `await using`. Fails, with the frame, when the way does not lead there. */
export async function openStage(scene: Scene, form: Form): Promise<Stage> {
	const outside = process.env;
	const home = await freshHome();
	const env = {...home.env, LANG: 'C.UTF-8', ...scene.env};
	await furnishHome(scene.setups ?? [], env);

	const sandbox = await startPractice({env, isFresh: false});
	const practice = {...practiceEnvironment(env, sandbox), ...scene.env};
	const credentials = {...sandbox.environment, ...scene.env};
	enterEnvironment(practice);
	const control = async (method: string, target: string, body?: unknown) => {
		const response = await fetch(sandbox.url + target, {
			method,
			...(body !== undefined && {body: JSON.stringify(body)}),
		});
		const answer: unknown = await response.json();
		return answer;
	};

	const backstage = {control, home: practice.HOME ?? home.home};
	await scene.prepare?.(backstage);

	const screen = new PaperScreen(form.columns, form.rows);
	const keyboard = new Keyboard();
	const background = newBackground();
	const [only] = scene.setups ?? [];
	const app = render(
		<ThemeProvider hasUnicode={form.hasUnicode} hasColor={form.hasColor}>
			<ToolsProvider value={paperTools}>
				<Assistant
					guides={appGuides}
					store={openSetupStore(setupsFolder(env, true))}
					access={awsAccess({
						env: practice,
						profile: undefined,
						sandbox: {...sandbox, environment: credentials},
					})}
					region={scene.isWithoutRegion ? undefined : 'us-east-1'}
					who={undefined}
					startUrl={startUrl}
					guide={scene.guide ?? only?.fields.guide}
					background={background}
				/>
			</ToolsProvider>
		</ThemeProvider>,
		{
			stdout: screen,
			stdin: keyboard,
			debug: true,
			interactive: true,
			exitOnCtrlC: false,
			patchConsole: false,
		},
	);
	const left = app.waitUntilExit();
	const frame = () => screen.frame;
	const words = () =>
		stripVTControlCharacters(frame()).replaceAll(/\s+/gv, ' ');
	const send = async (bytes: string) => {
		await setImmediate();
		keyboard.push(bytes);
		await setImmediate();
	};

	const stage: Stage = {
		...backstage,
		frame,
		words,
		send,
		control,
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
			// What is measured is drawn once more.
			await delay(pollMs);
			await app.waitUntilRenderFlush();
		},
		async [Symbol.asyncDispose]() {
			app.unmount();
			app.cleanup();
			await background.end();
			await sandbox.close();
			process.env = outside;
			await home.cleanup();
		},
	};
	try {
		for (const act of scene.way ?? []) {
			await act(stage);
		}

		await stage.waitFor(scene.action);
		if (!scene.isBusy) {
			await stage.waitFor(/^(?!.*(?:Asking |so far|looking…|Looking …))/v);
		}
	} catch (error) {
		await stage[Symbol.asyncDispose]();
		throw error;
	}

	return stage;
}
