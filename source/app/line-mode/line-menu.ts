import {type KeyHint} from '../../ui/frame-keys.js';
import {type Ask, type LineFrame, type LineRow} from '../../ui/line-mode.js';
import {quoteText} from '../../terminal/foreign-text.js';

/** Everything that can be answered on a screen. */
export type Menu = {
	/** What is said above the entries: how long a list is, and which part of it follows. */
	readonly intro: readonly string[];
	readonly entries: readonly Entry[];
	/** The only thing that is asked, when that is a text: no menu is needed to get there. */
	readonly direct?: string;
	/** The list that words search. */
	readonly list?: string;
	readonly hasBack: boolean;
	readonly hasHome: boolean;
	/** Whether the steps of the guide can be listed. */
	readonly hasSteps: boolean;
};

/** Makes the menu of a screen from what its components ask and the keys it knows. `places`: where the person is in its lists. */
export function menuOf(
	asks: ReadonlyMap<string, Ask>,
	frame: LineFrame | undefined,
	places: ReadonlyMap<string, ListPosition>,
): Menu {
	const keys = frame?.keys ?? [];
	const intro: string[] = [];
	const asked: Entry[] = [];
	for (const [key, ask] of asks) {
		const part = entriesOf(key, ask, keys, places.get(key));
		intro.push(...part.intro);
		asked.push(...part.entries);
	}

	const all = [...asks];
	const replaced = new Set(
		all.flatMap(([, ask]) => (ask.type === 'choice' ? (ask.insteadOf ?? []) : ['Enter'])),
	);
	const isChosen = all.some(([, ask]) => ask.type === 'choice' && ask.insteadOf === undefined);
	const pressed = keys.flatMap(({key, does}): Entry[] => {
		const bytes = actionKey(key);
		const isAsked = replaced.has(key) || (isChosen && key === 'Enter');
		return bytes === undefined || isAsked
			? []
			: [{say: capital(does), act: {type: 'press', name: key, bytes}}];
	});
	const [first, ...others] = all;
	const isText =
		first?.[1].type === 'fields' || (first?.[1].type === 'text' && first[1].value.trim() === '');
	const direct = isText && others.length === 0 && pressed.length === 0 ? first[0] : undefined;
	const list = all.find(([, ask]) => ask.type === 'list' && ask.find('').length > 0)?.[0];
	return {
		intro,
		entries: [...asked, ...pressed],
		...(direct && {direct}),
		...(list && {list}),
		hasBack: keys.some(({key}) => key === 'Esc'),
		hasHome: frame?.hasHome ?? false,
		hasSteps: (frame?.keys ?? []).some(({key}) => key === stepsKey),
	};
}

