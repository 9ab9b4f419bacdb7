import {type Ask, type LineRow} from '../../ui/line-mode.js';
import {quoteText} from '../../terminal/foreign-text.js';

type ListAsk = Extract<Ask, {type: 'list'}>;

/** Where the person is in a long list: what was searched for, and the first row to say. */
export type ListPlace = {readonly query: string; readonly from: number};

/** What an entry of a menu does. */
export type Act =
	| {type: 'choose'; key: string; index: number}
	| {type: 'row'; key: string; id: string; refusal: string}
	| {type: 'tick'; key: string; ids: readonly string[]; does: string}
	/** Takes what is ticked. */
	| {type: 'done'; key: string}
	| {type: 'place'; key: string; place: ListPlace}
	| {type: 'fill'; key: string}
	| {type: 'submit'; key: string}
	| {type: 'press'; name: string; bytes: string};

/** One entry, told with its number. */
export type Entry = {readonly say: string; readonly act: Act};

/** The place before anything was searched for. */
export const listStart: ListPlace = {query: '', from: 0};

// As many rows as can be kept in mind while they are read aloud.
const page = 10;
const fewMore = 2;

/** A page of a list as entries, with ways to the others; and what is said above it. */
export function listMenu(
	key: string,
	ask: ListAsk,
	place: ListPlace = listStart,
): {intro: readonly string[]; entries: readonly Entry[]} {
	const rows = ask.find(place.query);
	const from = place.from < rows.length ? place.from : 0;
	// One or two more are sooner said than asked for.
	const isLast = rows.length - from <= page + fewMore;
	const shown = rows.slice(from, isLast ? undefined : from + page);
	const after = rows.length - from - shown.length;
	const to = (next: ListPlace): Entry['act'] => ({
		type: 'place',
		key,
		place: next,
	});
	return {
		intro: introOf(ask, place.query, {
			all: countOf(rows),
			before: countOf(rows.slice(0, from)),
			here: countOf(shown),
			isNothing: rows.length === 0,
		}),
		entries: [
			...shown.map((row): Entry => ({
				say: rowWords(row),
				act: rowAct(key, row),
			})),
			...(after > 0
				? [
						{
							say: `More: ${after} further`,
							act: to({...place, from: from + page}),
						},
					]
				: []),
			...(from > 0
				? [
						{
							say: 'The rows before these',
							act: to({...place, from: Math.max(0, from - page)}),
						},
					]
				: []),
			...(place.query === ''
				? []
				: [{say: 'The whole list again', act: to(listStart)}]),
			...tickEntries(key, ask, rows),
		],
	};
}

function countOf(rows: readonly LineRow[]): number {
	return rows.filter(({isAction = false}) => !isAction).length;
}

// What can be done with a list is no part of it.
function introOf(
	{emptyText}: ListAsk,
	query: string,
	{
		all,
		before,
		here,
		isNothing,
	}: {all: number; before: number; here: number; isNothing: boolean},
): string[] {
	const found = query === '' ? 'in the list' : `found for ${quoteText(query)}`;
	if (all === 0 && query === '') {
		return isNothing && emptyText !== '' ? [emptyText] : [];
	}

	return [
		all === 0
			? `Nothing ${found}.`
			: all === here
				? `${all} ${found}:`
				: `${all.toLocaleString('en-US')} ${found}; ${before + 1} to ${before + here}:`,
	];
}

function rowWords({label, detail, disabled, isTicked}: LineRow): string {
	return [
		...(isTicked === undefined ? [] : [isTicked ? 'Ticked' : 'Not ticked']),
		label,
		...(disabled === undefined ? [] : [`cannot be used: ${disabled}`]),
		...(detail === '' ? [] : [detail]),
	].join(', ');
}

function rowAct(
	key: string,
	{id, label, disabled = '', isTicked}: LineRow,
): Entry['act'] {
	return isTicked === undefined || disabled !== ''
		? {type: 'row', key, id, refusal: disabled}
		: {
				type: 'tick',
				key,
				ids: [id],
				does: `${isTicked ? 'No longer ticked' : 'Ticked'}: ${label}`,
			};
}

function tickEntries(
	key: string,
	ask: ListAsk,
	rows: readonly LineRow[],
): Entry[] {
	const count = tickedIn(ask).length;
	const usable = rows
		.filter(({disabled}) => disabled === undefined)
		.map(({id}) => id);
	return ask.tick === undefined
		? []
		: [
				...(usable.length > 1
					? [
							{
								say: `Tick all ${usable.length}, or take all ticks away`,
								act: {
									type: 'tick' as const,
									key,
									ids: usable,
									does: 'All of them, or none of them, are ticked now.',
								},
							},
						]
					: []),
				{
					say: `Done: take ${count === 0 ? 'what is' : `the ${count}`} ticked`,
					act: {type: 'done', key},
				},
			];
}

/** The rows that are ticked, of the whole list. */
export function tickedIn(ask: ListAsk): LineRow[] {
	return ask.find('').filter(({isTicked}) => isTicked === true);
}
