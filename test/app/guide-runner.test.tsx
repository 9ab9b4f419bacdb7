import {Text, useInput} from 'ink';
import {expect, test, vi} from 'vitest';
import {newBackground} from '../../source/app/lifetime.js';
import {runnerOf} from '../../source/app/guide-runner.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {draftsBySetup} from '../../source/ui/drafts.js';
import {StepFrame} from '../../source/guides/step-frame.js';
import {secretsHelp} from '../../source/guides/secrets/help.js';
import {
	type ProjectObservation,
	type SecretsObservation,
} from '../../source/guides/secrets/observation.js';
import {changeProject} from '../../source/guides/secrets/answers.js';
import {secretsScreens} from '../../source/guides/secrets/screens.js';
import {type SecretsStepProps} from '../../source/guides/secrets/services.js';
import {readLastCheck} from '../../source/setups/last-check.js';
import {type SavedSetup} from '../../source/setups/saved-setup.js';
import {openSetupStore, type SetupStore} from '../../source/setups/setup-store.js';
import {connection} from '../guides/steps/step-props.js';
import {freshHome} from '../support/fresh-home.js';
import {keys, renderAt} from '../support/render-at.js';

const project: ProjectObservation = {role: {state: 'absent'}, secrets: []};
const {definition} = secretsScreens;

/** Tells what it is given; Enter looks again. */
function Screen({known, observation, isRefreshing, send}: SecretsStepProps) {
	useInput((_input, key) => {
		if (key.return) {
			send({type: 'refresh'});
		}
	});
	const names = (of: Partial<SecretsObservation>) => Object.keys(of.projects ?? {}).join(', ');
	return (
		<Text>
			{isRefreshing ? 'Asking.' : 'Asked.'} Heard of: {names(observation)}. Known: {names(known)}.
		</Text>
	);
}

/** What has to be agreed to, what stands in the way, and the row about other setups. */
function Agreement({plan, fixChanges, warnings, checks}: SecretsStepProps) {
	return (
		<Text>
			Agree: {warnings.map(({code}) => code).join(', ')}. Stops:{' '}
			{plan?.blockers.map(({code}) => code).join(', ')}. Changes:{' '}
			{(fixChanges ?? plan?.changes ?? []).length}. Row:{' '}
			{checks.find(({id}) => id === 'other-setups')?.status}.
		</Text>
	);
}

/** The setup on a screen of its own; `observe` stands for AWS. */
function openUsing(
	store: SetupStore,
	saved: SavedSetup,
	observe: typeof definition.observe,
	{
		Screen: Shown = Screen,
		step = 'using',
		...more
	}: Partial<typeof definition> & {Screen?: typeof Screen; step?: string} = {},
) {
	const Runner = runnerOf({
		...secretsScreens,
		definition: {...definition, ...more, observe},
		steps: [
			{
				id: step,
				title: 'Use the secrets',
				short: 'use the secrets',
				help: secretsHelp.using,
				isRefreshing: true,
				Screen: Shown,
			},
		],
	});
	return renderAt(
		<ThemeProvider hasUnicode hasColor={false}>
			<Runner
				saved={saved}
				at={step}
				drafts={draftsBySetup()('production')}
				store={store}
				connection={connection()}
				background={newBackground()}
				onHome={vi.fn<() => void>()}
				onSignIn={vi.fn<() => void>()}
			/>
		</ThemeProvider>,
	);
}

const seen = async (): Promise<SecretsObservation> => ({
	identity: {state: 'absent'},
	region: 'us-east-1',
	projects: {Orders: project, Sales: project},
	keys: {},
});

test('while AWS is asked again, what it said before stays known', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create({guide: 'secrets', name: 'production'});
	const observe = vi.fn<typeof definition.observe>(seen);
	const {frame, press} = openUsing(store, saved, observe);
	await vi.waitFor(() => {
		expect(frame()).toContain('Asked. Heard of: Orders, Sales. Known: Orders, Sales.');
	});

	observe.mockImplementation(async (_session, _saved, _answers, options) => {
		options?.update?.({projects: {Orders: project}});
		return new Promise(() => {
			// The rest does not come.
		});
	});
	await press(keys.enter);
	await vi.waitFor(() => {
		expect(frame()).toContain('Asking. Heard of: Orders. Known: Orders, Sales.');
	});
});

