import {statusWords} from '../../ui/checklist-lines.js';
import {type ScrollLine} from '../../ui/scroll-box.js';
import {textWidth} from '../../terminal/text.js';
import {signBeforeWord, type Symbols} from '../../terminal/symbols.js';
import {type Check} from '../guide.js';

/** The checklist as plain lines: what was looked at, the answer, and what was found. */
export function evidenceLines(
	checks: readonly Check[],
	symbols: Symbols,
): ScrollLine[] {
	return checks.flatMap(({title, status, detail}) => {
		const gutter = signBeforeWord(symbols, status);
		const {word, tone} = statusWords[status];
		return [
			{gutter, tone, text: `${word}: ${title}`},
			...(detail === ''
				? []
				: [{gutter: ' '.repeat(textWidth(gutter)), text: detail}]),
		];
	});
}
