import {createContext, useContext, useMemo, type ReactNode} from 'react';
import {Box, useIsScreenReaderEnabled, useWindowSize} from 'ink';
import {textWidth} from '../terminal/text.js';
import {
	type HelpTopic,
	keyName,
	KeyHints,
	type KeyHint,
	KeyNotesProvider,
	useFrameKeys,
} from './frame-keys.js';
import {useTheme, BodySizeProvider} from './theme.js';
import {FrameHeader, frameLines, isRailDrawn, locationWithStep} from './frame-header.js';
import {useIsLineMode, useLineFrame} from './line-mode.js';
import {BodyScrollingProvider, formatHidden, useBodyScroll} from './scroll-box.js';
import {railWidth, StepRail, type StepMark} from './step-line.js';

const noTexts: readonly string[] = [];
const noSteps: readonly StepMark[] = [];

// Longer lines are hard to read, and what belongs together would stand far apart.
const widest = 120;

const BannerContext = createContext(noTexts);

/** What must never be overlooked, on every screen below: the sandbox, another endpoint; the longest way to say it first. */
export const BannerProvider = BannerContext.Provider;

/**
The frame of every screen. It fills the terminal's height exactly, for the alternate screen, and its width up to 120 columns: who, where and what above, the
keys below, and the body between them, clipped to what is left, its end before its beginning; the rule says how many
lines are out of sight, and PageUp leads there. The body learns its size from `useBodySize()`.
*/
export function ScreenFrame({
	title,
	location = '',
	steps = noSteps,
	banner = noTexts,
	identity = noTexts,
	help,
	isHomeActive = true,
	keys,
	children,
}: {
	readonly title: string;
	/** Where the person is: the setup, or what the screen is about. */
	readonly location?: string;
	/** The steps of the guide that the screen is part of. */
	readonly steps?: readonly StepMark[];
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
	const where = locationWithStep(location, steps);
	const header = frameLines({
		title,
		...(isScreenReader ? {location: where} : {location, steps}),
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
		notes,
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
	const hasRail = !isScreenReader && isRailDrawn(steps, {columns, rows});
	const bodyColumns = hasRail ? columns - railWidth(steps) : columns;
	const size = useMemo(() => ({columns: bodyColumns, rows: bodyRows}), [bodyColumns, bodyRows]);
	const isLineMode = useLineFrame({
		title,
		location: where,
		banner: [...general.slice(0, 1), ...banner.slice(0, 1)].join(' '),
		identity: identity[0] ?? '',
		keys: keys.flatMap(({key, does, screenReader = does}) =>
			screenReader === '' ? [] : [{key, does: screenReader}],
		),
		hasHome,
	});
	if (isLineMode) {
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
			<FrameHeader lines={header} columns={columns} hidden={formatHidden(hidden)} />
			<KeyNotesProvider value={notes}>
				<BodySizeProvider value={size}>
					<Box
						flexShrink={0}
						width="100%"
						height={isScreenReader ? undefined : bodyRows}
						overflow="hidden"
					>
						{hasRail ? <StepRail steps={steps} rows={bodyRows} /> : undefined}
						<Box
							flexDirection="column"
							flexGrow={1}
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
					</Box>
				</BodySizeProvider>
			</KeyNotesProvider>
			{isAiry && footer > 0 ? <Box height={1} flexShrink={0} /> : undefined}
			<KeyHints keys={hints} columns={columns} maxLines={footer} />
		</Box>
	);
}
