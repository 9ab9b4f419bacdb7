import {expect, test, vi} from 'vitest';
import {sceneOf} from './all-scenes.js';
import {screenReaderProblems} from './screen-reader-problems.js';
import {openScreenReaderStage} from './screen-reader-stage.js';

vi.setConfig({testTimeout: 60_000});

// Every scene is walked in test/long; these are of each kind one: choices, lists, texts, work under way, what failed.
test.each([
	'sign-in/new-profile',
	'ekm/other-account',
	'ekm/policy/refused',
	'ekm/review/fixed',
	'ekm/review/running',
	'ekm/checklist/mixed',
	'secrets/projects/from-workato',
	'secrets/ids/swapped',
	'secrets/review/workspace',
	'secrets/using/reference',
])('%s is told in plain lines and can be answered', async (id) => {
	const scene = sceneOf(id);
	await using stage = await openScreenReaderStage(scene);
	expect(screenReaderProblems(stage, scene)).toEqual([]);
});

test('a long text is broken where the terminal’s lines end, and nowhere else', async () => {
	await using stage = await openScreenReaderStage(sceneOf('ekm/key/help'));
	expect(stage.said()).toContain(
		'region, both shown above. For another region, start a setup there.\n',
	);
});

test('what one prefix for several projects means is said once, with the question', async () => {
	await using stage = await openScreenReaderStage(sceneOf('secrets/secrets/shared'));
	expect(stage.said().match(/the same prefix/gv)).toHaveLength(1);
});

test('a listener would find these faults', () => {
	const said =
		'A\u{1B}[1m\nProblem: \n❯ one\nChoose:\n1. One\n3. Looking …\nNumber, help, again, quit: ';
	expect(screenReaderProblems({said: () => said}, {...sceneOf('ekm/key'), title: 'Other'})).toEqual(
		[
			'a control byte',
			'drawn: ❯ one',
			'nothing after: Problem: ',
			'no choice: 3. Looking …',
			'the title is not told',
			'numbered 1, 3',
			'no way back',
		],
	);
});
