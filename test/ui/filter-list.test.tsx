import {afterEach, describe, expect, test, vi} from 'vitest';
import {type FilterItem} from '../../source/ui/filter-items.js';
import {FilterList, PickList} from '../../source/ui/filter-list.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {keys, renderAt} from '../support/render-at.js';
import {renderKit} from '../support/render-kit.js';

const onSelect = vi.fn<(value: number) => void>();

afterEach(() => {
	onSelect.mockReset();
});

const keysOf = (count: number, from = 0): Array<FilterItem<number>> =>
	Array.from({length: count}, (_, index) => ({
		id: `id-${from + index}`,
		label: `alias/key-${from + index}`,
		detail: 'Enabled',
		value: from + index,
	}));

const fewKeys: Array<FilterItem<number>> = [
	{id: 'a', label: 'alias/workato', detail: 'Enabled', value: 1},
	{
		id: 'b',
		label: 'alias/payroll',
		detail: 'PendingDeletion',
		disabled: 'pending deletion',
		value: 2,
	},
	{id: 'c', label: '鍵の別名', value: 3},
];

describe('a list to filter', () => {
	test('shows the filter, the count, and the rows; what is whole there is not said again', async () => {
		const {frame, press} = renderKit(<FilterList items={fewKeys} rows={8} onSelect={onSelect} />);
		expect(frame()).toBe(
			[
				'/ Type to filter',
				'3 in all',
				'❯ alias/workato  Enabled',
				'  alias/payroll  (not usable: pending deletion)',
				'  鍵の別名',
			].join('\n'),
		);
		await press(keys.down);
		expect(frame()).toContain('❯ alias/payroll');
		expect(frame()).not.toContain('Not usable');
	});

	test('where only rows that do something are left, it says so', async () => {
		const {frame, press} = renderKit(
			<FilterList
				items={[...fewKeys, {id: 'look', label: 'Look again', isAction: true, value: 4}]}
				rows={8}
				emptyText="No key matches."
				onSelect={onSelect}
			/>,
		);
		await press('look');
		expect(frame()).toBe(['/ look', 'No key matches · 3 in all', '❯ Look again'].join('\n'));
		await press('x');
		expect(frame()).toBe(['/ lookx', '0 of 3', 'No key matches.'].join('\n'));
	});

	test('an empty list has no filter and no count; rows that do something are not counted', async () => {
		const {frame, rerender} = renderKit(
			<FilterList items={[]} rows={8} emptyText="There are none." onSelect={onSelect} />,
		);
		expect(frame()).toBe('There are none.');
		rerender(
			<FilterList
				items={[{id: 'a', label: 'Add one', isAction: true, value: 1}]}
				rows={8}
				onSelect={onSelect}
			/>,
		);
		expect(frame()).not.toContain('in all');
		expect(frame()).toContain('❯ Add one');
		rerender(<FilterList items={[]} rows={8} status="listing…" onSelect={onSelect} />);
		expect(frame()).toContain('/ Type to filter\nlisting…');
	});

	test('filters as one types, by all words in any case', async () => {
		const {frame, press} = renderKit(
			<FilterList items={keysOf(5000)} rows={8} status="all loaded" onSelect={onSelect} />,
		);
		await press('K', 'E', 'Y', ' ', '4', '9', '9', '9');
		expect(frame()).toBe(
			['/ KEY 4999', '1 of 5,000 · all loaded', '❯ alias/key-4999  Enabled'].join('\n'),
		);
	});

	test('Enter selects what is highlighted', async () => {
		const {press} = renderKit(<FilterList items={fewKeys} rows={8} onSelect={onSelect} />);
		await press(keys.end, keys.enter);
		expect(onSelect.mock.calls).toEqual([[3]]);
	});

	test('Enter in one read with the filter selects from what it leaves', async () => {
		const {press} = renderKit(<FilterList items={keysOf(50)} rows={8} onSelect={onSelect} />);
		await press('key-42\r');
		expect(onSelect.mock.calls).toEqual([[42]]);
	});

	test('Enter on a row that cannot be used does nothing', async () => {
		const {press} = renderKit(<FilterList items={fewKeys} rows={8} onSelect={onSelect} />);
		await press(keys.down, keys.enter);
		expect(onSelect).not.toHaveBeenCalled();
	});

	test('says when nothing matches, and Ctrl+U brings all back', async () => {
		const {frame, press} = renderKit(
			<FilterList items={fewKeys} rows={8} emptyText="No key matches." onSelect={onSelect} />,
		);
		await press('zzz', keys.enter);
		expect(frame()).toBe('/ zzz\n0 of 3\nNo key matches.');
		await press(keys.ctrl('u'));
		expect(frame()).toContain('❯ alias/workato');
		expect(onSelect).not.toHaveBeenCalled();
	});

	test('never draws more lines or columns than it may, and draws only what is visible', async () => {
		const {frame, press} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<FilterList items={keysOf(5000)} rows={6} onSelect={onSelect} />
			</ThemeProvider>,
			{columns: 20},
		);
		await press(keys.pageDown, keys.pageDown, keys.down);
		expect(frame()).toBe(
			[
				'/ Type to filter',
				'5,000 in all',
				'  alias/key-3',
				'  alias/key-4',
				'> alias/key-5',
				'  Enabled',
			].join('\n'),
		);
	});

	test('details stand in a column, also while the list is filtered; a name longer than half of the width does not move them', async () => {
		const {frame, press} = renderAt(
			<FilterList
				items={[
					{id: 'a', label: 'Orders', detail: 'ready', value: 1},
					{id: 'b', label: 'Finance ledger', detail: 'needs IDs', value: 2},
					{
						id: 'c',
						label: 'A project with a name of many words',
						detail: 'ready',
						value: 3,
					},
				]}
				rows={8}
				onSelect={onSelect}
			/>,
			{columns: 60},
		);
		expect(frame()).toContain(
			[
				'❯ Orders          ready',
				'  Finance ledger  needs IDs',
				'  A project with a name of many words  ready',
			].join('\n'),
		);
		await press('ord');
		expect(frame()).toContain('❯ Orders          ready');
	});

	test('below the list stands what the highlighted row cuts, and what it does not say', async () => {
		const {frame, press} = renderAt(
			<FilterList
				items={[
					{
						id: 'a',
						label: 'workato/orders/database',
						detail: 'scheduled for deletion',
						value: 1,
					},
					{id: 'b', label: 'short', about: 'arn:short', value: 2},
					{id: 'c', label: 'A name that is longer than the row', value: 3},
				]}
				rows={6}
				onSelect={onSelect}
			/>,
			{columns: 34},
		);
		expect(frame()).toMatch(/\n {2}scheduled for deletion$/v);
		await press(keys.down);
		expect(frame()).toMatch(/\n {2}arn:short$/v);
		await press(keys.down);
		expect(frame()).toMatch(/\n {2}A name that is longer than the…$/v);
	});

	test('what can be done stands apart from what there is, where the window has room', () => {
		const items = [{id: 'apply', label: 'Apply', isAction: true, value: 0}, ...keysOf(2)];
		const list = (rows: number) => <FilterList items={items} rows={rows} onSelect={onSelect} />;
		const {frame, rerender} = renderKit(list(12));
		expect(frame()).toContain('❯ Apply\n\n  alias/key-0');
		rerender(list(11));
		expect(frame()).toContain('❯ Apply\n  alias/key-0');
	});
});

