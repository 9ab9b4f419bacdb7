import {closest, distance} from 'fastest-levenshtein';

// Made with the first two names: nothing on the first screen is sorted by name.
let collator: Intl.Collator | undefined;

/**
The order of two names for people: letters without regard to case first, numbers by what they count (`p2` before `p10`). Below,
above or equal to 0 as for `toSorted`; 0 for equal names only.
*/
export function compareNames(one: string, other: string): number {
	collator ??= new Intl.Collator('en', {numeric: true});
	return (
		collator.compare(one, other) ||
		// What reads alike still has one order, such as p1 and p01.
		(one < other ? -1 : Number(one > other))
	);
}

/** The known word that was most likely meant, if one is near enough (a third of its letters, at least two). */
export function nearest(word: string, known: readonly string[]): string | undefined {
	const short = word.slice(0, 100).toLowerCase();
	const lower = new Map(known.map((name) => [name.toLowerCase(), name]));
	if (lower.size === 0) {
		return undefined;
	}

	const best = closest(
		short,
		Array.from(lower, ([name]) => name),
	);
	const allowed = Math.min(Math.max(2, Math.floor(best.length / 3)), best.length - 1);
	return distance(short, best) <= allowed ? lower.get(best) : undefined;
}

/** The likely spelling of a misspelt name, as a sentence to add; empty where none is near. */
export function suggest(word: string, known: readonly string[]): string {
	const meant = nearest(word, known);
	return meant === undefined ? '' : ` Did you mean ${meant}?`;
}

/*
Letters of other scripts that are drawn like Latin ones: an О of Cyrillic in “Оrders” is another name than “Orders”. Only what fonts
draw alike is here; a text that is wholly Cyrillic or Greek is as good a text as any.
*/

const alike: ReadonlyArray<readonly [script: string, letters: string, latin: string]> = [
	['Cyrillic', 'АВЕЅІЈКМНОРСТУҮХԚԜ', 'ABESIJKMHOPCTYYXQW'],
	['Cyrillic', 'аеоросухѕіјһԁԛԝӏѵ', 'aeopocyxsijhdqwlv'],
	['Greek', 'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺ', 'ABEZHIKMNOPTYXCM'],
	['Greek', 'αιονρυϲϳ', 'aiovpucj'],
	['Armenian', 'ՕՍօոսհց', 'OUonuhg'],
	['Cherokee', 'ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ', 'ABCDEGHJKLMPRSTVWZ'],
];

const letters: ReadonlyMap<string, {script: string; latin: string}> = new Map(
	alike.flatMap(([script, some, latin]) =>
		[...some].map((letter, index) => [letter, {script, latin: latin.charAt(index)}] as const),
	),
);

// Bold, script and other letters of mathematics, and the wide ones, are Latin letters in another dress.
const dressed = /[\u{FF21}-\u{FF3A}\u{1D400}-\u{1D7FF}]/iv;

const latin = /[\p{Script=Latin}--[\u{FF21}-\u{FF3A}]]/iv;

const latinLetter = (character: string): string | undefined =>
	letters.get(character)?.latin ??
	(dressed.test(character) ? character.normalize('NFKC') : undefined);

const beyondAscii = /\P{ASCII}/v;

// A word that is not of ASCII alone: only there can a letter look like another one. The others are passed over without a trace in
// memory, for the report of a thousand projects is one line of some megabytes.
const foreignWord =
	/(?<![\dA-Za-z])[\dA-Za-z]*[[\p{Letter}\p{Mark}\p{Number}]--\p{ASCII}][\p{Letter}\p{Mark}\p{Number}]*/gv;

/** Replaces each letter that looks like a Latin one in a word that holds Latin letters, too. Doing it twice changes nothing. */
export function escapeMixed(text: string, escape: (character: string) => string): string {
	return beyondAscii.test(text)
		? text.replaceAll(foreignWord, (word) => (latin.test(word) ? escapeAlike(word, escape) : word))
		: text;
}

/** Replaces every letter that looks like a Latin one. */
export function escapeAlike(text: string, escape: (character: string) => string): string {
	return Array.from(text, (character) =>
		latinLetter(character) === undefined ? character : escape(character),
	).join('');
}

/** The scripts, other than Latin, whose letters look like Latin ones in a text. */
export function scriptsAlike(text: string): string[] {
	return [
		...new Set(
			[...text].flatMap((character) =>
				letters.has(character)
					? (letters.get(character)?.script ?? [])
					: dressed.test(character)
						? 'mathematical or wide'
						: [],
			),
		),
	];
}

/** The texts among these that look like another one which differs, those of each look together. */
export function twins(texts: readonly string[]): string[][] {
	// Nothing is drawn like plain letters but what is not plain.
	if (texts.every((text) => !beyondAscii.test(text))) {
		return [];
	}

	const groups = Map.groupBy(new Set(texts), (text) =>
		beyondAscii.test(text)
			? Array.from(text.normalize('NFC'), (character) => latinLetter(character) ?? character).join(
					'',
				)
			: text,
	);
	return Array.from(groups, ([, same]) => same).filter(({length}) => length > 1);
}
