import {expect, test, vi} from 'vitest';
import {Assistant} from '../../source/app/assistant.js';
import {appGuides} from '../../source/app/run-assistant.js';
import {newBackground} from '../../source/app/lifetime.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {openSetupStore, type SetupStore} from '../../source/setups/setup-store.js';
import {setupsAccess} from '../../source/setups/preview-setups.js';
import {freshHome} from '../support/fresh-home.js';
import {keys, renderAt} from '../support/render-at.js';

test('Enter twice while the saved setups are still loaded starts one setup, and opens it', async () => {
	await using home = await freshHome();
	const {promise, resolve} = Promise.withResolvers<SetupStore>();
	const {press, frame, waitForFrame} = renderAt(
		<ThemeProvider hasUnicode hasColor={false}>
			<Assistant
				guides={appGuides()}
				setups={{...setupsAccess(home.home), load: async () => promise}}
				previews={[]}
				store={undefined}
				access={{
					scopeOf: () => ({region: 'us-east-1', sandbox: false}),
					load: async () =>
						new Promise(() => {
							// AWS does not matter here.
						}),
				}}
				region="us-east-1"
				who={undefined}
				startUrl=""
				guide={undefined}
				background={newBackground()}
			/>
		</ThemeProvider>,
	);
	await press(keys.enter);
	await waitForFrame('Name of the environment');
	await press(keys.enter, keys.enter);
	resolve(openSetupStore(home.home));
	await waitForFrame('Opening the setup');
	await vi.waitFor(() => {
		expect(openSetupStore(home.home).list()).toHaveLength(1);
	});
	expect(frame()).not.toContain('already');
});
