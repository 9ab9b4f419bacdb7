import {useState} from 'react';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {TextField} from '../../source/ui/text-field.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {keys, renderAt} from '../support/render-at.js';
import {renderKit} from '../support/render-kit.js';

const onSubmit = vi.fn<(value: string) => void>();

afterEach(() => {
	onSubmit.mockReset();
});

function Field({
	initial = '',
	label,
	limit = 1000,
}: {
	readonly initial?: string;
	readonly label?: string;
	/** A parent that refuses longer values. */
	readonly limit?: number;
}) {
	const [value, setValue] = useState(initial);
	return (
		<TextField
			label={label}
			value={value}
			placeholder="for example, production"
			onChange={(next) => {
				if (next.length <= limit) {
					setValue(next);
				}
			}}
			onSubmit={onSubmit}
		/>
	);
}

describe('a text field', () => {
	test('shows its label and placeholder, then what is typed', async () => {
		const {frame, press} = renderKit(<Field label="Name" />);
		expect(frame()).toBe('Name\n❯ for example, production');
		await press('p', 'r', 'o', 'd');
		expect(frame()).toBe('Name\n❯ prod');
	});

	test('takes keys that arrive in one read in their order', async () => {
		const {frame, press} = renderKit(<Field />);
		await press(`bc${keys.home}a${keys.end}d${keys.left}${keys.backspace}C`);
		expect(frame()).toBe('❯ abCd');
	});

	test('edits with the keys people know', async () => {
		const {frame, press} = renderKit(<Field initial="one two three" />);
		await press(keys.altLeft, keys.delete);
		expect(frame()).toBe('❯ one two hree');
		await press(keys.ctrl('w'));
		expect(frame()).toBe('❯ one hree');
		await press(keys.altLeft, keys.altRight, keys.ctrl('k'));
		expect(frame()).toBe('❯ one');
		await press(keys.ctrl('a'), 'x', keys.ctrl('e'), 'y');
		expect(frame()).toBe('❯ xoney');
		await press(keys.ctrl('u'));
		expect(frame()).toBe('❯ for example, production');
	});

	test('hands the value over at Enter', async () => {
		const {press} = renderKit(<Field initial="prod" />);
		await press(keys.end, '2', keys.enter);
		expect(onSubmit.mock.calls).toEqual([['prod2']]);
	});

	test.each([
		['a letter takes the place of what the field opens with', ['x', 'y'], '❯ xy'],
		['Backspace empties it', [keys.backspace, keys.backspace], '❯ for example, production'],
		['Delete empties it', [keys.delete], '❯ for example, production'],
		['Home puts the caret into it', [keys.home, 'x'], '❯ xprod'],
		['End puts the caret into it', [keys.end, 'x'], '❯ prodx'],
		['so does an arrow', [keys.left, 'x', keys.backspace], '❯ prod'],
		['Ctrl+W takes a word of it', [keys.ctrl('w'), 'x'], '❯ x'],
		['Enter takes it as it is', [keys.enter], '❯ prod'],
	])('%s', async (_, pressed, expected) => {
		const {frame, press} = renderKit(<Field initial="prod" />);
		await press(...pressed);
		expect(frame()).toBe(expected);
	});

	test('takes text and Enter that a slow line joined as just that', async () => {
		const {press} = renderKit(<Field />);
		await press('prod\r');
		expect(onSubmit.mock.calls).toEqual([['prod']]);
	});

	test('a paste never submits, and becomes one line', async () => {
		const {frame, press} = renderAt(<Field />);
		await press(keys.paste('arn:aws:kms\r\n'));
		expect(frame()).toBe('❯ arn:aws:kms');
		await press(keys.ctrl('u'), 'one\rtwo\r');
		expect(frame()).toBe('❯ one two');
		await press(keys.ctrl('u'), keys.paste('a\nb\nc\n'));
		expect(frame()).toBe('❯ a b c');
		expect(onSubmit).not.toHaveBeenCalled();
	});

	test('a paste without marks takes the place of what stands there, in however many reads it comes', async () => {
		const {frame, press} = renderAt(<Field initial="111122223333" />);
		await press('arn:aws:iam::9999', '88887777:root');
		expect(frame()).toBe('❯ arn:aws:iam::999988887777:root');
		await press(keys.paste('444455556666'));
		expect(frame()).toBe('❯ 444455556666');
		await press(keys.left, keys.paste('7'));
		expect(frame()).toBe('❯ 4444555566676');
	});

	test('draws nothing that acts on the terminal', async () => {
		const {frame, press} = renderAt(<Field initial={'ab\u{202E}c'} />);
		expect(frame()).toBe(String.raw`❯ ab\u{202e}c`);
		await press(keys.end, keys.paste('\u{1B}]0;title\u{7}d'));
		expect(frame()).toBe(String.raw`❯ ab\u{202e}cd`);
	});

	test('takes an emoji out as one character', async () => {
		const {frame, press} = renderKit(<Field initial="日本👍🏽" />);
		await press(keys.end, keys.backspace);
		expect(frame()).toBe('❯ 日本');
	});

	test('shows what the parent holds, even when it refuses a change', async () => {
		const {frame, press} = renderKit(<Field initial="ab" limit={3} />);
		await press(keys.end, 'c', 'd', 'e');
		expect(frame()).toBe('❯ abc');
	});

	test('scrolls a long value so that the place being edited is visible', async () => {
		const value = 'arn:aws:kms:us-east-1:123456789012:key/1234';
		const {frame, press} = renderAt(<Field initial={value} />, {columns: 20});
		expect(frame()).toBe('❯ …6789012:key/1234');
		await press(keys.home);
		expect(frame()).toBe('❯ arn:aws:kms:us-ea…');
		await press(keys.end, keys.left, keys.left);
		expect(frame()).toBe('❯ …56789012:key/1234');
	});

	test('does without Unicode', async () => {
		const {frame} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<Field initial="arn:aws:kms:us-east-1" />
			</ThemeProvider>,
			{columns: 16},
		);
		expect(frame()).toBe('> ...:us-east-1');
	});

	test('leaves chords and Escape to the screen', async () => {
		const {frame, press} = renderKit(<Field initial="a" />);
		await press(keys.ctrl('g'), '\u{1B}x', '\t', keys.up);
		expect(frame()).toBe('❯ a');
	});

	test('is a text box to a screen reader', () => {
		const {frame} = renderAt(<Field label="Name" initial="prod" />, {
			isScreenReader: true,
		});
		expect(frame()).toBe('textbox: Name\nprod');
	});
});

test('without colour, brackets tell an example from what is typed', async () => {
	const {frame, press} = renderKit(
		<ThemeProvider hasColor={false}>
			<ExampleField />
		</ThemeProvider>,
	);
	expect(frame()).toContain('(production)');
	await press('production');
	expect(frame()).toContain(' production');
	expect(frame()).not.toContain('(');
});

function ExampleField() {
	const [value, setValue] = useState('');
	return (
		<TextField value={value} placeholder="production" onChange={setValue} onSubmit={onSubmit} />
	);
}
