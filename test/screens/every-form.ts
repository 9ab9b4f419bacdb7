import {expect, test, vi} from 'vitest';
import {type Scene} from './scene.js';
import {looks, problemsIn, sizes} from './forms.js';

/**
Defines a test for each of these scenes: in every look and every size, what has to be seen is seen. A scene is opened once, in
the smallest window, each in another look than the one before; what stands is then drawn in all of them.
*/
export function testEveryForm(scenes: readonly Scene[]): void {
	vi.setConfig({testTimeout: 120_000});
	test.each(scenes.map((scene, index) => ({scene, first: index % looks.length})))(
		'$scene.id in every size and look',
		async ({scene, first}) => {
			const through = [...looks.slice(first), ...looks.slice(0, first)];
			const problems = await problemsIn(scene, through, sizes);
			expect(problems, problems.join('\n')).toEqual([]);
		},
	);
}
