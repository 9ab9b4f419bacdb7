import {cleanLine, fitText} from './text.js';

/** What stands in the terminal's title, or on its tab. */
export type WindowTitle = {
	readonly set: (text: string) => void;
	/** Gives the terminal back the title that it had. */
	readonly restore: () => void;
};

// Tabs show less; a longer one is nobody's name.
const widest = 60;

/** The title of this terminal; where there is none, nothing is written. The terminal itself keeps the one that it had. */
export function windowTitle(
	stdout: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>,
	term = '',
): WindowTitle {
	// The console of Linux has no title.
	const hasTitle = stdout.isTTY && term !== 'linux' && term !== 'dumb';
	let present: string | undefined;
	return {
		set(text) {
			const next = fitText(cleanLine(text), widest, '…');
			if (!hasTitle || next === present) {
				return;
			}

			stdout.write(`${present === undefined ? '\u{1B}[22;0t' : ''}\u{1B}]0;${next}\u{7}`);
			present = next;
		},
		restore() {
			if (present === undefined) {
				return;
			}

			present = undefined;
			stdout.write('\u{1B}[23;0t');
		},
	};
}
