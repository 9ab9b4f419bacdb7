import {describe, expect, test, vi} from 'vitest';
import {type ChecklistRow, Checklist} from '../../source/ui/checklist.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {keys, renderAt} from '../support/render-at.js';
import {renderKit} from '../support/render-kit.js';

const checks: readonly ChecklistRow[] = [
	{id: 'a', title: 'The key is enabled', status: 'pass', detail: 'It is.'},
	{
		id: 'b',
		title: 'The policy is whole',
		status: 'fail',
		detail: 'A statement is gone.',
		fix: 'Press F to put it back.',
	},
	{
		id: 'c',
		title: 'Rotation is on',
		status: 'unknown',
		detail: 'Access was denied.',
		fix: 'Ask for access.',
	},
	{id: 'd', title: 'The key was used', status: 'waiting', detail: ''},
	{id: 'e', title: 'Nobody else', status: 'warn', detail: 'One role more.'},
];

describe('a checklist', () => {
	test('shows the words, and the evidence and fix of the selected and the failing rows', async () => {
		const {frame, press} = renderKit(<Checklist checks={checks} rows={12} />);
		expect(frame()).toBe(
			[
				'❯ ✔ Pass: The key is enabled',
				'    It is.',
				'  ✘ Fail: The policy is whole',
				'    A statement is gone.',
				'    → Press F to put it back.',
				'  ? Cannot tell: Rotation is on',
				'  … Waiting: The key was used',
				'  ! Warn: Nobody else',
			].join('\n'),
		);
		await press(keys.up, keys.down, keys.down);
		expect(frame()).toContain(
			'❯ ? Cannot tell: Rotation is on\n    Access was denied.\n    → Ask for access.',
		);
		expect(frame()).not.toContain('It is.');
	});

	test('PageDown, PageUp, Home and End select, and keys that came in one read', async () => {
		const many = Array.from({length: 40}, (_, index) => ({
			id: `${index}`,
			title: `Row ${index}`,
			status: 'pass' as const,
			detail: '',
		}));
		const {frame, press} = renderKit(<Checklist checks={many} rows={10} />);
		await press(keys.pageDown);
		expect(frame()).toContain('❯ ✔ Pass: Row 8');
		await press(keys.pageDown, keys.pageUp, 'jjk');
		expect(frame()).toContain('❯ ✔ Pass: Row 9');
		await press(keys.end);
		expect(frame()).toContain('❯ ✔ Pass: Row 39');
		expect(frame()).toContain('lines 32–40 of 40');
		await press(keys.home);
		expect(frame()).toContain('❯ ✔ Pass: Row 0\n');
		await press('jump to j');
		expect(frame()).toContain('❯ ✔ Pass: Row 0\n');
	});

	test('keeps failing rows short and scrolls where there is no room', async () => {
		const {frame, press} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<Checklist checks={checks} rows={4} />
			</ThemeProvider>,
			{columns: 30},
		);
		expect(frame()).toBe(
			[
				'> [ok] Pass: The key is',
				'       enabled',
				'       It is.',
				'  [fail] Fail: The policy is',
			].join('\n'),
		);
		await press(keys.down, keys.down);
		expect(frame()).toBe(
			[
				'> [?] Cannot tell: Rotation is',
				'      on',
				'      Access was denied.',
				'      -> Ask for access.',
			].join('\n'),
		);
	});

	test('tells the parent which row is selected, and stays on it when answers arrive', async () => {
		const onHighlight = vi.fn<(check: ChecklistRow) => void>();
		const {frame, press, rerender} = renderKit(
			<Checklist checks={checks} rows={12} onHighlight={onHighlight} />,
		);
		await press(keys.down);
		expect(onHighlight.mock.lastCall?.[0].id).toBe('b');
		rerender(<Checklist checks={checks.toReversed()} rows={12} onHighlight={onHighlight} />);
		expect(frame()).toContain('❯ ✘ Fail: The policy is whole');
	});

	test('says where the window is when there is a little more room', () => {
		const {frame} = renderAt(<Checklist checks={checks} rows={6} />, {
			columns: 24,
		});
		expect(frame().split('\n')).toHaveLength(6);
		expect(frame()).toMatch(/\nlines 1–5 of 10$/v);
	});

	test('says everything to a screen reader', () => {
		const {frame} = renderAt(<Checklist checks={checks} rows={3} />, {
			isScreenReader: true,
		});
		expect(frame()).toContain('list: listitem: Pass: The key is enabled. It is.\n');
		expect(frame()).toContain(
			'listitem: Fail: The policy is whole. A statement is gone. Press F to put it back.\n',
		);
	});
});
