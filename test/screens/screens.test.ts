import {expect, test, vi} from 'vitest';
import {allScenes, registeredSteps, sceneOf} from './all-scenes.js';
import {looks, problemsIn} from './forms.js';
import {openStage} from './stage.js';

// Before Ink is loaded: what paints has to believe that it may.
vi.hoisted(() => {
	vi.stubEnv('FORCE_COLOR', '1');
});

vi.setConfig({testTimeout: 60_000});

const ids = allScenes.map(({id}) => id);

test('every step of every guide has a screen to open by its name', () => {
	expect(ids).toEqual(expect.arrayContaining(Object.keys(registeredSteps)));
});

test('every screen has a name of its own', () => {
	expect(ids).toEqual([...new Set(ids)]);
});

test('there are terminals for each of the four looks', () => {
	expect(looks.map(({name}) => name)).not.toContain('');
});

// Each step once, each in another form than the one before; every screen in every form is in test/long.
const samples = allScenes
	.filter(({id}) => id in registeredSteps || !id.includes('/'))
	.map((scene, index) => ({scene, look: looks[index % looks.length]!}));

test.each(samples)(
	'$scene.id stands in a small window and in a large one: $look.name',
	async ({scene, look}) => {
		const small = [40, 15] as const;
		const large = [200, 60] as const;
		expect(await problemsIn(scene, [look], [small, large])).toEqual([]);
	},
);

test('in a low and narrow window the words above a list are a key away, and the list stays', async () => {
	await using stage = await openStage(sceneOf('secrets/arns/many'), {
		columns: 40,
		rows: 15,
		hasUnicode: true,
		hasColor: false,
	});
	await stage.waitFor(/lines above: PageUp .*❯ Add the roles .* Give the ARN of/v);
	await stage.press('pageup', 'pageup');
	await stage.waitFor(/12 of 12 projects have their role\. 0 of 12 given/v);
	await stage.press('down');
	await stage.waitFor(/❯ Give the ARN of/v);
});
