import {expect, test, vi} from 'vitest';
import {allScenes, registeredSteps} from './all-scenes.js';
import {looks, problemsIn} from './forms.js';

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
		expect(await problemsIn(scene, look, [small, large])).toEqual([]);
	},
);
