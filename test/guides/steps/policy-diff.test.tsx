import {describe, expect, test} from 'vitest';
import {ScrollBox} from '../../../source/ui/scroll-box.js';
import {diffLines} from '../../../source/guides/steps/review-lines.js';
import {symbols} from '../../../source/terminal/symbols.js';
import {ThemeProvider} from '../../../source/ui/theme.js';
import {diffPolicies} from '../../../source/policy/compare-policies.js';
import {keys, renderAt} from '../../support/render-at.js';
import {renderKit} from '../../support/render-kit.js';

const statement = (sid: string) => ['{', `  "Sid": "${sid}"`, '}'];
const blocks = [
	{kind: 'kept', lines: statement('Owner')},
	{kind: 'kept', lines: statement('Admins')},
	{kind: 'removed', lines: ['{"Sid": "Old"}']},
	{kind: 'added', lines: statement('Workato')},
	{kind: 'kept', lines: statement('Audit')},
] as const;

const added = (line: string) => diffLines([{kind: 'added', lines: [line]}], false, symbols(true));

describe('a policy diff', () => {
	test('signs what is added and removed, and tells what stays in one line', () => {
		const {frame} = renderKit(
			<ScrollBox lines={diffLines(blocks, false, symbols(true))} rows={12} />,
		);
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
		const {frame, press} = renderKit(
			<ScrollBox lines={diffLines(blocks, true, symbols(true))} rows={5} />,
		);
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

	test('draws what diffPolicies gives', () => {
		const owner = {Sid: 'Owner', Effect: 'Allow'};
		const workato = {Sid: 'Workato', Effect: 'Allow'};
		const real = diffPolicies({Statement: [owner]}, {Statement: [owner, workato]});
		const drawn = (isFull: boolean) => (
			<ScrollBox lines={diffLines(real.blocks, isFull, symbols(true))} rows={30} />
		);
		const {frame, rerender} = renderKit(drawn(false));
		expect(frame()).toMatch(/^\+\s+"Sid": "Workato",$/mv);
		expect(frame()).toContain('  1 statement stays as it is');
		rerender(drawn(true));
		expect(frame()).toContain('"Sid": "Owner",');
		expect(frame().trimEnd().endsWith('}')).toBe(true);
	});

	test('wraps long lines beside their sign at 40 columns, without Unicode too', async () => {
		const {frame, press} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<ScrollBox lines={added('"AWS": "arn:aws:iam::123456789012:role/Workato_EKM"')} rows={3} />
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
		const {frame} = renderKit(<ScrollBox lines={added('"a\u{1B}[2J\u{202E}b"')} rows={3} />);
		expect(frame()).toBe(String.raw`+ "a\u{1b}[2J\u{202e}b"`);
	});
});
