import {test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {endOnScreens} from './end-on-screens.js';
import {expectLeft, expectToLeave} from './expect-left.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram} from './run-program.js';
import {walk} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('Ctrl+C: the terminal is as before, and one line says what was saved', async () => {
	await using home = await freshHome();
	{
		await using terminal = openProgram(home);
		await walk(terminal, 'home');
		await expectToLeave(terminal, 'home');
	}

	await endOnScreens(home, ['name', 'policy', 'applied'], expectToLeave);
});

test('Ctrl+C in the middle of applying', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await using terminal = openProgram(home, {args: ['ekm'], env: aws.env});
	await walk(terminal, 'review', 'name');
	await aws.control('POST', '/_sandbox/faults', [{operation: 'CreateAlias', kind: 'hang'}]);
	await terminal.type('a');
	await terminal.waitFor('✔ Create the key');
	await terminal.press('ctrl+c');
	await expectLeft(terminal, 'Saved as “production”. Go on any time with: workato-aws');
});
