import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {freshHome} from '../support/fresh-home.js';
import {openProgram, runProgram} from './run-program.js';
import {screenOf, waitForWords, walk} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('two assistants answer one setup in turn: what the other has just changed is kept and told, and no answer is lost', async () => {
	await using home = await freshHome();
	const start = {args: ['ekm', '--sandbox']};
	const answers = () => {
		const folder = path.join(home.setups, 'sandbox', 'setups');
		const [saved] = openSetupStore(folder).list();
		return saved && 'setup' in saved ? saved.setup : undefined;
	};

	await using first = openProgram(home, start);
	await walk(first, 'key', 'name');
	await using second = openProgram(home, start);
	await walk(second, 'new key', 'key');
	await walk(first, 'rotation', 'key');
	// What a field opens with is replaced by what is typed, unless one goes into it.
	await second.press('end');
	await second.type('-of-the-second');
	await second.press('ctrl+d');
	await waitForWords(second, 'Another workato-aws has changed “key”');
	expect(answers()).toMatchObject({
		key: {create: {alias: 'workato-ekm-production'}},
	});

	// Given again it counts, and an answer to something else from the first one stands beside it.
	await second.press('ctrl+d');
	await second.waitFor(screenOf('rotation').sign);
	await first.press('enter');
	await first.waitFor(screenOf('review').sign);
	expect(answers()).toMatchObject({
		key: {create: {alias: 'workato-ekm-production-of-the-second'}},
		rotation: {enabled: true, days: 365},
	});
	await second.press('enter');
	await second.waitFor(screenOf('review').sign);
	const {code, stdout} = await runProgram(home, ['list', '--sandbox']);
	expect(code).toBe(0);
	expect(stdout).toContain('ekm    111122223333');
	expect(stdout).not.toMatch(/damaged|cannot be read/v);
});
