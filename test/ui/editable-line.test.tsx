import {Writable} from 'node:stream';
import {useState, type ReactNode} from 'react';
import xterm from '@xterm/headless';
import {Box, render, Text} from 'ink';
import {expect, onTestFinished, test, vi} from 'vitest';
import {FilterList} from '../../source/ui/filter-list.js';
import {PasteBox} from '../../source/ui/paste-box.js';
import {ScreenFrame} from '../../source/ui/screen-frame.js';
import {TextField} from '../../source/ui/text-field.js';
import {Keyboard} from '../support/paper-screen.js';
import {keys} from '../support/render-at.js';

const columns = 40;
const rows = 12;

/** Ink as it runs in a terminal, on an emulated one: only there the cursor can be seen. */
function inTerminal(tree: ReactNode) {
	const terminal = new xterm.Terminal({
		cols: columns,
		rows,
		allowProposedApi: true,
		convertEol: true,
	});
	const screen = Object.assign(
		new Writable({
			decodeStrings: false,
			write(data: string, _encoding, done) {
				terminal.write(data, done);
			},
		}),
		{isTTY: true, columns, rows},
	);
	const keyboard = new Keyboard();
	const app = render(tree, {
		stdout: screen,
		stdin: keyboard,
		interactive: true,
		alternateScreen: true,
		exitOnCtrlC: false,
		patchConsole: false,
		maxFps: 500,
	});
	onTestFinished(() => {
		app.unmount();
		app.cleanup();
		terminal.dispose();
	});
	return {
		keyboard,
		/** The text left of the cursor in its line, and the number of the line. */
		async expectCursor(before: string, line: number) {
			await vi.waitFor(
				() => {
					const {active} = terminal.buffer;
					const text = active.getLine(active.cursorY)?.translateToString();
					expect([text?.slice(0, active.cursorX), active.cursorY]).toEqual([before, line]);
				},
				{interval: 5, timeout: 5000},
			);
		},
		/** The column of the cursor in terminal cells, and the text of its line. */
		async expectColumn(column: number, line: string) {
			await vi.waitFor(
				() => {
					const {active} = terminal.buffer;
					const text = active.getLine(active.cursorY)?.translateToString(true);
					expect([active.cursorX, text]).toEqual([column, line]);
				},
				{interval: 5, timeout: 5000},
			);
		},
	};
}

function Form({first = ''}: {readonly first?: string}) {
	const [value, setValue] = useState(first);
	const [isWarned, setIsWarned] = useState(false);
	return (
		<Box flexDirection="column">
			{isWarned ? <Text>Two words are too many.</Text> : undefined}
			<TextField
				label="Name"
				value={value}
				onChange={(next) => {
					setValue(next);
					setIsWarned(next.includes(' '));
				}}
				onSubmit={() => undefined}
			/>
			<TextField
				label="Other"
				value=""
				isFocused={false}
				onChange={() => undefined}
				onSubmit={() => undefined}
			/>
		</Box>
	);
}

test('the cursor of the terminal stands where one types, also when something appears above', async () => {
	const {keyboard, expectCursor} = inTerminal(
		<ScreenFrame help={undefined} title="A screen" keys={[{key: 'Enter', does: 'continue'}]}>
			<Form />
		</ScreenFrame>,
	);
	await expectCursor('❯ ', 3);
	keyboard.push('prod');
	await expectCursor('❯ prod', 3);
	keyboard.push(keys.left);
	await expectCursor('❯ pro', 3);
	keyboard.push(' ');
	await expectCursor('❯ pro ', 4);
});

test('behind wide characters it stands where the next one is composed, and they are edited whole', async () => {
	const {keyboard, expectColumn} = inTerminal(<Form />);
	keyboard.push('日本');
	await expectColumn(6, '❯ 日本');
	keyboard.push(keys.left);
	await expectColumn(4, '❯ 日本');
	keyboard.push('e\u{301}');
	await expectColumn(12, String.raw`❯ 日e\u{301}本`);
	keyboard.push(keys.backspace);
	await expectColumn(4, '❯ 日本');
	keyboard.push(keys.backspace);
	await expectColumn(2, '❯ 本');
});

/** A box with a text of many lines. */
function Policy({start}: {readonly start: string}) {
	const [value, setValue] = useState(start);
	return <PasteBox rows={5} value={value} onChange={setValue} onSubmit={() => undefined} />;
}

test('in a box of many lines too', async () => {
	const {keyboard, expectCursor} = inTerminal(<Policy start={'{\n  "a": 1\n}'} />);
	await expectCursor(' 3│ }', 2);
	keyboard.push(`${keys.up}${keys.end}`);
	await expectCursor(' 2│   "a": 1', 1);
	keyboard.push(keys.paste('\n'.repeat(4)));
	await expectCursor(' 6│ ', 3);
});

test('in the filter of a list, behind wide characters and an emoji', async () => {
	const {keyboard, expectColumn} = inTerminal(
		<ScreenFrame help={undefined} title="A screen" keys={[{key: 'Enter', does: 'choose'}]}>
			<FilterList
				rows={6}
				items={[{id: 'a', label: '日本の鍵', value: 1}]}
				onSelect={() => undefined}
			/>
		</ScreenFrame>,
	);
	await expectColumn(2, '/ Type to filter');
	keyboard.push('日本');
	await expectColumn(6, '/ 日本');
	keyboard.push('👍');
	await expectColumn(8, '/ 日本👍');
	keyboard.push(keys.left);
	await expectColumn(6, '/ 日本👍');
	keyboard.push(keys.backspace);
	await expectColumn(4, '/ 日👍');
});

test('in a box of many lines behind wide characters, and on the line that one goes to', async () => {
	const {keyboard, expectColumn} = inTerminal(<Policy start={'{\n  "鍵": "日本"\n}'} />);
	keyboard.push(`${keys.up}${keys.end}`);
	await expectColumn(18, ' 2│   "鍵": "日本"');
	keyboard.push(`${keys.left}${keys.left}`);
	await expectColumn(15, ' 2│   "鍵": "日本"');
	keyboard.push('👍');
	await expectColumn(17, ' 2│   "鍵": "日👍本"');
});
