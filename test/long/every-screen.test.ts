import {expect, test, vi} from 'vitest';
import {endOnScreens} from '../end-to-end/end-on-screens.js';
import {expectToLeave} from '../end-to-end/expect-left.js';
import {practiceAws} from '../end-to-end/practice-aws.js';
import {openProgram} from '../end-to-end/run-program.js';
import {screenOf, way} from '../end-to-end/walk.js';
import {freshHome} from '../support/fresh-home.js';

vi.setConfig({testTimeout: 120_000});

const names = way.map(({name}) => name);

test('killed on every screen, it opens there again and ends with one key', async () => {
	await using home = await freshHome();
	await endOnScreens(home, names.slice(2), async (terminal) => {
		terminal.kill('SIGKILL');
		await terminal.waitForExit();
	});
	await using terminal = openProgram(home, {args: ['ekm', '--sandbox']});
	await terminal.waitFor(screenOf('checklist').sign);
	await using aws = await practiceAws(home);
	expect(await aws.keys()).toHaveLength(1);
});

test('Ctrl+C on every screen: the terminal is as before, and one line says what was saved', async () => {
	await using home = await freshHome();
	await endOnScreens(home, names.slice(1), expectToLeave);
});
