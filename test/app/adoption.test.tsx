import {expect, test, vi} from 'vitest';
import {newBackground} from '../../source/app/lifetime.js';
import {runnerOf} from '../../source/app/guide-runner.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {draftsBySetup} from '../../source/ui/drafts.js';
import {ekmScreens} from '../../source/guides/ekm/screens.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {found, key, keyArn, seen} from '../guides/ekm/ekm-observation.js';
import {setupOf} from '../guides/ekm/ekm-setup.js';
import {connection} from '../guides/steps/step-props.js';
import {freshHome} from '../support/fresh-home.js';
import {renderAt} from '../support/render-at.js';

test('the review asks about a complete key that only carries the setup’s name; the offer takes it into the answers', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create(setupOf().setup);
	const {definition} = ekmScreens;
	const Runner = runnerOf({
		...ekmScreens,
		definition: {
			...definition,
			observe: async (_session, {setup}) =>
				seen({
					key: found({
						...key,
						foundBy: definition.answers.parse(setup).key?.use === undefined ? 'alias' : 'answer',
					}),
				}),
		},
	});
	const {frame, press, waitForFrame} = renderAt(
		<ThemeProvider hasUnicode hasColor={false}>
			<Runner
				saved={saved}
				at="review"
				drafts={draftsBySetup()('production')}
				store={store}
				connection={connection()}
				background={newBackground()}
				onHome={vi.fn<() => void>()}
				onSignIn={vi.fn<() => void>()}
			/>
		</ThemeProvider>,
	);
	await waitForFrame('this setup did not make it');
	expect(frame()).toContain('Nothing was changed.');
	expect(frame()).not.toContain('There is nothing to change.');
	await press('u');
	await waitForFrame('There is nothing to change.');
	expect(store.read('production').setup.key).toEqual({use: keyArn});
});

test('the screen of the ARN gives none for a key that only carries the setup’s name, and says where that is asked', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create(setupOf().setup);
	const Runner = runnerOf({
		...ekmScreens,
		definition: {
			...ekmScreens.definition,
			observe: async () => seen({key: found({...key, foundBy: 'alias'})}),
		},
	});
	const {frame, waitForFrame} = renderAt(
		<ThemeProvider hasUnicode hasColor={false}>
			<Runner
				saved={saved}
				at="arn"
				drafts={draftsBySetup()('production')}
				store={store}
				connection={connection()}
				background={newBackground()}
				onHome={vi.fn<() => void>()}
				onSignIn={vi.fn<() => void>()}
			/>
		</ThemeProvider>,
	);
	await waitForFrame('A key is there that only carries this setup’s name.');
	expect(frame()).not.toContain(keyArn);
});
