import {test, vi} from 'vitest';
import {z} from 'zod';
import {freshHome} from '../support/fresh-home.js';
import {expectNoOverflow} from '../support/screen-assertions.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram} from './run-program.js';
import {walk} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('1,200 keys, more than AWS lists at once: filter as you type, and choose one', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const {arns} = z.object({arns: z.array(z.string())}).parse(
		await aws.control('POST', '/_sandbox/keys', {
			count: 1200,
			aliasPrefix: 'team',
		}),
	);
	await using terminal = openProgram(home, {args: ['ekm'], env: aws.env});
	await walk(terminal, 'key', 'name');
	await terminal.press('down', 'enter');
	await terminal.waitFor(/1,?200/v);
	expectNoOverflow(terminal);
	await terminal.press('end');
	await terminal.press('pageup');
	expectNoOverflow(terminal);
	await terminal.type('team-1134');
	await terminal.waitFor(/❯ alias\/team-1134/v);
	expectNoOverflow(terminal);
	// Enter is taken as soon as AWS has said what this key is: its row ends in its ID then, and in no reason.
	await terminal.waitFor(/❯ alias\/team-1134 +[\d\-a-f]{36}$/mv);
	await terminal.press('enter');
	await terminal.waitFor('This key does not rotate now');
	await terminal.press('enter');
	await terminal.waitFor('2 changes to make');
	await terminal.type('a');
	await terminal.waitFor('All changes are made');
	await terminal.press('enter');
	await terminal.waitFor(arns[1133] ?? '');
});
