import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {openProgram} from './run-program.js';
import {screenOf, walk} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('Esc from the checklist all the way home, and forward again with Enter alone: every answer is kept', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home);
	await walk(terminal, 'data centre');
	// Not the first of the list.
	await terminal.type('japan');
	await terminal.waitFor(/\/ japan\n.*❯ Japan/sv);
	await terminal.press('enter');
	await walk(terminal, 'checklist', 'policy');

	const onTheWayBack = [
		screenOf('Workato').sign,
		screenOf('ARN').sign,
		/There is nothing to change/v,
		/1\. Keep your choice: every 365 days/v,
		/1\. Keep your choice: a new key named workato-ekm-production/v,
		/Lets the role Workato_EKM/v,
		screenOf('before').sign,
		/Check “production”/v,
	];
	for (const sign of onTheWayBack) {
		await terminal.press('escape');
		await terminal.waitFor(sign);
	}

	// Finished, it opens on its checklist; the way through it is still there.
	await terminal.press('enter');
	await terminal.waitFor(screenOf('checklist').sign);
	for (const sign of onTheWayBack.slice(0, -1)) {
		await terminal.press('escape');
		await terminal.waitFor(sign);
	}

	await terminal.press('enter');
	await terminal.waitFor(/❯ Japan/v);
	await terminal.press('enter');
	for (const sign of onTheWayBack.slice(0, 6).toReversed()) {
		await terminal.waitFor(sign);
		await terminal.press(String(sign).includes('Lets') ? 'ctrl+d' : 'enter');
	}

	await terminal.waitFor(screenOf('Workato’s yes').sign);
	await terminal.press('enter');
	await terminal.waitFor(screenOf('checklist').sign);
	expect(terminal.screen()).toContain('● checks');
});

test('what was typed but not given yet is there when the person comes back', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home);
	await walk(terminal, 'policy');
	await terminal.paste('{"Sid": "half a statement');
	await terminal.waitFor('half a statement');
	await terminal.press('escape');
	await terminal.waitFor(screenOf('before').sign);
	await terminal.press('enter');
	await terminal.waitFor(screenOf('data centre').sign);
	await terminal.press('enter');
	await terminal.waitFor('half a statement');

	await terminal.press('ctrl+u', 'ctrl+p');
	await walk(terminal, 'new key', 'policy');
	await terminal.press('end');
	await terminal.type('-two');
	await terminal.waitFor('workato-ekm-production-two');
	await terminal.press('escape');
	await walk(terminal, 'new key', 'key');
	await terminal.waitFor('workato-ekm-production-two');
	await terminal.press('escape', 'down', 'down', 'enter');
	await terminal.waitFor('ARN, ID or alias of the key');
	await terminal.type('alias/half');
	await terminal.waitFor('alias/half');
	await terminal.press('escape');
	// The row that led there.
	await terminal.waitFor('❯ 3. Give the ARN');
	await terminal.press('enter');
	await terminal.waitFor('alias/half');
	await terminal.press('escape');
	await terminal.waitFor('❯ 3. Give the ARN');
	await terminal.press('home');
	await walk(terminal, 'rotation', 'key');
	await terminal.press('down', 'enter');
	await terminal.waitFor('Days between rotations');
	await terminal.press('ctrl+u');
	await terminal.type('9');
	await terminal.waitFor(/^❯ 9$/mv);
	await terminal.press('enter');
	await terminal.waitFor(/Give a whole number from 90/v);
	await terminal.press('escape');
	await terminal.waitFor('❯ 2. Rotate at another');
	await terminal.press('enter');
	await terminal.waitFor(/^❯ 9$/mv);
});
