import {useState} from 'react';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {PasteBox} from '../../source/ui/paste-box.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {keys, renderAt} from '../support/render-at.js';

const onSubmit = vi.fn<(value: string) => void>();
const onChange = vi.fn<(value: string) => void>();

afterEach(() => {
	onSubmit.mockReset();
	onChange.mockReset();
});

function Box({
	initial = '',
	rows = 6,
	isList,
	marks,
}: {
	readonly initial?: string;
	readonly rows?: number;
	readonly isList?: boolean;
	readonly marks?: ReadonlyArray<{
		readonly line: number;
		readonly column: number;
	}>;
}) {
	const [value, setValue] = useState(initial);
	return (
		<PasteBox
			label="Key policy"
			value={value}
			rows={rows}
			isList={isList}
			marks={marks}
			onChange={(next) => {
				setValue(next);
				onChange(next);
			}}
			onSubmit={onSubmit}
		/>
	);
}

const newest = () => onChange.mock.lastCall?.[0];

describe('pasting', () => {
	test('a bracketed paste keeps its lines, whatever their ends', async () => {
		const {frame, press} = renderAt(<Box />);
		await press(keys.paste('{\r\n  "a": 1\r}\n'));
		expect(frame()).toBe('Key policy\n 1│ {\n 2│   "a": 1\n 3│ }\n 4│');
		expect(onSubmit).not.toHaveBeenCalled();
	});

	test('a bracketed paste may come in many reads', async () => {
		const {press} = renderAt(<Box />);
		await press('\u{1B}[20', '0~{\r', '"a"', ': 1}\u{1B}[2', '01~');
		expect(newest()).toBe('{\n"a": 1}');
	});

	test('a raw paste in one read keeps its lines and does not submit', async () => {
		const {press} = renderAt(<Box />);
		await press('{\r"a": 1\r}\r');
		expect(newest()).toBe('{\n"a": 1\n}\n');
		expect(onSubmit).not.toHaveBeenCalled();
	});

	test('a raw paste in many reads does too, even where a read is a lone line break', async () => {
		const {press} = renderAt(<Box />);
		await press('{', '\r', '"a": 1', '\r', '\n', '}', '\r', '\r', '// end');
		expect(newest()).toBe('{\n"a": 1\n}\n\n// end');
		await press('x');
		expect(onSubmit).not.toHaveBeenCalled();
	});

	test.each([
		['bracketed', [keys.paste('Project\tID\nOrders\t\t7')]],
		['raw in one read', ['Project\tID\rOrders\t\t7']],
		['raw, split at its tabs', ['Project', '\t', 'ID\r', 'Orders\t', '\t', '7']],
	])('tabs of a table stay: %s', async (_, reads) => {
		const {press, frame} = renderAt(<Box />);
		await press(...reads);
		expect(newest()).toBe('Project\tID\nOrders\t\t7');
		expect(frame()).toBe('Key policy\n 1│ Project ID\n 2│ Orders  7');
	});

	test('a paste takes the place of what was pasted before, and goes to the caret of what was edited', async () => {
		const {press} = renderAt(<Box initial="saved before" />);
		await press(keys.paste('{"a": 1}'));
		expect(newest()).toBe('{"a": 1}');
		await press('{"b": 2, "c": ', '3}');
		expect(newest()).toBe('{"b": 2, "c": 3}');
		await press(keys.backspace, keys.paste(', "d": 4}'));
		expect(newest()).toBe('{"b": 2, "c": 3, "d": 4}');
	});

	test('in a list a paste goes on a line of its own', async () => {
		const {press} = renderAt(<Box isList initial="arn:one" />);
		await press(keys.paste('arn:two\n'));
		expect(newest()).toBe('arn:one\narn:two');
		await press(keys.home, keys.paste('arn:three'));
		expect(newest()).toBe('arn:one\narn:three\narn:two');
	});

	test('what is no text is not taken, and is told by what it is', async () => {
		const {press, frame} = renderAt(<Box />);
		await press(keys.paste('%PDF-1.7\n\u{FFFD}\u{FFFD}'));
		expect(frame()).toBe('That was a PDF document, not text: nothing was taken. Key policy\n 1│');
		expect(onChange).not.toHaveBeenCalled();
		await press(keys.paste('{}'));
		expect(frame()).toBe('Key policy\n 1│ {}');
	});

	test('a raw paste that ends in a lone line break does not submit', async () => {
		const {pour} = renderAt(<Box />);
		await pour('{"a": 1}', '\r');
		await vi.waitFor(() => {
			expect(newest()).toBe('{"a": 1}\n');
		});
	});

	test('holds and draws nothing that acts on the terminal', async () => {
		const {frame, press} = renderAt(<Box initial={'a\u{7}'} />);
		expect(frame()).toBe(String.raw`Key policy
 1│ a\u{7}`);
		await press(keys.end, keys.paste('b\u{9B}31mc\u{202E}'));
		expect(frame()).toBe(String.raw`Key policy
 1│ a\u{7}bc`);
	});
});

