import {expect, test} from 'vitest';
import {windowTitle} from '../../source/terminal/window-title.js';

function terminal(isTTY = true, term = 'xterm-256color') {
	const written: string[] = [];
	const title = windowTitle(
		{
			isTTY,
			write(text: string) {
				written.push(text);
				return true;
			},
		},
		term,
	);
	return {title, written};
}

test('the title is kept before it is changed, written only when it changes, and given back at the end', () => {
	const {title, written} = terminal();
	title.set('workato-aws');
	title.set('workato-aws');
	title.set('production · workato-aws');
	title.restore();
	title.restore();
	expect(written).toEqual([
		'\u{1B}[22;0t\u{1B}]0;workato-aws\u{7}',
		'\u{1B}]0;production · workato-aws\u{7}',
		'\u{1B}[23;0t',
	]);
});

test('nothing of a name steers the terminal, and a long one is cut', () => {
	const {title, written} = terminal();
	title.set(`a\u{7}\u{1B}]0;b\u{9C}\u{1B}\\c\nd${'e'.repeat(500)}`);
	const [text = ''] = written;
	const inside = text.slice('\u{1B}[22;0t\u{1B}]0;'.length, -1);
	expect(inside).not.toMatch(/\p{Control}/v);
	expect(inside.length).toBeLessThanOrEqual(60);
});

test.each([
	[false, 'xterm-256color'],
	[true, 'linux'],
	[true, 'dumb'],
])('where there is no title nothing is written (a terminal: %s, %s)', (isTTY, term) => {
	const {title, written} = terminal(isTTY, term);
	title.set('workato-aws');
	title.restore();
	expect(written).toEqual([]);
});
