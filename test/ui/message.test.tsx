import {describe, expect, test} from 'vitest';
import {FieldRow, Message, messageRows, Paragraph} from '../../source/ui/message.js';
import {KeyHints, packHints} from '../../source/ui/frame-keys.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {renderAt} from '../support/render-at.js';
import {renderKit} from '../support/render-kit.js';

describe('a message', () => {
	test.each([
		['info', 'i All is read.'],
		['warning', '! All is read.'],
		['problem', '✘ All is read.'],
		['success', '✔ All is read.'],
	] as const)('of kind %s has a symbol and a word', (kind, expected) => {
		const {frame} = renderKit(<Message kind={kind} text="All is read." />);
		expect(frame()).toBe(expected);
	});

	test('wraps beside its symbol, and keeps its lines', () => {
		const {frame} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<Message kind="problem" text={'The key 鍵🔑 is not enabled.\nNothing \u{7}was changed.'} />
			</ThemeProvider>,
			{columns: 24},
		);
		expect(frame()).toBe(
			[
				'[fail] The key 鍵🔑 is',
				'       not enabled.',
				String.raw`       Nothing \u{7}was`,
				'       changed.',
			].join('\n'),
		);
	});
});

test('a message without Unicode has plain quotation marks in every line', () => {
	const {frame} = renderKit(
		<ThemeProvider hasUnicode={false}>
			<Message kind="info" text={'The role “One” is Workato’s.\nSo is “Two”.'} />
		</ThemeProvider>,
	);
	expect(frame()).toBe('[i] The role "One" is Workato\'s.\n    So is "Two".');
});

describe('key hints', () => {
	const keys = [
		{key: 'Enter', does: 'continue'},
		{key: 'Esc', does: 'back'},
		{key: 'Ctrl+C', does: 'save and quit'},
	];

	test('stand in one line where it is wide enough', () => {
		const {frame} = renderKit(<KeyHints keys={keys} />);
		expect(frame()).toBe('Enter continue · Esc back · Ctrl+C save and quit');
	});

	test('wrap between hints, without Unicode too', () => {
		const {frame} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<KeyHints keys={keys} />
			</ThemeProvider>,
			{columns: 40},
		);
		expect(frame()).toBe('Enter continue | Esc back\nCtrl+C save and quit');
	});

	test('leave out the last ones where there is no room', () => {
		const {frame} = renderAt(<KeyHints keys={keys} maxLines={1} />, {
			columns: 30,
		});
		expect(frame()).toBe('Enter continue · Esc back');
		expect(packHints(keys, 3, 3, 2)).toEqual([]);
	});
});

describe('a field row', () => {
	test('lines its value up', () => {
		const {frame} = renderAt(
			<>
				<FieldRow label="Account" value="123456789012" labelWidth={8} />
				<FieldRow label="Identity" value="arn:aws:iam::123456789012:user/jo" labelWidth={8} />
			</>,
			{columns: 30},
		);
		expect(frame()).toBe(
			['Account   123456789012', 'Identity  arn:aws:iam::', '          123456789012:user/jo'].join(
				'\n',
			),
		);
	});

	test('puts the value below a label that takes half of the width', () => {
		const {frame} = renderAt(<FieldRow label="Permission to access key" value="one statement" />, {
			columns: 40,
		});
		expect(frame()).toBe('Permission to access key\n  one statement');
	});
});

test.each([12, 20, 40, 80])(
	'the room for a message of %i columns is never too small',
	(columns) => {
		const text = 'This principal is in another partition than your account.';
		const {frame} = renderAt(
			<ThemeProvider hasUnicode={false}>
				<Message kind="problem" text={text} />
			</ThemeProvider>,
			{columns},
		);
		expect(messageRows(text, columns)).toBeGreaterThanOrEqual(frame().split('\n').length);
	},
);

test('a paragraph wraps to the width', () => {
	const {frame} = renderAt(<Paragraph text="Copy what it holds." />, {
		columns: 12,
	});
	expect(frame()).toBe('Copy what it\nholds.');
});
