import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {
	companyConfig,
	guardedConfig,
	knowGuarded,
} from '../end-to-end/company.js';
import {press, see, type, type Scene} from './scene.js';

const setupOf = (name: string, step: string, account?: string) => ({
	fields: {guide: 'ekm', name, region: 'us-east-1'},
	step,
	...(account && {account}),
});

/** The config file of this computer. */
const configured = async (home: string, text: string) => {
	const folder = path.join(home, '.aws');
	await mkdir(folder, {recursive: true});
	await writeFile(path.join(folder, 'config'), text);
};

/** Profiles on this computer: a company sign-in, keys, and a broken one. */
const withProfiles: Pick<Scene, 'prepare'> = {
	async prepare({home, control}) {
		await configured(home, companyConfig);
		await control('POST', '/_sandbox/identity-center', {interval: 1});
	},
};

const toIdentities = [
	see(/Start: Enterprise/v),
	type('3'),
	// What is typed before the list is there filters it when it comes.
	see(/Who are you/v),
];

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
		way: [...toIdentities, type('dev'), see(/[>❯] dev/v), press('enter')],
	},
	{
		id: 'sign-in/new-profile',
		about: 'the start URL of the company',
		title: 'profile',
		action: /[Ss]tart URL/v,
		...withProfiles,
		way: [
			...toIdentities,
			type('make'),
			see(/[>❯] Make a profile/v),
			press('enter'),
		],
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
		way: [
			...toIdentities,
			type('guarded'),
			see(/[>❯] guarded/v),
			press('enter'),
			see(/1\. Use this identity/v),
			press('enter'),
		],
	},
];
