import {type SetupFile} from '../../source/setups/saved-setup.js';
import {press, see, type Act} from './scene.js';

// What the answers are for twelve projects, after each step.
export const names = Array.from({length: 12}, (_, index) => `Project ${index + 1}`);
export const scoped: SetupFile = {
	guide: 'secrets',
	name: 'production',
	region: 'us-east-1',
	workato: {dataCentre: 'us'},
	scope: 'project',
	scopeAcknowledged: true,
};
const known = names.map((name, index) => ({
	name,
	externalId: `workato_iam_external_id_27411_${640_400 + index}`,
}));
const rows = known.map((project, index) => ({
	...project,
	role: {create: {name: `Workato-${project.name.replace(' ', '-')}`}},
	secrets: {prefix: `workato/p${index + 1}/`},
}));
export const withIds: SetupFile = {
	...scoped,
	workatoAccountId: '999988887777',
	projects: known,
};
export const whole: SetupFile = {...withIds, projects: rows};
export const accepted: SetupFile = {
	...withIds,
	projects: rows.map((row) => ({...row, accepted: true})),
};
export const oneBlocked: SetupFile = {
	...withIds,
	projects: rows.map((row, index) => (index === 4 ? {...row, role: {use: 'NotThere'}} : row)),
};

/** One of them reads what is for the others, too. */
export const sharing: SetupFile = {
	...withIds,
	projects: rows.map((row, index) => (index === 6 ? {...row, secrets: {prefix: 'workato/'}} : row)),
};

/** Past who reads what, to the changes of all twelve. */
export const toReview: readonly Act[] = [
	see(/[>❯] Continue to the review/v),
	press('enter'),
	see(/[>❯] Apply all 24 changes/v),
];
