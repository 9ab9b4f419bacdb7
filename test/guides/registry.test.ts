import {expect, test} from 'vitest';
import {appGuides} from '../../source/app/run-assistant.js';
import {guideCommands} from '../../source/cli/assistant.js';
import {ekmGuide} from '../../source/guides/ekm/ekm-guide.js';
import {ekmScreens} from '../../source/guides/ekm/screens.js';
import {
	allGuides,
	loadGuide,
	registerGuide,
	type RegisteredGuide,
} from '../../source/guides/registry.js';
import {assessableGuide} from '../../source/guides/assessable-guide.js';

const definition = {...ekmGuide, id: 'third', title: 'A third guide'};
const third: RegisteredGuide = {
	id: 'third',
	title: 'A third guide',
	summary: 'one more',
	steps: ['before'],
	load: async () => assessableGuide(definition),
	loadScreens: async () => (use) => use({...ekmScreens, definition}),
};

test('a guide that is registered is known to the commands and the assistant, until it is taken away', async () => {
	const before = allGuides().map(({id}) => id);
	const takeAway = registerGuide(third);
	try {
		expect(await loadGuide('third')).toMatchObject({title: 'A third guide'});
		expect(guideCommands().map(({name}) => name)).toEqual([...before, 'third']);
		const shown = appGuides().find(({id}) => id === 'third');
		expect(shown).toMatchObject({summary: 'one more', steps: ['before']});
		const {assertAnswers} = (await shown?.load()) ?? {};
		expect(() => {
			assertAnswers?.({guide: 'third', name: 'x', key: 5});
		}).toThrow('key');
		expect(() => registerGuide(third)).toThrow('third already');
	} finally {
		takeAway();
	}

	expect(allGuides().map(({id}) => id)).toEqual(before);
	expect(await loadGuide('third')).toBeUndefined();
});