test('what the checklist came to is kept once AWS has said all of it, and of no other screen', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create({guide: 'secrets', name: 'production'});
	const lastRows = () => readLastCheck(store.folder, saved)?.rows;
	const other = openUsing(store, saved, seen);
	await other.waitForFrame('Asked. Heard of: Orders, Sales.');
	expect(lastRows()).toBeUndefined();

	const answer = Promise.withResolvers<SecretsObservation>();
	const rowOf = (id: string, status: 'pass' | 'fail') => ({
		id,
		title: id,
		status,
		detail: '',
		fix: '',
	});
	const {waitForFrame} = openUsing(
		store,
		saved,
		async (_session, _saved, _answers, options) => {
			options?.update?.({projects: {Orders: project}});
			return answer.promise;
		},
		{step: 'checklist', check: () => [rowOf('a', 'pass'), rowOf('b', 'fail')]},
	);
	await waitForFrame('Asking. Heard of: Orders.');
	expect(lastRows()).toBeUndefined();
	answer.resolve(await seen());
	await vi.waitFor(() => {
		expect(lastRows()).toEqual({pass: 1, warn: 0, fail: 1, unknown: 0, waiting: 0});
	});
});

test('what AWS said about answers that another process has changed since is not known any more', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create({guide: 'secrets', name: 'production'});
	const observe = vi.fn<typeof definition.observe>(seen);
	const {press, waitForFrame} = openUsing(store, saved, observe);
	await waitForFrame('Asked. Heard of: Orders, Sales.');

	store.update('production', (before) => ({
		...before,
		setup: {...before.setup, scope: 'workspace'},
	}));
	observe.mockImplementation(
		async () =>
			new Promise(() => {
				// It does not come.
			}),
	);
	await press(keys.enter);
	await waitForFrame('Asking. Heard of: . Known: .');
});

const ordersAnswers = {
	guide: 'secrets',
	region: 'us-east-1',
	scope: 'project',
	scopeAcknowledged: true,
	workatoAccountId: '345678901234',
	projects: [
		{
			name: 'Orders',
			externalId: 'workato_iam_external_id_12345_640101',
			secrets: {prefix: 'workato/'},
		},
	],
};

test('what another saved setup shares is to be agreed to, and a row; not when that was taken back', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create({...ordersAnswers, name: 'production'});
	store.create({...ordersAnswers, name: 'copy'});
	for (const name of ['production', 'copy']) {
		store.update(name, (before) => ({...before, account: '111122223333'}));
	}

	const mine = {...saved, account: '111122223333'};
	const first = openUsing(store, mine, seen, {Screen: Agreement});
	await first.waitForFrame('Row: warn.');
	expect(first.frame().replaceAll(/\s+/gv, ' ')).toContain(
		'Agree: OtherSetupExternalId:copy, OtherSetupSecrets:copy.',
	);

	store.update('copy', (before) => ({
		...before,
		journal: [
			{
				at: '2026-01-01T00:00:00.000Z',
				change: 'undo-create-role:Orders',
				call: {service: 'iam', operation: 'DeleteRole', input: {}},
				state: 'done',
			},
		],
	}));
	const second = openUsing(store, mine, seen, {Screen: Agreement});
	await second.waitForFrame('Agree: .');
	expect(second.frame()).toContain('Row: .');
});

test('where it cannot be worked out what has to be agreed to, nothing may be applied', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create({...ordersAnswers, name: 'production'});
	const {frame, waitForFrame} = openUsing(store, saved, seen, {
		Screen: Agreement,
		plan: () => ({
			changes: [
				{
					id: 'create-role:Orders',
					title: 'Create the role',
					why: '',
					call: {service: 'iam', operation: 'CreateRole', input: {}},
				},
			],
			blockers: [],
		}),
		warnings() {
			throw new TypeError('it is broken');
		},
	});
	await waitForFrame('Stops: OwnFault.');
	expect(frame()).toContain('Changes: 0.');
});

