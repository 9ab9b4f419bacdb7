import {cleanLine, fitText} from '../terminal/text.js';
import {useBodySize} from './body-size.js';
import {countText} from './filter-items.js';
import {TextField} from './text-field.js';
import {Toned, useTheme} from './theme.js';

/**
The two lines above a list: what is typed to filter it, and how many rows are shown, with `status`. Rows that do something
are not counted; a list that stays empty has nothing to filter, and shows neither.
*/
export function FilterHead({
	query,
	onQuery,
	onSubmit,
	isFocused,
	placeholder,
	rows,
	all,
	shown,
	total,
	noneText,
	status,
	isGrowing,
}: {
	readonly query: string;
	readonly onQuery: (query: string) => void;
	readonly onSubmit: (query: string) => void;
	readonly isFocused: boolean;
	readonly placeholder: string;
	/** The whole height of the list with its head. */
	readonly rows: number;
	/** How many rows there are, those that do something among them. */
	readonly all: number;
	/** How many of the others are shown, and how many there are. */
	readonly shown: number;
	readonly total: number;
	/** What to say when none of them is shown, though rows that do something are. */
	readonly noneText: string;
	readonly status: string;
	/** More rows are coming. */
	readonly isGrowing: boolean;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const summary = [
		...(total === 0
			? []
			: shown === 0 && noneText !== ''
				? [noneText, countText(total, total, isGrowing)]
				: [countText(shown, total, isGrowing)]),
		cleanLine(status),
	]
		.filter((part) => part !== '')
		.join(` ${symbols.separator} `);
	const isField = rows > 1 && (all > 0 || status !== '' || query !== '');
	return (
		<>
			{isField ? (
				<TextField
					isFilter
					value={query}
					// The pointer is the highlighted row's: a screen has one.
					mark="/"
					placeholder={total === 0 && all > 0 ? 'Type to filter' : placeholder}
					isFocused={isFocused}
					onChange={onQuery}
					onSubmit={onSubmit}
				/>
			) : undefined}
			{rows > 2 && summary !== '' ? (
				<Toned tone="quiet">
					{fitText(summary, columns, symbols.ellipsis)}
				</Toned>
			) : undefined}
		</>
	);
}
