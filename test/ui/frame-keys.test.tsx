import {type ReactElement} from 'react';
import {Text} from 'ink';
import {expect, test, vi} from 'vitest';
import {FilterList} from '../../source/ui/filter-list.js';
import {HelpDesk} from '../../source/ui/help-page.js';
import {
	packHints,
	HomeProvider,
	LeaveProvider,
	type HelpTopic,
} from '../../source/ui/frame-keys.js';
import {ScreenFrame} from '../../source/ui/screen-frame.js';
import {ScrollBox} from '../../source/ui/scroll-box.js';
import {Select} from '../../source/ui/select.js';
import {TextField} from '../../source/ui/text-field.js';
import {ToolsProvider} from '../../source/terminal/tools.js';
import {keys as keyboard, renderAt} from '../support/render-at.js';

const keys = [
	{key: 'Enter', does: 'continue'},
	{key: 'Esc', does: 'back to where you came from'},
	{key: 'r', does: 'look again at everything'},
	{key: 'v', does: 'full JSON of all the calls'},
];

const topic: HelpTopic = {
	what: 'Here you see every change.',
	why: 'So that nothing surprises you.',
	troubles: [{problem: 'A change is refused.', solution: 'Look again.'}],
	terms: [
		{name: 'statement', meaning: 'One rule of a policy.'},
		{name: 'principal', meaning: 'Whom a rule lets in.'},
	],
	pages: [{title: 'Workato: the guide', address: 'https://example.com/guide'}],
};

function screen(body = <Text>Body</Text>, leave: () => void = vi.fn<() => void>()) {
	return (
		<LeaveProvider value={leave}>
			<HelpDesk>
				<ScreenFrame title="Review" help={topic} keys={keys}>
					{body}
				</ScreenFrame>
			</HelpDesk>
		</LeaveProvider>
	);
}

test('? opens the help with all keys of the screen, also those that a narrow terminal leaves out', async () => {
	const {frame, press, waitForFrame} = renderAt(screen(), {
		columns: 40,
		rows: 40,
	});
	expect(frame()).toContain('? help');
	expect(frame()).not.toContain('v full JSON');
	await press('?');
	const help = await waitForFrame('Help: Review');
	expect(help).toContain('Here you see every change.');
	expect(help).toContain('So that nothing surprises you.');
	expect(help).toContain('• A change is refused. Look again.');
	expect(help).toContain('v  full JSON of all the calls');
	expect(help).toContain('q  quit');
	expect(help).not.toContain('Body');
	await press('?');
	expect(await waitForFrame('Body')).not.toContain('Help:');
});

test('the screen below keeps what was chosen, and gets no key meanwhile', async () => {
	const chosen = vi.fn<(value: string) => void>();
	const {press, waitForFrame} = renderAt(
		screen(
			<Select
				items={['one', 'two', 'three'].map((value) => ({label: value, value}))}
				onSelect={chosen}
			/>,
		),
	);
	await press(keyboard.down);
	await waitForFrame('❯ 2. two');
	await press('?');
	await waitForFrame('Help: Review');
	await press(keyboard.down, '3', keyboard.enter);
	await press('\u{1B}');
	await waitForFrame('❯ 2. two');
	expect(chosen).not.toHaveBeenCalled();
	await press(keyboard.enter);
	expect(chosen).toHaveBeenCalledExactlyOnceWith('two');
});

test('in a low window w explains a word where it is highlighted, and Esc leads back step by step', async () => {
	const {press, waitForFrame} = renderAt(screen(), {rows: 5});
	await press('?');
	await waitForFrame('Here you see every change.');
	await press('w');
	expect(await waitForFrame('One rule of a policy.')).not.toContain('Whom a rule lets in.');
	await press(keyboard.down);
	await waitForFrame('Whom a rule lets in.');
	await press('\u{1B}');
	await waitForFrame('Here you see every change.');
	await press('\u{1B}');
	await waitForFrame('Body');
});

test('a page that cannot be opened is copied, and the reason is told', async () => {
	const {press, waitForFrame} = renderAt(
		<ToolsProvider
			value={{
				setTitle: () => undefined,
				copy: async () => ({
					state: 'copied',
					detail: 'Copied to the clipboard.',
				}),
				open: async () => ({opened: false, reason: 'there is no display'}),
				edit: async () => ({ok: false, reason: ''}),
				readFile: async () => ({ok: false, reason: ''}),
				saveFile: async () => ({ok: false, reason: ''}),
				saveFolder: async () => ({ok: false, reason: ''}),
			}}
		>
			{screen()}
		</ToolsProvider>,
	);
	await press('?');
	await waitForFrame('Help: Review');
	await press('o');
	await waitForFrame('https://example.com/guide');
	await press(keyboard.enter);
	await waitForFrame('there is no display');
	await waitForFrame('Copied to the clipboard.');
});