test('whose setup it is, saved while a key is on its way, is no work of another process', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create({...ordersAnswers, name: 'production'});
	let apply: (() => void) | undefined;
	const {waitForFrame} = openUsing(
		{
			...store,
			update(name, change) {
				const after = store.update(name, change);
				// The first that is saved is the account; nothing of it is drawn yet.
				queueMicrotask(() => {
					apply?.();
					apply = undefined;
				});
				return after;
			},
		},
		saved,
		seen,
		{
			Screen({run, send}) {
				apply ??= () => {
					send({type: 'apply', changes: []});
				};

				return <Text>{run ? 'It ran.' : 'Nothing ran.'}</Text>;
			},
		},
	);
	await waitForFrame('It ran.');
});

test('Ctrl+N opens any step that was reached, and Esc leads back to where the person was', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create({guide: 'secrets', name: 'production'});
	const shownBy = (words: string) => () => (
		<StepFrame keys={[]}>
			<Text>{words}</Text>
		</StepFrame>
	);
	const step = (id: string, title: string, number?: string) => ({
		id,
		title,
		number,
		short: id,
		help: secretsHelp.using,
		Screen: shownBy(`This is ${id}.`),
	});
	const Runner = runnerOf({
		...secretsScreens,
		definition: {...definition, observe: seen},
		steps: [step('one', 'First'), step('two', 'Second', '1.1'), step('three', 'Third')],
	});
	const {press, frame, waitForFrame} = renderAt(
		<ThemeProvider hasUnicode hasColor={false}>
			<Runner
				saved={{...saved, step: 'two'}}
				at="two"
				drafts={draftsBySetup()('production')}
				store={store}
				connection={connection()}
				background={newBackground()}
				onHome={vi.fn<() => void>()}
				onSignIn={vi.fn<() => void>()}
			/>
		</ThemeProvider>,
	);
	await waitForFrame('✔ one  1.1 ● two  three');
	await press(keys.ctrl('n'));
	await waitForFrame('Go to a step');
	expect(frame()).toContain('  1. First');
	expect(frame()).toContain('❯ 2. Second (1.1)');
	expect(frame()).not.toContain('Third');
	await press('1');
	await waitForFrame('This is one.');
	await press('\u{1B}');
	await waitForFrame('This is two.');
	await press(keys.ctrl('n'));
	await waitForFrame('Go to a step');
	await press('\u{1B}');
	await waitForFrame('This is two.');
});

test('the step of a role that Workato took is done no more once another role is chosen', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	store.create({
		guide: 'secrets',
		name: 'production',
		projects: [
			{
				name: 'Shop',
				role: {create: {name: 'Workato-Shop'}},
				accepted: true,
				acceptedOf: {role: 'Workato-Shop'},
			},
		],
	});
	const saved = store.update('production', (before) => ({...before, step: 'using'}));
	function Role({answers: {projects = []}, send}: SecretsStepProps) {
		useInput((_input, key) => {
			if (key.return) {
				send({
					type: 'answer',
					answers: {projects: changeProject(projects, 'Shop', {role: {use: 'other'}})},
				});
			}
		});
		return (
			<StepFrame keys={[]}>
				<Text>The role: {projects[0]?.role?.use ?? 'new'}.</Text>
			</StepFrame>
		);
	}

	const Runner = runnerOf({
		...secretsScreens,
		steps: secretsScreens.steps
			.filter(({id}) => ['role', 'arns', 'using'].includes(id))
			.map((step) => (step.id === 'role' ? {...step, Screen: Role} : step)),
	});
	const {press, frame, waitForFrame} = renderAt(
		<ThemeProvider hasUnicode hasColor={false}>
			<Runner
				saved={saved}
				at="role"
				drafts={draftsBySetup()('production')}
				store={store}
				connection={connection()}
				background={newBackground()}
				onHome={vi.fn<() => void>()}
				onSignIn={vi.fn<() => void>()}
			/>
		</ThemeProvider>,
	);
	await waitForFrame('The role: new.');
	expect(frame()).toContain('✔ ARN');
	await press(keys.enter);
	await waitForFrame('The role: other.');
	expect(frame()).toContain('5 ARN');
	expect(frame()).not.toContain('✔ ARN');
});
