import {expect, test} from 'vitest';
import {allScenes} from './all-scenes.js';
import {looks, problemsIn, sizes} from './forms.js';

/** Defines a test for each scene: in this look, what has to be seen is seen in every size. */
export function testEverySize(look: Readonly<{hasUnicode: boolean; hasColor: boolean}>): void {
	const {name} =
		looks.find(
			({hasUnicode, hasColor}) => hasUnicode === look.hasUnicode && hasColor === look.hasColor,
		) ?? {};
	test.each(allScenes)(`$id in every size: ${name}`, async (scene) => {
		expect(await problemsIn(scene, look, sizes)).toEqual([]);
	});
}
