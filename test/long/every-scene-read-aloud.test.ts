import {expect, test, vi} from 'vitest';
import {allScenes} from '../screens/all-scenes.js';
import {screenReaderProblems} from '../screens/screen-reader-problems.js';
import {openScreenReaderStage} from '../screens/screen-reader-stage.js';

vi.setConfig({testTimeout: 60_000});

test.each(allScenes)('$id is told in plain lines and can be answered', async (scene) => {
	await using stage = await openScreenReaderStage(scene);
	expect(screenReaderProblems(stage, scene)).toEqual([]);
});
