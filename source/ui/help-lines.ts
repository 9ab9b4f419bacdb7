import {type Symbols} from '../terminal/symbols.js';
import {type HelpTopic} from './help-topic.js';
import {type KeyHint} from './key-hints.js';
import {type ScrollLine} from './scroll-box.js';

/**
The help about one screen as lines, in the order in which they are read; each heading stands below an empty line. Where it is
heard (`isHeard`), keys are choices that are told behind it.
*/
export function helpLines(
	{what, why, troubles, terms, pages}: HelpTopic,
	keys: readonly KeyHint[],
	{bullet}: Pick<Symbols, 'bullet'>,
	isHeard = false,
): ScrollLine[] {
	const part = (title: string, lines: readonly ScrollLine[]): ScrollLine[] =>
		lines.length === 0
			? []
			: [{text: ''}, {text: title, isStrong: true}, ...lines];
	return [
		{text: what},
		...part('Why', [{text: why}]),
		...part(
			'When something goes wrong',
			troubles.map(({problem, solution}) => ({
				gutter: `${bullet} `,
				text: `${problem} ${solution}`,
			})),
		),
		...part(isHeard ? 'Words' : 'Words, explained with w', [
			...(terms.length > 0
				? [{text: terms.map(({name}) => name).join(', ')}]
				: []),
		]),
		...part(
			isHeard ? 'Pages' : 'Pages, opened with o',
			pages.map(({title, address}) => ({
				gutter: `${bullet} `,
				text: `${title}: ${address}`,
			})),
		),
		...part(
			'Keys of the screen',
			isHeard ? [] : keys.map(({key, does}) => ({text: `${key}  ${does}`})),
		),
	];
}
