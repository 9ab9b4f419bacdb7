import {createContext, useContext, useMemo, type ReactNode} from 'react';
import {Box, useIsScreenReaderEnabled, useWindowSize} from 'ink';
import {cleanLine, fitText, textWidth, wrapText} from '../terminal/text.js';
import {type Symbols} from '../terminal/symbols.js';
import {
	type HelpTopic,
	keyName,
	KeyHints,
	type KeyHint,
	TypingProvider,
	useFrameKeys,
} from './frame-keys.js';
import {type Tone, Toned, useTheme, BodySizeProvider} from './theme.js';
import {useIsLineMode, useLineFrame} from './line-mode.js';
import {BodyScrollingProvider, hiddenWords, useBodyScroll} from './scroll-box.js';

/** A line of the frame: two texts, at the left and at the right edge. */
type FrameLine = {
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
	const fit = (text: string) => fitText(cleanLine(text), columns, symbols.ellipsis);
	const isOneLine = textWidth(cleanLine(title)) + textWidth(cleanLine(place)) + 2 <= columns;
	const titles: FrameLine[] = isOneLine
		? [{left: cleanLine(title), right: cleanLine(place), tone: 'strong'}]
		: [
				{left: fit(title), tone: 'strong'},
				{left: fit(place), tone: 'plain'},
			];
	const who =
		identity.find((text) => textWidth(cleanLine(text)) <= columns) ?? identity.at(-1) ?? '';
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
	const text = texts.find((form) => textWidth(form) <= room) ?? texts.at(-1) ?? '';
	const most = rows < 20 ? 1 : mostBannerLines;
	const lines = wrapText(text, room);
	const last = fitText(lines.slice(most - 1).join(' '), room, ellipsis);
	return [...lines.slice(0, most - 1), ...(last === '' ? [] : [last])].map(
		(line, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + line,
	);
}

/** The rule across the screen, with a few words in it when there are any. */
function ruleLine(words: string, columns: number, {line}: Symbols): string {
	const start = words === '' ? '' : `${line.repeat(2)} ${words} `;
	return start + line.repeat(Math.max(0, columns - textWidth(start)));
}

const noWords: readonly string[] = [];

// Longer lines are hard to read, and what belongs together would stand far apart.
const widest = 120;

const BannerContext = createContext(noWords);

/** What must never be overlooked, on every screen below: the sandbox, another endpoint; the longest way to say it first. */
export const BannerProvider = BannerContext.Provider;

/**
The frame of every screen. It fills the terminal's height exactly, for the alternate screen, and its width up to 120 columns: who, where and what above, the
keys below, and the body between them, clipped to what is left, its end before its beginning; the rule says how many
lines are out of sight, and PageUp leads there. The body learns its size from `useBodySize()`.
*/
export function ScreenFrame({
	title,
	place = '',
	banner = noWords,
	identity = noWords,
	help,
	isHomeActive = true,
	keys,
	children,
}: {
	readonly title: string;
	/** Where the person is: "EKM · step 3 of 8 · 1.2". */
	readonly place?: string;
	/** What must not be overlooked on this screen, below the general banner; the longest way to say it first. */
	readonly banner?: readonly string[];
	/** Who we are, the longest way to say it first; the first that fits is shown. */
	readonly identity?: readonly string[];
	/** What ? says about this screen; nothing on the help itself. */
	readonly help: HelpTopic | undefined;
	/** Whether Ctrl+T may lead home from here. */
	readonly isHomeActive?: boolean;
	readonly keys: readonly KeyHint[];
	readonly children: ReactNode;
}) {
	const {columns: wide, rows} = useWindowSize();
	// Where lines are heard, the terminal's own lines are made at the end.
	const columns = useIsLineMode() ? wide : Math.min(wide, widest);
	const general = useContext(BannerContext);
	const {symbols} = useTheme();
	const isScreenReader = useIsScreenReaderEnabled();
	const header = frameLines({
		title,
		place,
		banners: [general, banner].filter((forms) => forms.length > 0),
		identity,
		columns,
		rows,
		symbols,
	});
	const isAiry = rows >= 20;
	const {
		hints,
		lines: footer,
		noteTyping,
		hasHome,
	} = useFrameKeys({
		title,
		help,
		isHomeActive,
		keys: keys.map(({key, does}) => ({key: keyName(key, symbols), does})),
		columns,
		separatorWidth: textWidth(symbols.separator) + 2,
		maxLines: rows >= 14 ? 2 : 1,
		isLow: !isAiry,
	});
	const bodyRows = Math.max(1, rows - header.length - footer - (isAiry && footer > 0 ? 1 : 0));
	const {ref, offset, hidden} = useBodyScroll(bodyRows, !isScreenReader);
	const size = useMemo(() => ({columns, rows: bodyRows}), [columns, bodyRows]);
	const isTold = useLineFrame({
		title,
		place,
		banner: [...general.slice(0, 1), ...banner.slice(0, 1)].join(' '),
		identity: identity[0] ?? '',
		keys,
		hasHome,
	});
	if (isTold) {
		return (
			<Box flexDirection="column">
				<BodySizeProvider value={size}>{children}</BodySizeProvider>
			</Box>
		);
	}

	return (
		<Box
			flexDirection="column"
			// Not a number of columns: on a resize Ink draws the old tree once more, and wider than the window it would wrap.
			width="100%"
			maxWidth={widest}
			height={isScreenReader ? undefined : rows}
			overflow="hidden"
		>
			{header.map(({left, right = '', tone, isRule = false}) => (
				<Box
					key={`${left} ${right}`}
					flexShrink={0}
					height={1}
					justifyContent="space-between"
					aria-hidden={isRule}
				>
					<Toned tone={tone}>
						{isRule ? ruleLine(hiddenWords(hidden), columns, symbols) : left}
					</Toned>
					<Toned>{right}</Toned>
				</Box>
			))}
			<TypingProvider value={noteTyping}>
				<BodySizeProvider value={size}>
					<Box
						flexDirection="column"
						flexShrink={0}
						width="100%"
						height={isScreenReader ? undefined : bodyRows}
						overflow="hidden"
						// Where not everything fits, the end counts: the choices and fields are there, below what explains them.
						justifyContent="flex-end"
					>
						<Box
							ref={ref}
							flexDirection="column"
							flexShrink={0}
							width="100%"
							marginBottom={-offset}
						>
							<BodyScrollingProvider value={hidden.above + hidden.below > 0}>
								{children}
							</BodyScrollingProvider>
						</Box>
						<Box flexGrow={1} />
					</Box>
				</BodySizeProvider>
			</TypingProvider>
			{isAiry && footer > 0 ? <Box height={1} flexShrink={0} /> : undefined}
			<KeyHints keys={hints} columns={columns} maxLines={footer} />
		</Box>
	);
}
