import {describe, expect, test} from 'vitest';
import {PolicyDiff} from '../../source/ui/policy-diff.js';
import {ScrollBox} from '../../source/ui/scroll-box.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {diffPolicies} from '../../source/policy/compare-policies.js';
import {keys, renderAt} from '../support/render-at.js';
import {renderKit} from '../support/render-kit.js';

const statement = (sid: string) => ['{', `  "Sid": "${sid}"`, '}'];
const diff = {
	blocks: [
		{kind: 'kept', lines: statement('Owner')},
		{kind: 'kept', lines: statement('Admins')},
		{kind: 'removed', lines: ['{"Sid": "Old"}']},
		{kind: 'added', lines: statement('Workato')},
		{kind: 'kept', lines: statement('Audit')},
	],
} as const;

describe('a policy diff', () => {
	test('signs what is added and removed, and tells what stays in one line', () => {
		const {frame} = renderKit(<PolicyDiff diff={diff} rows={12} />);
		expect(frame()).toBe(
			[
				'  2 statements stay as they are',
				'- {"Sid": "Old"}',
				'+ {',
				'+   "Sid": "Workato"',
				'+ }',
				'  1 statement stays as it is',
			].join('\n'),
		);
	});

	test('shows everything when asked to, and scrolls within its lines', async () => {
		const {frame, press} = renderKit(<PolicyDiff isExpanded diff={diff} rows={5} />);
		expect(frame()).toBe(['  {', '    "Sid": "Owner"', '  }', '  {', 'lines 1–4 of 13'].join('\n'));
		await press(keys.pageDown, keys.down);
		expect(frame()).toContain('lines 5–8 of 13');
		await press(keys.end, keys.down);
		expect(frame()).toContain('lines 10–13 of 13');
		await press(keys.up, keys.pageUp);
		expect(frame()).toContain('lines 6–9 of 13');
		await press(keys.home);
		expect(frame()).toContain('lines 1–4 of 13');
	});

	test('draws what diffPolicies gives, and tells a changed version', () => {
		const owner = {Sid: 'Owner', Effect: 'Allow'};
		const workato = {Sid: 'Workato', Effect: 'Allow'};
		const real = diffPolicies(
			{Version: '2008-10-17', Statement: [owner]},
			{Version: '2012-10-17', Statement: [owner, workato]},
		);
		const {frame, rerender} = renderKit(<PolicyDiff diff={real} rows={30} />);
		expect(frame()).toMatch(/^-\s+"Version": "2008-10-17",$/mv);
		expect(frame()).toMatch(/^\+\s+"Version": "2012-10-17",$/mv);
		expect(frame()).toMatch(/^\+\s+"Sid": "Workato",$/mv);
		expect(frame()).toContain('  1 statement stays as it is');
		rerender(<PolicyDiff isExpanded diff={real} rows={30} />);
		expect(frame()).toContain('"Sid": "Owner",');
		expect(frame().trimEnd().endsWith('}')).toBe(true);
	});

	test('wraps long lines beside their sign at 40 columns, without Unicode too', async () => {
		const {frame, press} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<PolicyDiff
					diff={{
						blocks: [
							{
								kind: 'added',
								lines: ['"AWS": "arn:aws:iam::123456789012:role/Workato_EKM"'],
							},
						],
					}}
					rows={3}
				/>
			</ThemeProvider>,
			{columns: 40},
		);
		expect(frame()).toBe(
			['+ "AWS":', '  "arn:aws:iam::123456789012:role/', '  Workato_EKM"'].join('\n'),
		);
		await press(keys.down);
		expect(frame()).toContain('+ "AWS":');
	});

	test('draws nothing that acts on the terminal', () => {
		const {frame} = renderKit(
			<PolicyDiff diff={{blocks: [{kind: 'added', lines: ['"a\u{1B}[2J\u{202E}b"']}]}} rows={3} />,
		);
		expect(frame()).toBe(String.raw`+ "a\u{1b}[2J\u{202e}b"`);
	});
});

test('a scroll box stays inside its content when the window grows', async () => {
	const lines = Array.from({length: 9}, (_, index) => ({
		text: `line ${index + 1}`,
	}));
	const {frame, press, rerender} = renderKit(<ScrollBox lines={lines} rows={4} />);
	await press(keys.end);
	expect(frame()).toBe('line 7\nline 8\nline 9\nlines 7–9 of 9');
	rerender(<ScrollBox lines={lines} rows={8} />);
	expect(frame().split('\n', 1).at(0)).toBe('line 3');
	rerender(<ScrollBox lines={lines} rows={9} />);
	expect(frame().split('\n', 1).at(0)).toBe('line 1');
});
