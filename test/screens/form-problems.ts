import {stripVTControlCharacters} from 'node:util';
import stringWidth from 'string-width';
import {colourCodes} from '../support/screen-assertions.js';
import {titleOf} from './all-scenes.js';
import type {Scene} from './scene.js';
import type {Form} from './stage.js';

/** What is wrong with a frame in this form of terminal: too wide, too high, painted, beyond ASCII, or without what has to be seen. */
export function formProblems(
	frame: string,
	scene: Scene,
	{columns, rows, hasUnicode, hasColor}: Form,
): string[] {
	const text = stripVTControlCharacters(frame);
	const lines = text.split('\n');
	const words = text.replaceAll(/\s+/gv, ' ');
	const beyondAscii = new Set(text.match(/\P{ASCII}/gv));
	const colours = colourCodes(frame);
	return [
		...lines.filter((line) => stringWidth(line) > columns).map((line) => `too wide: ${line}`),
		...(lines.length > rows ? [`${lines.length} lines`] : []),
		...(hasColor || colours.length === 0 ? [] : [`painted: ${colours.join(' ')}`]),
		...(hasUnicode || beyondAscii.size === 0
			? []
			: [`beyond ASCII: ${[...beyondAscii].join(' ')}`]),
		...(words.includes(titleOf(scene)) ? [] : ['the title is not there']),
		...(scene.action.test(words) ? [] : [`what is needed is not there: ${String(scene.action)}`]),
	];
}
