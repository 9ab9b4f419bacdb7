import {Box, useAnimation, useIsScreenReaderEnabled} from 'ink';
import {cleanLine, fitText, textWidth} from '../terminal/text.js';
import {type Symbols} from '../terminal/symbols.js';
import {useBodySize, Toned, useTheme, type Tone} from './theme.js';
import {useIsLineMode, useLineProgress} from './line-mode.js';
import {Paragraph} from './message.js';
import {Lines, useFollowingWindow, wrapLines, type ScrollLine} from './scroll-box.js';

/** One line that says what is being waited for. A screen reader gets the words only. */
export function Loading({text}: {readonly text: string}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isScreenReader = useIsScreenReaderEnabled();
	const {frame} = useAnimation({interval: 120, isActive: !isScreenReader});
	const isLineMode = useLineProgress({text: cleanLine(text), isBlocking: true});
	const spinner = isScreenReader ? '' : `${symbols.spinner[frame % symbols.spinner.length] ?? ''} `;
	return isLineMode ? undefined : (
		<Box height={1} flexShrink={0} aria-role="progressbar" aria-state={{busy: true}}>
			<Toned tone="active">{spinner}</Toned>
			<Toned>{fitText(cleanLine(text), columns - textWidth(spinner), symbols.ellipsis)}</Toned>
		</Box>
	);
}

/** A sentence that changes by itself, such as a time that runs down. Where lines are heard it is told now and then. */
export function LiveText({
	text,
	screenReader = text,
	tone = 'plain',
}: {
	readonly text: string;
	/** The same for a screen reader; empty where it is told elsewhere. */
	readonly screenReader?: string;
	readonly tone?: Tone;
}) {
	const isLineMode = useLineProgress(
		screenReader === '' ? undefined : {text: screenReader, isBlocking: false},
	);
	return isLineMode ? undefined : (
		<Box flexShrink={0} aria-role="timer">
			<Paragraph text={text} tone={tone} />
		</Box>
	);
}

/** One change on its way: what it does, where it stands, what went wrong. */
export type ProgressItem = {
	readonly id: string;
	readonly title: string;
	readonly status: 'planned' | 'running' | 'done' | 'failed' | 'skipped';
	readonly error?: string;
};

const styles: Readonly<
	Record<ProgressItem['status'], {readonly word: string; readonly tone: Tone}>
> = {
	planned: {word: 'Planned', tone: 'plain'},
	running: {word: 'Running', tone: 'active'},
	done: {word: 'Done', tone: 'good'},
	failed: {word: 'Failed', tone: 'bad'},
	skipped: {word: 'Skipped', tone: 'quiet'},
};

/**
Changes and how far they are. Scrolls by itself to the one that runs or failed when they do not all fit in `rows`
lines. The spinner is the only thing that moves, and a screen reader does not get it.
*/
export function ProgressList({
	items: all,
	screenReader = all,
	rows = Infinity,
}: {
	readonly items: readonly ProgressItem[];
	/** Those that are worth a line of their own where lines are heard. */
	readonly screenReader?: readonly ProgressItem[];
	readonly rows?: number;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isScreenReader = useIsScreenReaderEnabled();
	const items = useIsLineMode() ? screenReader : all;
	const running = items.filter(({status}) => status === 'running');
	const isLineMode = useLineProgress(
		running.length === 0
			? undefined
			: {
					text: `${styles.running.word}: ${running.map(({title}) => title).join(', ')}`,
					isBlocking: false,
				},
	);
	const isMoving = !isScreenReader && running.length > 0;
	const {frame} = useAnimation({interval: 120, isActive: isMoving});
	const spinner = isScreenReader
		? symbols.arrow
		: (symbols.spinner[frame % symbols.spinner.length] ?? '');
	const lines: ScrollLine[] = [];
	let from = 0;
	let to = 0;
	for (const item of items) {
		const isInView = item.status === 'running' || item.status === 'failed';
		from = isInView ? lines.length : from;
		lines.push(...wrapLines(progressLines(item, {symbols, spinner, isScreenReader}), columns));
		to = isInView ? lines.length : to;
	}

	const height = Math.max(1, rows);
	const top = useFollowingWindow(lines.length, height, from, to);
	if (isLineMode) {
		return (
			<Lines
				lines={items
					.filter(({status}) => isOver(status))
					.flatMap((item) => progressLines(item, undefined))}
			/>
		);
	}

	return (
		<Box flexDirection="column" flexShrink={0} aria-role="list">
			<Lines lines={lines.slice(top, top + height)} />
		</Box>
	);
}

/** Lays out where changes stand that run no more. */
export function useProgressLines(): (item: ProgressItem) => ScrollLine[] {
	const {symbols} = useTheme();
	const drawn = useIsLineMode() ? undefined : {symbols, spinner: symbols.arrow};
	return (item) => progressLines(item, drawn);
}

/** Where one change stands, in a line with its sign (its word, where lines are heard), and one of what went wrong; in one sentence where no signs are drawn. */
function progressLines(
	{title, status, error = ''}: ProgressItem,
	drawn:
		| {readonly symbols: Symbols; readonly spinner: string; readonly isScreenReader?: boolean}
		| undefined,
): ScrollLine[] {
	const {word, tone} = styles[status];
	if (!drawn) {
		return [{text: `${word}: ${title}${error === '' ? '' : `. ${error}`}`}];
	}

	const {symbols, spinner, isScreenReader = false} = drawn;
	const marks = {
		planned: symbols.bullet,
		running: spinner,
		done: symbols.pass,
		failed: symbols.fail,
		skipped: symbols.line,
	};
	const gutter = `${marks[status]} `;
	const aside = ' '.repeat(textWidth(gutter));
	return [
		{gutter, text: isScreenReader ? `${word}: ${title}` : title, tone},
		...(error === '' ? [] : [{gutter: aside, text: error}]),
	];
}

// What is only planned was told before it began, and what runs is told when it takes long.
function isOver(status: ProgressItem['status']): boolean {
	return status !== 'planned' && status !== 'running';
}
