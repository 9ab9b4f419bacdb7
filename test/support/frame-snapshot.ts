import xterm from '@xterm/headless';
import {takeSnapshot, type ScreenSnapshot} from './screen-snapshot.js';

/** What a terminal of this size shows of one whole frame. */
export async function frameSnapshot(
	frame: string,
	{columns, rows}: {readonly columns: number; readonly rows: number},
): Promise<ScreenSnapshot> {
	const terminal = new xterm.Terminal({
		cols: columns,
		rows,
		allowProposedApi: true,
		convertEol: true,
	});
	await new Promise<void>((resolve) => {
		terminal.write(frame, resolve);
	});
	return takeSnapshot(terminal.buffer.active, columns, rows);
}
