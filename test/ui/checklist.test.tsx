import {type ReactNode} from 'react';
import {describe, expect, test, vi} from 'vitest';
import {Checklist} from '../../source/ui/checklist.js';
import {type ChecklistRow} from '../../source/ui/checklist-entries.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {keys, renderAt} from '../support/render-at.js';

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

const passes = (count: number, section: string) =>
	Array.from({length: count}, (_, index) => ({
		id: `${section} ${index}`,
		title: `${section} ${index}`,
		status: 'pass' as const,
		detail: `Seen ${index}.`,
		section,
	}));

const renderNarrow = (tree: ReactNode) => renderAt(tree, {columns: 80});

describe('a checklist', () => {
	test('puts problems first, the most urgent before the others, with the evidence of the selected and the failing rows', async () => {
		const {frame, press} = renderNarrow(<Checklist checks={checks} rows={12} />);
		expect(frame()).toBe(
			[
				'❯ ✘ The policy is whole',
				'    A statement is gone.',
				'    → Press F to put it back.',
				'  ! Nobody else',
				'  ? Rotation is on',
				'  … The key was used',
				'  ✔ Checks (1)',
			].join('\n'),
		);
		await press(keys.up, keys.down, keys.down);
		expect(frame()).toContain('❯ ? Rotation is on\n    Access was denied.\n    → Ask for access.');
	});

	test('folds passes into a count for each section, which opens and closes', async () => {
		const {frame, press} = renderNarrow(
			<Checklist checks={[...passes(2, 'The key'), ...passes(1, 'Its policy')]} rows={12} />,
		);
		expect(frame()).toBe('❯ ✔ The key (2)\n  ✔ Its policy (1)');
		await press(keys.enter, keys.down);
		expect(frame()).toBe(
			[
				'  ✔ The key (2)',
				'❯   ✔ The key 0',
				'      Seen 0.',
				'    ✔ The key 1',
				'  ✔ Its policy (1)',
			].join('\n'),
		);
		await press(keys.left);
		expect(frame()).toBe('❯ ✔ The key (2)\n  ✔ Its policy (1)');
		await press(keys.right);
		expect(frame()).toContain('    ✔ The key 1');
		await press(keys.enter);
		expect(frame()).not.toContain('The key 1');
	});

	test('tells what hangs on one cause once', async () => {
		const denied = (id: string) => ({
			id,
			title: `Row ${id}`,
			status: 'unknown' as const,
			detail: 'Denied.',
			cause: 'denied',
		});
		const {frame, press} = renderNarrow(
			<Checklist
				checks={[denied('a'), denied('b'), {...denied('c'), cause: 'other'}, denied('d')]}
				rows={12}
			/>,
		);
		expect(frame()).toBe('❯ ? Row a\n    Denied.\n  ? More for the same reason (2)\n  ? Row c');
		await press(keys.down, keys.enter);
		expect(frame()).toBe(
			'  ? Row a\n❯ ? More for the same reason (2)\n    ? Row b\n    ? Row d\n  ? Row c',
		);
	});

	test('while AWS is asked, the rows without an answer are one, and a row stays selected where it goes', async () => {
		const waiting = passes(3, 'The key').map((row) => ({...row, status: 'waiting' as const}));
		const {frame, press, rerender} = renderNarrow(
			<Checklist isAsking checks={waiting} rows={12} />,
		);
		expect(frame()).toBe('❯ … Asking AWS (3)');
		await press(keys.enter, keys.down);
		expect(frame()).toContain('❯   … The key 0');
		rerender(
			<Checklist isAsking checks={[...passes(1, 'The key'), ...waiting.slice(1)]} rows={12} />,
		);
		expect(frame()).toContain('❯ ✔ The key (1)');
	});

	test('what can be gone on with stands between the problems and the passes', async () => {
		const go = vi.fn<() => void>();
		const {frame, press} = renderNarrow(
			<Checklist
				checks={[...passes(2, 'The role'), checks[4]!]}
				actions={[{label: 'Use the secrets', go}]}
				rows={12}
			/>,
		);
		expect(frame()).toBe(
			'❯ ! Nobody else\n    One role more.\n  Use the secrets\n  ✔ The role (2)',
		);
		await press(keys.enter);
		expect(go).not.toHaveBeenCalled();
		await press(keys.down, keys.enter);
		expect(go).toHaveBeenCalledOnce();
	});

	test('what is nice to know and cannot be told holds nobody up', () => {
		const {frame} = renderNarrow(
			<Checklist
				checks={[{...checks[2]!, isSupplementary: true}, ...passes(1, 'The role')]}
				actions={[{label: 'Use the secrets', go: vi.fn<() => void>()}]}
				rows={12}
			/>,
		);
		expect(frame()).toBe('❯ Use the secrets\n  ? Rotation is on\n  ✔ The role (1)');
	});

	test('in a wide window the evidence stands beside the list', () => {
		const {frame} = renderAt(<Checklist checks={checks} rows={12} />, {columns: 100});
		expect(frame().split('\n')).toEqual([
			'❯ ✘ The policy is whole                        The policy is whole',
			'  ! Nobody else                                A statement is gone.',
			'  ? Rotation is on                             → Press F to put it back.',
			'  … The key was used',
			'  ✔ Checks (1)',
		]);
	});

	test('PageDown, PageUp, Home and End select, and keys that came in one read', async () => {
		const many = Array.from({length: 40}, (_, index) => ({
			id: `${index}`,
			title: `Row ${index}`,
			status: 'warn' as const,
			detail: '',
		}));
		const {frame, press} = renderNarrow(<Checklist checks={many} rows={10} />);
		await press(keys.pageDown);
		expect(frame()).toContain('❯ ! Row 8');
		await press(keys.pageDown, keys.pageUp, 'jjk');
		expect(frame()).toContain('❯ ! Row 9');
		await press(keys.end);
		expect(frame()).toContain('❯ ! Row 39');
		expect(frame()).toContain('lines 32–40 of 40');
		await press(keys.home);
		expect(frame()).toContain('❯ ! Row 0\n');
		await press('jump to j');
		expect(frame()).toContain('❯ ! Row 0\n');
	});

	test('scrolls where there is no room; without Unicode the signs are words', async () => {
		const {frame, press} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<Checklist checks={checks} rows={4} />
			</ThemeProvider>,
			{columns: 30},
		);
		expect(frame()).toBe(
			[
				'> [fail] The policy is whole',
				'         A statement is gone.',
				'         -> Press F to put it',
				'         back.',
			].join('\n'),
		);
		await press(keys.down, keys.down);
		expect(frame()).toBe(
			[
				'  [warn] Nobody else',
				'> [?] Rotation is on',
				'      Access was denied.',
				'      -> Ask for access.',
			].join('\n'),
		);
	});

	test('tells the parent which row is selected, and stays on it when answers arrive', async () => {
		const onHighlight = vi.fn<(check: ChecklistRow | undefined) => void>();
		const {frame, press, rerender} = renderNarrow(
			<Checklist checks={checks} rows={12} onHighlight={onHighlight} />,
		);
		await press(keys.down);
		expect(onHighlight.mock.lastCall?.[0]?.id).toBe('e');
		rerender(<Checklist checks={checks.toReversed()} rows={12} onHighlight={onHighlight} />);
		expect(frame()).toContain('❯ ! Nobody else');
		await press(keys.end);
		expect(onHighlight.mock.lastCall).toEqual([undefined]);
	});

	test('says where the window is when there is a little more room', () => {
		const {frame} = renderAt(<Checklist checks={checks} rows={6} />, {
			columns: 24,
		});
		expect(frame().split('\n')).toHaveLength(6);
		expect(frame()).toMatch(/\nlines 1–5 of 8$/v);
	});

	test('says everything to a screen reader, problems first', () => {
		const {frame} = renderAt(<Checklist checks={checks} rows={3} />, {
			isScreenReader: true,
		});
		expect(frame()).toMatch(
			/^list: listitem: Fail: The policy is whole\. A statement is gone\. Press F to put it back\.\n/v,
		);
		expect(frame()).toContain('listitem: Pass: The key is enabled. It is.');
	});
});
