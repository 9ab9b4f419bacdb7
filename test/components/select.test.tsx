import {afterEach, describe, expect, test, vi} from 'vitest';
import {Select} from '../../source/components/select.js';
import {ThemeProvider} from '../../source/components/theme.js';
import {keys, renderAt} from '../support/render-at.js';

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
		const {frame, press} = renderAt(
			<Select items={items} onSelect={onSelect} />,
		);
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
		const {frame, press} = renderAt(
			<Select items={items} onSelect={onSelect} />,
			{rows: 5},
		);
		expect(frame()).toContain('A symmetric key');
		await press(keys.down);
		expect(frame()).toBe(
			'  1. Create a new key\n❯ 2. Use an existing key of this account',
		);
	});

	test('Enter selects the highlighted entry, a digit its own', async () => {
		const {press} = renderAt(
			<Select items={items} initialIndex={1} onSelect={onSelect} />,
		);
		await press(keys.enter, '1');
		expect(onSelect.mock.calls).toEqual([[{make: false}], [{make: true}]]);
	});

	test('takes keys that arrive in one read in their order, and stops at both ends', async () => {
		const {frame, press} = renderAt(
			<Select items={items} onSelect={onSelect} />,
		);
		await press(`${keys.down}${keys.enter}`);
		expect(onSelect.mock.calls).toEqual([[{make: false}]]);
		await press(keys.down, 'j');
		expect(frame()).toContain('❯ 2.');
		await press('k', keys.up, keys.up);
		expect(frame()).toContain('❯ 1.');
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
			const {press} = renderAt(<Select items={items} onSelect={onSelect} />);
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
		const {frame, press, rerender} = renderAt(
			<Select items={items} onSelect={onSelect} />,
		);
		await press(keys.down);
		rerender(
			<Select items={items.map((item) => ({...item}))} onSelect={onSelect} />,
		);
		expect(frame()).toContain('❯ 2.');
	});

	test('does not listen while something else has the focus', async () => {
		const {press} = renderAt(
			<Select items={items} isFocused={false} onSelect={onSelect} />,
		);
		await press(keys.enter, '1');
		expect(onSelect).not.toHaveBeenCalled();
	});

	test('says what is selected to a screen reader', () => {
		const {frame} = renderAt(<Select items={items} onSelect={onSelect} />, {
			isSpoken: true,
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
