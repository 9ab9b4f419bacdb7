import {titleOf} from './all-scenes.js';
import {type ScreenReaderStage} from './screen-reader-stage.js';
import {type Scene} from './scene.js';

// What only pleases the eye: pointers, frames, boxes, marks.
const drawing = /[\u{2190}-\u{21FF}\u{23AF}\u{2500}-\u{27BF}]/v;

/** What is wrong with what a scene says, for somebody who only hears it: steering, drawing, gaps, choices without a number, no way on. */
export function screenReaderProblems(
	{said}: Pick<ScreenReaderStage, 'said'>,
	scene: Scene,
): string[] {
	const text = said();
	const lines = text.split('\n');
	const words = text.replaceAll(/\s+/gv, ' ');
	const prompt = lines.at(-1) ?? '';
	const choices = lastChoices(lines);
	// At home and with what is just written there is nothing to go back to, and what runs is stopped, not left.
	const isWithBack = !/^home|\/written$/v.test(scene.id) && !scene.isBusy;
	const isMenu = /\bhelp, again, quit: $/v.test(prompt);
	return [
		...(/[\p{Control}--\n]/v.test(text) ? ['a control byte'] : []),
		...lines.filter((line) => drawing.test(line)).map((line) => `drawn: ${line}`),
		...lines
			.filter((line) => /undefined|\[object|\bNaN\b/v.test(line))
			.map((line) => `not for people: ${line}`),
		...lines
			.slice(0, -1)
			// An ARN is not broken: it stands on the next line where it does not fit.
			.filter((_, index) => !lines[index + 1]?.startsWith('arn:'))
			.filter((line) => /^(?:\p{Letter}[\p{Letter} ]*:|\d+\.) *$/v.test(line))
			.filter(
				(line) =>
					!/^(?:Added|Check that the page shows this code|Choose|Metadata|Parameters|Removed|Resources):$/v.test(
						line,
					),
			)
			.map((line) => `nothing after: ${line}`),
		...lines.filter((line) => /^\d+\. [Ll]ooking/v.test(line)).map((line) => `no choice: ${line}`),
		...(text.includes('\n'.repeat(3)) ? ['empty lines'] : []),
		...(words.includes(titleOf(scene)) ? [] : ['the title is not told']),
		...(choices.every((number, index) => number === index + 1)
			? []
			: [`numbered ${choices.join(', ')}`]),
		...((isMenu && (!prompt.startsWith('Number, ') || choices.length > 0)) ||
		// Work under way may be told before anything is asked.
		(scene.isBusy === true && prompt === '')
			? []
			: isMenu || !prompt.endsWith(': ')
				? [`asks: ${prompt}`]
				: []),
		...(isMenu && isWithBack && !prompt.includes('back, ') ? ['no way back'] : []),
	];
}

// The numbers of the last choices that were told.
function lastChoices(lines: readonly string[]): number[] {
	const start = lines.findLastIndex((line) => line.endsWith('Choose:'));
	return start === -1
		? []
		: lines
				.slice(start)
				.map((line) => /^(?<number>\d+)\. /v.exec(line)?.groups?.number)
				.filter((number) => number !== undefined)
				.map(Number);
}
