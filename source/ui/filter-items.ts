import {disambiguate} from '../terminal/foreign-text.js';
import {cleanLine} from '../terminal/text.js';
import {memoize} from '../memoize.js';
import {moveTo, type Motion} from './use-input.js';
import {scrollTo} from './scroll-box.js';

/** One row of a list that can be filtered. `disabled` says why it cannot be used. */
export type FilterItem<Value> = {
	readonly id: string;
	readonly label: string;
	readonly detail?: string;
	/** What the line below the list says of it while it is highlighted; the detail when left out. */
	readonly about?: string;
	/** More words to find it by, beside label and detail. */
	readonly search?: string;
	readonly disabled?: string;
	/** Something to do, above what is listed: it does not count. */
	readonly isAction?: boolean;
	/** The end of the detail tells rows apart, as an ARN's does: where room is short, it is cut in its middle. */
	readonly isEndKept?: boolean;
	readonly value: Value;
};

/**
Where the person is in the list: the highlighted row, by id so that it stays when rows are added, and the scroll.
*/
export type ListPosition = {
	readonly highlighted: string | undefined;
	readonly top: number;
};

type Searchable = {
	readonly label: string;
	readonly detail?: string;
	readonly search?: string;
};

/** What filtering looks at, in lower case. */
export function searchTexts(items: readonly Searchable[]): string[] {
	return items.map((item) => searchText(item));
}

const searchText = memoize(({label, detail = '', search = ''}: Searchable) =>
	cleanLine(`${label}\n${detail}\n${search}`).toLowerCase(),
);

/**
The items that hold every word of the query somewhere, in their own order; one whose label is the query comes first, as
its name may be a part of other rows. Case does not matter.
*/
export function filterItems<Item extends Searchable>(
	items: readonly Item[],
	texts: readonly string[],
	query: string,
): readonly Item[] {
	const words = query
		.toLowerCase()
		.split(/\s+/v)
		.filter((word) => word !== '');
	if (words.length === 0) {
		return items;
	}

	const name = query.trim().toLowerCase();
	const found = items.filter((_, index) => words.every((word) => texts[index]?.includes(word)));
	const named = new Set(found.filter(({label}) => label.trim().toLowerCase() === name));
	return named.size === 0 ? found : [...named, ...found.filter((item) => !named.has(item))];
}

/**
The place in the list as it is now: the highlighted row is still there, else the first is taken; and it is visible
in `rows` lines. `index` is -1 in an empty list.
*/
export function clampPosition(
	position: ListPosition,
	shown: ReadonlyArray<{readonly id: string}>,
	rows: number,
): ListPosition & {readonly index: number} {
	const found = shown.findIndex(({id}) => id === position.highlighted);
	const index = found === -1 ? Math.min(0, shown.length - 1) : found;
	return {
		index,
		highlighted: shown[index]?.id,
		top: scrollTo({
			top: position.top,
			from: Math.max(0, index),
			rows,
			total: shown.length,
		}),
	};
}

/** The place after a key; a page is one line less than what is visible. */
export function moveIn(
	position: ListPosition,
	motion: Motion,
	shown: ReadonlyArray<{readonly id: string}>,
	rows: number,
): ListPosition {
	const {index, top} = clampPosition(position, shown, rows);
	const next = moveTo(index, motion, {total: shown.length, page: Math.max(1, rows - 1)});
	return clampPosition({highlighted: shown[next]?.id, top}, shown, rows);
}

type Listed = {readonly isAction?: boolean};

/** How many of the rows are something that is listed, and nothing to do. */
export function countOf(items: readonly Listed[]): number {
	return items.filter(({isAction = false}) => !isAction).length;
}

/** Whether the rows are things to do and things that are listed: then the two stand apart. */
export function isMixed(items: readonly Listed[]): boolean {
	const listed = countOf(items);
	return listed > 0 && listed < items.length;
}

/** Whether what can be done begins or ends between this row and the one above. */
export function isOtherKind({isAction = false}: Listed, above: Listed | undefined): boolean {
	return above !== undefined && (above.isAction ?? false) !== isAction;
}

/** Whether this is the first of what is listed, behind what can be done. */
export function isFirstListed({isAction = false}: Listed, above: Listed | undefined): boolean {
	return !isAction && (above === undefined || above.isAction === true);
}

/** `12 of 5,000`, or `5,000 in all` when nothing is filtered away; `so far` while more are coming. */
export function countText(shown: number, total: number, isGrowing = false): string {
	const all = grouped(total);
	if (shown === total) {
		return isGrowing ? `${all} so far` : `${all} in all`;
	}

	return `${grouped(shown)} of ${all}${isGrowing ? ' so far' : ''}`;
}

// Made once, when there is much to count: to make it takes longer than to use it.
let format: Intl.NumberFormat | undefined;

function grouped(count: number): string {
	if (count < 1000) {
		return String(count);
	}

	format ??= new Intl.NumberFormat('en-US');
	return format.format(count);
}

/** Two rows that differ never look the same. */
export function labelled<Value>(
	items: ReadonlyArray<FilterItem<Value>>,
): ReadonlyArray<FilterItem<Value>> {
	const given = items.map(({label}) => label);
	const labels = disambiguate(given);
	return labels === given
		? items
		: items.map((item, index) => ({
				...item,
				label: labels[index] ?? item.label,
			}));
}
