import {Text} from 'ink';
import {expect, test, vi} from 'vitest';
import {newBackground} from '../../source/app/lifetime.js';
import {runnerOf} from '../../source/app/guide-runner.js';
import {type Identity} from '../../source/aws/session.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {outputValue} from '../../source/guides/guide.js';
import {draftsBySetup} from '../../source/ui/drafts.js';
import {type EkmObservation} from '../../source/guides/ekm/observation.js';
import {ekmHelp} from '../../source/guides/ekm/help.js';
import {ekmScreens} from '../../source/guides/ekm/screens.js';
import {type EkmStepProps} from '../../source/guides/ekm/services.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {connection} from '../guides/steps/step-props.js';
import {savedSetup} from '../engine/export/saved-setups.js';
import {freshHome} from '../support/fresh-home.js';
import {renderAt} from '../support/render-at.js';
import {keyFacts} from '../../source/resources/kms-key/read.js';

const {definition} = ekmScreens;
const alias = 'alias/ours';
const there: Identity = {
	account: '444455556666',
	arn: 'arn:aws:iam::444455556666:user/ada',
	partition: 'aws',
	source: 'environment',
};
/** What AWS says of the alias in the other account: it stands for a key there. */
const observed = (): EkmObservation => ({
	...definition.emptyState(
		definition.answers.parse({guide: 'ekm', name: 'production'}),
		{...there, region: 'us-east-1'},
		{saved: savedSetup()},
	),
	identity: {state: 'found', value: there},
	key: {
		state: 'found',
		value: {
			...keyFacts({
				KeyId: '1',
				Arn: 'arn:aws:kms:us-east-1:444455556666:key/1',
				AWSAccountId: '444455556666',
			}),
			foundBy: 'answer',
		},
	},
});

function Screen({outputs, isRefreshing, observation: {key}}: EkmStepProps) {
	return (
		<Text>
			{isRefreshing ? 'Asking' : 'Asked'}. Heard of:{' '}
			{key?.state === 'found' ? key.value.account : 'nothing'}. To copy:{' '}
			{outputValue(outputs, 'keyArn') ?? 'nothing'}.
		</Text>
	);
}

/** A setup of account 111122223333, opened while the person is signed in to another one. */
function openElsewhere(home: string, observe: typeof definition.observe) {
	const store = openSetupStore(home);
	const {saved} = store.create(
		{guide: 'ekm', name: 'production', key: {use: alias}},
		{account: '111122223333'},
	);
	const Runner = runnerOf({
		...ekmScreens,
		definition: {...definition, observe},
		steps: [
			{
				id: 'arn',
				title: 'The key ARN',
				short: 'the key arn',
				help: ekmHelp.arn,
				isRefreshing: true,
				Screen,
			},
		],
	});
	const drawn = (identity: Identity | undefined) => (
		<ThemeProvider hasUnicode hasColor={false}>
			<Runner
				saved={saved}
				at="arn"
				drafts={draftsBySetup()('production')}
				store={store}
				connection={{
					...connection(),
					identity: identity && {state: 'found', value: identity},
				}}
				background={newBackground()}
				onHome={vi.fn<() => void>()}
				onSignIn={vi.fn<() => void>()}
			/>
		</ThemeProvider>
	);
	return {store, drawn};
}

test('of another account nothing is offered to copy, even before AWS says who we are', async () => {
	await using home = await freshHome();
	const {promise, resolve} = Promise.withResolvers<EkmObservation>();
	const {drawn, store} = openElsewhere(home.home, async (_session, _saved, _answers, options) => {
		options?.update?.({key: observed().key});
		return promise;
	});
	const {frame, rerender, waitForFrame} = renderAt(drawn(undefined));
	await waitForFrame('Heard of: 444455556666.');
	expect(frame()).toContain('To copy: nothing.');
	resolve(observed());
	await waitForFrame('Asked.');
	expect(frame()).toContain('To copy: nothing.');
	rerender(drawn(there));
	await waitForFrame('This setup belongs to account 111122223333');
	expect(store.read('production').names).toBeUndefined();
});

test('a look at AWS ends once it is clear that it is another account', async () => {
	await using home = await freshHome();
	let signal: AbortSignal | undefined;
	const {drawn} = openElsewhere(home.home, async (_session, _saved, _answers, options) => {
		signal = options?.signal;
		return new Promise(() => {
			// It does not come back.
		});
	});
	const {rerender, waitForFrame} = renderAt(drawn(undefined));
	await vi.waitFor(() => {
		expect(signal?.aborted).toBe(false);
	});
	rerender(drawn(there));
	await waitForFrame('This setup belongs to account 111122223333');
	expect(signal?.aborted).toBe(true);
});
