import {expect, test, vi} from 'vitest';
import {allScenes} from '../screens/all-scenes.js';
import {heardProblems} from '../screens/heard-problems.js';
import {openHeardStage} from '../screens/heard-stage.js';

vi.setConfig({testTimeout: 60_000});

test.each(allScenes)('$id is told in plain lines and can be answered', async (scene) => {
	await using stage = await openHeardStage(scene);
	expect(heardProblems(stage, scene)).toEqual([]);
});
