import {Text, useInput} from 'ink';
import {expect, test, vi} from 'vitest';
import {newBackground} from '../../source/app/background.js';
import {runnerOf} from '../../source/app/guide-runner.js';
import {ThemeProvider} from '../../source/components/theme.js';
import {draftsBySetup} from '../../source/guides/drafts.js';
import {secretsHelp} from '../../source/guides/secrets/help.js';
import type {
	ProjectObservation,
	SecretsObservation,
} from '../../source/guides/secrets/observation.js';
import {secretsScreens} from '../../source/guides/secrets/screens.js';
import type {SecretsStepProps} from '../../source/guides/secrets/steps/secrets-step.js';
import {type SavedSetup} from '../../source/setups/saved-setup.js';
import {
	openSetupStore,
	type SetupStore,
} from '../../source/setups/setup-store.js';
import {connection} from '../guides/steps/step-props.js';
import {freshHome} from '../support/fresh-home.js';
import {keys, renderAt} from '../support/render-at.js';

const project: ProjectObservation = {role: {state: 'absent'}, secrets: []};
const {definition} = secretsScreens;

/** Tells what it is given; Enter looks again. */
function Screen({known, observation, isLooking, send}: SecretsStepProps) {
	useInput((_input, key) => {
		if (key.return) {
			send({type: 'look'});
		}
	});
	const names = (of: Partial<SecretsObservation>) =>
		Object.keys(of.projects ?? {}).join(', ');
	return (
		<Text>
			{isLooking ? 'Asking.' : 'Asked.'} Heard of: {names(observation)}. Known:{' '}
			{names(known)}.
		</Text>
	);
}

/** The setup on a screen of its own; `observe` stands for AWS. */
function openUsing(
	store: SetupStore,
	saved: SavedSetup,
	observe: typeof definition.observe,
) {
	const Runner = runnerOf({
		...secretsScreens,
		definition: {...definition, observe},
		steps: [
			{
				id: 'using',
				title: 'Use the secrets',
				help: secretsHelp.using,
				isLooking: true,
				Screen,
			},
		],
	});
	return renderAt(
		<ThemeProvider hasUnicode hasColor={false}>
			<Runner
				saved={saved}
				at="using"
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
		expect(frame()).toContain(
			'Asked. Heard of: Orders, Sales. Known: Orders, Sales.',
		);
	});

	observe.mockImplementation(async (_session, _saved, _answers, options) => {
		options?.update?.({projects: {Orders: project}});
		return new Promise(() => {
			// The rest does not come.
		});
	});
	await press(keys.enter);
	await vi.waitFor(() => {
		expect(frame()).toContain(
			'Asking. Heard of: Orders. Known: Orders, Sales.',
		);
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
