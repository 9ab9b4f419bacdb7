import {Box, Text} from 'ink';
import {cleanLine, fitText, textWidth, wrapText} from '../terminal/text.js';
import {type Symbols} from '../terminal/symbols.js';
import {railFrom, StepLine, stepLine, type StepMark} from './step-line.js';
import {type Tone, Toned, useTheme} from './theme.js';

/** A line of the frame: two texts, at the left and at the right edge; the rule; or the steps. */
type FrameLine =
	| {
			readonly kind: 'text';
			readonly left: string;
			readonly right: string;
			readonly tone: Tone;
	  }
	/** The rule across the screen, with the title in it where that stands nowhere else. */
	| {readonly kind: 'rule'; readonly title: string}
	| {readonly kind: 'steps'; readonly parts: ReturnType<typeof stepLine>};

/**
The lines above a screen's body. In a guide: banners, the setup with who we are, the steps, and a rule with the title in it. Elsewhere,
and on low terminals, the title with the place, who we are, and a plain rule, for which low terminals have no room. What does not fit
beside the other goes below.
*/
export function frameLines({
	title,
	location,
	steps = [],
	banners,
	identity,
	columns,
	rows,
	symbols,
}: {
	readonly title: string;
	readonly location: string;
	readonly steps?: readonly StepMark[];
	/** What must not be overlooked, each the longest way to say it first. */
	readonly banners: ReadonlyArray<readonly string[]>;
	/** The longest way to say it first. */
	readonly identity: readonly string[];
	readonly columns: number;
	readonly rows: number;
	readonly symbols: Symbols;
}): FrameLine[] {
	const line = (left: string, tone: Tone = 'plain', right = ''): FrameLine => ({
		kind: 'text',
		left: fitText(cleanLine(left), columns, symbols.ellipsis),
		right: cleanLine(right),
		tone,
	});
	const beside = (left: string, right: string) =>
		textWidth(cleanLine(left)) + textWidth(cleanLine(right)) + 2 <= columns;
	const isLow = rows < lowRows;
	const shortest = identity.at(-1) ?? '';
	const who = identity.find((text) => textWidth(cleanLine(text)) <= columns) ?? shortest;
	const top = banners.flatMap((forms) =>
		bannerLines(forms, columns, rows, symbols).map((text) => line(text, 'careful')),
	);
	if (steps.length === 0 || isLow) {
		const where = locationWithStep(location, steps);
		const lines: FrameLine[] = [
			...top,
			...(beside(title, where)
				? [line(title, 'strong', where)]
				: [line(title, 'strong'), line(where)]),
			...(who === '' ? [] : [line(who)]),
			...(isLow ? [] : [{kind: 'rule', title: ''} as const]),
		];

		// The body and one line of keys come first on a terminal of hardly any height.
		return lines.slice(0, Math.max(0, rows - 2));
	}

	// A line for the steps is one too many where the body hardly has ten.
	const isCounted = rows < stepRows && columns < railFrom;
	const where = isCounted ? locationWithStep(location, steps) : location;
	const whoBeside = identity.find((text) => beside(where, text));
	return [
		...top,
		line(where, 'strong', whoBeside),
		...(whoBeside === undefined && who !== '' ? [line(who)] : []),
		...(columns >= railFrom || isCounted
			? []
			: [{kind: 'steps', parts: stepLine(steps, columns, symbols)} as const]),
		{kind: 'rule', title: cleanLine(title)},
	];
}

// Lower than this, where the person is stands behind the setup's name instead of in a line of its own.
const stepRows = 18;

// Lower than this, the body needs the line of the rule.
const lowRows = 12;

/** Whether the steps stand beside the body rather than above it. */
export function isRailDrawn(
	steps: readonly StepMark[],
	{columns, rows}: {readonly columns: number; readonly rows: number},
): boolean {
	return steps.length > 0 && columns >= railFrom && rows >= lowRows;
}

