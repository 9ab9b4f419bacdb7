/*
Letters of other scripts that are drawn like Latin ones: an О of Cyrillic in “Оrders” is another name than “Orders”. Only what fonts
draw alike is here; a text that is wholly Cyrillic or Greek is as good a text as any.
*/

const alike: ReadonlyArray<
	readonly [script: string, letters: string, latin: string]
> = [
	['Cyrillic', 'АВЕЅІЈКМНОРСТУҮХԚԜ', 'ABESIJKMHOPCTYYXQW'],
	['Cyrillic', 'аеоросухѕіјһԁԛԝӏѵ', 'aeopocyxsijhdqwlv'],
	['Greek', 'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϺ', 'ABEZHIKMNOPTYXCM'],
	['Greek', 'αιονρυϲϳ', 'aiovpucj'],
	['Armenian', 'ՕՍօոսհց', 'OUonuhg'],
	['Cherokee', 'ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᏃ', 'ABCDEGHJKLMPRSTVWZ'],
];

const letters: ReadonlyMap<string, {script: string; latin: string}> = new Map(
	alike.flatMap(([script, some, latin]) =>
		[...some].map(
			(letter, index) =>
				[letter, {script, latin: latin.charAt(index)}] as const,
		),
	),
);

// Bold, script and other letters of mathematics, and the wide ones, are Latin letters in another dress.
const dressed = /[\u{FF21}-\u{FF3A}\u{1D400}-\u{1D7FF}]/iv;

const latin = /[\p{Script=Latin}--[\u{FF21}-\u{FF3A}]]/iv;

const latinLetter = (character: string): string | undefined =>
	letters.get(character)?.latin ??
	(dressed.test(character) ? character.normalize('NFKC') : undefined);

const ascii = /^\p{ASCII}*$/v;

/** Replaces each letter that looks like a Latin one in a word that holds Latin letters, too. Doing it twice changes nothing. */
export function escapeMixed(
	text: string,
	escape: (character: string) => string,
): string {
	return ascii.test(text)
		? text
		: text.replaceAll(/[\p{Letter}\p{Mark}\p{Number}]+/gv, (word) =>
				latin.test(word) ? escapeAlike(word, escape) : word,
			);
}

/** Replaces every letter that looks like a Latin one. */
export function escapeAlike(
	text: string,
	escape: (character: string) => string,
): string {
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
	if (texts.every((text) => ascii.test(text))) {
		return [];
	}

	const groups = Map.groupBy(new Set(texts), (text) =>
		ascii.test(text)
			? text
			: Array.from(
					text.normalize('NFC'),
					(character) => latinLetter(character) ?? character,
				).join(''),
	);
	return Array.from(groups, ([, same]) => same).filter(
		({length}) => length > 1,
	);
}
