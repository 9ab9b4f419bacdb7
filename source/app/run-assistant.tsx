import process from 'node:process';
import {render, useApp} from 'ink';
import {type ReactNode} from 'react';
import {regionProblem} from '../aws/regions.js';
import {findRegion} from '../aws/settings.js';
import {checkNetwork, configuredEndpoints} from '../aws/endpoints.js';
import {ThemeProvider} from '../ui/theme.js';
import {setupsFolder} from '../setups/home-folder.js';
import {setupsAccess} from '../setups/preview-setups.js';
import {copyText} from '../terminal/clipboard.js';
import {editText} from '../terminal/editor.js';
import {keyByKey} from '../terminal/key-by-key.js';
import {readTextFile, saveTextFile} from '../terminal/text-file.js';
import {supportsColor, supportsUnicode} from '../terminal/symbols.js';
import {ToolsProvider, type Tools} from '../terminal/tools.js';
import {windowTitle, type WindowTitle} from '../terminal/window-title.js';
import {rememberStart} from '../terminal/command-line.js';
import {allGuides} from '../guides/registry.js';
import {newBackground, farewell, useJobControl} from './lifetime.js';
import {Assistant, type Ending} from './assistant.js';
import {type AppGuide} from './opened-setup.js';
import {awsAccess} from './connection.js';
import {type LineTerminal} from './line-mode/line-terminal.js';

export type AssistantOptions = {
	readonly guide?: string;
	readonly profile?: string;
	readonly region?: string;
	readonly sandbox: boolean;
	readonly freshSandbox: boolean;
	/** Plain lines and numbered choices, nothing redrawn. */
	readonly accessible: boolean;
	readonly env: NodeJS.ProcessEnv;
};

/** Runs the assistant in this terminal until the person leaves; returns the exit code. */
export async function runAssistant(options: AssistantOptions): Promise<number> {
	const lines = options.accessible ? await openLines(options.env) : undefined;
	const terminal = {lines, title: windowTitle(process.stdout, options.env.TERM)};
	// Whatever ends the program.
	process.once('exit', terminal.title.restore);
	const first = await runOnce(options, terminal);
	const isOver = first.ending?.type !== 'sandbox';
	if (!isOver) {
		rememberStart({sandbox: true});
	}

	const last = isOver ? first : await runOnce({...options, sandbox: true}, terminal);
	lines?.close();
	terminal.title.restore();
	if (last.ending?.type === 'cancelled') {
		const words = farewell({
			saved: last.ending.saved,
			hasApplied: first.hasApplied || last.hasApplied,
			hasUnicode: supportsUnicode(options.env, process.platform),
		});
		process.stdout.write(`${words}\n`);
		return last.ending.isFinished ? 0 : 130;
	}

	return 0;
}

type Terminal = {
	/** Where nothing is drawn. */
	readonly lines: LineTerminal | undefined;
	readonly title: WindowTitle;
};

/** The bell of a terminal that is drawn on, unless it was switched off. */
function ring({WORKATO_AWS_BELL: bell}: NodeJS.ProcessEnv): void {
	if (bell !== '0') {
		process.stdout.write('\u{7}');
	}
}

async function runOnce(
	options: AssistantOptions,
	terminal: Terminal,
): Promise<{ending: Ending | undefined; hasApplied: boolean}> {
	const {lines} = terminal;
	const {profile, guide, sandbox: isSandbox} = options;
	const entered = isSandbox ? await openSandbox(options) : undefined;
	const env = entered?.env ?? options.env;
	// A proxy, bundle or endpoint that cannot be used is told before anything is drawn.
	await checkNetwork(env, profile);
	if (!entered) {
		configuredEndpoints(env, profile);
	}

	const background = newBackground(() => {
		if (!lines) {
			ring(options.env);
		}
	});
	try {
		const setups = setupsAccess(setupsFolder(env, isSandbox));
		// A guide that is asked for opens its setup at once, and a damaged setup has to be told as what it is.
		const previews = guide === undefined ? setups.preview() : undefined;
		const store = previews ? undefined : await setups.load();
		const access = awsAccess({env, profile, sandbox: entered?.sandbox});
		const screens = (
			<ThemeProvider
				hasUnicode={supportsUnicode(env, process.platform)}
				hasColor={supportsColor(env)}
				isScreenReader={lines !== undefined}
			>
				<TerminalTools env={options.env} {...terminal}>
					<Assistant
						guides={appGuides()}
						setups={setups}
						previews={previews ?? []}
						store={store}
						access={access}
						{...regionOf(env, options)}
						who={profile ? {profile} : undefined}
						startUrl={entered?.startUrl ?? ''}
						guide={guide}
						background={background}
					/>
				</TerminalTools>
			</ThemeProvider>
		);
		const ending = endingOf(await (lines ? runLineMode(screens, lines) : drawScreens(screens)));
		return {ending, hasApplied: background.hasWorked()};
	} finally {
		await background.end();
		await entered?.close();
	}
}

/** The region to work in. One that cannot be used does not stop the assistant: the person chooses another, knowing why. */
export function regionOf(
	env: NodeJS.ProcessEnv,
	{region: flag, profile}: Pick<AssistantOptions, 'region' | 'profile'>,
): {region: string | undefined; regionTrouble?: string} {
	const choice = findRegion({
		env,
		...(flag && {flag}),
		...(profile && {profile}),
	});
	const problem = choice && regionProblem(choice.region);
	return problem === undefined
		? {region: choice?.region}
		: {
				region: undefined,
				regionTrouble: `${problem} It came from ${choice?.from}.`,
			};
}

