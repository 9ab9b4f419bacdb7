import {type KeyHint} from '../../ui/key-hints.js';
import {type Ask, type LineFrame} from '../../ui/line-mode.js';
import {actionKey} from './action-keys.js';
import {listMenu, type Entry, type ListPlace} from './list-menu.js';

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
};

/** Makes the menu of a screen from what its components ask and the keys it knows. `places`: where the person is in its lists. */
export function menuOf(
	asks: ReadonlyMap<string, Ask>,
	frame: LineFrame | undefined,
	places: ReadonlyMap<string, ListPlace>,
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
		all.flatMap(([, ask]) =>
			ask.type === 'choice' ? (ask.insteadOf ?? []) : ['Enter'],
		),
	);
	const isChosen = all.some(
		([, ask]) => ask.type === 'choice' && ask.insteadOf === undefined,
	);
	const pressed = keys.flatMap(({key, does}): Entry[] => {
		const bytes = actionKey(key);
		const isAsked = replaced.has(key) || (isChosen && key === 'Enter');
		return bytes === undefined || isAsked
			? []
			: [{say: capital(does), act: {type: 'press', name: key, bytes}}];
	});
	const [first, ...others] = all;
	const isText =
		first?.[1].type === 'fields' ||
		(first?.[1].type === 'text' && first[1].value.trim() === '');
	const direct =
		isText && others.length === 0 && pressed.length === 0
			? first[0]
			: undefined;
	const list = all.find(
		([, ask]) => ask.type === 'list' && ask.find('').length > 0,
	)?.[0];
	return {
		intro,
		entries: [...asked, ...pressed],
		...(direct && {direct}),
		...(list && {list}),
		hasBack: keys.some(({key}) => key === 'Esc'),
	};
}

function entriesOf(
	key: string,
	ask: Ask,
	keys: readonly KeyHint[],
	place: ListPlace | undefined,
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
			return listMenu(key, ask, place);
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
			const enter = keys.find((hint) => hint.key === 'Enter');
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
						say:
							ask.value.trim() === ''
								? ask.label
								: `${ask.label}, instead of what is there`,
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
