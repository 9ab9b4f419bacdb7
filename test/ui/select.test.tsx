import {render} from 'ink-testing-library';
import SelectInput from 'ink-select-input';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {Select} from '../../source/ui/select.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {keys, renderAt} from '../support/render-at.js';
import {renderKit} from '../support/render-kit.js';

const onSelect = vi.fn<(value: {readonly make: boolean}) => void>();
const items = [
	{
		label: 'Create a new key',
		value: {make: true},
		hint: 'A symmetric key that AWS KMS generates.',
	},
	{label: 'Use an existing key of this account', value: {make: false}},
];

afterEach(() => {
	onSelect.mockReset();
});

describe('a menu', () => {
	test('shows numbers, the pointer, and every hint', async () => {
		const {frame, press} = renderKit(<Select items={items} onSelect={onSelect} />);
		expect(frame()).toBe(
			[
				'❯ 1. Create a new key',
				'     A symmetric key that AWS KMS generates.',
				'  2. Use an existing key of this account',
			].join('\n'),
		);
		await press(keys.down);
		expect(frame()).toBe(
			[
				'  1. Create a new key',
				'     A symmetric key that AWS KMS generates.',
				'❯ 2. Use an existing key of this account',
			].join('\n'),
		);
	});

	test('in a low window, only the hint of the highlighted entry', async () => {
		const {frame, press} = renderAt(<Select items={items} onSelect={onSelect} />, {rows: 5});
		expect(frame()).toContain('A symmetric key');
		await press(keys.down);
		expect(frame()).toBe('  1. Create a new key\n❯ 2. Use an existing key of this account');
	});

	test('Enter selects the highlighted entry, a digit its own', async () => {
		const {press} = renderKit(<Select items={items} initialIndex={1} onSelect={onSelect} />);
		await press(keys.enter, '1');
		expect(onSelect.mock.calls).toEqual([[{make: false}], [{make: true}]]);
	});

	test('takes keys that arrive in one read in their order, and goes round the ends', async () => {
		const {frame, press} = renderAt(<Select items={items} onSelect={onSelect} />);
		await press(`${keys.down}${keys.enter}`);
		expect(onSelect.mock.calls).toEqual([[{make: false}]]);
		await press('j');
		expect(frame()).toContain('❯ 1.');
		await press(`${keys.up}${keys.up}k`);
		expect(frame()).toContain('❯ 2.');
	});

	test('needs its keys one by one: ink-select-input alone, handed two at once, selects the entry before', () => {
		const onPlain = vi.fn<(item: {value: number}) => void>();
		const {stdin, unmount} = render(
			<SelectInput
				items={[
					{label: 'one', value: 1},
					{label: 'two', value: 2},
				]}
				onSelect={onPlain}
			/>,
		);
		stdin.write(`${keys.down}${keys.enter}`);
		unmount();
		expect(onPlain.mock.calls).toEqual([[{label: 'one', value: 1}]]);
	});

	test('0 selects the tenth entry, as it stands before it, and none where there is none', async () => {
		const onNumber = vi.fn<(value: number) => void>();
		const menuOf = (count: number) => (
			<Select
				items={Array.from({length: count}, (_, index) => ({label: 'entry', value: index}))}
				onSelect={onNumber}
			/>
		);
		const {frame, press} = renderAt(menuOf(11));
		expect(frame()).toContain('  9. entry\n  0. entry\n     entry');
		await press('0');
		expect(onNumber).toHaveBeenCalledExactlyOnceWith(9);
		const few = renderAt(menuOf(3));
		await few.press('0');
		expect(onNumber).toHaveBeenCalledOnce();
	});

	test('a digit with Alt selects nothing', async () => {
		const {press} = renderKit(<Select items={items} onSelect={onSelect} />);
		await press('\u{1B}2');
		expect(onSelect).not.toHaveBeenCalled();
		await press('2');
		expect(onSelect).toHaveBeenCalledWith({make: false});
	});

	test('a digit leaves the pointer on its entry', async () => {
		const {frame, press} = renderKit(<Select items={items} onSelect={onSelect} />);
		await press('2');
		expect(frame()).toContain('❯ 2.');
	});

	test('of more entries than fit it shows some, and a digit selects the one it stands before', async () => {
		const onLetter = vi.fn<(letter: string) => void>();
		const {frame, press} = renderAt(
			<Select
				items={[...'abcde'].map((letter) => ({
					label: letter,
					value: letter,
					hint: `hint ${letter}`,
				}))}
				rows={3}
				onSelect={onLetter}
			/>,
		);
		const shown = () =>
			frame()
				.replaceAll(/^ +hint \w\n?/gmv, '')
				.trimEnd();
		expect(shown()).toBe('❯ 1. a\n  2. b\n  3. c');
		await press(keys.down, 'j', keys.down);
		expect(shown()).toBe('  1. b\n  2. c\n❯ 3. d');
		await press('1');
		expect(shown()).toBe('  1. a\n❯ 2. b\n  3. c');
		await press(keys.up, 'k');
		expect(shown()).toBe('❯ 1. e\n  2. a\n  3. b');
		await press('jj3', keys.end);
		expect(shown()).toBe('  1. c\n  2. d\n❯ 3. e');
		await press(keys.down, keys.enter);
		expect(onLetter.mock.calls).toEqual([['b'], ['b'], ['a']]);
	});

	test.each([
		['2\r', [[{make: false}]]],
		['j\r', [[{make: false}]]],
		['jk1', [[{make: true}]]],
		['jjkk\r\r', [[{make: true}]]],
		[`${keys.end}\r`, [[{make: false}]]],
		[`${keys.pageDown}${keys.home}\r`, [[{make: true}]]],
	])('%j in one read is obeyed key by key', async (read, selected) => {
		const {press} = renderAt(<Select items={items} onSelect={onSelect} />);
		await press(read);
		expect(onSelect.mock.calls).toEqual(selected);
	});

	test.each(['1\rquit\r', '12', 'project\r1\r', '1 \r', '\rj'])(
		'nothing of a paste such as %j is obeyed',
		async (read) => {
			const {press} = renderKit(<Select items={items} onSelect={onSelect} />);
			await press(read);
			expect(onSelect).not.toHaveBeenCalled();
		},
	);

	test('wraps long labels under themselves, without Unicode too', () => {
		const {frame} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<Select items={items} initialIndex={1} onSelect={onSelect} />
			</ThemeProvider>,
			{columns: 24},
		);
		expect(frame()).toBe(
			[
				'  1. Create a new key',
				'     A symmetric key',
				'     that AWS KMS',
				'     generates.',
				'> 2. Use an existing key',
				'     of this account',
			].join('\n'),
		);
	});

	test('keeps the highlight when the same entries are drawn again', async () => {
		const {frame, press, rerender} = renderKit(<Select items={items} onSelect={onSelect} />);
		await press(keys.down);
		rerender(<Select items={items.map((item) => ({...item}))} onSelect={onSelect} />);
		expect(frame()).toContain('❯ 2.');
	});

	test('says what is selected to a screen reader', () => {
		const {frame} = renderAt(<Select items={items} onSelect={onSelect} />, {
			isScreenReader: true,
		});
		expect(frame()).toBe(
			[
				'listbox: option: (selected) 1.  Create a new key',
				'A symmetric key that AWS KMS generates.',
				'option: 2.  Use an existing key of this account',
			].join('\n'),
		);
	});
});
