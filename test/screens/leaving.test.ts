import {expect, test, vi} from 'vitest';
import {sceneOf} from './all-scenes.js';
import {failing, press, see, type, type Scene} from './scene.js';
import {openStage} from './stage.js';

vi.setConfig({testTimeout: 60_000});

const form = {columns: 80, rows: 24, hasUnicode: true, hasColor: false};

// AWS never answers; each of them waits for it.
test.each<[string, string, Partial<Scene>, RegExp]>([
	[
		'the list of keys',
		'ekm/key',
		{
			...failing('ListKeys', 'hang'),
			way: [see(/2\. /v), type('2')],
			action: /listing…|asking AWS/v,
		},
		/1\. Make a new key/v,
	],
	[
		'the list of roles',
		'secrets/role',
		{
			...failing('ListRoles', 'hang'),
			way: [see(/3\. /v), type('3')],
			action: /Asking AWS for your roles/v,
		},
		/1\. Make a new role/v,
	],
	[
		'the list of secrets',
		'secrets/secrets',
		{
			...failing('ListSecrets', 'hang'),
			way: [see(/1\. Choose from/v), press('enter')],
			action: /Asking AWS for your secrets/v,
		},
		/1\. Choose from/v,
	],
	[
		'the look before the review',
		'ekm/review',
		{...failing('*', 'hang'), action: /Asking AWS what is there/v},
		/Auto-rotation/v,
	],
	[
		'the checklist',
		'ekm/checklist/not-applied',
		{...failing('*', 'hang'), action: /looking…/v},
		/Set up the key in Workato/v,
	],
])('Esc leaves %s while it is asked for', async (_, id, how, to) => {
	const scene = {
		...sceneOf(id),
		...how,
		isBusy: true,
	};
	await using stage = await openStage(scene, form);
	await stage.press('escape');
	await stage.waitFor(to);
	expect(stage.words()).not.toMatch(scene.action);
});
