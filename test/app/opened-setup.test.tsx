import {Text} from 'ink';
import {expect, test, vi} from 'vitest';
import {newBackground} from '../../source/app/lifetime.js';
import {loadedGuide} from '../../source/app/guide-runner.js';
import {OpenedSetup} from '../../source/app/opened-setup.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {draftsBySetup} from '../../source/ui/drafts.js';
import {secretsHelp} from '../../source/guides/secrets/help.js';
import {secretsScreens} from '../../source/guides/secrets/screens.js';
import {type SecretsStepProps} from '../../source/guides/secrets/services.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {connection} from '../guides/steps/step-props.js';
import {freshHome} from '../support/fresh-home.js';
import {renderAt} from '../support/render-at.js';

type Screens = typeof secretsScreens;

/** Opens a setup on one screen of its own; gives the trouble that the home screen would tell. */
async function open(
	Screen: (props: SecretsStepProps) => React.JSX.Element,
	definition: Partial<Screens['definition']> = {},
) {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create({
		guide: 'secrets',
		name: 'production',
		projects: [{name: 'Orders'}],
	});
	const onTrouble = vi.fn<(words: string) => void>();
	const guide = loadedGuide({
		...secretsScreens,
		definition: {...secretsScreens.definition, ...definition},
		steps: [{id: 'only', title: 'Only', short: 'Only', help: secretsHelp.using, Screen}],
	});
	const shown = renderAt(
		<ThemeProvider hasUnicode hasColor={false}>
			<OpenedSetup
				guide={{
					id: 'secrets',
					title: 'Secrets',
					summary: '',
					steps: ['only'],
					load: async () => guide,
				}}
				saved={saved}
				at="only"
				drafts={draftsBySetup()('production')}
				store={store}
				connection={connection()}
				background={newBackground()}
				onHome={vi.fn<() => void>()}
				onSignIn={vi.fn<() => void>()}
				onTrouble={onTrouble}
			/>
		</ThemeProvider>,
	);
	return {...shown, onTrouble};
}

const fault = (): never => {
	throw new RangeError('no such thing');
};

test('a fault while a setup is drawn goes home with words, and the assistant stays', async () => {
	const {onTrouble} = await open(fault);
	await vi.waitFor(() => {
		expect(onTrouble).toHaveBeenCalledWith(
			'The setup “production” was left. Something went wrong in workato-aws itself: no such thing. Nothing was written for it. Please report this to whoever gave you this program; what else is set up does not wait for it.',
		);
	});
});

test('a fault in the checklist is a row, and the setup stays open', async () => {
	const {waitForFrame, onTrouble} = await open(
		({checks}) => <Text>{checks.map(({id, status, detail}) => `${id} ${status} ${detail}`)}</Text>,
		{check: fault},
	);
	await waitForFrame('fault unknown Could not look: Something went wrong in');
	expect(onTrouble).not.toHaveBeenCalled();
});
