import {expect, test} from 'vitest';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {symbols} from '../../source/terminal/symbols.js';
import {stepLine, type StepMark} from '../../source/ui/step-line.js';

const names = ['start', 'policy', 'key', 'rotation', 'review', 'ARN', 'Workato', 'checks'];
const numbers = [undefined, '1.1', '1.2', '1.3', undefined, '2.1', '2.2', undefined];

/** The steps of a guide: those before the place are done, that one is here. */
const stepsAt = (here: number, attention: readonly number[] = []): StepMark[] =>
	names.map((name, index) => ({
		name,
		number: numbers[index],
		state:
			index === here
				? 'here'
				: attention.includes(index)
					? 'attention'
					: index < here
						? 'done'
						: 'ahead',
	}));
const lineOf = (steps: readonly StepMark[], columns: number, isUnicode = true) =>
	stepLine(steps, columns, symbols(isUnicode))
		.map(({text}) => text)
		.join('');

test.each([
	[0, 80, '● start  1.1 policy  1.2 key  1.3 rotation  review  2.1 ARN  2.2 Workato  checks'],
	[
		4,
		100,
		'✔ start  1.1 ✔ policy  1.2 ✔ key  1.3 ✔ rotation  ● review  2.1 ARN  2.2 Workato  checks',
	],
	[4, 80, '✔  1.1 ✔  1.2 ✔ key  1.3 ✔ rotation  ● review  2.1 ARN  2.2 Workato  checks'],
	[3, 40, '✔ 1.1 ✔ 1.2 ✔ 1.3 ● rotation · 2.1 2.2 ·'],
	[7, 40, '✔ ✔ 1.2 ✔ 1.3 ✔ ✔ 2.1 ✔ 2.2 ✔ ● checks'],
	[7, 24, '✔ ✔ ✔ ✔ ✔ ✔ ✔ ● checks'],
	[7, 20, ''],
])('at step %i in %i columns', (here, columns, line) => {
	expect(lineOf(stepsAt(here), columns)).toBe(line);
});

test('what needs attention has a sign of its own', () => {
	expect(lineOf(stepsAt(5, [1, 4]), 100)).toBe(
		'✔ start  1.1 ! policy  1.2 ✔ key  1.3 ✔ rotation  ! review  2.1 ● ARN  2.2 Workato  checks',
	);
	expect(lineOf(stepsAt(5, [1, 4]), 90, false)).toBe(
		'ok  1.1 ! policy  1.2 ok key  1.3 ok rotation  ! review  2.1 * ARN  2.2 Workato  checks',
	);
});

test('it is never wider than the window, and names the present step', () => {
	fc.assert(
		fc.property(
			fc.integer({min: 0, max: names.length - 1}),
			fc.integer({min: 1, max: 130}),
			fc.boolean(),
			(here, columns, isUnicode) => {
				const line = lineOf(stepsAt(here), columns, isUnicode);
				expect(stringWidth(line)).toBeLessThanOrEqual(columns);
				if (line !== '') {
					expect(line).toContain(names[here]);
				}
			},
		),
	);
});
