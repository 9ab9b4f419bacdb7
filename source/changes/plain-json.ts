import {type Json} from '../json.js';

/** What would act on a terminal although JSON leaves it as it is: C1 controls, bidirectional marks, … */
export const unprintable =
	/[\p{Default_Ignorable_Code_Point}\p{Format}\u{7F}-\u{9F}\u{2028}\u{2029}]/gv;

/** A value as JSON on one line. Characters that a terminal would act on are written as `\u` escapes: the same JSON. */
export function plainJson(value: Json): string {
	return JSON.stringify(value).replaceAll(unprintable, (character) =>
		Array.from(
			{length: character.length},
			(_, index) =>
				String.raw`\u` +
				// eslint-disable-next-line unicorn/prefer-code-point -- JSON escapes are UTF-16 units
				character.charCodeAt(index).toString(16).padStart(4, '0'),
		).join(''),
	);
}
