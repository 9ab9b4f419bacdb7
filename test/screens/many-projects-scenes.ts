import {type SetupFile} from '../../source/setups/saved-setup.js';
import {
	accepted,
	names,
	oneBlocked,
	scoped,
	sharing,
	toReview,
	whole,
	withIds,
} from './many-projects-answers.js';
import {appliedAt, at, find, paste, press, see, type, type Act, type Scene} from './scene.js';

const workspace: SetupFile = {
	...scoped,
	scope: 'workspace',
	workatoAccountId: '999988887777',
	projects: [
		{
			name: 'Workspace',
			externalId: 'workato_iam_external_id_27411',
			role: {create: {name: 'Workato-Workspace'}},
			secrets: {prefix: 'workato/'},
		},
	],
};

const doubtfulNames = 'Orders, EMEA\nFinance, UK';

const spreadsheet = [
	'Project\tExternal ID\tRole\tPrefix',
	'Orders\tworkato_iam_external_id_27411_1\t\tworkato/orders/',
	'Sales, EMEA\tworkato_iam_external_id_27411_1\tWorkato-Sales\tworkato/none/',
	'Finance\tworkato_iam_external_id_27411_3\t\tworkato/none/',
].join('\n');

const tableBox: readonly Act[] = [see(/Type or paste it here/v)];

const toPrefix: readonly Act[] = [
	see(/3\. The same secrets/v),
	type('3'),
	see(/2\. By the beginning/v),
	type('2'),
	see(/The names begin with/v),
	type('workato/'),
];

/** The screens of the secrets guide that differ for many projects, or for the whole workspace. */
export const manyProjectsScenes: readonly Scene[] = [
	{
		id: 'secrets/projects/many',
		about: 'twelve are chosen',
		action: /[>❯] Continue with these 12/v,
		...at('projects', {...scoped, projects: names.map((name) => ({name}))}),
	},
	{
		id: 'secrets/projects/table',
		about: 'a pasted table with a fault',
		action: /Problem:|✘|\[fail\]/v,
		...at('projects', scoped),
		way: [...tableBox, paste('project,prefix,prefix\nOne')],
	},
	{
		id: 'secrets/projects/reading',
		about: 'names with commas, which may be several',
		action: /1\. Each line is one project/v,
		...at('projects', scoped),
		way: [...tableBox, paste(doubtfulNames), press('ctrl+d')],
		screenReader: {way: [...tableBox, paste(doubtfulNames)]},
	},
	{
		id: 'secrets/projects/rows',
		about: 'what was read, row by row',
		action: /[>❯] Take these 3 projects/v,
		...at('projects', scoped),
		way: [...tableBox, paste(spreadsheet), press('ctrl+d')],
		screenReader: {way: [...tableBox, paste(spreadsheet)]},
	},
	{
		id: 'secrets/ids/many',
		about: 'one external ID for each of twelve',
		action: /[>❯] Take them from/v,
		...at('ids', {
			...scoped,
			workatoAccountId: '999988887777',
			projects: names.map((name) => ({name})),
		}),
	},
	{
		id: 'secrets/role/many',
		about: 'roles for twelve',
		action: /1\. A new role for each/v,
		...at('role', withIds),
	},
	{
		id: 'secrets/secrets/many',
		about: 'secrets for twelve',
		action: /1\. /v,
		...at('secrets', withIds),
	},
	{
		id: 'secrets/review/reads',
		about: 'who reads what, with one that reads what is for others',
		title: 'Who reads what',
		action: /[>❯] Continue to the review/v,
		...at('review', sharing),
	},
	{
		id: 'secrets/review/reads-project',
		about: 'what one of twelve reads, and with whom',
		title: 'Who reads what',
		action: /Enter back to the list/v,
		...at('review', sharing),
		way: [see(/Continue to the review/v), ...find('Project 7', /[>❯] Project 7/v)],
	},
	{
		id: 'secrets/review/many',
		about: 'a summary of twelve projects',
		action: /[>❯] Apply all 24 changes/v,
		...at('review', whole),
		way: toReview,
	},
	{
		id: 'secrets/review/many-confirm',
		about: 'the question before they are applied',
		action: /2\. Apply all 24/v,
		...at('review', whole),
		way: [...toReview, press('enter')],
	},
	{
		id: 'secrets/review/many-blocked',
		about: 'one of twelve cannot be set up',
		action: /[>❯] /v,
		...at('review', oneBlocked),
		way: [see(/Continue to the review/v), press('enter'), see(/cannot go on/v)],
	},
	{
		id: 'secrets/secrets/shared',
		about: 'one prefix for all twelve, to be agreed to before it is saved',
		action: /2\. Yes, I agree/v,
		...at('secrets', withIds),
		way: [...toPrefix, press('enter')],
		// The line that gives the prefix takes it, too.
		screenReader: {way: toPrefix},
	},
	{
		id: 'secrets/review/many-failed',
		about: 'AWS refused one of them',
		action: /[>❯] /v,
		...at('review', whole),
		async prepare({control}) {
			await control('POST', '/_sandbox/faults', [
				{operation: 'CreateRole', kind: 'denied', times: 1, after: 3},
			]);
		},
		way: [...toReview, press('enter'), see(/2\. Apply all 24/v), type('2'), see(/look again/iv)],
	},
	{
		id: 'secrets/arns/many',
		about: 'twelve role ARNs',
		action: /[>❯] Add the roles/v,
		...appliedAt('arns', whole),
	},
	{
		id: 'secrets/checklist/many',
		about: 'twelve projects, those with problems first',
		action: /[>❯] /v,
		...appliedAt('checklist', accepted),
		async prepare({control}) {
			for (const number of Array.from({length: 11}, (_, index) => index + 1)) {
				await control('POST', '/_sandbox/secrets', {
					name: `workato/p${number}/database`,
				});
			}
		},
		way: [see(/of 12/v)],
	},
	{
		id: 'secrets/using/many',
		about: 'which project’s texts',
		action: /[>❯] Project 1 /v,
		...appliedAt('using', accepted),
		way: [see(/[>❯] Continue: use/v), press('enter')],
	},
	{
		id: 'secrets/ids/workspace',
		about: 'one external ID for the workspace',
		action: /External ID/v,
		...at('ids', {
			...scoped,
			scope: 'workspace',
			projects: [{name: 'Workspace'}],
		}),
	},
	{
		id: 'secrets/review/workspace',
		about: 'one role for the workspace',
		action: /a apply all \d/v,
		...at('review', workspace),
	},
];