test('q leaves, but q and ? are letters where letters are typed: there Ctrl+Y opens the help', async () => {
	const leave = vi.fn<() => void>();
	const {press} = renderAt(screen(undefined, leave));
	await press('q');
	expect(leave).toHaveBeenCalledOnce();

	const typed = vi.fn<(value: string) => void>();
	const field = renderAt(
		screen(<TextField value="" onChange={typed} onSubmit={vi.fn<() => void>()} />, leave),
		{columns: 40, rows: 20},
	);
	await field.press('q');
	await field.press('?');
	expect(typed.mock.calls.map(([value]) => value)).toEqual(['q', '?']);
	expect(leave).toHaveBeenCalledOnce();
	await field.waitForFrame('Ctrl+Y help');
	await field.press(keyboard.ctrl('y'));
	await field.waitForFrame('Help: Review');
	await field.press('x');
	await field.press(keyboard.ctrl('y'));
	await field.waitForFrame('Enter continue');
	expect(typed).toHaveBeenCalledTimes(2);
});

test('Ctrl+T leads home from everywhere, out of a text and the help too, but not from work under way', async () => {
	const home = vi.fn<() => void>();
	const field = (
		<TextField value="" onChange={vi.fn<() => void>()} onSubmit={vi.fn<() => void>()} />
	);
	const {press, waitForFrame} = renderAt(<HomeProvider value={home}>{screen(field)}</HomeProvider>);
	expect(await waitForFrame('Ctrl+C quit')).toContain('Ctrl+Y help');
	await press(keyboard.ctrl('t'));
	expect(home).toHaveBeenCalledOnce();
	await press(keyboard.ctrl('y'));
	const help = await waitForFrame('Help: Review');
	expect(help).toMatch(/q quit$/v);
	await press(keyboard.end);
	await waitForFrame('Ctrl+T  home');
	await press(keyboard.ctrl('t'));
	expect(home).toHaveBeenCalledTimes(2);

	const busy = renderAt(
		<HomeProvider value={home}>
			<ScreenFrame title="Apply" help={topic} isHomeActive={false} keys={[]}>
				<Text>On its way</Text>
			</ScreenFrame>
		</HomeProvider>,
	);
	expect(busy.frame()).not.toContain('home');
	await busy.press(keyboard.ctrl('t'));
	expect(home).toHaveBeenCalledTimes(2);
});

test.each([
	[40, 24],
	[40, 14],
	[60, 10],
	[80, 24],
])('at %i columns and %i rows quitting stands in the footer', (columns, rows) => {
	const {frame} = renderAt(screen(), {columns, rows});
	expect(frame().split('\n').slice(-2).join(' ')).toMatch(/\? help · q quit/v);
});

test.each([40, 60, 80, 120, 200])(
	'at %i columns the hints fit, and the help is among them',
	async (columns) => {
		const {frame} = renderAt(screen(), {columns, rows: 24});
		const lines = frame().split('\n').slice(-2);
		expect(lines.join(' ')).toContain('? help');
		expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
		expect(packHints(keys, columns, 3, 2).flat().length).toBeGreaterThan(1);
	},
);

test('keys that do nothing are not named: with nothing to scroll, or no row that matches', async () => {
	const hints = [
		{key: 'Enter', does: 'use it'},
		{key: '↑↓', does: 'choose'},
		{key: 'Type', does: 'filter'},
	];
	const framed = (body: ReactElement) => (
		<ScreenFrame title="Keys" help={topic} keys={hints}>
			{body}
		</ScreenFrame>
	);
	const lines = (count: number) => (
		<ScrollBox rows={10} lines={Array.from({length: count}, (_, index) => ({text: `${index}`}))} />
	);
	const items = ['orders', 'invoices'].map((id) => ({id, label: id, value: id}));
	const {press, waitForFrame, rerender} = renderAt(framed(lines(12)));
	await waitForFrame('Enter use it · ↑↓ choose · Type filter');
	rerender(framed(lines(3)));
	await waitForFrame('Enter use it · Type filter');
	rerender(framed(<FilterList rows={10} items={items} onSelect={vi.fn<() => void>()} />));
	await waitForFrame('Enter use it · ↑↓ choose · Type filter');
	await press('x');
	expect(await waitForFrame('Nothing matches')).toMatch(/\nType filter · Ctrl\+Y help/v);
	await press(keyboard.backspace);
	await waitForFrame('Enter use it · ↑↓ choose · Type filter');
});
