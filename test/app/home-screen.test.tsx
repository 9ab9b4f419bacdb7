import {expect, test} from 'vitest';
import {Assistant} from '../../source/app/assistant.js';
import {appGuides} from '../../source/app/run-assistant.js';
import {appHelp} from '../../source/app/help.js';
import {homeQuestion} from '../../source/app/home-screen.js';
import {newBackground} from '../../source/app/lifetime.js';
import {type SetupSummary} from '../../source/app/use-saved-setups.js';
import {setupsAccess} from '../../source/setups/preview-setups.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {freshHome} from '../support/fresh-home.js';
import {keys, renderAt} from '../support/render-at.js';

const escape = '\u{1B}';

type Identity = Parameters<typeof homeQuestion>[0]['connection']['identity'];

function question({
	setups = 0,
	identity,
	left,
}: {
	setups?: number;
	identity?: Identity;
	left?: string;
}) {
	return homeQuestion({
		guides: [{id: 'ekm', title: 'Key management', summary: ''}],
		setups: Array.from({length: setups}, (_, index): SetupSummary => ({
			name: `setup ${index}`,
			detail: '',
			isDone: false,
		})),
		connection: {session: {region: 'us-east-1', sandbox: false}, identity, warnings: []},
		trouble: undefined,
		left,
		onChoose: () => undefined,
	});
}

const unknown: Identity = {state: 'absent'};

test('what the help calls a row is what the row is called', () => {
	const named = appHelp.home.troubles
		.flatMap(({solution}) =>
			Array.from(solution.matchAll(/“(?<name>[^“”]+)”/gv), ({groups}) => groups?.name ?? ''),
		)
		.toSorted();
	const rows = [question({}), question({identity: unknown})].flatMap((asked) =>
		asked.kind === 'choice' ? asked.options.map(({label}) => label) : [],
	);
	expect(named.length).toBeGreaterThan(0);
	expect(rows).toEqual(expect.arrayContaining(named));
});

test('a few rows are a menu; many are a list of setups, with what else can be done below, or above where AWS knows nobody', () => {
	expect(question({setups: 4})).toMatchObject({kind: 'choice'});
	expect(question({setups: 40})).toMatchObject({kind: 'list', isActionsLast: true});
	expect(question({setups: 40, identity: unknown})).toMatchObject({
		kind: 'list',
		isActionsLast: false,
		actions: [{label: 'Sign in to AWS'}, {}, {}, {}],
	});
});

test('whoever hears the screen is asked once AWS has said who they are', () => {
	expect(question({})).toMatchObject({progress: 'Asking AWS who you are', isAwaited: true});
	expect(question({identity: unknown})).toMatchObject({progress: undefined});
});

test('the setup that was left is where to go on', () => {
	expect(question({setups: 3, left: 'setup 2'})).toMatchObject({initial: 2});
	expect(question({setups: 40, left: 'setup 20'})).toMatchObject({first: 'resume setup 20'});
});

test('Esc leads back to the row that one came from; Ctrl+T leads home out of a text', async () => {
	await using home = await freshHome();
	const {press, waitForFrame, frame} = renderAt(
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
				who={undefined}
				startUrl=""
				region="us-east-1"
				guide={undefined}
				background={newBackground()}
			/>
		</ThemeProvider>,
	);
	await waitForFrame('❯ 1.');
	expect(frame()).toMatch(/q quit/v);
	expect(frame()).not.toContain('home');
	await press('4');
	await waitForFrame('Which AWS region');
	await press(escape);
	await waitForFrame('❯ 4. Change the region');
	await press('3');
	await waitForFrame('Who are you in AWS?');
	await press(escape);
	await waitForFrame('❯ 3. Change who you are in AWS');
	await press('2');
	expect(await waitForFrame('Name of the environment')).toContain('Type replace · ←→ edit');
	await press('q');
	expect(await waitForFrame('❯ q')).toContain('Ctrl+T home');
	await press(keys.ctrl('t'));
	await waitForFrame('❯ 1. Start');
});
