import {Box, useAnimation, useIsScreenReaderEnabled} from 'ink';
import {textWidth} from '../terminal/text.js';
import {useBodySize} from './body-size.js';
import {useIsLineMode} from './line-mode.js';
import {
	Lines,
	useFollowingWindow,
	wrapLines,
	type ScrollLine,
} from './scroll-box.js';
import {useTheme, type Tone} from './theme.js';

/** One change on its way: what it does, where it stands, what went wrong. */
export type ProgressItem = {
	readonly id: string;
	readonly title: string;
	readonly status: 'planned' | 'running' | 'done' | 'failed' | 'skipped';
	readonly error?: string;
};

const looks: Readonly<
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
	items,
	rows = Infinity,
}: {
	readonly items: readonly ProgressItem[];
	readonly rows?: number;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isSpoken = useIsScreenReaderEnabled();
	const isLineMode = useIsLineMode();
	const isMoving = !isSpoken && items.some(({status}) => status === 'running');
	const {frame} = useAnimation({interval: 120, isActive: isMoving});
	const spinner = isSpoken
		? symbols.arrow
		: (symbols.spinner[frame % symbols.spinner.length] ?? '');
	const marks = {
		planned: symbols.bullet,
		running: spinner,
		done: symbols.pass,
		failed: symbols.fail,
		skipped: symbols.line,
	};
	const lines: ScrollLine[] = [];
	let from = 0;
	let to = 0;
	for (const {title, status, error = ''} of items) {
		const {word, tone} = looks[status];
		const gutter = `${marks[status]} `;
		const isInView = status === 'running' || status === 'failed';
		const aside = ' '.repeat(textWidth(gutter));
		const told: ScrollLine[] = [
			{gutter, text: `${word}: ${title}`, tone},
			...(error === '' ? [] : [{gutter: aside, text: error}]),
		];
		from = isInView ? lines.length : from;
		lines.push(...wrapLines(told, columns));
		to = isInView ? lines.length : to;
	}

	const height = Math.max(1, rows);
	const top = useFollowingWindow(lines.length, height, from, to);
	if (isLineMode) {
		return (
			<Lines
				lines={toldItems(items).map(({title, status, error = ''}) => ({
					text: `${looks[status].word}: ${title}${error === '' ? '' : `. ${error}`}`,
				}))}
			/>
		);
	}

	return (
		<Box flexDirection="column" flexShrink={0} aria-role="list">
			<Lines lines={lines.slice(top, top + height)} />
		</Box>
	);
}

// More than that nobody listens to: of many, only those that failed are worth a line; the screen counts the others.
const fewItems = 12;

function toldItems(items: readonly ProgressItem[]): readonly ProgressItem[] {
	return items.length <= fewItems
		? items
		: items.filter(({status}) => status === 'failed');
}