// What lines are told with is loaded only for them.
async function openLines(env: NodeJS.ProcessEnv): Promise<LineTerminal> {
	const {openLineTerminal} = await import('./line-mode/line-terminal.js');
	return openLineTerminal({
		stdin: process.stdin,
		stdout: process.stdout,
		hasUnicode: supportsUnicode(env, process.platform),
	});
}

async function runLineMode(screens: ReactNode, lines: LineTerminal): Promise<unknown> {
	const {renderLines} = await import('./line-mode/render-lines.js');
	return renderLines(screens, lines);
}

/** Draws the screens on the whole terminal; resolves with what they end with. */
async function drawScreens(screens: ReactNode): Promise<unknown> {
	// Each part of a screen listens for a new size; Node would warn about the eleventh, across the screen.
	process.stdout.setMaxListeners(0);
	// A key that answers the first frame at once must come as it is; Ink only listens a moment later.
	process.stdin.setRawMode(true);
	// Ink's alternate screen starts where the cursor stands; a frame of full height needs the top.
	process.stdout.write('\u{1B}[?1049h\u{1B}[2J\u{1B}[H');
	let stopRedrawing: (() => void) | undefined;
	try {
		const instance = render(screens, {
			stdin: keyByKey(process.stdin),
			alternateScreen: true,
			// Over a slow line a key costs the lines that it changes, not the whole screen.
			incrementalRendering: true,
			exitOnCtrlC: false,
			interactive: true,
		});
		stopRedrawing = redrawOnResize(instance.clear);
		return await instance.waitUntilExit();
	} finally {
		stopRedrawing?.();
		process.stdin.setRawMode(false);
	}
}

/**
After a resize nobody knows what the terminal shows: it may have cut the lines, or broken those of a frame for the old size
that was still on its way. Ink only draws the lines that it thinks have changed, from where it thinks the cursor is. So
the screen is emptied first, and `clear` makes Ink forget what it has drawn.
*/
function redrawOnResize(clear: () => void): () => void {
	let isResized = false;
	const onResize = () => {
		isResized = true;
		// An editor that was lent the terminal has it without raw mode.
		if (!process.stdin.isRaw) {
			return;
		}

		clear();
		process.stdout.write('\u{1B}[H\u{1B}[J');
	};

	// Node tells nothing of a window that has its old size again by the time that the program looks.
	const onSignal = () => {
		if (!isResized) {
			process.stdout.emit('resize');
		}

		isResized = false;
	};

	process.stdout.prependListener('resize', onResize);
	process.on('SIGWINCH', onSignal);
	return () => {
		process.stdout.off('resize', onResize);
		process.off('SIGWINCH', onSignal);
	};
}

function endingOf(value: unknown): Ending | undefined {
	if (typeof value !== 'object' || value === null || !('type' in value)) {
		return undefined;
	}

	if (value.type === 'sandbox') {
		return {type: 'sandbox'};
	}

	const saved = 'saved' in value ? value.saved : undefined;
	return {
		type: 'cancelled',
		saved: typeof saved === 'string' ? saved : undefined,
		isFinished: 'isFinished' in value && value.isFinished === true,
	};
}

/** Enters the sandbox, which is loaded only where it is asked for. */
async function openSandbox({env, freshSandbox}: AssistantOptions) {
	const [{enterSandbox}, {startUrl}] = await Promise.all([
		import('../sandbox/saved-sandbox.js'),
		import('../sandbox/identity-center/portal.js'),
	]);
	return {...(await enterSandbox(env, freshSandbox)), startUrl};
}

function TerminalTools({
	env,
	lines,
	title,
	children,
}: Terminal & {
	readonly env: NodeJS.ProcessEnv;
	readonly children: ReactNode;
}) {
	const {suspendTerminal} = useApp();
	useJobControl(!lines);
	const tools: Tools = {
		setTitle(text) {
			// What is heard is text only.
			if (!lines) {
				title.set(text);
			}
		},
		copy: async (text) =>
			copyText(text, {
				env,
				platform: process.platform,
				// A control sequence is no text, and what is heard is text only.
				...(!lines && {
					writeToTerminal(sequence: string) {
						process.stdout.write(sequence);
					},
				}),
			}),
		async open(url) {
			const {openLink} = await import('../terminal/open-link.js');
			return openLink(url, env);
		},
		async edit(text) {
			if (lines) {
				return lines.lend(async () => editText(text, {env}));
			}

			const suspension = await suspendTerminal();
			try {
				return await editText(text, {env});
			} finally {
				await suspension.resume();
			}
		},
		readFile: readTextFile,
		saveFile: saveTextFile,
		async saveFolder(...given) {
			const {saveNewFolder} = await import('../setups/save-files.js');
			return saveNewFolder(...given);
		},
	};
	return <ToolsProvider value={tools}>{children}</ToolsProvider>;
}

/** Every guide with its screens, which are loaded when they are opened. */
export function appGuides(): AppGuide[] {
	return allGuides().map(({id, title, summary, steps, loadScreens}) => ({
		id,
		title,
		summary,
		steps,
		async load() {
			const [{loadedGuide}, withScreens] = await Promise.all([
				import('./guide-runner.js'),
				loadScreens(),
			]);
			return withScreens(loadedGuide);
		},
	}));
}
