import {expect, test, vi} from 'vitest';
import {runFixture} from './fixtures/run-fixture.js';
import {openTerminal} from './pseudo-terminal.js';
import {colourCodes, expectNoOverflow, expectNoStackedFrames} from './screen-assertions.js';

// Longer than what is waited for, so that a failure shows the screen.
vi.setConfig({testTimeout: 30_000});

test('what a resize leaves behind is found', async () => {
	await using terminal = openTerminal(runFixture('question', 'rigid'));
	await terminal.waitFor('Answer:');
	await terminal.resize([40, 10]);
	await terminal.waitFor('40x10');
	expect(() => {
		expectNoStackedFrames(terminal, /Question/v);
	}).toThrow(/times that/v);
	expect(() => {
		expectNoOverflow(terminal);
	}).toThrow(/wrapped at 40x10/v);
});

test('colours follow the environment', async () => {
	const coloured = runFixture('question');
	await using plain = openTerminal({
		...coloured,
		env: {HOME: '/nowhere', FORCE_COLOR: '0'},
	});
	await using colourful = openTerminal({
		...coloured,
		env: {HOME: '/nowhere', FORCE_COLOR: '1'},
	});
	await Promise.all([plain.waitFor('Answer'), colourful.waitFor('Answer')]);
	expect(colourCodes(plain.output())).toEqual([]);
	expect(colourCodes(colourful.output())).toEqual(['32']);
});

test('colour codes are told from other attributes', () => {
	expect(
		colourCodes(
			'\u{1B}[0;1;31mA\u{1B}[39;22m\u{1B}[38;5;208;4m\u{1B}[48:2:1:2:3m\u{1B}[7m\u{1B}[97m\u{1B}[2K\u{1B}[31m',
		),
	).toEqual(['31', '38;5;208', '48;2;1;2;3', '97']);
});

test.each([
	['wide', expectNoOverflow, /wrapped at 80x24/v],
	['tall', expectNoOverflow, /pushed off the top at 80x24/v],
	[
		'stacked',
		(terminal) => {
			expectNoStackedFrames(terminal, /^Title/v);
		},
		/times that/v,
	],
] satisfies Array<[string, typeof expectNoOverflow, RegExp]>)(
	'a frame that is %s is found',
	async (fault, assertion, message) => {
		await using broken = openTerminal(runFixture('overflow', fault));
		await using sound = openTerminal(runFixture('overflow', 'fits'));
		await Promise.all([broken.waitFor(/^(?:Title|\.)/v), sound.waitFor('Title')]);
		await Promise.all([broken.settled(), sound.settled()]);
		expect(() => {
			assertion(broken);
		}).toThrow(message);
		assertion(sound);
	},
);
