import {expect, test} from 'vitest';
import {DraftsProvider} from '../../../source/ui/drafts.js';
import {ReviewStep} from '../../../source/guides/steps/review-step.js';
import {keys, renderAt} from '../../support/render-at.js';
import {change, stepProps} from './step-props.js';

const applied = {type: 'apply', changes: [change]};
const warning = {code: 'wider', message: 'It allows more than documented.'};

test('a applies what is shown; Enter does not, and says so', async () => {
	const {props, sent} = stepProps();
	const {press, frame, waitForFrame} = renderAt(<ReviewStep {...props} />);
	await waitForFrame('1 change to make');
	await press(keys.enter);
	await waitForFrame('Press a to apply.');
	expect(sent).toEqual([]);
	expect(frame()).toContain('a apply it');
	await press('d');
	await waitForFrame('d summary');
	expect(frame()).not.toContain('Press a to apply.');
	await press('a');
	expect(sent).toEqual([applied]);
});

test('nothing is applied before its warnings are agreed to, also when a fix of the checklist is reviewed', async () => {
	const {props, sent} = stepProps({warnings: [warning], fixChanges: [change]});
	const {press, waitForFrame} = renderAt(
		<DraftsProvider value={new Map()}>
			<ReviewStep {...props} />
		</DraftsProvider>,
	);
	await waitForFrame('To agree to: It allows more than documented.');
	await press('a');
	await waitForFrame('1. No, do not apply it yet');
	// No comes first.
	await press(keys.enter);
	await waitForFrame('To agree to');
	expect(sent).toEqual([]);
	await press('a');
	await waitForFrame('2. Yes, I agree');
	await press('2');
	await waitForFrame('You agreed to this: It allows more than documented.');
	expect(sent).toEqual([applied]);
});

test('without an identity nothing can be applied, and no key says so', async () => {
	const {props, sent} = stepProps();
	const {press, frame, waitForFrame} = renderAt(
		<ReviewStep {...props} connection={{...props.connection, identity: {state: 'absent'}}} />,
	);
	await waitForFrame('Nothing can be applied before you sign in.');
	await press('a');
	expect(sent).toEqual([]);
	expect(frame()).not.toContain('a apply');
});

test('with nothing to change, what does not pass is on screen with its evidence, what passes as counts, and the checklist a key away', async () => {
	const row = {detail: 'It is ready for use.', fix: '', section: 'The key'};
	const {props, sent} = stepProps({
		plan: {changes: [], blockers: []},
		checks: [
			{...row, id: 'enabled', title: 'The key is enabled', status: 'pass'},
			{...row, id: 'symmetric', title: 'Symmetric', status: 'pass'},
			{...row, id: 'used', title: 'It was used', status: 'waiting', detail: 'Not seen yet.'},
		],
	});
	const {press, frame, waitForFrame} = renderAt(<ReviewStep {...props} />);
	await waitForFrame('There is nothing to change.');
	expect(frame()).toMatch(/… It was used\n\s+Not seen yet\.\n\s*✔ The key \(2\)\n/v);
	await press('c');
	await press(keys.enter);
	expect(sent).toEqual([{type: 'go', step: 'checklist'}, {type: 'next'}]);
});

test('after a refusal, what may help is a row to choose', async () => {
	const {props, sent} = stepProps({
		run: {
			changes: [change],
			progress: [
				{
					id: change.id,
					status: 'failed',
					call: change.call,
					error: {
						kind: 'refused',
						code: 'MalformedPolicyDocumentException',
						message: 'Invalid principals.',
						hint: 'Nothing was changed by this call.',
					},
				},
			],
			isRunning: false,
		},
		suggestions: [{reason: 'Nobody has this name.', label: 'Change it', step: 'key'}],
	});
	const {press, waitForFrame} = renderAt(<ReviewStep {...props} />);
	await waitForFrame('Nobody has this name.');
	await waitForFrame('1. Change it');
	await press('2');
	await press('1');
	expect(sent).toEqual([{type: 'refresh'}, {type: 'go', step: 'key'}]);
});

const second = {...change, id: 'rotate', title: 'Rotate the key'};

test('a run says how far it is, and s stops it; what is left is said afterwards', async () => {
	const run = {
		changes: [change, second],
		progress: [{id: change.id, status: 'done' as const, call: change.call}],
		isRunning: true,
	};
	const {props, sent} = stepProps({run});
	const {press, rerender, waitForFrame} = renderAt(<ReviewStep {...props} />);
	await waitForFrame('1 of 2 changes made.');
	await waitForFrame('s stop');
	await press('s');
	expect(sent).toEqual([{type: 'stop'}]);
	rerender(<ReviewStep {...props} run={{...run, isStopping: true}} />);
	expect(await waitForFrame('Stopping after the call under way.')).not.toContain('s stop');
	rerender(<ReviewStep {...props} run={{...run, isStopping: true, isRunning: false}} />);
	await waitForFrame('Stopped: 1 of 2 changes are made, 1 left.');
});
