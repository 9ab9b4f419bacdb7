/*
Most of what is drawn needs none of Unicode's rules: ASCII, and the marks that our own words are set with. Node takes some
50 ms to load those rules, so the program asks for them only once a text needs them.
*/

// One column and one grapheme each, whatever stands beside it: Latin letters, typography, arrows, lines, blocks, spinner and signs. Tests hold this against string-width and Intl.Segmenter.
const odd =
	/[^\u{20}-\u{7E}\u{A1}-\u{AC}\u{AE}-\u{2FF}\u{2010}-\u{2027}\u{2190}-\u{2193}\u{2500}-\u{259F}\u{25C9}\u{25CF}\u{25EF}\u{2610}\u{2612}\u{2713}\u{2714}\u{2717}\u{2718}\u{276F}\u{2800}-\u{28FF}]/v;

/** Whether each UTF-16 unit of a text is a grapheme of one column. */
export function isPlainText(text: string): boolean {
	// The search for what is not plain: a match of all that is would keep a way back at each character, 47 MB for two million.
	return !odd.test(text);
}

/** Whether a grapheme is an emoji that all should know. In a function of its own, because Node reads the pattern with the function. */
export function isEmoji(grapheme: string): boolean {
	return /^\p{RGI_Emoji}$/v.test(grapheme);
}

/** What a segmenter tells of one grapheme. */
type Grapheme = {readonly segment: string; readonly index: number};

type Graphemes = Iterable<Grapheme> & {
	containing(index?: number): Grapheme | undefined;
};

/** Stands for `new Intl.Segmenter()`, by graphemes; makes one when the first text needs it. */
export function lateSegmenter(): {segment(text: string): Graphemes} {
	return {
		segment: (text) =>
			// Nothing joins with Escape and line feed; nor does anything plain.
			text
				.replaceAll('\u{1B}', '')
				.split('\n')
				.every((line) => isPlainText(line))
				? units(text)
				: wholeSegmenter().segment(text),
	};
}

let segmenter: Intl.Segmenter | undefined;

function wholeSegmenter(): Intl.Segmenter {
	segmenter ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'});
	return segmenter;
}

function units(text: string): Graphemes {
	const unit = (index: number) => ({segment: text.charAt(index), index});
	return {
		containing: (index = 0) => (index >= 0 && index < text.length ? unit(index) : undefined),
		*[Symbol.iterator]() {
			for (let index = 0; index < text.length; index++) {
				yield unit(index);
			}
		},
	};
}
