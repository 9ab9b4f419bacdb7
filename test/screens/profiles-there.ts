import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {companyConfig} from '../end-to-end/company.js';
import {find, see, type, type Act, type Scene} from './scene.js';

/** Writes the config file of this computer. */
export async function configured(home: string, text: string): Promise<void> {
	const folder = path.join(home, '.aws');
	await mkdir(folder, {recursive: true});
	await writeFile(path.join(folder, 'config'), text);
}

/** Profiles on this computer: a company sign-in, keys, and a broken one. */
export const withProfiles: Required<Pick<Scene, 'prepare'>> = {
	async prepare({home, control}) {
		await configured(home, companyConfig);
		await control('POST', '/_sandbox/identity-center', {interval: 1});
	},
};

/** From home to everyone who can be chosen to be. */
export const toIdentities: readonly Act[] = [
	see(/Start: Enterprise/v),
	type('3'),
	// What is typed before the list is there filters it when it comes.
	see(/Who are you/v),
];

/** From home to one of the profiles. */
export const toProfile = (name: string): Act[] => [
	...toIdentities,
	...find(name, new RegExp(`[>❯] ${name}`, 'v')),
];
