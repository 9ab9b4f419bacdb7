import {expect, test, vi} from 'vitest';
import {PickList} from '../../source/ui/pick-list.js';
import {keys, renderAt} from '../support/render-at.js';

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
	const screen = renderAt(
		<PickList items={secrets} chosen={chosen} rows={8} onDone={onDone} />,
		{columns: 60},
	);
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
