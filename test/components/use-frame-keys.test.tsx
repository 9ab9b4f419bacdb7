import {Text} from 'ink';
import {expect, test, vi} from 'vitest';
import {ScreenFrame} from '../../source/components/screen-frame.js';
import {TextField} from '../../source/components/text-field.js';
import {LeaveProvider} from '../../source/components/use-frame-keys.js';
import {renderAt} from '../support/render-at.js';

const keys = [
	{key: 'Enter', does: 'continue'},
	{key: 'Esc', does: 'back to where you came from'},
	{key: 'r', does: 'look again at everything'},
	{key: 'v', does: 'full JSON of all the calls'},
];

function screen(leave: () => void, body = <Text>Body</Text>) {
	return (
		<LeaveProvider value={leave}>
			<ScreenFrame title="Review" keys={keys}>
				{body}
			</ScreenFrame>
		</LeaveProvider>
	);
}

test('? shows the keys that a narrow terminal leaves out, and hides them again', async () => {
	const {frame, press} = renderAt(screen(vi.fn<() => void>()), {
		columns: 40,
		rows: 20,
	});
	expect(frame()).toContain('? all keys');
	expect(frame()).not.toContain('v full JSON');
	await press('?');
	expect(frame()).toContain('v full JSON of all the calls');
	expect(frame()).toContain('q leave');
	await press('?');
	expect(frame()).not.toContain('v full JSON');
});

test('q leaves, but is a letter where letters are typed', async () => {
	const leave = vi.fn<() => void>();
	const {press} = renderAt(screen(leave));
	await press('q');
	expect(leave).toHaveBeenCalledOnce();

	const typed = vi.fn<(value: string) => void>();
	const field = renderAt(
		screen(
			leave,
			<TextField value="" onChange={typed} onSubmit={vi.fn<() => void>()} />,
		),
		{columns: 40, rows: 20},
	);
	await field.press('q');
	await field.press('?');
	expect(typed.mock.calls).toEqual([['q'], ['?']]);
	expect(leave).toHaveBeenCalledOnce();
	expect(field.frame()).not.toContain('all keys');
});
