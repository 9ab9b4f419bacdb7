import {Buffer} from 'node:buffer';
import {hasDisplay, isOverSsh} from './open-link.js';

/** The platform's clipboard, as `clipboardy` gives it. */
type Clipboard = {
	write(text: string): Promise<void>;
	read(): Promise<string>;
};

/** How copying went, to be worded as it is: only `copied` is certain; a terminal never confirms what it was `sent`. */
export type CopyOutcome = {state: 'copied' | 'sent' | 'failed'; detail: string};

export type CopyDeps = {
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly platform: NodeJS.Platform;
	/** Writes straight to the terminal. Left out when there is none. */
	readonly writeToTerminal?: (sequence: string) => void;
	/** Loads the platform's clipboard; `clipboardy` when left out. */
	readonly loadClipboard?: () => Promise<Clipboard>;
	/** How long the clipboard's program may take, in milliseconds; 3,000 when left out, 9,000 on Windows, where PowerShell starts twice. */
	readonly giveUpAfter?: number;
};

/**
Puts text on the clipboard in both ways there are: through the terminal (OSC 52, which also works over SSH) and through
the platform's own clipboard, read back to be sure. Never throws.
*/
export async function copyText(text: string, deps: CopyDeps): Promise<CopyOutcome> {
	const isSent = isSentToTerminal(text, deps);
	const problem = await copyOnPlatform(text, deps);
	if (problem === undefined) {
		return {state: 'copied', detail: 'Copied to the clipboard.'};
	}

	return isSent
		? {
				state: 'sent',
				detail: 'Sent to your terminal’s clipboard; not all take it: paste to check.',
			}
		: {
				state: 'failed',
				detail: `Not copied: ${problem}. Select the text and copy it by hand.`,
			};
}

function isSentToTerminal(text: string, {env, writeToTerminal}: CopyDeps): boolean {
	const sequence = clipboardSequence(text, env);
	if (sequence === undefined || !writeToTerminal) {
		return false;
	}

	try {
		writeToTerminal(sequence);
		return true;
	} catch {
		return false;
	}
}

/** Nothing when the text is on the clipboard for certain; why not, otherwise. */
async function copyOnPlatform(text: string, deps: CopyDeps): Promise<string | undefined> {
	const reason = whyNoClipboard(deps);
	if (reason !== undefined) {
		return reason;
	}

	try {
		const isThere = await within(
			deps.giveUpAfter ?? (deps.platform === 'win32' ? 9000 : 3000),
			isWrittenAndReadBack(text, deps),
		);
		return isThere ? undefined : 'the clipboard does not hold the text';
	} catch {
		return 'the clipboard of this system could not be used';
	}
}

async function isWrittenAndReadBack(
	text: string,
	{loadClipboard = clipboardy}: CopyDeps,
): Promise<boolean> {
	const clipboard = await loadClipboard();
	await clipboard.write(text);
	const found = await clipboard.read();
	return plain(found) === plain(text);
}

/** Over SSH the platform's clipboard is the far machine's; on Linux it needs a display. */
function whyNoClipboard({env, platform}: CopyDeps): string | undefined {
	if (isOverSsh(env)) {
		return 'the clipboard of this machine is not yours over SSH';
	}

	const isNeedsDisplay = ['linux', 'freebsd', 'openbsd'].includes(platform);
	return isNeedsDisplay && !hasDisplay(env) ? 'there is no display with a clipboard' : undefined;
}

/** Clipboards change line ends and add one at the end. */
function plain(text: string): string {
	return text.replaceAll('\r\n', '\n').replace(/\n$/v, '');
}

async function clipboardy(): Promise<Clipboard> {
	const module = await import('clipboardy');
	return module.default;
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
	const {promise, reject} = Promise.withResolvers<never>();
	const timer = setTimeout(() => {
		reject(new Error('The clipboard did not answer in time.'));
	}, milliseconds);
	try {
		return await Promise.race([work, promise]);
	} finally {
		clearTimeout(timer);
	}
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Terminals drop longer sequences (xterm's limit is the smallest in use). */
const longestSequence = 100_000;

/** GNU screen takes strings of up to 256 bytes. */
const screenPiece = 240;

/**
The OSC 52 sequence that asks the terminal to put text on the clipboard, wrapped so that tmux and GNU screen let it
through. Nothing when the text is too long for terminals (about 75,000 bytes).
*/
export function clipboardSequence(text: string, env: Environment): string | undefined {
	const sequence = `\u{1B}]52;c;${Buffer.from(text, 'utf8').toString('base64')}\u{7}`;
	if (sequence.length > longestSequence) {
		return undefined;
	}

	if ((env.TMUX ?? '') !== '') {
		// Which of the two gets through depends on tmux's settings (set-clipboard, allow-passthrough).
		return `${sequence}\u{1B}Ptmux;${sequence.replaceAll('\u{1B}', '\u{1B}\u{1B}')}\u{1B}\\`;
	}

	if ((env.STY ?? '') !== '') {
		return inPieces(sequence, screenPiece)
			.map((piece) => `\u{1B}P${piece}\u{1B}\\`)
			.join('');
	}

	return sequence;
}

function inPieces(text: string, size: number): string[] {
	const count = Math.ceil(text.length / size);
	return Array.from({length: count}, (_, index) => text.slice(index * size, (index + 1) * size));
}
