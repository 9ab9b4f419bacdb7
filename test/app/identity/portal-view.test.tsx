import {expect, test} from 'vitest';
import {NewProfileView, PortalView} from '../../../source/app/identity/new-profile-view.js';
import {keys, renderAt} from '../../support/render-at.js';

test.each([
	[40, 15],
	[40, 20],
	[80, 24],
])('the question for the region begins with its first words at %i by %i', async (columns, rows) => {
	const {press, waitForFrame} = renderAt(
		<PortalView
			startUrl="https://d-1234567890.awsapps.com/start"
			onPortal={() => undefined}
			onBack={() => undefined}
		/>,
		{columns, rows},
	);
	await waitForFrame('Start URL');
	await press(keys.enter);
	const frame = await waitForFrame('in all');
	expect(frame).toContain('In which region');
	expect(frame).toMatch(/❯ [a-z]+-[a-z]+-\d/v);
	expect(frame).not.toContain('above: PageUp');
});

test('an address that is not of AWS is doubted on screen, and taken with a second Enter', async () => {
	const taken: string[] = [];
	const {press, waitForFrame} = renderAt(
		<PortalView
			startUrl="https://aws.example.com/start"
			onPortal={({startUrl}) => {
				taken.push(startUrl);
			}}
			onBack={() => undefined}
		/>,
		{columns: 80, rows: 24},
	);
	await waitForFrame('Start URL');
	await press(keys.enter);
	const frame = await waitForFrame('not an address of AWS');
	expect(frame).toContain('Enter uses it all the same.');
	expect(taken).toEqual([]);
	await press(keys.enter);
	await waitForFrame('In which region');
});

test('back from the sign-in the address stands there, and the region that was given is still chosen', async () => {
	const never = () => {
		throw new Error('Nobody should ask this.');
	};

	const {press, waitForFrame} = renderAt(
		<NewProfileView
			services={{
				list: never,
				signOut: never,
				warnings: never,
				accounts: never,
				roles: never,
				chooseFlow: () => ({flow: 'device', because: ''}),
				signIn: async () =>
					new Promise(() => {
						// It is left before it ends.
					}),
			}}
			files={undefined}
			region={undefined}
			startUrl="https://example.awsapps.com/start"
			onSaved={never}
			onBack={never}
		/>,
		{columns: 80, rows: 24},
	);
	await waitForFrame('Start URL');
	await press(keys.enter);
	await waitForFrame('In which region');
	await press('eu-central-1');
	await waitForFrame('❯ eu-central-1');
	await press(keys.enter);
	await waitForFrame('Asking AWS for the sign-in page');
	await press('\u{1B}');
	expect(await waitForFrame('Start URL')).toContain('https://example.awsapps.com/start');
	await press(keys.enter);
	expect(await waitForFrame('In which region')).toContain('❯ eu-central-1');
});
