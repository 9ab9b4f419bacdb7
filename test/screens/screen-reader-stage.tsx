import {PassThrough} from 'node:stream';
import {setTimeout as delay} from 'node:timers/promises';
import {openLineTerminal} from '../../source/app/line-mode/line-terminal.js';
import {renderLines} from '../../source/app/line-mode/render-lines.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {ToolsProvider, type Tools} from '../../source/terminal/tools.js';
import {openBackstage} from './backstage.js';
import {toolsOf} from './paper-tools.js';
import {type Scene} from './scene.js';
import {type Stage} from './stage.js';

/** The assistant in plain lines, in this process: what was said, and the lines that answer. */
export type ScreenReaderStage = AsyncDisposable &
	Pick<Stage, 'home' | 'control' | 'waitFor' | 'press' | 'type' | 'paste'> & {
		/** Everything that was said so far, without the answers. */
		readonly said: () => string;
		/** What was said since the last answer. */
		readonly since: () => string;
		/** Answers the question that stands, or the next one. */
		readonly answer: (line: string) => Promise<void>;
		/** Gives a line where no question stands: one more of a text. */
		readonly line: (line: string) => void;
		/** Ends the input, as Ctrl+D does. */
		readonly endInput: () => void;
		/** Resolves with what the screens end with. */
		readonly left: Promise<unknown>;
	};

const patienceMs = 20_000;
const pollMs = 5;
const columns = 80;

/** Opens a scene at its screen and takes its way with lines instead of keys. Use with `await using`. */
export async function openScreenReaderStage(
	scene: Scene,
	tools: Tools = toolsOf(scene),
): Promise<ScreenReaderStage> {
	const backstage = await openBackstage(scene);
	const stdin = new PassThrough();
	let said = '';
	let answered = 0;
	const terminal = openLineTerminal({
		stdin,
		stdout: {
			columns,
			write(text) {
				said += text;
			},
		},
		hasUnicode: true,
	});
	const left = renderLines(
		<ThemeProvider isScreenReader hasUnicode hasColor={false}>
			<ToolsProvider value={tools}>{backstage.assistant}</ToolsProvider>
		</ThemeProvider>,
		terminal,
	);
	const since = () => said.slice(answered);
	const until = async (isThere: () => boolean, what: string) => {
		const deadline = performance.now() + patienceMs;
		while (!isThere()) {
			if (performance.now() > deadline) {
				throw new Error(`The scene ${scene.id} does not say ${what}:\n${said}`);
			}

			await delay(pollMs);
		}
	};

	const isAsked = () => since().endsWith(': ');
	const send = async (lines: string) => {
		await until(isAsked, 'a question');
		answered = said.length;
		stdin.write(`${lines}\n`);
	};

	const stage: ScreenReaderStage = {
		home: backstage.home,
		control: backstage.control,
		left,
		said: () => said,
		since,
		answer: send,
		line(line) {
			stdin.write(`${line}\n`);
		},
		endInput() {
			stdin.end();
		},
		async waitFor(words) {
			const heard = asScreenReaderText(words);
			await until(() => heard.test(since().replaceAll(/\s+/gv, ' ')), String(heard));
		},
		async press(...keys) {
			for (const key of keys) {
				await until(isAsked, 'a question');
				const isMenu = since().includes('Choose:');
				await send(key === 'enter' ? (isMenu ? '1' : '') : key);
			}
		},
		type: send,
		async paste(text) {
			await until(isAsked, 'a question');
			const box = /\b(?<number>\d{1,2})\. (?:(?:Paste|Type or paste) it here|Type: )/v.exec(
				since(),
			);
			if (box?.groups) {
				await send(box.groups.number ?? '');
			}

			await until(isAsked, 'a question');
			await send(since().endsWith('Text: ') ? `${text}\nend` : text);
		},
		async [Symbol.asyncDispose]() {
			// The input is over: the assistant leaves by itself.
			stdin.end();
			const close = backstage.close();
			await left;
			await close;
			terminal.close();
		},
	};
	try {
		for (const act of scene.screenReader?.way ?? scene.way ?? []) {
			await act(stage);
		}

		await stage.waitFor(scene.screenReader?.action ?? scene.action);
		if (!scene.isBusy) {
			await until(isAsked, 'a question');
		}
	} catch (error) {
		await stage[Symbol.asyncDispose]();
		throw error;
	}

	return stage;
}

/** The words of a drawn screen as they are heard: without pointers, boxes to tick, numbers, and names of keys. */
function asScreenReaderText({source}: RegExp): RegExp {
	const words = source
		.replaceAll(/\[>❯\] ?/gv, '')
		.replaceAll(/\(\?:\\\[ \\\]\|\[☐☒\]\) |\\\[ \\\] |\[☐☒\] /gv, '')
		.replace(/^(?:\d|\\d)\\\. /v, '')
		.replace(/ $/v, String.raw`\b`)
		.replace(/^(?:Enter|Ctrl\\\+[A-Z]|[a-z]) (?=\w|$)/v, '');
	return new RegExp(words, 'iv');
}
