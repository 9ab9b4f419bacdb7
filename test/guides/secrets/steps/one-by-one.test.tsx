import {useState} from 'react';
import {expect, test} from 'vitest';
import {ArnsStep} from '../../../../source/guides/secrets/steps/arns-step.js';
import {IdsStep} from '../../../../source/guides/secrets/steps/ids-step.js';
import {type ProjectAnswers} from '../../../../source/guides/secrets/answers.js';
import {type SecretsStepProps} from '../../../../source/guides/secrets/services.js';
import {ToolsProvider} from '../../../../source/terminal/tools.js';
import {type CopyOutcome} from '../../../../source/terminal/clipboard.js';
import {paperTools} from '../../../screens/paper-tools.js';
import {keys, renderAt} from '../../../support/render-at.js';
import {secretsProps} from './secrets-props.js';

const arnOf = (name: string) => `arn:aws:iam::111122223333:role/Workato-${name}`;
const idOf = (project: number) => `workato_iam_external_id_12345_${project}`;

/** A step whose answers are kept as the guide keeps them, with everything that it copied. */
function openStep(
	Step: (props: SecretsStepProps) => React.ReactNode,
	projects: ProjectAnswers[],
	{
		size = {},
		outcome = {state: 'copied', detail: 'Copied to the clipboard.'},
	}: {
		readonly size?: {readonly columns?: number; readonly rows?: number};
		readonly outcome?: CopyOutcome;
	} = {},
) {
	const copied: string[] = [];
	const kept: {projects: readonly ProjectAnswers[]; isOver: boolean} = {projects, isOver: false};
	const {props} = secretsProps(
		{projects, workatoAccountId: '353360065216'},
		{},
		{
			outputs: projects.map(({name}) => ({
				id: 'roles',
				label: 'IAM role ARN',
				thing: 'role',
				value: arnOf(name),
				where: '',
				group: name,
			})),
		},
	);
	function Kept() {
		const [answers, setAnswers] = useState(props.answers);
		return (
			<Step
				{...props}
				answers={answers}
				send={(action) => {
					if (action.type === 'next') {
						kept.isOver = true;
					} else if (action.type === 'answer' || action.type === 'note') {
						const next = {...answers, ...action.answers};
						kept.projects = next.projects ?? [];
						setAnswers(next);
					}
				}}
			/>
		);
	}

	const screen = renderAt(
		<ToolsProvider
			value={{
				...paperTools,
				async copy(text) {
					copied.push(text);
					return outcome;
				},
			}}
		>
			<Kept />
		</ToolsProvider>,
		size,
	);
	return {...screen, copied, kept};
}

test('each ARN is copied as it comes up, Enter says it is given, and the next one comes', async () => {
	const names = ['Shop', 'Stock', 'Old'];
	const {press, waitForFrame, copied, kept} = openStep(
		ArnsStep,
		names.map((name) => ({name})),
	);
	await waitForFrame('3 of 3 projects have their role. 0 of 3 given.');
	await press(keys.enter);
	await waitForFrame('The role ARN for “Shop” (0 of 3 given):');
	const frame = await waitForFrame('Copied to the clipboard.');
	expect(frame).toContain(arnOf('Shop'));
	expect(frame).toContain('❯ 1. It is given: Workato took the role');
	await press(keys.enter);
	await waitForFrame('The role ARN for “Stock” (1 of 3 given):');
	// Skipped: it waits in the list when the others are done.
	await press('2');
	await waitForFrame('The role ARN for “Old” (1 of 3 given):');
	await press(keys.enter);
	await waitForFrame('2 of 3 given.');
	await waitForFrame('❯ Give the ARN of “Stock”');
	expect(copied).toEqual(names.map((name) => arnOf(name)));
	expect(kept.projects).toMatchObject([
		{name: 'Shop', accepted: true, acceptedOf: {roleArn: arnOf('Shop')}},
		{name: 'Stock'},
		{name: 'Old', accepted: true, acceptedOf: {roleArn: arnOf('Old')}},
	]);
	expect(kept.projects[1]).toEqual({name: 'Stock'});
	await press(keys.enter);
	await waitForFrame('The role ARN for “Stock” (2 of 3 given):');
	await press(keys.enter);
	await waitForFrame('❯ Continue to the checklist');
});