/** Where the person is, for where the steps are not drawn: `EKM “production” · 3/8 · step 1.2`. */
export function locationWithStep(location: string, steps: readonly StepMark[]): string {
	const at = steps.findIndex(({state}) => state === 'here');
	const number = steps[at]?.number;
	return at === -1
		? location
		: [
				location,
				`${at + 1}/${steps.length}`,
				...(number === undefined ? [] : [`step ${number}`]),
			].join(' · ');
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
	const text = texts.find((form) => textWidth(form) <= room) ?? texts.at(-1) ?? '';
	const most = rows < 20 ? 1 : mostBannerLines;
	const lines = wrapText(text, room);
	const last = fitText(lines.slice(most - 1).join(' '), room, ellipsis);
	return [...lines.slice(0, most - 1), ...(last === '' ? [] : [last])].map(
		(line, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + line,
	);
}

/**
The rule across the screen, in three pieces: before the title, the title, and behind it with a few words when there are any; of `words`,
the longest that fit beside the whole title. A title that leaves no room stands without the line before it.
*/
function ruleParts(
	title: string,
	words: readonly string[],
	columns: number,
	{line, ellipsis}: Symbols,
): [before: string, title: string, behind: string] {
	const fill = (start: number, end: string) =>
		line.repeat(Math.max(0, columns - start - textWidth(end)));
	if (title === '') {
		const [longest = ''] = words;
		const start = longest === '' ? '' : `${line.repeat(2)} ${longest} `;
		return ['', '', start + fill(textWidth(start), '')];
	}

	const shown = fitText(title, columns, ellipsis);
	const forms = words.length === 0 ? [''] : words;
	for (const form of forms) {
		for (const [before, end] of [
			[`${line.repeat(2)} `, form === '' ? '' : ` ${form} ${line.repeat(2)}`],
			['', form === '' ? '' : ` ${form}`],
		] as const) {
			const used = textWidth(before) + textWidth(shown) + 1;
			if (used + 1 + textWidth(end) <= columns) {
				return [before, shown, ` ${fill(used, end)}${end}`];
			}
		}
	}

	return ['', shown, ''];
}

/** The lines above a screen's body, as `frameLines` gives them. */
export function FrameHeader({
	lines,
	columns,
	hidden,
}: {
	readonly lines: readonly FrameLine[];
	readonly columns: number;
	/** What of the body is out of sight; the longest way to say it first. */
	readonly hidden: readonly string[];
}) {
	return lines.map((line) => (
		<HeaderLine key={nameOf(line)} line={line} columns={columns} hidden={hidden} />
	));
}

function nameOf(line: FrameLine): string {
	return line.kind === 'text' ? `${line.left} ${line.right}` : line.kind;
}

function HeaderLine({
	line,
	columns,
	hidden,
}: {
	readonly line: FrameLine;
	readonly columns: number;
	readonly hidden: readonly string[];
}) {
	const {symbols} = useTheme();
	switch (line.kind) {
		case 'text': {
			return (
				<Box flexShrink={0} height={1} justifyContent="space-between">
					<Toned tone={line.tone}>{line.left}</Toned>
					{line.right === '' ? undefined : <Toned>{line.right}</Toned>}
				</Box>
			);
		}

		case 'steps': {
			return (
				<Box flexShrink={0} height={1}>
					<StepLine parts={line.parts} />
				</Box>
			);
		}

		case 'rule': {
			const [before, title, behind] = ruleParts(line.title, hidden, columns, symbols);
			return (
				<Box aria-hidden flexShrink={0} height={1}>
					<Text wrap="truncate">
						{before === '' ? undefined : <Toned tone="quiet">{before}</Toned>}
						{title === '' ? undefined : <Toned tone="strong">{title}</Toned>}
						<Toned tone="quiet">{behind}</Toned>
					</Text>
				</Box>
			);
		}
	}
}