describe('loading as one goes', () => {
	test('keeps the highlighted row when rows arrive before it', async () => {
		const {frame, press, rerender} = renderKit(
			<FilterList items={keysOf(3, 10)} rows={8} onSelect={onSelect} />,
		);
		await press(keys.down);
		rerender(<FilterList items={[...keysOf(2), ...keysOf(3, 10)]} rows={8} onSelect={onSelect} />);
		expect(frame()).toContain('❯ alias/key-11');
	});
});

test('says what is selected and what cannot be used to a screen reader', () => {
	const {frame} = renderAt(<FilterList items={fewKeys} rows={8} onSelect={onSelect} />, {
		isScreenReader: true,
	});
	expect(frame()).toContain('listbox: option: (selected) alias/workato');
	expect(frame()).toContain('option: (disabled) alias/payroll');
});

const secrets = [
	{id: 'a', label: 'workato/billing', detail: 'JSON', value: 'A'},
	{
		id: 'b',
		label: 'workato/old',
		disabled: 'scheduled for deletion',
		value: 'B',
	},
	{id: 'c', label: 'workato/payroll', value: 'C'},
];

const pick = (chosen: string[] = []) => {
	const onDone = vi.fn<(values: string[]) => void>();
	const screen = renderAt(<PickList items={secrets} chosen={chosen} rows={8} onDone={onDone} />, {
		columns: 60,
	});
	return {onDone, ...screen};
};

test('rows carry a box; what cannot be used has none', async () => {
	const {frame, press} = pick(['c']);
	expect(frame()).toBe(
		[
			'/ Type to filter',
			'3 in all · 1 ticked',
			'❯ [ ] workato/billing  JSON',
			'      workato/old      (not usable: scheduled for deletion)',
			'  [x] workato/payroll',
		].join('\n'),
	);
	await press('\t');
	expect(frame()).toContain('  [x] workato/billing');
	expect(frame()).toContain('3 in all · 2 ticked');
});

test('Tab and Enter in one read hand over what is ticked', async () => {
	const {onDone, press} = pick();
	await press('\t', keys.down, '\t', keys.enter);
	expect(onDone.mock.calls).toEqual([[['A', 'C']]]);
});

test('with nothing ticked, Enter takes none and says how to tick', async () => {
	const {onDone, frame, press} = pick();
	await press(keys.end, keys.enter);
	expect(onDone).not.toHaveBeenCalled();
	expect(frame()).toContain('3 in all · none ticked: Tab ticks');
	await press('\t', keys.enter);
	expect(onDone.mock.calls).toEqual([[['C']]]);
});

test('the keys of the list never reach its filter', async () => {
	const {frame, press} = pick();
	await press('work', keys.ctrl('a'));
	expect(frame()).toContain('2 ticked');
	await press('ato/p');
	expect(frame()).toMatch(/^\/ workato\/p\n/v);
	await press(keys.home, keys.end, 'ay', keys.ctrl('a'));
	expect(frame()).toMatch(/^\/ workato\/pay\n/v);
	await press(keys.left, keys.ctrl('u'), 'old');
	expect(frame()).toMatch(/^\/ old\n/v);
});

test('Ctrl+A ticks every usable row that the filter shows, and unticks them again', async () => {
	const {frame, press, onDone} = pick();
	await press('workato/', keys.ctrl('a'));
	expect(frame()).toContain('2 ticked');
	await press(keys.ctrl('a'));
	expect(frame()).toContain('0 ticked');
	await press(keys.ctrl('a'), keys.enter);
	expect(onDone.mock.calls).toEqual([[['A', 'C']]]);
});
