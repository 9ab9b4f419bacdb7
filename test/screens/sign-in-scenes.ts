import process from 'node:process';
import {signInFrom} from '../end-to-end/company.js';
import {configured, toIdentities, toProfile, withProfiles} from './profiles-there.js';
import {find, press, see, type, type Act, type Scene} from './scene.js';

// Wherever the tests run: a code is proposed first, for a browser here could not answer.
const fromAfar = {env: {SSH_CONNECTION: '192.0.2.1 50000 192.0.2.2 22'}};
const waiting = /Waiting for you in the browser/v;
// A code stands wide apart; in a low window nothing else tells it from a browser.
const code = /[A-Z] [A-Z] - [A-Z]/v;
const noCode = /^(?!.*[A-Z] [A-Z] - [A-Z])/v;

const toSignIn: readonly Act[] = [
	...toProfile('dev'),
	see(/1\. Sign in/v),
	press('enter'),
	see(waiting),
];

const toPortal: readonly Act[] = [...toIdentities, ...find('make', /[>❯] Make a profile/v)];
const toRegions: readonly Act[] = [see(/Start URL/v), press('enter'), see(/In which region/v)];

// A new profile, and a person who allows the request in the browser at once.
const toAccounts: readonly Act[] = [
	...toPortal,
	...toRegions,
	...find('us-east-1', /[>❯] us-east-1/v),
	see(waiting),
	type('b'),
	see(/which account\?/v),
];
const toRoles = [...toAccounts, ...find('practice@', /[>❯] Practice/v)];
const toName = [...toRoles, see(/which role\?/v), ...find('admin', /[>❯] 1\. Administrator/v)];
const newProfile = {...withProfiles, ...fromAfar, browser: 'allows'} as const;

const signedIn: Required<Pick<Scene, 'prepare'>> = {
	async prepare(place) {
		await withProfiles.prepare(place);
		await signInFrom(process.env, place);
	},
};

/** Company sign-in (SSO): waiting for it, what comes of it, and the new profile at its end. */
export const signInScenes: readonly Scene[] = [
	{
		id: 'sign-in/code',
		about: 'a code that is confirmed on any device',
		title: 'Sign in to AWS',
		action: waiting,
		...withProfiles,
		...fromAfar,
		way: toSignIn,
	},
	{
		id: 'sign-in/browser',
		about: 'a browser on this computer, opened',
		title: 'Sign in to AWS',
		action: waiting,
		...withProfiles,
		...fromAfar,
		browser: 'opens',
		way: [...toSignIn, type('b'), see(noCode)],
		// That it waits was said before.
		screenReader: {way: [...toSignIn, type('b')], action: /code_challenge/v},
	},
	{
		id: 'sign-in/no-browser',
		about: 'no browser could be opened, and a code takes over',
		title: 'Sign in to AWS',
		action: waiting,
		...withProfiles,
		...fromAfar,
		way: [...toSignIn, type('b'), see(noCode), see(code)],
		screenReader: {way: [...toSignIn, type('b')], action: /No browser could be opened/v},
	},
	{
		id: 'sign-in/denied',
		about: 'the person said no in the browser',
		title: 'Sign in to AWS',
		action: /r try again/v,
		...withProfiles,
		...fromAfar,
		browser: 'denies',
		way: [...toSignIn, type('b')],
	},
	{
		id: 'sign-in/region',
		about: 'the region of Identity Center, which the address does not say',
		title: 'New profile: company sign-in',
		action: /[>❯] us-east-1/v,
		...withProfiles,
		way: [...toPortal, ...toRegions],
	},
	{
		id: 'sign-in/accounts',
		about: 'the accounts that one may enter',
		title: 'New profile: which account?',
		action: /[>❯] Practice/v,
		...newProfile,
		async prepare(place) {
			await withProfiles.prepare(place);
			await place.control('POST', '/_sandbox/identity-center', {
				accounts: 60,
			});
		},
		way: [...toAccounts, see(/62 in all/v)],
		screenReader: {way: [...toAccounts, see(/62 in the list/v)]},
	},
	{
		id: 'sign-in/roles',
		about: 'the roles in one account',
		title: 'New profile: which role?',
		action: /[>❯] 1\. Administrator/v,
		...newProfile,
		way: toRoles,
	},
	{
		id: 'sign-in/name',
		about: 'naming the profile',
		title: 'New profile: its name',
		action: /Name of the profile/v,
		...newProfile,
		way: toName,
	},
	{
		id: 'sign-in/name-taken',
		about: 'a name that another profile has',
		title: 'New profile: its name',
		action: /Problem:|✘|\[fail\]/v,
		...newProfile,
		way: [...toName, see(/Name of the profile/v), press('ctrl+u'), type('keys'), press('enter')],
		screenReader: {way: [...toName, see(/Name of the profile/v), type('keys')]},
	},
	{
		id: 'sign-in/change',
		about: 'what will be written into the config file',
		title: 'New profile: what will be written',
		action: /w write it/v,
		...newProfile,
		way: [...toName, see(/Name of the profile/v), press('enter')],
	},
	{
		id: 'sign-in/written',
		about: 'the profile is there',
		title: 'New profile: written',
		action: /Enter use it/v,
		...newProfile,
		way: [...toName, see(/Name of the profile/v), press('enter'), see(/w write it/v), type('w')],
		screenReader: {action: /1\. Use this profile/v},
	},
	{
		id: 'sign-in/broken',
		about: 'a profile that names a session that is not there',
		title: 'Profile lost',
		action: /Back to the list/v,
		...withProfiles,
		way: toProfile('lost'),
	},
	{
		id: 'sign-in/odd-files',
		about: 'everything in the AWS files that is not read as it stands',
		title: 'What is wrong in your AWS files',
		action: /Line 3/v,
		async prepare({home, control}) {
			await withProfiles.prepare({home, control});
			await configured(home, '[profile dev]\nregion: us-east-1\n'.repeat(9));
		},
		way: [...toIdentities, see(/2\. See what is wrong/v), type('2')],
	},
	{
		id: 'sign-in/ready',
		about: 'a profile that is signed in',
		title: 'Profile dev',
		action: /1\. Use this identity/v,
		...signedIn,
		way: toProfile('dev'),
	},
	{
		id: 'sign-in/signed-out',
		about: 'signing out of it',
		title: 'Profile dev',
		action: /1\. Sign in/v,
		...signedIn,
		way: [...toProfile('dev'), see(/3\. Sign out/v), type('3'), see(/Signed out of/v)],
	},
];
