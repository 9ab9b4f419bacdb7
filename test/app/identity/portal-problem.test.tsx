import {expect, test} from 'vitest';
import {NewProfileView} from '../../../source/app/identity/new-profile-view.js';
import {type IdentityServices} from '../../../source/aws/identity-services.js';
import {SignInError} from '../../../source/aws/sso/sign-in-error.js';
import {keys, renderAt} from '../../support/render-at.js';

const ended = () => new SignInError('expired', 'Your sign-in has ended.', 'Sign in again.');
const busy = () =>
	new SignInError('busy', 'AWS asks for a slower pace.', 'Wait a moment and try again.');

function never(): never {
	throw new Error('Nobody should ask this.');
}

/** A portal that fails as told, one question after the other, and then answers. */
function portal(failures: {accounts?: Error[]; roles?: Error[]}) {
	const {accounts = [], roles = []} = failures;
	let signIns = 0;
	const services: IdentityServices = {
		list: never,
		signOut: never,
		warnings: never,
		chooseFlow: () => ({flow: 'device', because: ''}),
		async signIn() {
			signIns += 1;
		},
		async *accounts() {
			const failure = accounts.shift();
			if (failure) {
				throw failure;
			}

			yield [{id: '111122223333', name: 'Production'}];
		},
		async roles() {
			const failure = roles.shift();
			if (failure) {
				throw failure;
			}

			return ['Administrator'];
		},
	};
	return {services, signIns: () => signIns};
}

function open(services: IdentityServices) {
	return renderAt(
		<NewProfileView
			services={services}
			files={undefined}
			region={undefined}
			startUrl="https://ssoins-1234.portal.eu-west-1.app.aws"
			onSaved={never}
			onBack={never}
		/>,
		{columns: 80, rows: 24},
	);
}

test('a sign-in that ended on the account screen is made again, and the accounts come', async () => {
	const {services, signIns} = portal({accounts: [ended()]});
	const {press, waitForFrame} = open(services);
	await waitForFrame('Start URL');
	await press(keys.enter);
	const frame = await waitForFrame('has ended');
	expect(frame).toContain('which account?');
	expect(frame).toContain('Sign in again.');
	expect(frame).toContain('Ctrl+S sign in again');
	await press(keys.ctrl('s'));
	expect(await waitForFrame('Production')).toContain('which account?');
	expect(signIns()).toBe(2);
});

test('a sign-in that ended on the role screen comes back to the roles of the same account', async () => {
	const {services, signIns} = portal({roles: [ended()]});
	const {press, waitForFrame} = open(services);
	await waitForFrame('Start URL');
	await press(keys.enter);
	await waitForFrame('Production');
	await press(keys.enter);
	await waitForFrame('has ended');
	await press(keys.ctrl('s'));
	const frame = await waitForFrame('Administrator');
	expect(frame).toContain('Production 111122223333');
	expect(signIns()).toBe(2);
});

test('a busy portal is asked again with Ctrl+R, without a sign-in', async () => {
	const {services, signIns} = portal({accounts: [busy()], roles: [busy()]});
	const {press, waitForFrame} = open(services);
	await waitForFrame('Start URL');
	await press(keys.enter);
	const frame = await waitForFrame('slower pace');
	expect(frame).toContain('Wait a moment and try again.');
	expect(frame).toContain('Ctrl+R try again');
	expect(frame).not.toContain('Ctrl+S');
	await press(keys.ctrl('r'));
	await waitForFrame('Production');
	await press(keys.enter);
	await waitForFrame('slower pace');
	await press(keys.ctrl('r'));
	await waitForFrame('Administrator');
	expect(signIns()).toBe(1);
});
