import process from 'node:process';
import {setImmediate} from 'node:timers/promises';
import {Text, render, useWindowSize} from 'ink';
import {expect, test, vi} from 'vitest';
import {QuietInput, QuietOutput} from '../../../source/app/line-mode/render-lines.js';

function Size({name}: {readonly name: string}) {
	const {columns} = useWindowSize();
	return <Text>{`${name} ${columns}`}</Text>;
}

test('however many parts ask for the size, Node warns of nothing', async () => {
	const onWarning = vi.fn<(warning: Error) => void>();
	process.on('warning', onWarning);
	const names = Array.from({length: 20}, (_, index) => String(index));
	const app = render(
		names.map((name) => <Size key={name} name={name} />),
		{
			stdout: new QuietOutput(() => undefined),
			stdin: new QuietInput(),
			patchConsole: false,
		},
	);
	await app.waitUntilRenderFlush();
	await setImmediate();
	app.unmount();
	process.off('warning', onWarning);
	expect(onWarning).not.toHaveBeenCalled();
});
