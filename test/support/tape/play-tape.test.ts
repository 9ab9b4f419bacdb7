import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {freshHome} from '../fresh-home.js';
import {parseTape} from './parse-tape.js';
import {playTape, type PlayedTape} from './play-tape.js';

// Longer than what is waited for, so that a failure shows the screen.
vi.setConfig({testTimeout: 30_000});

async function play(...lines: readonly string[]): Promise<PlayedTape> {
	await using home = await freshHome();
	const cwd = path.join(home.home, 'work');
	await mkdir(cwd);
	await writeFile(path.join(cwd, 'note.txt'), 'remember\n');
	const {commands, errors} = parseTape(lines.join('\n'));
	expect(errors).toEqual([]);
	const played = await playTape(commands, {
		cwd,
		env: home.env,
		columns: 60,
		rows: 12,
	});
	return played;
}

test('a tape is typed into a shell of its own', async () => {
	const {screen, frames} = await play(
		'Output demo.gif',
		'Require cat',
		'Set WaitTimeout 5s',
		'Hide',
		'Type "cat note.txt" Enter Wait+Screen /remember/',
		'Type "clear" Enter Wait',
		'Show',
		'Type "wrong" Ctrl+u Type "echo $GREETING" Enter',
		String.raw`Wait+Screen /\nhello\n/`,
		'Sleep 20s',
		'Type "read -p \'Name: \' name" Enter',
		'Wait+Line /Name:$/',
		'Type "Ada" Enter Wait',
		'Type \'echo "$name?"\' Left Backspace Type "." Enter',
		String.raw`Wait+Screen@10s /\nAda\.\n/`,
		// Env holds from the start, wherever it stands.
		'Env GREETING hello',
	);
	expect(screen).toMatch(/^> echo \$GREETING\nhello\n/v);
	expect(screen).not.toContain('remember');
	expect(frames.map(({seconds}) => seconds)).toEqual([21, 1, 1, 1]);
});

test('a Wait that finds nothing fails with its line and the screen', async () => {
	await expect(play('Type "echo here" Enter', 'Wait+Screen@100ms /elsewhere/')).rejects.toThrow(
		/^Line 2 of the tape, Wait: .*the screen to show \/elsewhere\/.*│ here/sv,
	);
});

test('a bare Wait waits for the prompt', async () => {
	await expect(play('Set WaitTimeout 200ms', 'Type "cat" Enter', 'Wait')).rejects.toThrow(
		/^Line 3 of the tape, Wait: .*line of the cursor/v,
	);
});

test.each([
	['Require no-such-program', /no-such-program is not on the PATH/v],
	['Paste', /cannot be played/v],
	['Source other.tape', /cannot be played/v],
])('%s fails', async (line, message) => {
	await expect(play(line)).rejects.toThrow(message);
});
