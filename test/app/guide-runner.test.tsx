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
import {openSetupStore} from '../../source/setups/setup-store.js';
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

test('while AWS is asked again, what it said before stays known', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create({guide: 'secrets', name: 'production'});
	const observe = vi.fn<typeof definition.observe>(async () => ({
		identity: {state: 'absent'},
		region: 'us-east-1',
		projects: {Orders: project, Sales: project},
		keys: {},
	}));
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
	const {frame, press} = renderAt(
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
