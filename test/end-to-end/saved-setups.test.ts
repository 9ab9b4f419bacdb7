import fs from 'node:fs';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {freshHome} from '../support/fresh-home.js';
import {openProgram} from './run-program.js';
import {screenOf} from './walk.js';

vi.setConfig({testTimeout: 60_000});

test('Enter on the first frame opens the setup that was used last', async () => {
	await using home = await freshHome();
	const store = openSetupStore(path.join(home.setups, 'sandbox', 'setups'));
	store.create({guide: 'ekm', name: 'staging', region: 'us-east-1'});
	store.create({guide: 'ekm', name: 'production', region: 'us-east-1'});
	store.update('staging', (saved) => ({...saved, step: 'before'}));
	await using terminal = openProgram(home, {args: ['--sandbox']});
	await terminal.waitFor(/1\. Resume “staging”[\s\S]*2\. Resume “production”/v);
	await terminal.press('enter');
	await terminal.waitFor(screenOf('before').sign);
});

test('a setup whose damage only a close look shows is told as damaged soon after', async () => {
	await using home = await freshHome();
	const folder = path.join(home.setups, 'sandbox', 'setups');
	openSetupStore(folder).create({
		guide: 'ekm',
		name: 'production',
		region: 'us-east-1',
	});
	const file = path.join(folder, 'production.json');
	const text = fs.readFileSync(file, 'utf8');
	fs.writeFileSync(file, text.replace('"createdAt"', '"madeAt"'));
	await using terminal = openProgram(home, {args: ['--sandbox']});
	await terminal.waitFor(/1\. Repair “production”/v);
	expect(fs.readdirSync(folder)).toEqual(['production.json']);
});
