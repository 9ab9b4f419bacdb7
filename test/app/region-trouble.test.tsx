import {expect, test} from 'vitest';
import {appGuides, regionOf} from '../../source/app/run-assistant.js';
import {Assistant} from '../../source/app/assistant.js';
import {newBackground} from '../../source/app/lifetime.js';
import {openSetup} from '../../source/app/route.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {setupsAccess} from '../../source/setups/preview-setups.js';
import {freshHome} from '../support/fresh-home.js';
import {keys, renderAt} from '../support/render-at.js';

test.each([
	['us-east-1a', 'It is the name of a zone in us-east-1: give that.'],
	['US-EAST-1', 'Did you mean us-east-1?'],
	['us-eest-1', 'Did you mean us-east-1?'],
	['\u{1B}[2J\u{1B}]0;x', 'Give one such as us-east-1.'],
])('AWS_REGION %j is not used: it is said why, and a region is asked for', async (region, why) => {
	await using home = await freshHome();
	const env = {HOME: home.home, AWS_REGION: region};
	const {press, frame, waitForFrame} = renderAt(
		<ThemeProvider hasUnicode hasColor={false}>
			<Assistant
				guides={appGuides()}
				setups={setupsAccess(home.home)}
				previews={[]}
				store={undefined}
				access={{
					scopeOf: (at) => ({region: at.region, sandbox: false}),
					load: async () =>
						new Promise(() => {
							// AWS does not matter here.
						}),
				}}
				{...regionOf(env, {})}
				who={undefined}
				startUrl=""
				guide={undefined}
				background={newBackground()}
			/>
		</ThemeProvider>,
	);
	const words = () => frame().replaceAll(/\s+/gv, ' ');
	await waitForFrame('AWS_REGION.');
	expect(words()).toContain(`${why} It came from AWS_REGION.`);
	expect(frame()).not.toContain('\u{1B}');
	await press(keys.enter);
	await waitForFrame('Which AWS region is this for?');
	expect(words()).toContain(why);
	await press('eu-west-1', keys.enter);
	await waitForFrame('Name of the environment');
	await press('\u{1B}');
	await waitForFrame('eu-west-1');
	expect(frame()).not.toContain('It came from');
});

test('a region that this version does not know is used', () => {
	expect(regionOf({AWS_REGION: 'za-south-1'}, {})).toEqual({
		region: 'za-south-1',
	});
});

test('a saved setup with no region’s name in it is not opened', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	store.create({guide: 'ekm', name: 'production', region: 'us-east-1a'}, {});
	expect(openSetup(store, 'production')).toEqual({
		trouble:
			"The setup “production” cannot be opened: “us-east-1a” is not a region's name. It is the name of a zone in us-east-1: give that. Apply a corrected setup file.",
	});
});
