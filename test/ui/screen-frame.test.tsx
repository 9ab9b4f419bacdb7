import {Box, Text} from 'ink';
import {describe, expect, test} from 'vitest';
import {useBodySize, ThemeProvider} from '../../source/ui/theme.js';
import {frameLines} from '../../source/ui/frame-header.js';
import {ScreenFrame} from '../../source/ui/screen-frame.js';
import {keys as keyboard, renderAt} from '../support/render-at.js';
import {symbols} from '../../source/terminal/symbols.js';

const keys = [
	{key: 'Enter', does: 'continue'},
	{key: 'Esc', does: 'back'},
	{key: 'Ctrl+C', does: 'save and quit'},
];

function Size() {
	const {columns, rows} = useBodySize();
	return <Text>{`${columns} by ${rows}`}</Text>;
}

const full = (
	<ScreenFrame
		title="Configure the key"
		location="EKM · step 3 of 8 · 1.2"
		banner={['Sandbox: nothing here is AWS']}
		identity={['123456789012 · us-east-1 · jo', '123456789012']}
		help={undefined}
		keys={keys}
	>
		<Size />
	</ScreenFrame>
);

describe('the frame of a screen', () => {
	test('at 80 by 24', () => {
		const {frame} = renderAt(full);
		expect(frame()).toBe(
			[
				'! Sandbox: nothing here is AWS',
				'Configure the key                                        EKM · step 3 of 8 · 1.2',
				'123456789012 · us-east-1 · jo',
				'─'.repeat(80),
				'80 by 18',
				...Array.from({length: 18}, () => ''),
				'Enter continue · Esc back · Ctrl+C save and quit',
			].join('\n'),
		);
	});

	test('a body that does not fit shows its end, and no line over another', () => {
		const {frame} = renderAt(
			<ScreenFrame title="Many" help={undefined} keys={keys}>
				<Box flexDirection="column">
					<Text>{'one\ntwo\nthree'}</Text>
					<Text>{'four\nfive\nsix'}</Text>
				</Box>
			</ScreenFrame>,
			{columns: 60, rows: 6},
		);
		expect(frame()).toBe(
			[
				'Many',
				'three',
				'four',
				'five',
				'six',
				'Enter continue · Esc back · Ctrl+C save and quit',
			].join('\n'),
		);
	});

	test('what is out of sight is told in the rule, PageUp leads there, and any other key back to the end', async () => {
		const {frame, press, waitForFrame} = renderAt(
			<ScreenFrame title="Many" help={undefined} keys={keys}>
				<Text>{Array.from({length: 20}, (_, index) => `line ${index + 1}`).join('\n')}</Text>
			</ScreenFrame>,
			{columns: 60, rows: 14},
		);
		await waitForFrame('── 9 lines above: PageUp ─');
		expect(frame()).toContain('line 10\nline 11');
		expect(frame()).not.toContain('line 9\n');
		await press(keyboard.pageUp);
		await waitForFrame('── 9 lines below: PageDown ─');
		expect(frame()).toContain('─\nline 1\n');
		await press('x');
		await waitForFrame('── 9 lines above: PageUp ─');
	});

	test('at 40 by 15, without Unicode', () => {
		const {frame} = renderAt(<ThemeProvider hasUnicode={false}>{full}</ThemeProvider>, {
			columns: 40,
			rows: 15,
		});
		expect(frame()).toBe(
			[
				'[warn] Sandbox: nothing here is AWS',
				'Configure the key',
				'EKM | step 3 of 8 | 1.2',
				'123456789012 | us-east-1 | jo',
				'-'.repeat(40),
				'40 by 8',
				...Array.from({length: 7}, () => ''),
				'Enter continue | Esc back',
				'Ctrl+C save and quit',
			].join('\n'),
		);
	});

	test('clips a body that is too long, and keeps the keys in the last line', () => {
		const {frame} = renderAt(
			<ScreenFrame title="Long" help={undefined} keys={keys}>
				<Box flexDirection="column" flexShrink={0}>
					{Array.from({length: 60}, (_, index) => (
						<Text key={index}>{`line ${index} ${'x'.repeat(90)}`}</Text>
					))}
				</Box>
			</ScreenFrame>,
		);
		const lines = frame().split('\n');
		expect(lines).toHaveLength(24);
		expect(lines.at(-1)).toBe('Enter continue · Esc back · Ctrl+C save and quit');
		expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
	});

	test.each([
		[80, 24],
		[40, 15],
		[40, 10],
		[20, 6],
		[10, 3],
		[120, 50],
	])('fills %i by %i exactly, also after a resize', async (columns, rows) => {
		const {frame, resize, press} = renderAt(full);
		resize(columns, rows);
		await press();
		const lines = frame().split('\n');
		expect(lines).toHaveLength(rows);
		expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
		expect(frame()).toContain(' by ');
	});

	test('is read from top to bottom by a screen reader', () => {
		const {frame} = renderAt(full, {isScreenReader: true});
		expect(frame()).toBe(
			[
				'! Sandbox: nothing here is AWS',
				'Configure the key EKM · step 3 of 8 · 1.2',
				'123456789012 · us-east-1 · jo',
				'80 by 18',
				'toolbar: Enter continue · Esc back · Ctrl+C save and quit',
			].join('\n'),
		);
	});
});

const identity = [
	'111122223333 · eu-west-1 · assumed-role/Admin/jo · profile work',
	'111122223333 · eu-west-1 · Admin/jo',
	'111122223333 · eu-west-1',
];
const identityAt = (columns: number) =>
	frameLines({
		title: 'Title',
		location: '',
		banners: [],
		identity,
		columns,
		rows: 24,
		symbols: symbols(true),
	}).map((line) => (line.kind === 'text' ? line.left : line.kind))[1];

test.each([
	[80, identity[0]],
	[40, identity[1]],
	[30, identity[2]],
	[20, '111122223333 · eu-w…'],
])('%d columns show as much of the identity as fits', (columns, shown) => {
	expect(identityAt(columns)).toBe(shown);
});

test('what must not be overlooked everywhere stays above what counts on this screen', () => {
	const lines = frameLines({
		title: 'Title',
		location: '',
		banners: [['Sandbox.'], ['AWS does not know you now.']],
		identity,
		columns: 80,
		rows: 15,
		symbols: symbols(false),
	});
	expect(lines.map((line) => (line.kind === 'text' ? line.left : line.kind))).toEqual([
		'[warn] Sandbox.',
		'[warn] AWS does not know you now.',
		'Title',
		identity[0],
		'rule',
	]);
});