test('what was given is known when the step is opened anew; one can go back to one', async () => {
	const {press, waitForFrame, kept} = openStep(ArnsStep, [
		{name: 'Shop', accepted: true},
		{name: 'Old', accepted: false},
		{name: 'Stock'},
		{name: 'Till'},
	]);
	await waitForFrame('1 of 4 given, 1 with an error.');
	await waitForFrame('❯ Give the ARN of “Stock”');
	await press('error', keys.enter);
	await waitForFrame('The role ARN for “Old” (1 of 4 given, 1 with an error):');
	await press(keys.enter);
	await waitForFrame('The role ARN for “Stock” (2 of 4 given):');
	await press('\u{1B}');
	await waitForFrame('❯ Stock');
	expect(kept.projects.map(({accepted}) => accepted)).toEqual([true, true, undefined, undefined]);
});

test('a role that was taken before another was chosen is to be given again', async () => {
	const acceptedOf = {roleArn: arnOf('Before')};
	const {press, waitForFrame, kept} = openStep(ArnsStep, [
		{name: 'Shop', accepted: true, acceptedOf},
		{name: 'Old', accepted: true, acceptedOf: {roleArn: arnOf('Old')}},
	]);
	await waitForFrame('2 of 2 projects have their role. 1 of 2 given.');
	await waitForFrame('❯ Give the ARN of “Shop”');
	await press(keys.enter);
	await waitForFrame('The role ARN for “Shop” (1 of 2 given):');
	await press(keys.enter);
	await waitForFrame('❯ Continue to the checklist');
	expect(kept.projects[0]).toMatchObject({accepted: true, acceptedOf: {roleArn: arnOf('Shop')}});
});

test('where copying fails it says so, and the whole ARN stands there, in 40 columns too', async () => {
	const name = 'A project with a very long name that ends in its number 17';
	const {press, waitForFrame, frame} = openStep(ArnsStep, [{name}, {name: 'Stock'}], {
		size: {columns: 40, rows: 20},
		outcome: {state: 'failed', detail: 'Not copied: no display. Copy it by hand.'},
	});
	await waitForFrame('❯ Give the ARN of “A … in its number 17”');
	await waitForFrame('  A project with a ve…s in its number 17');
	await press(keys.enter);
	await waitForFrame('Not copied: no display.');
	expect(frame().replaceAll(/\s/gv, '')).toContain(arnOf(name).replaceAll(' ', ''));
	expect(frame()).toContain('1. It is given: Workato took the');
});

test('one project has nothing to count and nothing to skip', async () => {
	const {press, waitForFrame, frame, kept} = openStep(ArnsStep, [{name: 'Shop'}]);
	await waitForFrame('The role ARN for “Shop”:');
	await waitForFrame('1. Workato took the role');
	expect(frame()).not.toContain('Skip');
	await press(keys.enter);
	await expect.poll(() => kept.isOver).toBe(true);
	expect(kept.projects).toMatchObject([{name: 'Shop', accepted: true}]);
});

test('external IDs come one after the other, counted; one that is skipped waits in the list', async () => {
	const {press, waitForFrame, kept} = openStep(IdsStep, [
		{name: 'Shop', externalId: idOf(1)},
		{name: 'Stock'},
		{name: 'Till'},
	]);
	await waitForFrame('❯ Give the external ID of “Stock”');
	await press(keys.enter);
	await waitForFrame('Project 2 of 3, 1 taken.');
	await press(keys.ctrl('f'));
	await waitForFrame('Project 3 of 3, 1 taken.');
	await press(keys.paste(idOf(3)));
	await waitForFrame('It has the right form.');
	await press(keys.enter);
	await waitForFrame('2 of 3 projects have their external ID.');
	await waitForFrame('❯ Give the external ID of “Stock”');
	expect(kept.projects.map(({externalId}) => externalId)).toEqual([idOf(1), undefined, idOf(3)]);
});
