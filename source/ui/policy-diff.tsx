import {useMemo} from 'react';
import {type Symbols} from '../terminal/symbols.js';
import {ScrollBox, type ScrollLine} from './scroll-box.js';
import {useTheme} from './theme.js';

/** One statement of the new policy, or one that goes, printed as lines of JSON. */
export type DiffBlock = {
	readonly kind: 'added' | 'removed' | 'kept';
	readonly lines: readonly string[];
};

/**
The lines of a policy's diff. Added statements carry `+`, removed ones `-`; kept ones are one line for each run of
them ("2 statements stay as they are") unless `isExpanded`.
*/
export function diffLines(
	blocks: readonly DiffBlock[],
	isExpanded: boolean,
	symbols: Symbols,
): ScrollLine[] {
	const lines: ScrollLine[] = [];
	let kept = 0;
	const tellKept = () => {
		if (kept > 0) {
			lines.push({
				gutter: `${symbols.kept} `,
				text: kept === 1 ? '1 statement stays as it is' : `${kept} statements stay as they are`,
				tone: 'quiet',
			});
		}

		kept = 0;
	};

	for (const block of blocks) {
		if (!isExpanded && block.kind === 'kept') {
			kept++;
			continue;
		}

		tellKept();
		const heading = symbols.blocks?.[block.kind];
		if (heading !== undefined) {
			lines.push({text: heading});
		}

		const tone = ({added: 'good', removed: 'bad', kept: 'plain'} as const)[block.kind];
		for (const text of block.lines) {
			lines.push({gutter: `${symbols[block.kind]} `, text, tone});
		}
	}

	tellKept();
	return lines;
}

/** What `diffPolicies` gives: the lines around the statements, and the statements. */
export type PolicyDiffValue = {
	readonly header?: ReadonlyArray<{
		readonly kind: DiffBlock['kind'];
		readonly line: string;
	}>;
	readonly blocks: readonly DiffBlock[];
	readonly footer?: readonly string[];
};

/** The whole diff: statements, and around them what changed; what stays there only when `isExpanded`. */
function wholeDiff(
	{header = [], blocks, footer = []}: PolicyDiffValue,
	isExpanded: boolean,
	symbols: Symbols,
): ScrollLine[] {
	const around = header
		.filter(({kind}) => isExpanded || kind !== 'kept')
		.map(({kind, line}) => ({kind, lines: [line]}));
	const end = isExpanded ? [{kind: 'kept' as const, lines: footer}] : [];
	return [
		...diffLines(around, true, symbols),
		...diffLines(blocks, isExpanded, symbols),
		...diffLines(end, true, symbols),
	];
}

/** A policy before and after, statement by statement; scrolls inside `rows` lines, all included. */
export function PolicyDiff({
	diff,
	isExpanded = false,
	rows,
	isFocused = true,
}: {
	readonly diff: PolicyDiffValue;
	readonly isExpanded?: boolean;
	readonly rows: number;
	readonly isFocused?: boolean;
}) {
	const {symbols} = useTheme();
	const lines = useMemo(() => wholeDiff(diff, isExpanded, symbols), [diff, isExpanded, symbols]);
	return <ScrollBox lines={lines} rows={rows} isFocused={isFocused} />;
}