describe('Enter', () => {
	test('hands the text over when the caret is at the end', async () => {
		const {press} = renderAt(<Box initial="{}" />);
		await press(keys.enter);
		await vi.waitFor(() => {
			expect(onSubmit.mock.calls).toEqual([['{}']]);
		});
		expect(onChange).not.toHaveBeenCalled();
	});

	test('hands the text over when only space follows the caret', async () => {
		const {press} = renderAt(<Box initial={'{}\n'} />);
		await press(keys.up, keys.end, keys.enter);
		await vi.waitFor(() => {
			expect(onSubmit.mock.calls).toEqual([['{}\n']]);
		});
	});

	test('breaks the line in the middle of the text', async () => {
		const {press} = renderAt(<Box initial="{}" />);
		await press(keys.left, keys.enter);
		expect(newest()).toBe('{\n}');
	});

	test('Ctrl+D hands the text over from anywhere', async () => {
		const {press} = renderAt(<Box initial="{}" />);
		await press(keys.left, keys.ctrl('d'));
		expect(onSubmit.mock.calls).toEqual([['{}']]);
	});
});

describe('editing', () => {
	test('moves between lines and deletes', async () => {
		const {press} = renderAt(<Box initial={'one\ntwo'} />);
		await press(keys.up, keys.backspace, keys.home, keys.delete, 'A');
		expect(newest()).toBe('An\ntwo');
		await press(keys.down, keys.home, keys.backspace);
		expect(newest()).toBe('Antwo');
	});

	test('Ctrl+U empties the box', async () => {
		const {frame, press} = renderAt(<Box initial={'one\ntwo'} />);
		await press(keys.ctrl('u'));
		expect(frame()).toBe('Key policy\n 1│');
	});
});

describe('what is shown', () => {
	const ten = Array.from({length: 10}, (_, index) => `line ${index + 1}`).join('\n');

	test('the lines around the caret, and how many more there are', async () => {
		const {frame, press} = renderAt(<Box initial={ten} />);
		expect(frame()).toBe(
			'Key policy\n 7│ line 7\n 8│ line 8\n 9│ line 9\n10│ line 10\n… 6 lines above',
		);
		await press(keys.pageUp, keys.pageUp, keys.pageUp, keys.pageUp);
		expect(frame()).toBe(
			'Key policy\n 1│ line 1\n 2│ line 2\n 3│ line 3\n 4│ line 4\n… 6 lines below',
		);
	});

	test('a problem has its mark in the gutter', () => {
		const {frame} = renderAt(<Box initial={'{\n"a" 1\n}'} marks={[{line: 2, column: 5}]} />);
		expect(frame()).toBe('Key policy\n 1│ {\n 2! "a" 1\n 3│ }');
	});

	test('after a paste the first problem is in view; with the first key the caret is', async () => {
		const {frame, press} = renderAt(
			<Box
				marks={[
					{line: 8, column: 1},
					{line: 6, column: 1},
				]}
			/>,
		);
		await press(keys.paste(ten));
		expect(frame()).toContain(' 6! line 6');
		expect(frame()).toContain('… 2 lines above, 4 below');
		await press('0');
		expect(frame()).toContain('10│ line 100');
		expect(frame()).not.toContain('line 3');
	});

	test('narrow screens spend nothing on line numbers', () => {
		const {frame} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<Box initial={'{"Sid": "Workato statement"}\n}'} />
			</ThemeProvider>,
			{columns: 20},
		);
		expect(frame()).toBe('Key policy\n| {"Sid": "Workat...\n| }');
	});

	test('a long line scrolls with the caret', async () => {
		const {frame, press} = renderAt(<Box initial={'x'.repeat(60) + 'end'} />, {
			columns: 40,
		});
		expect(frame()).toContain('xxend');
		expect(frame()).toContain(' 1│ …');
		await press(keys.home);
		expect(frame()).toContain(' 1│ xxx');
		expect(frame()).toContain('…');
	});
});

test('a megabyte pasted raw, in small reads, arrives whole', async () => {
	const {pour, waitForFrame} = renderAt(<Box />);
	const reads = Array.from({length: 64}, () => '    "kms:Encrypt",\r'.repeat(860));
	await pour(...reads);
	await waitForFrame('… 55,037 lines above');
	expect(newest()?.length).toBe(64 * 860 * 19);
});