function entriesOf(
	key: string,
	ask: Ask,
	keys: readonly KeyHint[],
	position: ListPosition | undefined,
): {intro: readonly string[]; entries: readonly Entry[]} {
	switch (ask.type) {
		case 'choice': {
			return {
				intro: [],
				entries: ask.choices.map(({label, hint = ''}, index) => ({
					say: sentences(label, hint),
					act: {type: 'choose', key, index},
				})),
			};
		}

		case 'list': {
			return listMenu(key, ask, position);
		}

		case 'fields': {
			const labels = ask.fields.map(({label}) => label).join('; ');
			const values = ask.fields.map(({value}) => value.trim());
			return {
				intro: [],
				entries: [
					...(values.includes('')
						? []
						: [
								{
									say: `Continue with ${values.join(', ')}`,
									act: {type: 'submit' as const, key},
								},
							]),
					{say: `Type: ${labels}`, act: {type: 'fill', key}},
				],
			};
		}

		case 'text': {
			const enter = keys.find((hint) => hint.key === 'Ctrl+D');
			return {
				intro: [],
				entries: [
					...(ask.value.trim() !== '' && enter
						? [
								{
									say: capital(enter.does),
									act: {type: 'submit' as const, key},
								},
							]
						: []),
					{
						say: ask.value.trim() === '' ? ask.label : `${ask.label}, instead of what is there`,
						act: {type: 'fill', key},
					},
				],
			};
		}
	}
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function sentences(label: string, hint: string): string {
	const isEnded = /[!.?…]$/v.test(label);
	return hint === '' ? label : `${label}${isEnded ? '' : '.'} ${hint}`;
}

type ListAsk = Extract<Ask, {type: 'list'}>;

/** Where the person is in a long list: what was searched for, and the first row to say. */
export type ListPosition = {readonly query: string; readonly from: number};

/** What an entry of a menu does. */
export type Act =
	| {type: 'choose'; key: string; index: number}
	| {type: 'row'; key: string; id: string; refusal: string}
	| {type: 'tick'; key: string; ids: readonly string[]; does: string}
	/** Takes what is ticked. */
	| {type: 'done'; key: string}
	| {type: 'place'; key: string; position: ListPosition}
	| {type: 'fill'; key: string}
	| {type: 'submit'; key: string}
	| {type: 'press'; name: string; bytes: string};

/** One entry, told with its number. */
export type Entry = {readonly say: string; readonly act: Act};

/** The place before anything was searched for. */
const listStart: ListPosition = {query: '', from: 0};

// As many rows as can be kept in mind while they are read aloud.
const page = 10;
const fewMore = 2;

/** A page of a list as entries, with ways to the others; and what is said above it. */
function listMenu(
	key: string,
	ask: ListAsk,
	position: ListPosition = listStart,
): {intro: readonly string[]; entries: readonly Entry[]} {
	const rows = ask.find(position.query);
	const from = position.from < rows.length ? position.from : 0;
	// One or two more are sooner said than asked for.
	const isLast = rows.length - from <= page + fewMore;
	const shown = rows.slice(from, isLast ? undefined : from + page);
	const after = rows.length - from - shown.length;
	const to = (next: ListPosition): Entry['act'] => ({
		type: 'place',
		key,
		position: next,
	});
	return {
		intro: introOf(ask, position.query, {
			all: countOf(rows),
			before: countOf(rows.slice(0, from)),
			here: countOf(shown),
			isNothing: rows.length === 0,
		}),
		entries: [
			...shown.map((row): Entry => ({
				say: formatRow(row),
				act: rowAct(key, row),
			})),
			...(after > 0
				? [
						{
							say: `More: ${after} further`,
							act: to({...position, from: from + page}),
						},
					]
				: []),
			...(from > 0
				? [
						{
							say: 'The rows before these',
							act: to({...position, from: Math.max(0, from - page)}),
						},
					]
				: []),
			...(position.query === '' ? [] : [{say: 'The whole list again', act: to(listStart)}]),
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
	{all, before, here, isNothing}: {all: number; before: number; here: number; isNothing: boolean},
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

function formatRow({label, detail, disabled, isTicked}: LineRow): string {
	return [
		...(isTicked === undefined ? [] : [isTicked ? 'Ticked' : 'Not ticked']),
		label,
		...(disabled === undefined ? [] : [`cannot be used: ${disabled}`]),
		...(detail === '' ? [] : [detail]),
	].join(', ');
}

function rowAct(key: string, {id, label, disabled = '', isTicked}: LineRow): Entry['act'] {
	return isTicked === undefined || disabled !== ''
		? {type: 'row', key, id, refusal: disabled}
		: {
				type: 'tick',
				key,
				ids: [id],
				does: `${isTicked ? 'No longer ticked' : 'Ticked'}: ${label}`,
			};
}

function tickEntries(key: string, ask: ListAsk, rows: readonly LineRow[]): Entry[] {
	const count = tickedIn(ask).length;
	const usable = rows.filter(({disabled}) => disabled === undefined).map(({id}) => id);
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

// What these do is done by answering: they edit a line, tick rows, or are a word of their own.
const stepsKey = 'Ctrl+N';
const answered = new Set(['?', 'q', 'Ctrl+A', 'Ctrl+C', 'Ctrl+D', 'Ctrl+U', stepsKey]);

/** The byte that a key sends, for the keys that do something on a screen; `undefined` for those that move, edit or type. */
function actionKey(name: string): string | undefined {
	if (answered.has(name)) {
		return undefined;
	}

	if (name === 'Enter') {
		return '\r';
	}

	const letter = /^Ctrl\+(?<letter>[A-Z])$/v.exec(name)?.groups?.letter;
	if (letter !== undefined) {
		// A control character is its letter's place in the alphabet.
		return String.fromCodePoint((letter.codePointAt(0) ?? 0) % 32);
	}

	return /^[a-z]$/v.test(name) ? name : undefined;
}
