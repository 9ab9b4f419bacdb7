import {graphemes} from '../terminal/text.js';

// Graphemes are short. Looking only this far around the caret keeps every key quick on a megabyte of text.
const reach = 128;

/** Where the grapheme that ends at `offset` starts (UTF-16 units); 0 at the start of the text. */
export function previousGrapheme(text: string, offset: number): number {
	const from = wholeStart(text, Math.max(0, offset - reach));
	const last = graphemes(text.slice(from, offset)).at(-1);
	return last === undefined ? 0 : offset - last.length;
}

/** Where the grapheme that starts at `offset` ends (UTF-16 units); the text's length at its end. */
export function nextGrapheme(text: string, offset: number): number {
	const first = graphemes(text.slice(offset, offset + reach)).at(0);
	return offset + (first?.length ?? 0);
}

/** The first place at or after `offset` that is not inside a grapheme. */
export function wholeGrapheme(text: string, offset: number): number {
	let place = wholeStart(text, Math.max(0, offset - reach));
	for (const grapheme of graphemes(text.slice(place, offset + reach))) {
		if (place >= offset) {
			return place;
		}

		place += grapheme.length;
	}

	return Math.min(place, text.length);
}

/** Steps back from between the halves of a surrogate pair. */
function wholeStart(text: string, offset: number): number {
	const isHalf = /[\u{DC00}-\u{DFFF}]/v.test(text.charAt(offset));
	return isHalf && offset > 0 ? offset - 1 : offset;
}

const isWordUnit = (unit: string): boolean =>
	/[\p{Letter}\p{Mark}\p{Number}_\u{D800}-\u{DFFF}]/v.test(unit);

/** Where Alt+← goes: the start of the word before `offset`. A word is letters, digits and `_`, so ARNs have many. */
export function previousWord(text: string, offset: number): number {
	let place = offset;
	while (place > 0 && !isWordUnit(text.charAt(place - 1))) {
		place--;
	}

	while (place > 0 && isWordUnit(text.charAt(place - 1))) {
		place--;
	}

	// A mark counts as a letter, and what it stands on may be none.
	const whole = wholeGrapheme(text, place);
	return whole === place ? place : previousGrapheme(text, whole);
}

/** Where Alt+→ goes: the end of the word after `offset`. */
export function nextWord(text: string, offset: number): number {
	let place = offset;
	while (place < text.length && !isWordUnit(text.charAt(place))) {
		place++;
	}

	while (place < text.length && isWordUnit(text.charAt(place))) {
		place++;
	}

	return wholeGrapheme(text, place);
}
