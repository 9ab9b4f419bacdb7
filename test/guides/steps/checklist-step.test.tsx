import {expect, test} from 'vitest';
import {type Check} from '../../../source/guides/guide.js';
import {ChecklistStep} from '../../../source/guides/steps/checklist-step.js';
import {keys, renderAt} from '../../support/render-at.js';
import {stepProps} from './step-props.js';

const row = (id: string, status: Check['status']): Check => ({
	id,
	title: `Row ${id}`,
	status,
	detail: `Evidence of ${id}.`,
	fix: '',
});

test.each([
	[['pass', 'warn', 'fail', 'fail'], 'Row 3'],
	[['pass', 'waiting', 'warn', 'pass'], 'Row 3'],
	[['pass', 'unknown', 'waiting'], 'Row 2'],
	[['pass', 'unknown', 'pass'], 'Row 2'],
	[['pass', 'pass'], 'Checks (2)'],
] satisfies Array<[Array<Check['status']>, string]>)('%j starts on %s', async (statuses, title) => {
	const checks = statuses.map((status, index) => row(String(index + 1), status));
	const {props} = stepProps({checks});
	const {frame, waitForFrame} = renderAt(<ChecklistStep {...props} />);
	await waitForFrame(title);
	expect(
		frame()
			.split('\n')
			.find((line) => line.startsWith('❯')),
	).toContain(title);
});

test('the row that the person chose stays chosen', async () => {
	const checks = [row('1', 'pass'), row('2', 'fail'), row('3', 'pass')];
	const {props} = stepProps({checks});
	const {press, frame, rerender, waitForFrame} = renderAt(<ChecklistStep {...props} />);
	await waitForFrame('Evidence of 2.');
	await press(keys.down, keys.enter, keys.down, keys.down);
	await waitForFrame('Evidence of 3.');
	rerender(<ChecklistStep {...props} checks={[row('1', 'fail'), ...checks.slice(1)]} />);
	await waitForFrame('2 of 3 fail');
	expect(frame()).toContain('Evidence of 3.');
	await press(keys.home, keys.down);
	await waitForFrame('❯ ✘ Row 2');
});

test('when everything passes, it says what is true now', async () => {
	const {props} = stepProps({checks: [row('1', 'pass')]});
	const {waitForFrame} = renderAt(<ChecklistStep {...props} />);
	await waitForFrame('All 1 checks pass. All of it works.');
});
