import {guardedConfig, knowGuarded} from '../end-to-end/company.js';
import {configured, toIdentities, toProfile, withProfiles} from './profiles-there.js';
import {find, press, see, type Scene} from './scene.js';

const setupOf = (name: string, step: string, account?: string) => ({
	fields: {guide: 'ekm', name, region: 'us-east-1'},
	step,
	...(account && {account}),
});

/** Everything before a guide: home, a new setup, who to be. */
export const entranceScenes: readonly Scene[] = [
	{
		id: 'home',
		about: 'nothing is set up yet',
		title: 'Connect AWS to Workato',
		action: /Start: Enterprise Key/v,
	},
	{
		id: 'home/setups',
		about: 'three setups, one of another account',
		title: 'Connect AWS to Workato',
		action: /Resume/v,
		setups: [
			setupOf('production', 'policy'),
			setupOf('staging', 'review'),
			setupOf('elsewhere', 'checklist', '444455556666'),
		],
	},
	{
		id: 'new',
		about: 'naming a setup',
		title: 'Start: Enterprise Key Management',
		action: /Name of the environment/v,
		guide: 'ekm',
	},
	{
		id: 'region',
		about: 'no region is known',
		title: 'Which AWS region',
		action: /us-east-1/v,
		guide: 'ekm',
		isWithoutRegion: true,
	},
	{
		id: 'sign-in',
		about: 'every identity of this computer',
		title: 'Who are you in AWS?',
		action: /[>❯] /v,
		...withProfiles,
		way: toIdentities,
	},
	{
		id: 'sign-in/profile',
		about: 'a profile that needs a company sign-in',
		title: 'dev',
		action: /1\. /v,
		...withProfiles,
		way: toProfile('dev'),
	},
	{
		id: 'sign-in/new-profile',
		about: 'the start URL of the company',
		title: 'profile',
		action: /[Ss]tart URL/v,
		...withProfiles,
		way: [...toIdentities, ...find('make', /[>❯] Make a profile/v)],
	},
	{
		id: 'sign-in/mfa',
		about: 'a role that wants a code from an MFA device',
		title: 'Code from your MFA device',
		action: /Six digits/v,
		async prepare({home, control}) {
			await configured(home, guardedConfig);
			await knowGuarded(control);
		},
		way: [...toProfile('guarded'), see(/1\. Use this identity/v), press('enter')],
	},
];
