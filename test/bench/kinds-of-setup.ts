import {manyProjects} from '../cli/many-projects.js';
import {companyEnv, setCompany, signInBeside, writeConfig} from '../end-to-end/company.js';
import {type HomeSandbox} from '../end-to-end/home-sandbox.js';
import {workatoStatement} from '../end-to-end/statements.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {type SetupFile} from '../../source/setups/saved-setup.js';
import type {FreshHome} from '../support/fresh-home.js';
import {applyFile} from './apply-file.js';

/** One kind of saved setup to look at. */
export type Kind = {
	readonly name: string;
	/** Saves it, and sets it up in AWS where it is meant to be there; gives the environment to look at it with. */
	readonly prepare: (
		home: FreshHome,
		aws: HomeSandbox,
	) => Promise<Readonly<Record<string, string>>>;
};

/** A setup of a key of its own, as its setup file says it. */
export const ekm: SetupFile = {
	guide: 'ekm',
	name: 'production',
	region: 'us-east-1',
	statement: workatoStatement,
	key: {create: {alias: 'workato-ekm'}},
};

/** Every kind of setup whose look at AWS goes another way. */
export const kindsOfSetup: readonly Kind[] = [
	{
		name: 'a key not made yet',
		async prepare({setups}, {env}) {
			openSetupStore(`${setups}/setups`).create(ekm);
			return env;
		},
	},
	{
		name: 'a key of its own',
		async prepare(home, {env}) {
			await applyFile(home, ekm, env);
			return env;
		},
	},
	{
		name: 'a key of its own, signed in by SSO',
		async prepare(home, aws) {
			await setCompany(aws);
			await writeConfig(home);
			await signInBeside(home, aws);
			const env = {...companyEnv(aws), AWS_PROFILE: 'dev'};
			await applyFile(home, ekm, env);
			return env;
		},
	},
	{
		name: 'a key known by its tags only',
		async prepare(home, {env}) {
			await applyFile(home, ekm, env);
			openSetupStore(`${home.setups}/setups`).update('production', (saved) => ({
				...saved,
				journal: [],
			}));
			return env;
		},
	},
	{
		name: 'a key used by its alias',
		async prepare(home, {env, control}) {
			await control('POST', '/_sandbox/keys', {aliasPrefix: 'there'});
			await applyFile(home, {...ekm, key: {use: 'alias/there'}}, env);
			return env;
		},
	},
	...[1, 3, 20].map((count) => ({
		name: `${count} ${count === 1 ? 'project' : 'projects'}`,
		async prepare(home: FreshHome, aws: HomeSandbox) {
			await applyFile(home, await manyProjects(aws, count), aws.env);
			return aws.env;
		},
	})),
];
