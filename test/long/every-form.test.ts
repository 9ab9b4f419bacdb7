import {expect, test, vi} from 'vitest';
import {allScenes} from '../screens/all-scenes.js';
import {looks, problemsIn, sizes} from '../screens/forms.js';

// Before Ink is loaded: what paints has to believe that it may.
vi.hoisted(() => {
	vi.stubEnv('FORCE_COLOR', '1');
});

vi.setConfig({testTimeout: 120_000});

test.each(looks.flatMap((look) => allScenes.map((scene) => ({look, scene}))))(
	'$scene.id in every size: $look.name',
	async ({look, scene}) => {
		expect(await problemsIn(scene, look, sizes)).toEqual([]);
	},
);
