import {Box, Text} from 'ink';
import {type Symbols} from '../terminal/symbols.js';
import {cleanLine, textWidth} from '../terminal/text.js';
import {useBodySize, Toned, useTheme} from './theme.js';

/** A key and what it does here, as in `{key: 'Enter', does: 'continue'}`. */
export type KeyHint = {readonly key: string; readonly does: string};

/** A key's name as it is drawn: without Unicode the arrows are words, for “^v” would be read as Ctrl+V. */
export function keyName(key: string, {up, down}: Symbols): string {
	return key === '↑↓' && up !== '↑' ? `${up}/${down}` : key;
}

const hintWidth = ({key, does}: KeyHint): number =>
	textWidth(cleanLine(key)) + 1 + textWidth(cleanLine(does));

/**
Shares hints out over at most `maxLines` lines of `columns`, in their order; put the important ones first. A hint
that fits nowhere any more is left out, and so is one wider than a whole line.
*/
export function packHints(
	hints: readonly KeyHint[],
	columns: number,
	separatorWidth: number,
	maxLines: number,
): KeyHint[][] {
	const lines: KeyHint[][] = [];
	let used = columns + 1;
	for (const hint of hints) {
		const width = hintWidth(hint);
		if (used + separatorWidth + width <= columns) {
			lines.at(-1)?.push(hint);
			used += separatorWidth + width;
		} else if (lines.length < maxLines && width <= columns) {
			lines.push([hint]);
			used = width;
		}
	}

	return lines;
}

/** The keys that count on this screen: one line, wrapped to `maxLines` where the terminal is narrow. */
export function KeyHints({
	keys,
	maxLines = 2,
	columns,
}: {
	readonly keys: readonly KeyHint[];
	readonly maxLines?: number;
	/** The whole width; the body's when left out. */
	readonly columns?: number;
}) {
	const body = useBodySize();
	const {symbols} = useTheme();
	const separator = ` ${symbols.separator} `;
	const lines = packHints(keys, columns ?? body.columns, textWidth(separator), maxLines);
	return (
		<Box flexDirection="column" flexShrink={0} aria-role="toolbar">
			{lines.map((line) => (
				<Text key={line[0]?.key}>
					{line.map(({key, does}, index) => (
						<Text key={key}>
							{index === 0 ? '' : <Toned tone="quiet">{separator}</Toned>}
							<Toned isStrong>{cleanLine(key)}</Toned>
							<Toned>{` ${cleanLine(does)}`}</Toned>
						</Text>
					))}
				</Text>
			))}
		</Box>
	);
}
