import {Buffer} from 'node:buffer';

type Environment = Readonly<Record<string, string | undefined>>;

/** Terminals drop longer sequences (xterm's limit is the smallest in use). */
const longestSequence = 100_000;

/** GNU screen takes strings of up to 256 bytes. */
const screenPiece = 240;

/**
The OSC 52 sequence that asks the terminal to put text on the clipboard, wrapped so that tmux and GNU screen let it
through. Nothing when the text is too long for terminals (about 75,000 bytes).
*/
export function clipboardSequence(
	text: string,
	env: Environment,
): string | undefined {
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
	return Array.from({length: count}, (_, index) =>
		text.slice(index * size, (index + 1) * size),
	);
}
