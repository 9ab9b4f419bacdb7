import {cleanLine, fitText, textWidth, wrapText} from '../terminal/text.js';
import {type Symbols} from '../terminal/symbols.js';
import {type Tone} from './theme.js';

/** A line of the frame: two texts, at the left and at the right edge. */
export type FrameLine = {
	readonly left: string;
	readonly right?: string;
	readonly tone: Tone;
	readonly isRule?: boolean;
};

/**
The lines above a screen's body: banners, title with place, identity, and a rule. Low terminals do without the rule;
where the title and the place do not fit beside each other, the place goes below.
*/
export function frameLines({
	title,
	place,
	banners,
	identity,
	columns,
	rows,
	symbols,
}: {
	readonly title: string;
	readonly place: string;
	/** What must not be overlooked, each the longest way to say it first. */
	readonly banners: ReadonlyArray<readonly string[]>;
	/** The longest way to say it first. */
	readonly identity: readonly string[];
	readonly columns: number;
	readonly rows: number;
	readonly symbols: Symbols;
}): FrameLine[] {
	const fit = (text: string) =>
		fitText(cleanLine(text), columns, symbols.ellipsis);
	const isOneLine =
		textWidth(cleanLine(title)) + textWidth(cleanLine(place)) + 2 <= columns;
	const titles: FrameLine[] = isOneLine
		? [{left: cleanLine(title), right: cleanLine(place), tone: 'strong'}]
		: [
				{left: fit(title), tone: 'strong'},
				{left: fit(place), tone: 'plain'},
			];
	const who =
		identity.find((text) => textWidth(cleanLine(text)) <= columns) ??
		identity.at(-1) ??
		'';
	const lines: FrameLine[] = [
		...banners.flatMap((forms) =>
			bannerLines(forms, columns, rows, symbols).map((left) => ({
				left,
				tone: 'careful' as const,
			})),
		),
		...titles,
		...(who === '' ? [] : [{left: fit(who), tone: 'plain' as const}]),
		...(rows < 12
			? []
			: [
					{
						left: ruleLine('', columns, symbols),
						tone: 'quiet' as const,
						isRule: true,
					},
				]),
	];

	// The body and one line of keys come first on a terminal of hardly any height.
	return lines.slice(0, Math.max(0, rows - 2));
}

// A trouble in AWS's or the system's own words is rarely longer.
const mostBannerLines = 3;

/** The longest way to say it that fits in one line; where none does, the shortest in as many lines as the window has room for. */
function bannerLines(
	forms: readonly string[],
	columns: number,
	rows: number,
	{warn, ellipsis}: Symbols,
): string[] {
	const sign = `${warn} `;
	const room = Math.max(1, columns - textWidth(sign));
	const texts = forms.map((form) => cleanLine(form));
	const text =
		texts.find((form) => textWidth(form) <= room) ?? texts.at(-1) ?? '';
	const most = rows < 20 ? 1 : mostBannerLines;
	const lines = wrapText(text, room);
	const last = fitText(lines.slice(most - 1).join(' '), room, ellipsis);
	return [...lines.slice(0, most - 1), ...(last === '' ? [] : [last])].map(
		(line, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + line,
	);
}

/** The rule across the screen, with a few words in it when there are any. */
export function ruleLine(
	words: string,
	columns: number,
	{line}: Symbols,
): string {
	const start = words === '' ? '' : `${line.repeat(2)} ${words} `;
	return start + line.repeat(Math.max(0, columns - textWidth(start)));
}
